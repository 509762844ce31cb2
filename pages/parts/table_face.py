"""A chart's table as the browser gets it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pages.parts import words
from pages.parts.chart import Chart

# Pixels: half a Chinese letter of a cell, what surrounds its text, and the widest column.
LETTER, ROUND, WIDEST = 6.8, 26, 330


@dataclass(frozen=True, slots=True)
class Table:
    """The cells as Arrow sends them, and how wide each column must be for its longest."""

    cells: pa.Table
    widths: dict[str, int]


def table(chart: Chart) -> Table:
    """The chart as text cells, each column as wide as its longest as far as there is room."""
    shown = chart.table()
    widths = {
        name: min(WIDEST, ROUND + round(LETTER * max(map(words.columns, [name, *shown[name]]))))
        for name in shown.columns
    }
    return Table(pa.Table.from_pandas(shown, preserve_index=False), widths)
