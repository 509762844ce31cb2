"""A Chart as ECharts options, built by pyecharts: the face of pictures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pages.parts import theme
from pages.parts.chart import Chart, Mark, Series
from pages.parts.exports import outline
from pages.parts.exports.grid import SILENT, sign_text, totals

if TYPE_CHECKING:
    from pyecharts.charts.chart import Chart as Drawn

FONT = "Noto Sans SC"
SIZE = 17
SMALL = 15
NO_VALUE = "-"  # to ECharts
YEARS = "years"  # of an axis whose labels are whole years (picture.py puts the function in)
LABEL_ROOM = 250  # a category's name is broken into lines of this width
THICKEST_BAR = 46
STROKES = ("solid", "dashed", "dotted", [12, 4, 2, 4], [16, 6], [16, 4, 4, 4])
SYMBOLS = ("circle", "rect", "diamond", "triangle", "arrow", "pin")
# Room right of the longest bar for what is written at its end.
BEYOND = 1.32


def options(chart: Chart) -> dict[str, Any]:
    """The options of a bar, stacked, line or timeline chart."""
    drawn = {"bar": _bars, "stacked": _stacked, "line": _lines, "timeline": _timeline}[chart.kind]
    found = json.loads(drawn(chart).dump_options())
    found |= {"animation": False, "textStyle": {"fontFamily": FONT}, "tooltip": {"show": False}}
    found["grid"] = _grid(chart)
    return found


def _bars(chart: Chart) -> Drawn:
    from pyecharts import options as opts
    from pyecharts.charts import Bar

    bar = Bar().add_xaxis(_names(chart))
    for series in chart.series:
        items = [
            opts.BarItem(
                name=category,
                value=mark.value,
                itemstyle_opts=_style(mark, series),
                label_opts=_label(sign_text(mark), "right", theme.INK),
            )
            for category, mark in zip(chart.categories, series.marks, strict=True)
        ]
        bar.add_yaxis(series.name, items, bar_max_width=THICKEST_BAR, category_gap="40%")
    _across(bar, chart, largest=max(_values(chart), default=1) * BEYOND)
    return _with_gap_words(bar, chart)


def _stacked(chart: Chart) -> Drawn:
    from pyecharts import options as opts
    from pyecharts.charts import Bar

    bar = Bar().add_xaxis(_names(chart))
    for series in chart.series:
        ink = "#FFFFFF" if series.colour == theme.ACCENT else theme.INK
        items = [
            opts.BarItem(
                name=category,
                value=mark.value,
                itemstyle_opts=opts.ItemStyleOpts(color=series.colour or theme.ACCENT),
                label_opts=_label(mark.text if mark.value else "", "inside", ink),
            )
            for category, mark in zip(chart.categories, series.marks, strict=True)
        ]
        bar.add_yaxis(
            series.name,
            items,
            stack="whole",
            bar_max_width=THICKEST_BAR + 8,
            category_gap="40%",
            itemstyle_opts=opts.ItemStyleOpts(color=series.colour or theme.ACCENT),
        )
    _across(bar, chart, largest=max(totals(chart), default=1) or 1)
    return _with_gap_words(bar, chart)


def _lines(chart: Chart) -> Drawn:
    from pyecharts import options as opts
    from pyecharts.charts import Line

    line = Line().add_xaxis(list(chart.categories))
    for series in chart.series:
        symbol = SYMBOLS[series.stroke]
        known = [at for at, mark in enumerate(series.marks) if mark.value is not None]
        items = [
            opts.LineItem(
                value=mark.value,
                symbol=symbol,
                symbol_size=9,
                label_opts=_label(sign_text(mark) if at == known[-1] else "", "top", theme.INK),
            )
            if mark.value is not None
            # an item as well: pyecharts takes a list with anything else for other data
            else opts.LineItem(value=NO_VALUE)
            for at, mark in enumerate(series.marks)
        ]
        line.add_yaxis(
            series.name,
            items,
            is_connect_nones=False,
            symbol=symbol,  # of the legend; the marks' own are filled
            linestyle_opts=opts.LineStyleOpts(
                width=3, color=series.colour, type_=STROKES[series.stroke]
            ),
            itemstyle_opts=opts.ItemStyleOpts(color=series.colour),
        )
        # pyecharts has no option for it
        line.options["series"][-1]["labelLayout"] = {"hideOverlap": True}
    text = opts.LabelOpts(font_size=SMALL, color=theme.MUTED, font_family=FONT)
    grid = opts.SplitLineOpts(is_show=True, linestyle_opts=opts.LineStyleOpts(color=theme.LINE))
    line.set_global_opts(
        legend_opts=_legend(chart),
        xaxis_opts=opts.AxisOpts(
            axislabel_opts=opts.LabelOpts(font_size=SMALL, color=theme.INK, font_family=FONT),
            axisline_opts=opts.AxisLineOpts(linestyle_opts=opts.LineStyleOpts(color=theme.LINE)),
            axistick_opts=opts.AxisTickOpts(is_show=False),
        ),
        yaxis_opts=opts.AxisOpts(
            min_=0, split_number=4, axislabel_opts=text, splitline_opts=grid,
            axisline_opts=opts.AxisLineOpts(is_show=False),
        ),
    )  # fmt: skip
    return line


def _timeline(chart: Chart) -> Drawn:
    from pyecharts import options as opts
    from pyecharts.charts import Scatter

    series = chart.series[0]
    known = [mark.value for mark in series.marks if mark.value is not None]
    first, last = min(known, default=0) - 0.4, max(known, default=1) + 1.6
    drawn = Scatter()
    drawn.add_xaxis([])
    items = [
        opts.ScatterItem(
            value=[mark.value, at],
            symbol_size=16,
            itemstyle_opts=opts.ItemStyleOpts(color=mark.colour or theme.CAUTION),
            label_opts=_label(mark.text, "right", theme.INK),
        )
        for at, mark in enumerate(series.marks)
        if mark.value is not None
    ]
    drawn.add_yaxis(series.name, items)
    drawn.set_global_opts(
        legend_opts=opts.LegendOpts(is_show=False),
        xaxis_opts=opts.AxisOpts(
            type_="value", min_=first, max_=last, min_interval=1,
            axislabel_opts=opts.LabelOpts(font_size=SMALL, color=theme.MUTED, formatter=YEARS),
        ),
        yaxis_opts=_name_axis(chart),
    )  # fmt: skip
    return _with_gap_words(drawn, chart, at_value=first)


def _across(bar: Drawn, chart: Chart, largest: float) -> None:
    """Bars lie: names at the left, no scale, for every value is written at its mark."""
    from pyecharts import options as opts

    bar.reversal_axis()
    bar.set_global_opts(
        legend_opts=_legend(chart),
        xaxis_opts=opts.AxisOpts(is_show=False, min_=0, max_=largest),
        yaxis_opts=_name_axis(chart),
    )


def _name_axis(chart: Chart) -> Any:
    from pyecharts import options as opts

    return opts.AxisOpts(
        type_="category",
        is_inverse=True,
        axislabel_opts=opts.LabelOpts(
            font_size=SIZE, color=theme.INK, font_family=FONT, interval=0
        ),
        axisline_opts=opts.AxisLineOpts(
            is_on_zero=False, linestyle_opts=opts.LineStyleOpts(color=theme.LINE)
        ),
        axistick_opts=opts.AxisTickOpts(is_show=False),
        splitline_opts=opts.SplitLineOpts(is_show=False),
    )


def _with_gap_words(drawn: Drawn, chart: Chart, at_value: float = 0) -> Drawn:
    """Where a row has no value at all, the word for why stands in its place."""
    words = [
        (at, chart.series[0].marks[at].text)
        for at in range(len(chart.categories))
        if chart.series and all(series.marks[at].gap for series in chart.series)
    ]
    # A text without a point: a series of its own that draws nothing but words.
    drawn.options["series"].append(
        {
            "type": "scatter",
            "symbolSize": 0,
            "data": [
                {
                    "value": [at_value, at],
                    "symbolSize": 0,
                    "label": {
                        "show": True,
                        "position": "right",
                        "formatter": _literal(word),
                        "fontSize": SMALL,
                        "fontStyle": "italic" if word in SILENT else "normal",
                        "fontFamily": FONT,
                        "color": theme.MUTED if word in SILENT else theme.INK,
                        "textBorderWidth": 0,
                    },
                }
                for at, word in words
            ],
        }
    )
    drawn.options["yAxis"][0]["data"] = _names(chart)
    return drawn


def _style(mark: Mark, series: Series) -> Any:
    from pyecharts import options as opts

    colour = mark.colour or series.colour or theme.ACCENT
    if mark.target:
        return opts.ItemStyleOpts(color="rgba(0,0,0,0)", border_color=colour, border_width=2)
    return opts.ItemStyleOpts(color=colour)


def _label(text: str, position: str, colour: str) -> Any:
    from pyecharts import options as opts

    return opts.LabelOpts(
        is_show=bool(text),
        position=position,
        formatter=_literal(text),
        font_size=SIZE,
        font_family=FONT,
        color=colour,
        text_border_width=0,
    )


def _legend(chart: Chart) -> Any:
    from pyecharts import options as opts

    return opts.LegendOpts(
        is_show=len(chart.series) > 1,
        pos_left=0,
        pos_top=0,
        item_gap=22,
        textstyle_opts=opts.TextStyleOpts(font_size=SMALL, color=theme.INK, font_family=FONT),
    )


def _grid(chart: Chart) -> dict[str, Any]:
    top = 44 if len(chart.series) > 1 else 8
    if chart.kind == "line":
        return {"left": 8, "right": 60, "top": top + 28, "bottom": 8, "containLabel": True}
    lines = (line for name in _names(chart) for line in name.split("\n"))
    left = max((outline.width(line, SIZE) for line in lines), default=0) + 14
    return {"left": left, "right": 24, "top": top, "bottom": 34 if chart.kind == "timeline" else 8}


def _names(chart: Chart) -> list[str]:
    return ["\n".join(outline.wrapped(name, SIZE, LABEL_ROOM, 2)) for name in chart.categories]


def _values(chart: Chart) -> list[float]:
    return [m.value for s in chart.series for m in s.marks if m.value]


def _literal(text: str) -> str:
    # Braces would be a template.
    return text.replace("{", "｛").replace("}", "｝")
