"""Lines, the matrix and the timeline for the screen."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

from pages.parts import plotly_frame as frame
from pages.parts import theme, words
from pages.parts.chart import Chart, Mark, Series
from pages.parts.plotly_frame import Drawn
from pages.parts.theme import Palette

LINES_HEIGHT = 320
LINES_RIGHT = 16  # pixels
LEGEND_ROW = 21  # pixels; on a phone each line has a row of its own
MOST_YEARS = 4  # that a phone has room for, written upright, beside an amount at the last
COLUMN_LENGTH = 4
STROKES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "triangle-down", "x")
MOST_TICKS = 4
# Two labels nearer than this share of the axis would be written over one another.
LABEL_ROOM = 0.09
# A timeline of more years than these names every other one.
WIDE_YEARS = 3
# From this share of the largest value on, a cell of the matrix is dark.
DARK_SHARE = 0.55


def lines(chart: Chart, palette: Palette) -> Drawn:
    """One line a series over the years; a year without a value breaks the line."""
    largest = max((m.value for s in chart.series for m in s.marks if m.value), default=1)
    values = ticks(largest, MOST_TICKS)
    labelled = _labelled(chart, largest)
    height = LINES_HEIGHT + LEGEND_ROW * max(0, len(chart.series) - 2)
    layout = frame.base(height, palette) | {
        "xaxis": {
            "type": "category",
            "tickvals": list(chart.categories[:: math.ceil(len(chart.categories) / MOST_YEARS)]),
            "tickangle": 0,
            "automargin": True,
            "fixedrange": True,
            "showgrid": False,
            "linecolor": palette.line,
        },
        "yaxis": {
            "rangemode": "tozero",
            "automargin": True,
            "fixedrange": True,
            "gridcolor": palette.line,
            "tickvals": values,
            "ticktext": [words.number(value) for value in values],
            "zeroline": False,
        },
        "showlegend": len(chart.series) > 1,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "margin": {"t": 40, "b": 10, "l": 10, "r": LINES_RIGHT + _beyond(chart, labelled)},
    }
    return [_line_trace(chart, n, labelled.get(n)) for n in range(len(chart.series))], layout


def ticks(largest: float, most: int) -> list[float]:
    """Round values from 0 up to ``largest``, two at least and ``most`` (three or more) at most.

    Steps are 1, 2 or 5 times a power of ten, as usual for axes (Heckbert, "Nice Numbers for Graph
    Labels", 1990).
    """
    power = 10.0 ** math.floor(math.log10(largest / (most - 1)))
    step = next(size * power for size in (1, 2, 5, 10, 20) if largest < size * power * most)
    return [step * at for at in range(int(largest / step) + 1)]


def _labelled(chart: Chart, largest: float) -> dict[int, int]:
    """Of each line the last mark, which its amount is written at if no other's stands there."""
    found: dict[int, int] = {}
    written: list[tuple[int, float]] = []
    for number, series in enumerate(chart.series):
        ends = [(at, mark.value) for at, mark in enumerate(series.marks) if mark.value is not None]
        if not ends:
            continue
        at, value = ends[-1]
        beside = (other for there, other in written if abs(at - there) <= 1)
        if all(abs(value - other) > LABEL_ROOM * largest for other in beside):
            found[number] = at
            written.append((at, value))
    return found


def _beyond(chart: Chart, labelled: dict[int, int]) -> int:
    """Pixels of the longest label that stands behind the last year."""
    last = len(chart.categories) - 1
    marks = [chart.series[number].marks[at] for number, at in labelled.items() if at == last]
    return max((frame.width(frame.sign_text(mark)) for mark in marks), default=0)


def _line_trace(chart: Chart, number: int, labelled: int | None) -> dict[str, Any]:
    series = chart.series[number]
    stroke = STROKES[series.stroke]
    symbol = SYMBOLS[series.stroke]
    return {
        "type": "scatter",
        "name": series.name,
        "x": list(chart.categories),
        "y": [mark.value for mark in series.marks],
        "mode": "lines+markers+text",
        "connectgaps": False,
        "line": {"color": series.colour, "width": 2.5, "dash": stroke},
        "marker": {"size": 8, "color": series.colour, "symbol": symbol},
        "text": [
            frame.sign_text(mark) if i == labelled else None for i, mark in enumerate(series.marks)
        ],
        "textposition": "middle right" if labelled == len(chart.categories) - 1 else "top center",
        "cliponaxis": False,
        "customdata": [[number, at] for at in range(len(series.marks))],
        "hovertext": [
            f"{series.name} {category} {mark.text}" for category, mark in frame.pairs(chart, series)
        ],
        "hoverinfo": "text",
    }


def matrix(chart: Chart, palette: Palette) -> Drawn:
    """Squares with numbers: columns are series, rows categories; gaps in words."""
    columns = [series.name for series in chart.series]
    largest = max((m.value for s in chart.series for m in s.marks if m.value), default=1)
    layout = frame.room(frame.rows(chart, palette, row=30), 66, t=64) | {
        "xaxis": {
            "tickvals": list(range(len(columns))),
            "ticktext": [_column(name) for name in columns],
            "tickangle": 0,
            "tickfont": {"size": 11.5},
            "side": "top",
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "range": [-0.5, len(columns) - 0.5],
        },
    }
    return [_squares(chart, largest, palette), _cells(chart, largest, palette)], layout


def _squares(chart: Chart, largest: float, palette: Palette) -> dict[str, Any]:
    at = range(len(chart.categories))
    return {
        "type": "heatmap",
        "z": [[series.marks[row].value for series in chart.series] for row in at],
        "x": list(range(len(chart.series))),
        "y": list(at),
        "colorscale": [[0, palette.accent_pale], [1, palette.accent]],
        "zmin": 0,
        "zmax": largest,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hoverinfo": "skip",
    }


def _cells(chart: Chart, largest: float, palette: Palette) -> dict[str, Any]:
    """A heatmap returns no selection: clear squares above it do."""
    cells = [
        (x, y, series.marks[y])
        for x, series in enumerate(chart.series)
        for y in range(len(chart.categories))
    ]
    return {
        "type": "scatter",
        "x": [x for x, _, _ in cells],
        "y": [y for _, y, _ in cells],
        "mode": "markers+text",
        "marker": {"symbol": "square", "size": 28, "opacity": 0},
        "text": [f"<i>{mark.text}</i>" if mark.gap else mark.text for *_, mark in cells],
        "textfont": {
            "size": [12 if mark.gap else frame.LABEL_SIZE for *_, mark in cells],
            "color": [_cell_ink(mark, largest, palette) for *_, mark in cells],
        },
        "customdata": [[x, y] for x, y, _ in cells],
        "hovertext": [
            frame.hover(f"{chart.series[x].name} · {chart.categories[y]}", mark)
            for x, y, mark in cells
        ],
        "hoverinfo": "text",
        "showlegend": False,
    }


def _cell_ink(mark: Mark, largest: float, palette: Palette) -> str:
    if mark.gap:
        return palette.muted
    return palette.on_accent if (mark.value or 0) > largest * DARK_SHARE else palette.ink


def _column(name: str) -> str:
    """A column's name in lines that a phone's column holds."""
    parts = name.split("·")
    return "<br>".join(
        part[at : at + COLUMN_LENGTH] for part in parts for at in range(0, len(part), COLUMN_LENGTH)
    )


def timeline(chart: Chart, palette: Palette) -> Drawn:
    """One row a matter, a point at its date; further series are single dates, a line each.

    Values are decimal years: the end of 2021 is 2022.0.
    """
    known = [mark.value for each in chart.series for mark in each.marks if mark.value is not None]
    low, high = min(known, default=2000), max(known, default=2001)
    dates = chart.series[1:]
    layout = frame.room(frame.rows(chart, palette), 52, b=30, t=26) | {
        "xaxis": {
            "type": "date",
            "dtick": "M12" if high - low < WIDE_YEARS else "M24",
            "tickformat": "%Y",
            "tickangle": 0,
            "ticklabelmode": "period",
            # room for the words at the last point, also on a phone
            "range": [_date(low - 0.4), _date(high + max(1.6, 0.75 * (high - low)))],
            "fixedrange": True,
            "gridcolor": palette.line,
            "zeroline": False,
        },
        "shapes": [_date_line(series, palette) for series in dates],
        "annotations": [_date_name(series, palette) for series in dates],
    }
    return [_points(chart, palette)], layout


def _points(chart: Chart, palette: Palette) -> dict[str, Any]:
    series = chart.series[0]
    return {
        "type": "scatter",
        "x": [_date(mark.value) for mark in series.marks],
        "y": list(range(len(chart.categories))),
        "mode": "markers+text",
        "marker": {
            "size": 13,
            "color": [palette.shade(mark.colour or theme.CAUTION) for mark in series.marks],
        },
        "text": [mark.text for mark in series.marks],
        "textposition": "middle right",
        "cliponaxis": False,
        "customdata": [[0, at] for at in range(len(series.marks))],
        "hovertext": [frame.hover(category, mark) for category, mark in frame.pairs(chart, series)],
        "hoverinfo": "text",
    }


def _date(years: float | None) -> str | None:
    """A decimal year as a date: 2022.0 is the last day of 2021."""
    if years is None:
        return None
    year = math.ceil(years) - 1
    day = timedelta(days=max(0, round((years - year) * 365) - 1))
    return (date(year, 1, 1) + day).isoformat()


def _date_line(series: Series, palette: Palette) -> dict[str, Any]:
    at = _date(series.marks[0].value)
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "line": {"color": palette.muted, "width": 1, "dash": "dot"},
    }


def _date_name(series: Series, palette: Palette) -> dict[str, Any]:
    return {
        "x": _date(series.marks[0].value),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": f"{series.name} {series.marks[0].text}",
        "showarrow": False,
        "font": {"size": 12, "color": palette.muted},
    }
