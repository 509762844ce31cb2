"""总览: what the data covers and what stands out."""

import streamlit as st

from pages.parts import cache, cards, frame, shell
from pages.parts.views import overview

filters = shell.enter()
view = cache.view(overview.build, filters)

shell.heading(view.title, view.line, asks="各地的报告写了什么，哪些值得注意？")
cards.row(view.cards)

left, right = st.columns([1.25, 1])
frame.show(view.matrix, left)
with left:
    cards.sentences("值得注意", view.standing_out)
for chart in view.bars:
    frame.show(chart, right)
