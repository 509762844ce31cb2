"""A Chart as a Plotly figure: the screen's face."""

from __future__ import annotations

import plotly.graph_objects as go

from pages.parts import plotly_bars, plotly_points
from pages.parts.chart import Chart
from pages.parts.theme import Palette

CONFIG = {"displayModeBar": False, "responsive": True}
DRAW = {
    "bar": plotly_bars.bars,
    "stacked": plotly_bars.stacked,
    "line": plotly_points.lines,
    "matrix": plotly_points.matrix,
    "timeline": plotly_points.timeline,
}


def figure(chart: Chart, palette: Palette) -> go.Figure:
    """The figure of a chart of any kind that Plotly draws (``DRAW``)."""
    traces, layout = DRAW[chart.kind](chart, palette)
    return go.Figure(traces, layout | {"template": "none"})
