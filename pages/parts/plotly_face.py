"""A Chart as a Plotly figure: the screen's face."""

from __future__ import annotations

import math
from datetime import date, timedelta

import plotly.graph_objects as go

from pages.parts import theme
from pages.parts.chart import Chart, Mark, Series
from pages.parts.theme import Palette

ROW = 34  # pixels a bar's row takes
LINE_HEIGHT = 18
LABEL_SIZE = 14
CONFIG = {"displayModeBar": False, "responsive": True}
# A label longer than this is broken into two lines, so that it is never clipped.
LABEL_LENGTH = 9
COLUMN_LENGTH = 4
# More years than these are named every other one.
WIDE_YEARS = 3


def figure(chart: Chart, palette: Palette) -> go.Figure:
    """The figure of a chart of any kind but ``list``, which is a table."""
    return {
        "bar": _bars,
        "stacked": _stacked,
        "line": _lines,
        "matrix": _matrix,
        "timeline": _timeline,
    }[chart.kind](chart, palette)


def _bars(chart: Chart, palette: Palette) -> go.Figure:
    """Horizontal bars in the given order from the top, values on the marks, gaps in words."""
    plot = go.Figure([_bar_trace(chart, at, palette) for at in range(len(chart.series))])
    _rows(plot, chart, palette)
    largest = max((m.value or 0 for s in chart.series for m in s.marks), default=0) or 1
    # room for the longest bar's label, also on a phone
    plot.update_xaxes(visible=False, range=[0, largest * 1.8], fixedrange=True)
    for series in chart.series:
        for position, mark in enumerate(series.marks):
            if mark.gap:
                _write_gap(plot, position, mark.text, palette)
    plot.update_layout(showlegend=len(chart.series) > 1)
    return plot


def _bar_trace(chart: Chart, number: int, palette: Palette) -> go.Bar:
    series = chart.series[number]
    # A gap has no bar at all: one of no length would say zero.
    drawn = [(at, mark) for at, mark in enumerate(series.marks) if mark.value is not None]
    marks = [mark for _, mark in drawn]
    return go.Bar(
        name=series.name,
        orientation="h",
        y=[at for at, _ in drawn],
        x=[mark.value for mark in marks],
        text=[_sign_text(mark) for mark in marks],
        textposition="outside",
        cliponaxis=False,
        marker={
            "color": [_fill(mark, series.colour, palette) for mark in marks],
            "line": {
                "color": [
                    mark.colour or palette.shade(series.colour or theme.ACCENT) for mark in marks
                ],
                "width": [1.5 if mark.target else 0 for mark in marks],
            },
        },
        customdata=[[number, at] for at, _ in drawn],
        hovertext=[_hover(chart.categories[at], mark) for at, mark in drawn],
        hoverinfo="text",
    )


def _stacked(chart: Chart, palette: Palette) -> go.Figure:
    positions = list(range(len(chart.categories)))
    plot = go.Figure(
        [
            go.Bar(
                name=series.name,
                orientation="h",
                y=positions,
                x=[mark.value for mark in series.marks],
                text=[mark.text if mark.value else None for mark in series.marks],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                marker={
                    "color": palette.shade(series.colour),
                    "line": {"color": palette.background, "width": 1},
                },
                textfont={"color": _ink_on(series.colour, palette)},
                customdata=[[number, at] for at in positions],
                hovertext=[
                    f"{category} {series.name} {mark.text}"
                    for category, mark in _pairs(chart, series)
                ],
                hoverinfo="text",
            )
            for number, series in enumerate(chart.series)
        ]
    )
    _rows(plot, chart, palette)
    for position in positions:
        marks = [series.marks[position] for series in chart.series]
        if all(mark.gap for mark in marks):
            _write_gap(plot, position, marks[0].text, palette)
    plot.update_xaxes(visible=False, rangemode="tozero", fixedrange=True)
    plot.update_layout(
        barmode="stack",
        showlegend=True,
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
    )
    plot.update_layout(height=plot.layout.height + 30, margin={"t": 34})
    return plot


def _lines(chart: Chart, palette: Palette) -> go.Figure:
    """One line a series over the years; a year without a value breaks the line."""
    plot = go.Figure()
    for number, series in enumerate(chart.series):
        last = max(
            (i for i, mark in enumerate(series.marks) if mark.value is not None), default=None
        )
        plot.add_scatter(
            name=series.name,
            x=list(chart.categories),
            y=[mark.value for mark in series.marks],
            mode="lines+markers+text",
            connectgaps=False,
            line={"color": series.colour, "width": 2.5},
            marker={"size": 8, "color": series.colour},
            text=[_sign_text(mark) if i == last else None for i, mark in enumerate(series.marks)],
            textposition="top center",
            cliponaxis=False,
            customdata=[[number, at] for at in range(len(series.marks))],
            hovertext=[
                f"{series.name} {category} {mark.text}" for category, mark in _pairs(chart, series)
            ],
            hoverinfo="text",
        )
    _base(plot, 320, palette)
    plot.update_xaxes(type="category", fixedrange=True, showgrid=False, linecolor=palette.line)
    plot.update_yaxes(
        rangemode="tozero", fixedrange=True, gridcolor=palette.line, nticks=4, zeroline=False
    )
    plot.update_layout(
        showlegend=len(chart.series) > 1,
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        margin={"t": 40, "b": 10, "l": 10, "r": 30},
    )
    return plot


def _matrix(chart: Chart, palette: Palette) -> go.Figure:
    """Squares with numbers: columns are series, rows categories; gaps in words."""
    columns = [series.name for series in chart.series]
    values = [
        [series.marks[row].value for series in chart.series] for row in range(len(chart.categories))
    ]
    largest = max((value for row in values for value in row if value), default=1)
    plot = go.Figure(
        go.Heatmap(
            z=values,
            x=list(range(len(columns))),
            y=list(range(len(chart.categories))),
            colorscale=[[0, palette.accent_pale], [1, palette.accent]],
            zmin=0,
            zmax=largest,
            showscale=False,
            xgap=3,
            ygap=3,
            hoverinfo="skip",
        )
    )
    # A heatmap returns no selection: clear squares above it do.
    cells = [
        (x, y, series.marks[y])
        for x, series in enumerate(chart.series)
        for y in range(len(chart.categories))
    ]
    plot.add_scatter(
        x=[x for x, _, _ in cells],
        y=[y for _, y, _ in cells],
        mode="markers+text",
        marker={"symbol": "square", "size": 28, "opacity": 0},
        text=[f"<i>{mark.text}</i>" if mark.gap else mark.text for *_, mark in cells],
        textfont={
            "size": [12 if mark.gap else LABEL_SIZE for *_, mark in cells],
            "color": [
                palette.muted
                if mark.gap
                else palette.on_accent
                if (mark.value or 0) > largest * 0.55
                else palette.ink
                for *_, mark in cells
            ],
        },
        customdata=[[x, y] for x, y, _ in cells],
        hovertext=[
            _hover(f"{columns[x]} · {chart.categories[y]}", mark)
            for x, y, mark in cells
        ],
        hoverinfo="text",
        showlegend=False,
    )
    _rows(plot, chart, palette, row=30)
    plot.update_xaxes(
        tickvals=list(range(len(columns))),
        ticktext=[_column(name) for name in columns],
        tickangle=0,
        tickfont={"size": 11.5},
        side="top",
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        range=[-0.5, len(columns) - 0.5],
    )
    plot.update_layout(height=plot.layout.height + 66, margin={"t": 64})
    return plot


def _timeline(chart: Chart, palette: Palette) -> go.Figure:
    """One row a matter, a point at its date; further series are single dates, a line each.

    Values are decimal years: the end of 2021 is 2022.0.
    """
    series = chart.series[0]
    plot = go.Figure(
        go.Scatter(
            x=[_date(mark.value) for mark in series.marks],
            y=list(range(len(chart.categories))),
            mode="markers+text",
            marker={
                "size": 13,
                "color": [palette.shade(mark.colour or theme.CAUTION) for mark in series.marks],
            },
            text=[mark.text for mark in series.marks],
            textposition="middle right",
            cliponaxis=False,
            customdata=[[0, at] for at in range(len(series.marks))],
            hovertext=[_hover(category, mark) for category, mark in _pairs(chart, series)],
            hoverinfo="text",
        )
    )
    _rows(plot, chart, palette)
    for line in chart.series[1:]:
        _date_line(plot, line, palette)
    known = [mark.value for each in chart.series for mark in each.marks if mark.value is not None]
    low, high = min(known, default=2000), max(known, default=2001)
    plot.update_xaxes(
        type="date",
        dtick="M12" if high - low < WIDE_YEARS else "M24",
        tickformat="%Y",
        tickangle=0,
        ticklabelmode="period",
        # room for the words at the last point, also on a phone
        range=[_date(low - 0.4), _date(high + max(1.6, 0.75 * (high - low)))],
        fixedrange=True,
        gridcolor=palette.line,
        zeroline=False,
    )
    plot.update_layout(height=plot.layout.height + 52, margin={"b": 30, "t": 26})
    return plot


def _date(years: float | None) -> str | None:
    """A decimal year as a date: 2022.0 is the last day of 2021."""
    if years is None:
        return None
    year = math.ceil(years) - 1
    day = timedelta(days=max(0, round((years - year) * 365) - 1))
    return (date(year, 1, 1) + day).isoformat()


def _date_line(plot: go.Figure, series: Series, palette: Palette) -> None:
    at = _date(series.marks[0].value)
    plot.add_vline(x=at, line={"color": palette.muted, "width": 1, "dash": "dot"})
    plot.add_annotation(
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=f"{series.name} {series.marks[0].text}",
        showarrow=False,
        font={"size": 12, "color": palette.muted},
    )


def _base(plot: go.Figure, height: int, palette: Palette) -> None:
    plot.update_layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 8, "t": 6, "b": 6},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": theme.FONT, "size": LABEL_SIZE, "color": palette.ink},
        hoverlabel={"font": {"family": theme.FONT}, "bgcolor": palette.background},
        bargap=0.42,
        dragmode=False,
        clickmode="event+select",
    )


def _rows(plot: go.Figure, chart: Chart, palette: Palette, row: int = ROW) -> None:
    """A row a category from the top, its name at the left, tall and wide enough for it."""
    names = [_broken(name) for name in chart.categories]
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    _base(plot, max(row, LINE_HEIGHT * lines + 8) * max(1, len(names)) + 16, palette)
    plot.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(chart.categories) - 0.5, -0.5],
        automargin=True,
        ticks="outside",
        ticklen=6,
        tickcolor="rgba(0,0,0,0)",
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        showline=False,
    )


def _write_gap(plot: go.Figure, position: int, text: str, palette: Palette) -> None:
    plot.add_annotation(
        x=0,
        y=position,
        text=f"<i>{text}</i>",
        xanchor="left",
        xshift=6,
        showarrow=False,
        font={"color": palette.muted, "size": 13},
    )


def _pairs(chart: Chart, series: Series) -> list[tuple[str, Mark]]:
    return list(zip(chart.categories, series.marks, strict=True))


def _sign_text(mark: Mark) -> str:
    # An open end marks an amount that is known from below only.
    return f"{mark.text} →" if mark.bound == "at_least" and not mark.target else mark.text


def _fill(mark: Mark, colour: str | None, palette: Palette) -> str:
    return "rgba(0,0,0,0)" if mark.target else mark.colour or palette.shade(colour or theme.ACCENT)


def _ink_on(colour: str | None, palette: Palette) -> str:
    if colour == theme.ACCENT:
        return palette.on_accent
    return palette.ink if colour == theme.NEUTRAL else theme.INK


def _hover(category: str, mark: Mark) -> str:
    return f"{category}：{mark.text}{'（' + mark.note + '）' if mark.note else ''}"


def _column(name: str) -> str:
    """A column's name in lines that a phone's column holds."""
    parts = name.split("·")
    return "<br>".join(
        part[at : at + COLUMN_LENGTH] for part in parts for at in range(0, len(part), COLUMN_LENGTH)
    )


def _broken(name: str) -> str:
    """A long name in two or three lines: after the region, before the bracket, else anywhere."""
    length = LABEL_LENGTH
    if len(name) <= length:
        return name
    head, dot, rest = name.partition("·")
    lines = [head, rest] if dot else [head]
    lines = [part for line in lines for part in line.replace("（", "\n（", 1).split("\n")]
    if len(lines) == 3 and len(lines[1]) + len(lines[2]) <= length + 4:
        lines = [lines[0], lines[1] + lines[2]]
    if len(lines) == 1:
        lines = [name[at : at + length] for at in range(0, len(name), length)][:2]
    return "<br>".join(line for line in lines if line)
