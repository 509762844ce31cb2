"""地区画像: one region, all that is reported of it."""

from datetime import date

import streamlit as st

from pages.parts import cache, cards, frame, places, shell
from pages.parts.filters import single
from pages.parts.views import region_profile

filters = shell.enter()
first = cache.kept(places.first, filters)
code = single("查看地区", "place", shell.choices().regions, first)
view = cache.view(region_profile.build, filters, code, date.today())

shell.heading(view.title, view.line, asks="一个地区的报告写了哪些工作、多少？")
cards.row(view.cards)

left, right = st.columns([1, 1.25])
frame.show(view.categories, left)
frame.show(view.amounts, right)
for chart in (view.elsewhere, view.below, view.ledger, view.reports):
    if chart:
        frame.show(chart)
