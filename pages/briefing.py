"""简报导出: collected charts in order, their titles, the cover, and one file of all."""

import streamlit as st

from pages.parts import basket, briefings, desk, shell

shell.enter()
collected = basket.current()
made = briefings.rebuilt(collected)

shell.heading(
    f"简报已收 {len(collected.items)} 张图" if collected.items else "简报还没有图",
    desk.line(made),
    asks="怎样把看板上的图做成汇报材料？",
)

left, right = st.columns([1.7, 1])
with right:
    desk.cover(collected)
    desk.file(collected)
    desk.template()
with left:
    desk.downloads(collected, made)
    if not collected.items:
        st.info("在任一图表的下载菜单里选“加入简报”，或在右侧打开保存过的收藏。")
    for at, each in enumerate(made):
        desk.card(at, each, last=at == len(made) - 1)
