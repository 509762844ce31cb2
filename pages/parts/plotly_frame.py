"""What all Plotly charts share: base layout, rows with names, words in the place of a gap."""

from __future__ import annotations

from typing import Any
from unicodedata import east_asian_width as wide

from pages.parts import theme
from pages.parts.chart import Chart, Mark, Series
from pages.parts.theme import Palette

# Figures are built as plain dictionaries and checked once: a call for each part of the layout
# would cost ten times as much.
Drawn = tuple[list[dict[str, Any]], dict[str, Any]]  # traces, layout

ROW = 34  # pixels a bar's row takes
LINE_HEIGHT = 18
LABEL_SIZE = 14
CLEAR = "rgba(0,0,0,0)"
# A label longer than this is broken into two lines, so that it is never clipped.
LABEL_LENGTH = 9


def base(height: int, palette: Palette) -> dict[str, Any]:
    """The layout of every chart: type, colours, margins, what a click does."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 6, "b": 6},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": theme.FONT, "size": LABEL_SIZE, "color": palette.ink},
        "hoverlabel": {"font": {"family": theme.FONT}, "bgcolor": palette.background},
        "bargap": 0.42,
        "dragmode": False,
        "clickmode": "event+select",
    }


def rows(chart: Chart, palette: Palette, row: int = ROW) -> dict[str, Any]:
    """A row a category from the top, its name at the left, tall and wide enough for it."""
    names = [broken(name) for name in chart.categories]
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    height = max(row, LINE_HEIGHT * lines + 8) * max(1, len(names)) + 16
    return base(height, palette) | {
        "yaxis": {
            "tickvals": list(range(len(names))),
            "ticktext": names,
            "range": [len(names) - 0.5, -0.5],
            "automargin": True,
            "ticks": "outside",
            "ticklen": 6,
            "tickcolor": CLEAR,
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
            "showline": False,
        },
    }


def room(layout: dict[str, Any], more: int, **margins: int) -> dict[str, Any]:
    """The layout with more height, for what stands above or below the rows."""
    return layout | {
        "height": layout["height"] + more,
        "margin": layout["margin"] | margins,
    }


def gap(position: int, text: str, palette: Palette) -> dict[str, Any]:
    """The word that stands where a bar would, as an annotation."""
    return {
        "x": 0,
        "y": position,
        "text": f"<i>{text}</i>",
        "xanchor": "left",
        "xshift": 6,
        "showarrow": False,
        "font": {"color": palette.muted, "size": 13},
    }


def pairs(chart: Chart, series: Series) -> list[tuple[str, Mark]]:
    """Each category with the series' mark."""
    return list(zip(chart.categories, series.marks, strict=True))


def sign_text(mark: Mark) -> str:
    """What is written at a mark; an open end marks an amount that is known from below only."""
    return f"{mark.text} →" if mark.bound == "at_least" and not mark.target else mark.text


def width(text: str) -> int:
    """About how many pixels a label takes: a Chinese character is a square, others half of one."""
    return sum(LABEL_SIZE if wide(character) in "WF" else LABEL_SIZE // 2 + 1 for character in text)


def hover(category: str, mark: Mark) -> str:
    """What is said of a mark under the pointer."""
    return f"{category}：{mark.text}{'（' + mark.note + '）' if mark.note else ''}"


def broken(name: str) -> str:
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
