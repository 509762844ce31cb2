"""A word cloud as SVG: words placed by the library, drawn as outlines of the shipped font."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pages.parts import theme
from pages.parts.chart import Chart
from pages.parts.exports import outline

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# The library places words on this grid; the drawing is scaled from it. Twice as fine a grid takes
# twice as long: 70 ms of the processor for one cloud.
WIDTH, HEIGHT = 225, 130
LARGEST, SMALLEST = 28, 4
EDGE = 6
# A word without room is tried that much smaller: to measure it is the dearest part of a cloud.
STEP = 2
# Clouds that stand alike under other filters, or in a page and its exports.
KEPT = 256


def drawn(chart: Chart, x: float, y: float, width: float, height: float) -> str:
    """The words of the chart's only series, as large as they are frequent, within the room."""
    series = chart.series[0]
    weights = tuple(
        (word, mark.value)
        for word, mark in zip(chart.categories, series.marks, strict=True)
        if mark.value
    )
    scale = min((width - 2 * EDGE) / WIDTH, (height - 2 * EDGE) / HEIGHT)
    left, top = x + (width - scale * WIDTH) / 2, y + (height - scale * HEIGHT) / 2
    words = "".join(
        outline.path(word, across, down, size, series.colour or theme.ACCENT)
        for word, size, across, down in _placed(weights)
    )
    return f'<g transform="translate({left:.1f} {top:.1f}) scale({scale:.4f})">{words}</g>'


@cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(outline.FONT), size)


@lru_cache(maxsize=KEPT)
def _placed(weights: tuple[tuple[str, float], ...]) -> tuple[tuple[str, int, float, float], ...]:
    """Word, size, and where its line begins: left and baseline. The same words stand alike."""
    from wordcloud import WordCloud

    cloud = WordCloud(
        font_path=str(outline.FONT),
        width=WIDTH,
        height=HEIGHT,
        prefer_horizontal=1.0,
        max_font_size=LARGEST,
        min_font_size=SMALLEST,
        font_step=STEP,
        random_state=1,
    ).generate_from_frequencies(dict(weights))
    placed = []
    for (word, _), size, (y, x), _, _ in cloud.layout_:
        # the library places the ink; a line of text is drawn from its origin
        left, top, _, _ = _font(size).getbbox(word, anchor="ls")
        placed.append((word, size, x - left, y - top))
    return tuple(placed)
