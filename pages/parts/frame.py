"""The frame around every chart: finding, chart, caption, table, and the way to the figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import cache, drill, filters, menu, plotly_face, words
from pages.parts.chart import Chart, Drill


def show(chart: Chart, where: DeltaGenerator | None = None) -> None:
    """Draw a chart in a card; a click on a mark leads to the figures behind it.

    style.css sets the menu beside the finding, and what is plain text is sent as such: a container
    and a Markdown text more for each chart is what a browser takes long to draw.

    ``where`` is a container to draw in.
    """
    card = (where or st).container(border=True, key=f"card_{chart.key}", height="stretch")
    card.subheader(words.literal(chart.finding), anchor=False)
    if chart.kind == "list":
        _list(chart, card)
    elif chart.kind == "cloud":
        _picture(chart, card)
    else:
        _plot(chart, card)
    card.text(chart.caption)
    menu.offer(chart, card)


def _plot(chart: Chart, card: DeltaGenerator) -> None:
    key = f"chart_{chart.key}"
    event = card.plotly_chart(
        cache.figure(chart),
        key=key,
        theme=None,
        config=plotly_face.CONFIG,
        on_select="rerun",
        selection_mode="points",
        alt=chart.alt,
    )
    drill.offer(_at_point(chart, event["selection"]), card)


def _picture(chart: Chart, card: DeltaGenerator) -> None:
    if chart.categories:
        card.image(cache.picture(chart), width="stretch", alt=chart.alt)


def _list(chart: Chart, card: DeltaGenerator) -> None:
    """The rows; choosing one leads to the figures behind it where it has any."""
    table = cache.table(chart)
    told = {
        "hide_index": True,
        "width": "stretch",
        "alt": chart.alt,
        "column_config": _columns(chart.key, table.widths),
    }
    if not chart.drills:
        card.dataframe(table.cells, **told)
        return
    event = card.dataframe(
        table.cells,
        key=f"list_{chart.key}",
        on_select="rerun",
        selection_mode="single-row",
        **told,
    )
    drill.offer(_at_row(chart, event["selection"]), card)


def _columns(key: str, widths: dict[str, int]) -> dict[str, object]:
    """While a reader filters, columns only grow: a table that jumps is hard to read.

    A changed width also makes the browser lay the table out twice.
    """
    kept = st.session_state.setdefault(f"widths_{key}", {})
    kept |= {name: max(kept.get(name, 0), width) for name, width in widths.items()}
    return {name: st.column_config.TextColumn(width=kept[name]) for name in widths}


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


def grid(name: str, charts: Sequence[Chart]) -> None:
    """Charts two by two, on a phone below one another; style.css lays them out.

    One container for all of them: st.columns would be three more for each row. ``name`` tells the
    page's grids apart and stays as it is while the charts change.
    """
    cells = st.container(key=f"grid_{name}")
    for chart in charts:
        show(chart, cells)


def one_of(label: str, key: str, charts: Sequence[Chart]) -> None:
    """One of these charts, by its name: a dozen of one kind below one another nobody reads."""
    if not charts:
        return
    shown = charts[0]
    if len(charts) > 1:
        chosen = filters.single(label, key, {chart.name: chart.key for chart in charts}, shown.key)
        shown = next(chart for chart in charts if chart.key == chosen)
    show(shown)
