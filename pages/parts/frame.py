"""The frame around every chart: finding, chart, caption, table, and the way to the figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts import cache, plotly_face, words
from pages.parts.chart import Chart

EVIDENCE = "pages/evidence.py"


def show(chart: Chart) -> None:
    """Draw a chart in a card; a click on a mark leads to the figures behind it."""
    with st.container(border=True, key=f"card_{chart.key}"):
        with st.container(horizontal=True, vertical_alignment="top", wrap=False):
            st.subheader(words.literal(chart.finding), anchor=False)
            if chart.kind != "list":
                _table(chart)
        if chart.kind == "list":
            _list(chart)
        else:
            _plot(chart)
        st.caption(words.literal(chart.caption))


def _plot(chart: Chart) -> None:
    key = f"chart_{chart.key}"
    event = st.plotly_chart(
        cache.figure(chart),
        key=key,
        theme=None,
        config=plotly_face.CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt=chart.alt,
    )
    _follow(event)


def _list(chart: Chart) -> None:
    """The rows; choosing one leads to the figures behind it where it has any."""
    told = {"hide_index": True, "width": "stretch", "alt": chart.alt}
    if not chart.drills:
        st.dataframe(chart.table(), **told)
        return
    event = st.dataframe(
        chart.table(),
        key=f"list_{chart.key}",
        on_select="rerun",
        selection_mode="single-row",
        **told,
    )
    rows = event["selection"]["rows"]
    if rows:
        st.switch_page(EVIDENCE, query_params=chart.drills[rows[0]].query())


def _table(chart: Chart) -> None:
    with st.popover("数据表", type="tertiary", key=f"table_{chart.key}"):
        st.dataframe(chart.table(), hide_index=True, width=480)


def _follow(event: dict) -> None:
    """Go to 数据出处 with the filters of the mark that was clicked."""
    points = event["selection"]["points"] if event else []
    if points and points[0].get("customdata"):
        pairs = [str(pair).partition("=") for pair in points[0]["customdata"]]
        st.switch_page(EVIDENCE, query_params={key: value for key, _, value in pairs})


def grid(charts: Sequence[Chart], columns: int = 2) -> None:
    """Charts side by side, row by row."""
    for at in range(0, len(charts), columns):
        for column, chart in zip(st.columns(columns), charts[at : at + columns], strict=False):
            with column:
                show(chart)
