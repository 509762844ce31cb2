"""What pages show, kept by page, filters and data version: built once for all who look."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from operator import attrgetter
from threading import Lock
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

from pages.parts import data, plotly_face, table_face, theme
from pages.parts.chart import Chart

T = TypeVar("T")
# Fifty readers hold some hundred states of the filters, on each of eight pages: with fewer kept
# they push each other's out. A view at 1,000,000 figures takes 20 to 200 KB.
KEPT_VIEWS = 1024
BY_DIGEST = {Chart: attrgetter("digest")}

# Every run is a thread of its own. The GNU library would give threads up to eight heaps a core to
# take from, and each keeps what its fullest moment took; Python runs one thread at a time anyway.
HEAPS = 2
M_ARENA_MAX = -8  # malloc.h

# The version that is kept, of which runs in several threads ask.
_kept = ""
_lock = Lock()
# Views are built in turn: Python runs one thread at a time, so that many that build at once only
# make each other late, and everybody whose page is there already.
_turn = Lock()
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
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, HEAPS)
        library.malloc_trim(0)


def view(builder: Callable[..., T], *arguments: Any) -> T:
    """``builder(*arguments)``, kept. What it returns is shared: it must be immutable.

    A builder asks for no other view: views are built one at a time.
    """
    found = kept(builder, *arguments)
    _drawn.set({**(_drawn.get({})), _name(builder): (builder, arguments, found)})
    return found


def kept(work: Callable[..., T], *arguments: Any) -> T:
    """``work(*arguments)``, kept in the same way; no view, so that no export draws it."""
    return _view(data.version(), _name(work), arguments, work)


def _name(work: Callable) -> str:
    return f"{work.__module__}.{work.__qualname__}"


def drawn() -> list[tuple[Callable, tuple, Any]]:
    """The views of this run: builder, arguments and what it built."""
    return list((_drawn.get({})).values())


def figure(chart: Chart) -> go.Figure:
    """The chart's Plotly figure in the reader's mode, kept by what the chart holds."""
    return _figure(chart, st.context.theme.type == "dark")


def table(chart: Chart) -> table_face.Table:
    """The chart's table, kept likewise, in the form that is sent."""
    return _table(chart)


def picture(chart: Chart) -> str:
    """The chart as SVG, for a kind that Plotly does not draw: the browser makes pixels of it."""
    return _picture(chart)


@st.cache_resource(max_entries=KEPT_VIEWS, show_spinner=False)
def _view(version: str, name: str, arguments: tuple, _builder: Callable[..., T]) -> T:
    with _turn:
        return _builder(*arguments)


@st.cache_resource(max_entries=2 * KEPT_VIEWS, show_spinner=False, hash_funcs=BY_DIGEST)
def _figure(chart: Chart, dark: bool) -> go.Figure:
    return plotly_face.figure(chart, theme.DARK if dark else theme.LIGHT)


@st.cache_resource(max_entries=2 * KEPT_VIEWS, show_spinner=False, hash_funcs=BY_DIGEST)
def _table(chart: Chart) -> table_face.Table:
    return table_face.table(chart)


@st.cache_resource(max_entries=KEPT_VIEWS // 8, show_spinner=False, hash_funcs=BY_DIGEST)
def _picture(chart: Chart) -> str:
    from pages.parts.exports import picture as drawing

    with _turn:
        return drawing.marks(chart)
