"""The frame around every chart: finding, chart, caption, table, and the way to the figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import cache, drill, menu, plotly_face, words
from pages.parts.chart import Chart, Drill

# Pixels: half a Chinese letter of a table's cell, and the widest that a column may be.
LETTER, WIDEST = 6.8, 330


def show(chart: Chart, where: DeltaGenerator | None = None) -> None:
    """Draw a chart in a card; a click on a mark leads to the figures behind it.

    ``where`` is a column to draw in. It is told, not entered: a menu copies what is entered
    around it, each part with all that is above it.
    """
    card = (where or st).container(border=True, key=f"card_{chart.key}", height="stretch")
    head = card.container(horizontal=True, vertical_alignment="top", wrap=False)
    head.subheader(words.literal(chart.finding), anchor=False)
    if chart.kind != "list":
        _table(chart, head)
    menu.offer(chart, head)
    with card:
        if chart.kind == "list":
            _list(chart)
        elif chart.kind == "cloud":
            _picture(chart)
        else:
            _plot(chart)
    card.caption(words.literal(chart.caption))


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
    drill.offer(_at_point(chart, event["selection"]))


def _picture(chart: Chart) -> None:
    if chart.categories:
        st.image(cache.picture(chart), width="stretch", alt=chart.alt)


def _list(chart: Chart) -> None:
    """The rows; choosing one leads to the figures behind it where it has any."""
    told = {
        "hide_index": True,
        "width": "stretch",
        "alt": chart.alt,
        "column_config": _widths(chart),
    }
    if not chart.drills:
        st.dataframe(cache.table(chart), **told)
        return
    key = f"list_{chart.key}"
    event = st.dataframe(
        cache.table(chart), key=key, on_select="rerun", selection_mode="single-row", **told
    )
    drill.offer(_at_row(chart, event["selection"]))


def _widths(chart: Chart) -> dict[str, object]:
    """Each column as wide as its longest cell: none is clipped where there is room.

    While a reader filters, columns only grow: a table that jumps is hard to read, and a changed
    width makes the browser lay the table out twice.
    """
    table = cache.table(chart)
    kept = st.session_state.setdefault(f"widths_{chart.key}", {})
    for name in table.columns:
        needed = 26 + round(LETTER * max(map(words.columns, [name, *table[name]])))
        kept[name] = max(kept.get(name, 0), min(WIDEST, needed))
    return {name: st.column_config.TextColumn(width=kept[name]) for name in table.columns}


def _table(chart: Chart, head: DeltaGenerator) -> None:
    box = head.popover("数据表", type="tertiary", key=f"table_{chart.key}")
    box.dataframe(cache.table(chart), hide_index=True, width=480)


def _at_point(chart: Chart, selection: dict) -> Drill | None:
    """The drill of the mark that was clicked: its place in the chart is its customdata."""
    points = selection["points"]
    if not points or not points[0].get("customdata"):
        return None
    series, mark = points[0]["customdata"]
    return chart.series[int(series)].marks[int(mark)].drill


def _at_row(chart: Chart, selection: dict) -> Drill | None:
    rows = selection["rows"]
    return chart.drills[rows[0]] if rows else None


def grid(charts: Sequence[Chart], columns: int = 2) -> None:
    """Charts side by side, row by row."""
    for at in range(0, len(charts), columns):
        for column, chart in zip(st.columns(columns), charts[at : at + columns], strict=False):
            show(chart, column)
