"""The ways on from a mark: the figures behind it, and its region."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.chart import Drill

PROFILE = "pages/region_profile.py"


def offer(drill: Drill | None, card: DeltaGenerator) -> None:
    """Links for a chosen mark, in its chart's card; nothing while none is chosen."""
    if drill is None:
        return
    with card.container(horizontal=True):
        # In a tab of its own: no link within a session can set filters that the bar holds
        # already, and the page that is left keeps its state (docs/decisions/002).
        st.link_button(
            f"查看数据出处：{drill.words}",
            f"evidence?{urlencode(drill.query())}",
            icon=":material/find_in_page:",
        )
        if drill.region:
            st.page_link(
                PROFILE,
                label=f"{drill.region}画像",
                icon=":material/location_on:",
                query_params={"place": drill.region},
            )
