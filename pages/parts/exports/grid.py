"""A Chart as rows of cells with their look: what native tables and drawn tables share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts import theme, words
from pages.parts.chart import Chart, Mark

# So many rows of a narrow table are left below each other.
SHORT = 14
SILENT = (words.NOT_MENTIONED, words.NO_REPORT)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text and how it looks."""

    text: str
    fill: str = ""
    ink: str = theme.INK
    head: bool = False
    gap: bool = False
    centred: bool = False
    value: float | None = None  # a matrix cell's number


def grid(chart: Chart) -> tuple[list[Cell], list[list[Cell]]]:
    """Header and rows of a chart of any kind; the matrix keeps its shades."""
    return _matrix(chart) if chart.kind == "matrix" else _table(chart)


def side_by_side(
    header: Sequence[Cell], rows: Sequence[Sequence[Cell]], most: int
) -> tuple[list[Cell], list[list[Cell]]]:
    """A long narrow table as several beside each other, read down and then across."""
    times = max(1, min(most, -(-len(rows) // SHORT)))
    tall = -(-len(rows) // times)
    nothing = [Cell("")] * len(header)
    padded = [*rows, *[nothing] * (tall * times - len(rows))]
    beside = [
        [cell for at in range(line, len(padded), tall) for cell in padded[at]]
        for line in range(tall)
    ]
    return list(header) * times, beside


def shade(value: float, largest: float) -> str:
    """A matrix cell's colour: the screen's scale from pale to accent."""
    share = value / largest if largest else 0
    pair = zip(_rgb(theme.ACCENT_PALE), _rgb(theme.ACCENT), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in pair)


def sign_text(mark: Mark) -> str:
    """What is written at a mark; an open end marks an amount that is known from below only."""
    return f"{mark.text} ▸" if mark.bound == "at_least" and not mark.target else mark.text


def axis_names(chart: Chart) -> list[str]:
    """The names on an Office chart's axis; where a row has no value, with the word for why.

    PowerPoint and Excel write nothing at a point that is not there, and a gap is never a zero.
    """
    if chart.kind == "line":
        return list(chart.categories)
    return [
        f"{name}：{chart.series[0].marks[at].text}"
        if all(series.marks[at].gap for series in chart.series)
        else name
        for at, name in enumerate(chart.categories)
    ]


def totals(chart: Chart) -> list[float]:
    """How long each stacked bar is."""
    return [
        sum(series.marks[at].value or 0 for series in chart.series)
        for at in range(len(chart.categories))
    ]


def _table(chart: Chart) -> tuple[list[Cell], list[list[Cell]]]:
    table = chart.table()
    header = [_head(str(name)) for name in table.columns]
    rows = [
        [
            Cell(text, gap=text in SILENT, ink=theme.MUTED if text in SILENT else theme.INK)
            for text in map(str, row)
        ]
        for row in table.itertuples(index=False)
    ]
    return header, rows


def _matrix(chart: Chart) -> tuple[list[Cell], list[list[Cell]]]:
    largest = max((m.value or 0 for s in chart.series for m in s.marks), default=0)
    header = [_head(chart.category_title)]
    header += [_head(series.name, centred=True) for series in chart.series]
    rows = [
        [Cell(name), *(_shaded(series.marks[at], largest) for series in chart.series)]
        for at, name in enumerate(chart.categories)
    ]
    return header, rows


def _shaded(mark: Mark, largest: float) -> Cell:
    if mark.gap or mark.value is None:
        return Cell(mark.text, ink=theme.MUTED, gap=True, centred=True)
    ink = "#FFFFFF" if mark.value > 0.55 * largest else theme.INK
    return Cell(mark.text, shade(mark.value, largest), ink, centred=True, value=mark.value)


def _head(text: str, centred: bool = False) -> Cell:
    return Cell(text, theme.ACCENT_PALE, head=True, centred=centred)


def _rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
