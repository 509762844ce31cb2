"""What pages show, kept by page, filters and data version: built once for all who look."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

from pages.parts import data, plotly_face, table_face, theme
from pages.parts.chart import Chart

T = TypeVar("T")
KEPT_VIEWS = 256

# The version that is kept, of which runs in several threads ask.
_kept = ""
_lock = Lock()
# The views of this run by their builder: an export asks how a chart was made.
_drawn: ContextVar[dict[str, tuple[Callable, tuple, Any]]] = ContextVar("drawn")


def begin_run() -> None:
    """Keep nothing of an older build: memory holds what one shows, however many come."""
    global _kept
    version = data.version()
    with _lock:
        if version == _kept:
            return
        _kept = version
    for kept in (_view, _figure, _table, _picture):
        kept.clear()
    data.forget_answers()
    _give_back()


def _give_back() -> None:
    """What was let go goes back to the system: a process runs for months."""
    gc.collect()
    # of the GNU library alone; others give back by themselves
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def view(builder: Callable[..., T], *arguments: Any) -> T:
    """``builder(*arguments)``, kept. What it returns is shared: it must be immutable."""
    name = f"{builder.__module__}.{builder.__qualname__}"
    found = _view(data.version(), name, arguments, builder)
    _drawn.set({**(_drawn.get({})), name: (builder, arguments, found)})
    return found


def drawn() -> list[tuple[Callable, tuple, Any]]:
    """The views of this run: builder, arguments and what it built."""
    return list((_drawn.get({})).values())


def figure(chart: Chart) -> go.Figure:
    """The chart's Plotly figure in the reader's mode, kept by what the chart holds."""
    return _figure(chart, st.context.theme.type == "dark")


def table(chart: Chart) -> table_face.Table:
    """The chart's table, kept likewise, in the form that is sent."""
    return _table(chart)


def picture(chart: Chart) -> bytes:
    """The chart as a PNG, for a kind that the browser does not draw."""
    return _picture(chart)


@st.cache_resource(max_entries=KEPT_VIEWS, show_spinner=False)
def _view(version: str, name: str, arguments: tuple, _builder: Callable[..., T]) -> T:
    return _builder(*arguments)


@st.cache_resource(max_entries=4 * KEPT_VIEWS, show_spinner=False, hash_funcs={Chart: hash})
def _figure(chart: Chart, dark: bool) -> go.Figure:
    return plotly_face.figure(chart, theme.DARK if dark else theme.LIGHT)


@st.cache_resource(max_entries=8 * KEPT_VIEWS, show_spinner=False, hash_funcs={Chart: hash})
def _table(chart: Chart) -> table_face.Table:
    return table_face.table(chart)


@st.cache_resource(max_entries=KEPT_VIEWS // 4, show_spinner=False, hash_funcs={Chart: hash})
def _picture(chart: Chart) -> bytes:
    from pages.parts.exports import picture as drawing

    return drawing.png(chart, zoom=drawing.SCREEN_ZOOM, bare=True)
