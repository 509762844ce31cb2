"""The briefing in the making, kept in the session."""

from __future__ import annotations

from datetime import date

import streamlit as st

from pages.parts import collection
from pages.parts.chart import Chart
from pages.parts.collection import Collection
from pages.parts.recipes import Recipe

# No widget's keys: these outlast a change of page.
KEPT, TEMPLATE, SAID = "briefing_collection", "briefing_template", "briefing_said"


def current() -> Collection:
    """What has been collected; a new briefing is of today."""
    if KEPT not in st.session_state:
        today = date.today()
        st.session_state[KEPT] = Collection(date=f"{today.year}年{today.month}月{today.day}日")
    return st.session_state[KEPT]


def keep(changed: Collection) -> None:
    """What has been collected from now on."""
    st.session_state[KEPT] = changed


def add(recipe: Recipe, chart: Chart, version: str) -> None:
    """One more chart, as a button's callback; ``say`` tells it afterwards."""
    before = current()
    if len(before.items) >= collection.MOST_ITEMS:
        st.session_state[SAID] = f"简报最多 {collection.MOST_ITEMS} 张图，未加入"
        return
    keep(before.add(collection.item(recipe, chart, version)))
    st.session_state[SAID] = f"已加入简报，共 {len(current().items)} 张图"


def say() -> None:
    """Tell what a callback did: it may draw nothing itself."""
    if told := st.session_state.pop(SAID, ""):
        st.toast(told, icon=":material/playlist_add_check:")


def holds(recipe: Recipe) -> bool:
    """Whether the chart is collected already."""
    return any(item.recipe == recipe for item in current().items)


def template() -> bytes | None:
    """The unit's own template, where this session has one."""
    return st.session_state.get(TEMPLATE)
