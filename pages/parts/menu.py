"""下载 on every chart: its files, made when asked for, and the way into a briefing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import basket, data, proof, recipes
from pages.parts.chart import Chart
from pages.parts.exports import formats
from pages.parts.exports.exhibit import Exhibit
from pages.parts.recipes import Recipe


def offer(chart: Chart, head: DeltaGenerator) -> None:
    """A menu that is filled when it is opened, without running the page anew."""
    exhibit = data.later(partial(proof.exhibit, chart))
    # without a container of its own the fragment would be as wide as the finding beside it
    with head.container(width="content"):
        _menu(chart, recipes.of(chart), exhibit, data.version())


@st.fragment
def _menu(
    chart: Chart, recipe: Recipe | None, exhibit: Callable[[], Exhibit], version: str
) -> None:
    box = st.popover(
        "下载",
        type="tertiary",
        icon=":material/download:",
        key=f"menu_{chart.key}",
        on_change="rerun",
    )
    basket.say()
    if not box.open:
        return
    with box:
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
        if recipe:
            held = basket.holds(recipe)
            st.button(
                "已在简报中" if held else "加入简报",
                key=f"collect_{chart.key}",
                icon=":material/playlist_add_check:" if held else ":material/playlist_add:",
                type="tertiary",
                disabled=held,
                on_click=basket.add,
                args=(recipe, chart, version),
            )


def _made(
    entry: formats.Format, exhibit: Callable[[], Exhibit], template: bytes | None
) -> bytes:
    return entry.render(exhibit(), template)
