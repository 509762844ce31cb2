"""A Chart as a Plotly figure: the screen's face."""

from __future__ import annotations

from typing import Any

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


class Drawn(go.Figure):
    """A figure that nobody changes any more: what is sent of it is worked out once.

    Plotly copies and encodes all of a figure whenever it is asked for, at every run of a page.
    """

    _sent: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """As Plotly gives it; shared, not to be changed."""
        if self._sent is None:
            self._sent = super().to_dict()
        return self._sent


def figure(chart: Chart, palette: Palette) -> Drawn:
    """The figure of a chart of any kind that Plotly draws (``DRAW``)."""
    traces, layout = DRAW[chart.kind](chart, palette)
    return Drawn(traces, layout | {"template": {}})
