"""地区对比: chosen regions side by side on chosen indicators."""

import streamlit as st

from pages.parts import cache, frame, shell, totals
from pages.parts.filters import forget_notes, name_strange
from pages.parts.views import region_comparison

filters = shell.enter()
names = totals.indicator_names()
ids = {name: indicator for indicator, name in names.items()}

title = st.container()
name_strange("指标", "metric", ids)
chosen = st.multiselect(
    "对比指标",
    ids,
    key="metric",
    bind="query-params",
    on_change=forget_notes,
    placeholder="两地以上报告最多的指标",
)
view = cache.view(region_comparison.build, filters, tuple(ids[name] for name in chosen))

with title:
    shell.heading(view.title, view.line, asks="几个地区在同一指标上各报告多少，能不能比？")
frame.show(view.table)
frame.grid("bars", view.bars)
