"""The report's text with its figures marked: click a mark to go there, select words to add one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from etl.drafts import Draft

HERE = Path(__file__).parent


def pieces(text: str, draft: Draft) -> list[list[Any]]:
    """The text cut at its marks: [words, start, number of the figure or 0, decision, doubtful]."""
    cut: list[list[Any]] = []
    at = 0
    for number, figure in enumerate(draft.figures, 1):
        if figure.start < at:
            continue
        cut.append([text[at : figure.start], at, 0, "", False])
        words = text[figure.start : figure.end]
        doubtful = (figure.confidence or 0) < 0.8
        cut.append([words, figure.start, number, figure.decision, doubtful])
        at = figure.end
    return [*cut, [text[at:], at, 0, "", False]]


def show(
    text: str,
    draft: Draft,
    at: int | None,
    on_chosen: Callable[[int], None],
    on_marked: Callable[[int, int], None],
) -> None:
    """Draw the text; the words of the report are set as text, never as markup."""
    key = "intake_text"

    def chosen() -> None:
        start = st.session_state[key].get("chosen")
        if isinstance(start, int) and draft.figure(start):
            on_chosen(start)

    def marked() -> None:
        found = st.session_state[key].get("marked") or {}
        start, end = found.get("start"), found.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
            on_marked(start, end)

    # registered anew in each run: a server's first run may have been another session's
    component = st.components.v2.component(
        "report_text",
        html='<div class="rt-box" tabindex="0" role="region" aria-label="报告原文"></div>',
        css=_asset("intake_text.css"),
        js=_asset("intake_text.js"),
        isolate_styles=False,
    )
    component(
        key=key,
        data={"pieces": pieces(text, draft), "at": at},
        on_chosen_change=chosen,
        on_marked_change=marked,
    )


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
