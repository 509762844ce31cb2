"""A Chart as a picture at slide size, without a browser: SVG with outlined text, PNG from it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from pages.parts import theme
from pages.parts.chart import Chart
from pages.parts.exports import cloud, echarts_face, outline, svg_table

SCRIPT = Path(__file__).parent / "scripts" / "echarts.min.js"
WIDTH, HEIGHT = 1280, 720
PNG_ZOOM = 3  # 3840 × 2160
EDGE = 56
TITLE, CAPTION = 30, 14.5
# In a report the text of a picture is as large as the text around it.
REPORT_WIDTH, REPORT_ROW, REPORT_LINE, REPORT_CLOUD = 820, 58, 340, 474
TITLE_TOP = 70
DRAW = """
const WIDTHS = %s;
echarts.setPlatformAPI({measureText(text, font) {
    const size = parseFloat((/([\\d.]+)px/.exec(font || '') || [0, 12])[1]);
    let width = 0;
    for (const c of text || '') width += WIDTHS[c] || 1;
    return {width: width * size};
}});
function draw(option, width, height) {
    for (const {axisLabel} of option.xAxis || [])
        if (axisLabel && axisLabel.formatter === '%s')
            axisLabel.formatter = value => Number.isInteger(value) ? `${value}年` : '';
    const chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width, height});
    try { chart.setOption(option); return chart.renderToSVGString(); } finally { chart.dispose(); }
}
"""
_turn = Lock()


def svg(chart: Chart, title: str | None = None) -> bytes:
    """The chart with its finding and caption; readers of the file need no font."""
    return _page(chart, title or chart.finding).encode()


def png(
    chart: Chart, title: str | None = None, zoom: float = PNG_ZOOM, bare: bool = False
) -> bytes:
    """The same in pixels, 3840 × 2160 unless told otherwise; ``bare`` leaves the marks alone."""
    import resvg_py

    drawn = marks(chart, title) if bare else _page(chart, title or chart.finding)
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=zoom, skip_system_fonts=True))


def _page(chart: Chart, title: str) -> str:
    room = WIDTH - 2 * EDGE
    heading = outline.wrapped(title, TITLE, room - 20, 2)
    caption = outline.wrapped(chart.caption, CAPTION, room, 3)
    top = TITLE_TOP + 42 * len(heading)
    foot = HEIGHT - 34 - 22 * (len(caption) - 1)
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.BACKGROUND}"/>',
        f'<rect x="{EDGE}" y="{TITLE_TOP - 25}" width="6" height="{42 * len(heading) - 12}" '
        f'fill="{theme.ACCENT}"/>',
        *(
            outline.path(line, EDGE + 20, TITLE_TOP + 42 * at, TITLE, theme.INK, bold=True)
            for at, line in enumerate(heading)
        ),
        _body(chart, EDGE, top, room, foot - 40 - top),
        f'<rect x="{EDGE}" y="{foot - 26}" width="{room}" height="1" fill="{theme.LINE}"/>',
        *(
            outline.path(line, EDGE, foot + 22 * at, CAPTION, theme.MUTED)
            for at, line in enumerate(caption)
        ),
    ]
    return _document(chart, title, WIDTH, HEIGHT, parts)


def marks(chart: Chart, title: str | None = None) -> str:
    """SVG of the marks alone, as tall as they need: who shows it writes title and caption."""
    rows = min(REPORT_ROW * len(chart.categories) + 50, HEIGHT)
    tall = {"line": REPORT_LINE, "cloud": REPORT_CLOUD}.get(chart.kind, rows)
    drawn = _body(chart, 0, 0, REPORT_WIDTH, tall)
    return _document(chart, title or chart.finding, REPORT_WIDTH, tall, [drawn])


def _document(chart: Chart, title: str, width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="{outline.SVG}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(chart.alt)}</desc>{''.join(parts)}</svg>"
    )


def _body(chart: Chart, x: float, y: float, width: float, height: float) -> str:
    if chart.kind in ("list", "matrix") or not chart.categories:
        return svg_table.drawn(chart, x, y, width, height)
    if chart.kind == "cloud":
        return cloud.drawn(chart, x, y, width, height)
    tall = _tall(chart, height)
    drawn = outline.outlined(_draw(echarts_face.options(chart), width, tall))
    return f'<g transform="translate({x} {y})">{drawn}</g>'


def _tall(chart: Chart, height: float) -> float:
    # A few bars spread over a whole slide look lost: the plot is as tall as its rows need.
    return height if chart.kind == "line" else min(height, 60 + 92 * len(chart.categories))


def _draw(options: dict[str, Any], width: float, height: float) -> str:
    # One engine, one chart at a time: it takes some hundredths of a second.
    with _turn:
        return _engine().call("draw", options, width, height)


def close() -> None:
    """Let go of the engine: its thread would outlive a command line's work."""
    if _engine.cache_info().currsize:
        _engine().close()
        _engine.cache_clear()


@cache
def _engine() -> Any:
    from py_mini_racer import MiniRacer

    engine = MiniRacer()
    engine.eval(SCRIPT.read_text(encoding="utf-8"))
    widths = {chr(c): round(outline.width(chr(c), 1), 3) for c in range(32, 127)}
    engine.eval(DRAW % (json.dumps(widths), echarts_face.YEARS))
    return engine
