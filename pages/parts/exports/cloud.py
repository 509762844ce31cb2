"""A word cloud as SVG: words placed by the library, drawn as outlines of the shipped font."""

from __future__ import annotations

from functools import cache

from pages.parts import theme
from pages.parts.chart import Chart
from pages.parts.exports import outline

# The library places words on this grid; the drawing is scaled from it.
WIDTH, HEIGHT = 900, 520
LARGEST = 110


def drawn(chart: Chart, x: float, y: float, width: float, height: float) -> str:
    """The words of the chart's only series, as large as they are frequent, within the room."""
    series = chart.series[0]
    weights = tuple(
        (word, mark.value)
        for word, mark in zip(chart.categories, series.marks, strict=True)
        if mark.value
    )
    scale = min(width / WIDTH, height / HEIGHT)
    left, top = x + (width - scale * WIDTH) / 2, y + (height - scale * HEIGHT) / 2
    words = "".join(
        outline.path(word, across, down, size, series.colour or theme.ACCENT)
        for word, size, across, down in _placed(weights)
    )
    return f'<g transform="translate({left:.1f} {top:.1f}) scale({scale:.4f})">{words}</g>'


@cache
def _ascent(size: int) -> int:
    from PIL import ImageFont

    return ImageFont.truetype(str(outline.FONT), size).getmetrics()[0]


def _placed(weights: tuple[tuple[str, float], ...]) -> list[tuple[str, int, int, int]]:
    """Word, size, left edge and baseline; the same places for the same words."""
    from wordcloud import WordCloud

    cloud = WordCloud(
        font_path=str(outline.FONT),
        width=WIDTH,
        height=HEIGHT,
        prefer_horizontal=1.0,
        max_font_size=LARGEST,
        random_state=1,
    ).generate_from_frequencies(dict(weights))
    return [
        (word, size, across, down + _ascent(size))
        for (word, _), size, (down, across), _, _ in cloud.layout_
    ]
