"""The whole list of figures as a file: a short one at the click, a long one with its progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.parts import data, downloads
from pages.parts.downloads import Progress
from pages.parts.exports.formats import OFFICE

# So many figures take a second; more show how far they are.
QUICK = 10_000
SHEET = "数据"
READY = "list_ready"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file."""

    label: str
    suffix: str
    mime: str
    render: Callable[[pd.DataFrame, Progress], bytes]


FORMS = (
    Form(
        "Excel",
        "xlsx",
        f"{OFFICE}spreadsheetml.sheet",
        lambda table, progress: downloads.xlsx_bytes(table, SHEET, progress),
    ),
    Form("CSV", "csv", "text/csv", downloads.csv_bytes),
)


def offer(name: str, rows: int, asked: object, table: Callable[[], pd.DataFrame]) -> None:
    """Buttons for ``table``, which has ``rows`` rows and stays the same while ``asked`` does."""
    with st.container(horizontal=True):
        for form in FORMS:
            if rows <= QUICK:
                _download(form, name, data.later(lambda form=form: form.render(table(), _silent)))
            elif st.button(
                f"生成 {form.label}", key=f"list_make_{form.suffix}", icon=":material/build:"
            ):
                st.session_state[READY] = (asked, form, _made(form, rows, table))
    of, form, content = st.session_state.get(READY, (None, None, b""))
    if of == asked and content:
        _download(form, name, content)


def _made(form: Form, rows: int, table: Callable[[], pd.DataFrame]) -> bytes:
    bar = st.progress(0.0, f"正在取出 {rows:,} 个数据")
    content = form.render(
        table(), lambda share: bar.progress(share, f"正在写 {form.label}：{share:.0%}")
    )
    bar.empty()
    return content


def _download(form: Form, name: str, content: bytes | Callable[[], bytes]) -> None:
    st.download_button(
        f"下载 {form.label}",
        content,
        f"{name}.{form.suffix}",
        form.mime,
        on_click="ignore",
        icon=":material/download:",
        key=f"list_{form.suffix}",
    )


def _silent(_: float) -> None:
    """Nobody watches."""
