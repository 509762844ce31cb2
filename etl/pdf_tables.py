"""Tables on printed pages, whole again where a page ended within them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pdfplumber.page import Page

from etl.pdf_lines import Char, joined, lines_of

# A map or a drawing has more strokes than a page of tables, and none is looked for in it.
_MAX_STROKES = 4000
_NEAR = 3.0  # points that two edges of one rule differ by
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a page's part of it; a row has no cell where one beside it reaches over.

    Cells that one from above reaches into are empty. ``box``: x0, top, x1, bottom in points.
    """

    rows: list[list[str]]
    box: _Box
    page: int

    @property
    def top(self) -> float:
        """Where it begins on its page."""
        return self.box[1]

    def lines(self) -> list[str]:
        """A line for each row, its cells parted by tabs."""
        return ["\t".join(row) for row in self.rows]

    def holds(self, char: Char) -> bool:
        """Whether a character of its page stands in it."""
        return _holds(self.box, char)


def tables_of(page: Page) -> list[Table]:
    """The tables of a page whose cells are ruled, two columns at least."""
    if len(page.rects) + len(page.lines) + len(page.curves) > _MAX_STROKES:
        return []
    found = []
    for table in page.find_tables():
        lefts = sorted({cell[0] for cell in table.cells})
        if len(lefts) > 1:
            own = [char for char in page.chars if _holds(table.bbox, char)]
            found.append(Table(_rows(table.cells, lefts, own, page), table.bbox, page.page_number))
    return found


def whole_tables(blocks: list[Any]) -> list[Any]:
    """Blocks in reading order, each table that goes on over the page's end as one."""
    whole: list[Any] = []
    for block in blocks:
        before = whole[-1] if whole else None
        if isinstance(block, Table) and isinstance(before, Table) and _goes_on(before, block):
            whole[-1] = Table(_continued(before.rows, block.rows), before.box, block.page)
        else:
            whole.append(block)
    return whole


def _goes_on(table: Table, following: Table) -> bool:
    edges = zip(table.box[::2], following.box[::2], strict=True)
    return following.page == table.page + 1 and all(abs(a - b) < _NEAR for a, b in edges)


def _continued(rows: list[list[str]], more: list[list[str]]) -> list[list[str]]:
    """The rows with those of the next page: its heading again left out, a row cut in two mended."""
    if more[0] == rows[0]:
        more = more[1:]
    if more and not more[0][0] and len(more[0]) == len(rows[-1]):
        mended = [joined(a, b) for a, b in zip(rows[-1], more[0], strict=True)]
        return [*rows[:-1], mended, *more[1:]]
    return rows + more


def _rows(boxes: list[_Box], lefts: list[float], chars: list[Char], page: Page) -> list[list[str]]:
    boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
    rows = []
    for top, own in groupby(boxes, key=lambda box: box[1]):
        at = {box[0]: box for box in own}
        row = []
        for left in lefts:
            if left in at:
                row.append(_words(at[left], chars, page))
            elif _reached_from_above(boxes, left, top):
                row.append("")
        rows.append(row)
    return rows


def _reached_from_above(boxes: list[_Box], left: float, top: float) -> bool:
    return any(
        x0 <= left + _NEAR < x1 and y0 < top - _NEAR and y1 > top + _NEAR
        for x0, y0, x1, y1 in boxes
    )


def _words(box: _Box, chars: list[Char], page: Page) -> str:
    own = [char for char in chars if _holds(box, char)]
    text = ""
    for line in lines_of(own, page):
        text = joined(text, line.text.replace("\t", " "))
    return text


def _holds(box: _Box, char: Char) -> bool:
    x0, top, x1, bottom = box
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return x0 <= across < x1 and top <= down < bottom
