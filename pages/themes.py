"""主题词: what each region's reports talk about more than the others'."""

import streamlit as st

from pages.parts import cache, frame, shell
from pages.parts.views import themes

filters = shell.enter()
view = cache.view(themes.build, filters)

shell.heading(view.title, view.line, asks="各地的报告各自多讲什么？")
if not view.bars:
    st.info("没有这些年份或地区的报告词频。可放宽筛选。")
frame.grid("pairs", [chart for pair in zip(view.bars, view.clouds, strict=True) for chart in pair])
st.caption(
    "突出程度：加权对数几率（Monroe 等，2008，“Fightin’ Words”），以各地报告合计为先验；"
    "只统计报告中出现两次以上的词，停用词除外。"
)
