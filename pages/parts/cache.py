"""What pages show, kept by page, filters and data version: built once for all who look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import plotly.graph_objects as go
import streamlit as st

from pages.parts import data, plotly_face, theme
from pages.parts.chart import Chart

T = TypeVar("T")
KEPT_VIEWS = 256


def view(builder: Callable[..., T], *arguments: Any) -> T:
    """``builder(*arguments)``, kept. What it returns is shared: it must be immutable."""
    name = f"{builder.__module__}.{builder.__qualname__}"
    return _view(data.version(), name, arguments, builder)


def figure(chart: Chart) -> go.Figure:
    """The chart's Plotly figure in the reader's mode, kept by what the chart holds."""
    return _figure(chart, st.context.theme.type == "dark")


@st.cache_resource(max_entries=KEPT_VIEWS, show_spinner=False)
def _view(version: str, name: str, arguments: tuple, _builder: Callable[..., T]) -> T:
    return _builder(*arguments)


@st.cache_resource(max_entries=4 * KEPT_VIEWS, show_spinner=False, hash_funcs={Chart: hash})
def _figure(chart: Chart, dark: bool) -> go.Figure:
    return plotly_face.figure(chart, theme.DARK if dark else theme.LIGHT)
