"""Tables and the matrix as SVG: cells with outlined text."""

from __future__ import annotations

from collections.abc import Sequence

from pages.parts import theme
from pages.parts.chart import Chart
from pages.parts.exports import outline
from pages.parts.exports.grid import Cell, grid

SIZE = 16
LINE = 23
PAD = 10


def drawn(chart: Chart, x: float, y: float, width: float, height: float) -> str:
    """The chart's table within the given room; rows that do not fit are counted below it."""
    header, rows = grid(chart)
    size, line = (SIZE, LINE) if len(rows) <= 10 else (SIZE - 2, LINE - 3)
    matrix = chart.kind == "matrix"
    widths = (
        even_widths(header, width) if matrix else column_widths(header, rows, width, size)
    )
    # a matrix fills the room: its cells are the picture
    least = min(44.0, height / (len(rows) + 1)) if matrix else 0.0
    parts, top = [], y
    for at, cells in enumerate([header, *rows]):
        wrapped = [
            outline.wrapped(cell.text, size, room - 2 * PAD, 3)
            for cell, room in zip(cells, widths, strict=True)
        ]
        tall = max(line * max([1, *map(len, wrapped)]) + (8 if matrix else 14), least)
        if top + tall > y + height - (0 if at == len(rows) else line):
            told = f"共 {len(rows)} 行，此处列前 {at - 1} 行，其余见同一图表的 Excel 或 CSV"
            parts.append(outline.path(told, x, top + line, size - 2, theme.MUTED, italic=True))
            break
        left = x
        for cell, lines, room in zip(cells, wrapped, widths, strict=True):
            parts.append(_cell(cell, lines, left, top, room, tall, size, line))
            left += room
        parts.append(
            f'<rect x="{x}" y="{top + tall - 1}" width="{width}" height="1" fill="{theme.LINE}"/>'
        )
        top += tall
    return "".join(parts)


def even_widths(header: Sequence[Cell], width: float) -> list[float]:
    """The names first, then columns alike."""
    first = min(150.0, 1.2 * width / (len(header) or 1))
    return [first, *[(width - first) / max(1, len(header) - 1)] * (len(header) - 1)]


def column_widths(
    header: Sequence[Cell], rows: Sequence[Sequence[Cell]], width: float, size: float
) -> list[float]:
    """Room shared by what columns hold, none so narrow that a short word breaks."""
    wanted = []
    for at, head in enumerate(header):
        lengths = sorted(outline.width(row[at].text, size) for row in rows) or [0]
        # the longest cells may wrap: nine in ten decide
        usual = lengths[int(0.9 * (len(lengths) - 1))]
        least = min(outline.width(head.text, size), 8 * size)
        wanted.append(max(min(usual, 24 * size), least) + 2 * PAD + 2)
    scale = width / sum(wanted)
    return [room * scale for room in wanted]


def _cell(
    cell: Cell,
    lines: Sequence[str],
    x: float,
    y: float,
    width: float,
    height: float,
    size: float,
    line: float,
) -> str:
    gap = 1.5 if cell.fill and not cell.head else 0
    box = (
        f'<rect x="{x + gap}" y="{y + gap}" width="{width - 2 * gap}" height="{height - 2 * gap}" '
        f'fill="{cell.fill}"/>'
        if cell.fill
        else ""
    )
    first = y + (height - line * len(lines)) / 2 + 0.5 * line + 0.36 * size
    at = x + width / 2 if cell.centred else x + PAD
    return box + "".join(
        outline.path(
            text,
            at,
            first + line * row,
            size,
            cell.ink,
            anchor=0.5 if cell.centred else 0,
            bold=cell.head,
            italic=cell.gap,
        )
        for row, text in enumerate(lines)
    )
