"""Tell what stands at the head of a table's column, in tables as pages and files leave them.

A table comes as rows of cells between |, tabs or wide spaces, or, copied from a web page, as one
cell a line. A cell that holds a number alone means what its column's head says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from etl.candidates import Candidate, measures
from etl.numerals import ARABIC, read_number

_GAP = re.compile(r"[ \u3000]*(?:\||\t| {2,}|\u3000{2,})[ \u3000|]*")
_GAP_SIGN = re.compile(r"\||\t|  |\u3000\u3000")  # no gap is without one
_RULE = re.compile(r"[\s|:+-]+")  # |---|---|
_NUMBER = re.compile(rf"[约近超]?{ARABIC}[余多]?(?:[十百千]?[万亿])?[^\d\s,。;、()]{{0,4}}")
_BARE = re.compile(rf"{ARABIC}(?!\d)")
_UNIT = re.compile(r"[(/](?:单位:?)?(?P<times>[十百千]?[万亿]?)(?P<unit>[^\d()]{1,4})\)?$")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_LONGEST_CELL = 30
_FEWEST_ROWS = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds a number, with the head of its column and the first cell of its row."""

    start: int
    end: int
    head: str
    label: str


class Columns:
    """The number cells of a text's tables, found once."""

    def __init__(self, text: str, lines: list[Span]) -> None:
        cells = [*_rows_of_cells(text, lines), *_stacked_cells(text, lines)]
        self._cells = {cell.start: cell for cell in sorted(cells, key=lambda cell: cell.start)}
        self._text = text

    def cell_at(self, position: int) -> Cell | None:
        """The number cell that begins here."""
        return self._cells.get(position)

    def bare_numbers(self) -> Iterator[Candidate]:
        """The numbers without a measure word under a head that names it: 立案数(件)."""
        for cell in self._cells.values():
            unit = _UNIT.search(cell.head)
            number = _BARE.fullmatch(self._text, cell.start, cell.end)
            if unit is None or number is None or unit["unit"] not in measures():
                continue
            read = read_number(number.group() + unit["times"])
            if read is not None:
                kind, _ = measures()[unit["unit"]]
                yield Candidate(
                    *number.span(), number.group(), read[0], unit["unit"], kind, False, False
                )


def head_words(head: str) -> str:
    """A head without its measure word: 立案数(件) counts 立案数."""
    return re.sub(r"\([^()]*\)$|/[^()/]{1,4}$", "", head)


def _rows_of_cells(text: str, lines: list[Span]) -> Iterator[Cell]:
    table: list[list[Span]] = []
    for start, end in [*lines, (0, 0)]:
        cells = _split(text, start, end)
        if cells and table and len(cells) != len(table[0]):
            yield from _cells_of(text, table)
            table = []
        if cells:
            table.append(cells)
        elif table and not _RULE.fullmatch(text, start, end):
            yield from _cells_of(text, table)
            table = []


def _split(text: str, start: int, end: int) -> list[Span]:
    """The cells of a line, none for a line that is no row."""
    if _GAP_SIGN.search(text, start, end) is None or _RULE.fullmatch(text, start, end):
        return []
    spans, begin = [], start
    for gap in _GAP.finditer(text, start, end):
        spans.append((begin, gap.start()))
        begin = gap.end()
    spans.append((begin, end))
    spans = [_trimmed(text, span) for span in spans]
    spans = spans[1:] if spans[0][0] == spans[0][1] else spans
    spans = spans[:-1] if spans and spans[-1][0] == spans[-1][1] else spans
    return spans if len(spans) > 1 else []


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cells_of(text: str, table: list[list[Span]]) -> Iterator[Cell]:
    heads, *rows = table
    if len(table) < _FEWEST_ROWS or any(_is_number(text, span) for span in heads):
        return
    for row in rows:
        for head, span in zip(heads[1:], row[1:], strict=True):
            if _is_number(text, span):
                yield Cell(*span, text[slice(*head)], text[slice(*row[0])])


def _is_number(text: str, span: Span) -> bool:
    return _NUMBER.fullmatch(text, *span) is not None and _YEAR.fullmatch(text, *span) is None


def _stacked_cells(text: str, lines: list[Span]) -> Iterator[Cell]:
    """Tables of which each cell became a line: heads, then rows of a label and its numbers."""
    run: list[Span] = []
    for line in [*lines, (0, 0)]:
        span = _trimmed(text, line)
        if span[0] == span[1] and line != (0, 0):
            continue
        if line != (0, 0) and span[1] - span[0] <= _LONGEST_CELL and text[span[1] - 1] not in "。;":
            run.append(span)
            continue
        yield from _stack(text, run)
        run = []


def _stack(text: str, run: list[Span]) -> Iterator[Cell]:
    numbers = [_is_number(text, span) for span in run]
    if numbers.count(True) < 2 * _FEWEST_ROWS:
        return
    first = numbers.index(True)
    width = 0
    while first + width < len(run) and numbers[first + width]:
        width += 1
    if first < width + 1 or width < 2:
        return
    heads = run[first - 1 - width : first - 1]
    row = first - 1
    while row + width < len(run) and not numbers[row] and all(numbers[row + 1 : row + 1 + width]):
        for head, span in zip(heads, run[row + 1 : row + 1 + width], strict=True):
            yield Cell(*span, text[slice(*head)], text[slice(*run[row])])
        row += 1 + width
