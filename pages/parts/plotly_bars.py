"""Bars and stacked bars for the screen, lying, a row a category."""

from __future__ import annotations

from typing import Any

from pages.parts import plotly_frame as frame
from pages.parts import theme
from pages.parts.chart import Chart, Mark
from pages.parts.plotly_frame import Drawn
from pages.parts.theme import Palette

# Of an axis' length that labels may take: on a phone they have little more than a bar has.
LABEL_SHARE = 0.7
PHONE_AXIS = 175  # pixels that a phone leaves beside the names


def bars(chart: Chart, palette: Palette) -> Drawn:
    """Horizontal bars in the given order from the top, values on the marks, gaps in words."""
    largest = max((m.value or 0 for s in chart.series for m in s.marks), default=0) or 1
    layout = frame.rows(chart, palette) | {
        "xaxis": {"visible": False, "range": [0, _axis(chart, largest)], "fixedrange": True},
        "annotations": [
            frame.gap(position, mark.text, palette)
            for series in chart.series
            for position, mark in enumerate(series.marks)
            if mark.gap
        ],
        "showlegend": len(chart.series) > 1,
    }
    return [_bar_trace(chart, at, palette) for at in range(len(chart.series))], layout


def _axis(chart: Chart, largest: float) -> float:
    """How far the axis goes, so that every bar's label fits behind it, also on a phone."""
    room = [
        (mark.value / (1 - min(LABEL_SHARE, (frame.width(frame.sign_text(mark)) + 8) / PHONE_AXIS)))
        for series in chart.series
        for mark in series.marks
        if mark.value is not None
    ]
    return max(room, default=0) or largest


def _bar_trace(chart: Chart, number: int, palette: Palette) -> dict[str, Any]:
    series = chart.series[number]
    # A gap has no bar at all: one of no length would say zero.
    drawn = [(at, mark) for at, mark in enumerate(series.marks) if mark.value is not None]
    marks = [mark for _, mark in drawn]
    edge = [mark.colour or palette.shade(series.colour or theme.ACCENT) for mark in marks]
    return {
        "type": "bar",
        "name": series.name,
        "orientation": "h",
        "y": [at for at, _ in drawn],
        "x": [mark.value for mark in marks],
        "text": [frame.sign_text(mark) for mark in marks],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {
            "color": [_fill(mark, series.colour, palette) for mark in marks],
            "line": {"color": edge, "width": [1.5 if mark.target else 0 for mark in marks]},
        },
        "customdata": [[number, at] for at, _ in drawn],
        "hovertext": [frame.hover(chart.categories[at], mark) for at, mark in drawn],
        "hoverinfo": "text",
    }


def _fill(mark: Mark, colour: str | None, palette: Palette) -> str:
    if mark.target:
        return frame.CLEAR
    return mark.colour or palette.shade(colour or theme.ACCENT)


def stacked(chart: Chart, palette: Palette) -> Drawn:
    """One bar a category, a part a series."""
    positions = list(range(len(chart.categories)))
    layout = frame.room(frame.rows(chart, palette), 30, t=34) | {
        "xaxis": {"visible": False, "rangemode": "tozero", "fixedrange": True},
        "barmode": "stack",
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "y": 1,
            "yanchor": "bottom",
            "x": 0,
            "traceorder": "normal",
        },
        "annotations": [
            frame.gap(at, chart.series[0].marks[at].text, palette)
            for at in positions
            if all(series.marks[at].gap for series in chart.series)
        ],
    }
    return [_stacked_trace(chart, at, palette) for at in range(len(chart.series))], layout


def _stacked_trace(chart: Chart, number: int, palette: Palette) -> dict[str, Any]:
    series = chart.series[number]
    positions = list(range(len(chart.categories)))
    return {
        "type": "bar",
        "name": series.name,
        "orientation": "h",
        "y": positions,
        "x": [mark.value for mark in series.marks],
        "text": [mark.text if mark.value else None for mark in series.marks],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "marker": {
            "color": palette.shade(series.colour),
            "line": {"color": palette.background, "width": 1},
        },
        "textfont": {"color": _ink_on(series.colour, palette)},
        "customdata": [[number, at] for at in positions],
        "hovertext": [
            f"{category} {series.name} {mark.text}" for category, mark in frame.pairs(chart, series)
        ],
        "hoverinfo": "text",
    }


def _ink_on(colour: str | None, palette: Palette) -> str:
    if colour == theme.ACCENT:
        return palette.on_accent
    return palette.ink if colour == theme.NEUTRAL else theme.INK
