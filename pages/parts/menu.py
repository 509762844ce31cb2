"""表格与下载 on every chart: its table, its files, and the way into a briefing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import basket, cache, data, proof, recipes
from pages.parts.chart import Chart
from pages.parts.exports import formats
from pages.parts.exports.exhibit import Exhibit

WIDTH = 480  # pixels, as far as the screen has them


def offer(chart: Chart, card: DeltaGenerator) -> None:
    """A menu that is filled when it is opened: closed, it costs a page next to nothing.

    The page runs anew then, with all that it shows in the cache. A fragment for each menu would
    spare that run and cost more at every change of a filter, which happens far more often.
    """
    listed = chart.kind == "list"  # is its own table
    box = card.popover(
        "下载" if listed else "表格与下载",
        type="tertiary",
        icon=":material/download:",
        key=f"menu_{chart.key}",
        on_change="rerun",
    )
    if not box.open:
        return
    with box.container(horizontal=True, gap="small", width=WIDTH):
        _files(chart)
        _collect(chart)
    if not listed:
        box.dataframe(cache.table(chart).cells, hide_index=True, width=WIDTH)


def _files(chart: Chart) -> None:
    exhibit = data.later(partial(proof.exhibit, chart))
    for entry in formats.FORMATS:
        st.download_button(
            entry.label,
            partial(_made, entry, exhibit, basket.template()),
            formats.file_name(chart, entry),
            entry.mime,
            on_click="ignore",
            key=f"get_{entry.suffix}_{chart.key}",
            icon=entry.icon,
            type="tertiary",
        )


def _collect(chart: Chart) -> None:
    recipe = recipes.of(chart)
    if recipe is None:
        return
    held = basket.holds(recipe)
    st.button(
        "已在简报中" if held else "加入简报",
        key=f"collect_{chart.key}",
        icon=":material/playlist_add_check:" if held else ":material/playlist_add:",
        type="tertiary",
        disabled=held,
        on_click=basket.add,
        args=(recipe, chart, data.version()),
    )


def _made(entry: formats.Format, exhibit: Callable[[], Exhibit], template: bytes | None) -> bytes:
    return entry.render(exhibit(), template)
