"""Native PowerPoint tables: lists, timelines and the matrix, over as many slides as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from pages.parts import theme
from pages.parts.exports import office, outline
from pages.parts.exports.grid import Cell
from pages.parts.exports.svg_table import column_widths, even_widths

if TYPE_CHECKING:
    from pptx.slide import Slide

POINT = 12_700  # EMU
SIDE, EDGE = 7 * POINT, 3 * POINT
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
LINE_HEIGHT = 1.38
LEAST_SIZE = 9
# A reader's machine without the typeface draws digits and Latin letters with a wider one.
WIDER = 0.09


class Layout:
    """How a table's rows fall on slides of a given room."""

    def __init__(
        self,
        header: Sequence[Cell],
        rows: Sequence[Sequence[Cell]],
        width: int,
        height: int,
        even: bool = False,
        size: float = 14,
    ) -> None:
        self.header, self.rows, self.width = list(header), [list(row) for row in rows], width
        self.size = size
        if even:
            # the matrix stays in one piece as long as it can be read
            while self.size > LEAST_SIZE and self._least(self.size) * (len(rows) + 1) > height:
                self.size -= 1
        elif len(rows) > 8:
            self.size -= 2
        wide = width / POINT
        self.widths = (
            even_widths(header, wide) if even else column_widths(header, rows, wide, self.size)
        )
        head = self._height(header)
        self.heights = [self._height(row) for row in self.rows]
        if even and self.rows:
            room = min(Pt(30), (height - head) // len(self.rows))
            self.heights = [max(each, room) for each in self.heights]
        self.pages = self._balanced(height - head)

    def _least(self, size: float) -> int:
        return round((size * LINE_HEIGHT + 7) * POINT)

    def _height(self, row: Sequence[Cell]) -> int:
        lines = [
            len(outline.wrapped(cell.text, self.size, self._room(cell, wide)))
            for cell, wide in zip(row, self.widths, strict=True)
        ]
        return round((max([1, *lines]) * self.size * LINE_HEIGHT + 7) * POINT)

    def _room(self, cell: Cell, wide: float) -> float:
        """What a column leaves for a cell's words, should its digits turn out wider."""
        more = WIDER * self.size * sum(character.isascii() for character in cell.text[:20])
        return wide - 2 * SIDE / POINT - 1 - more

    def _balanced(self, room: int) -> list[list[int]]:
        """As few pages as there can be, none with much more than the others."""
        pages = self._paged(room)
        while len(evener := self._paged(room := round(room * 0.96))) == len(pages) > 1:
            pages = evener
        return pages

    def _paged(self, room: int) -> list[list[int]]:
        pages: list[list[int]] = [[]]
        used = 0
        for at, tall in enumerate(self.heights):
            if pages[-1] and used + tall > room:
                pages.append([])
                used = 0
            pages[-1].append(at)
            used += tall
        return pages

    def add(self, slide: Slide, page: int, left: int, top: int, alt: str) -> Any:
        """Draw one page of the table."""
        picked = [self.rows[at] for at in self.pages[page]]
        heights = [self._height(self.header), *(self.heights[at] for at in self.pages[page])]
        # python-pptx makes the frame; its cells one by one would take ten times as long
        frame = slide.shapes.add_table(1, 1, left, top, self.width, sum(heights))
        frame._element.nvGraphicFramePr.cNvPr.set("descr", office.clean(alt))
        old = frame.table._tbl
        old.getparent().replace(old, parse_xml(self._table(heights, [self.header, *picked])))
        return frame

    def _table(self, heights: list[int], rows: list[list[Cell]]) -> str:
        columns = "".join(f'<a:gridCol w="{round(wide * POINT)}"/>' for wide in self.widths)
        drawn = "".join(
            f'<a:tr h="{tall}">{"".join(map(self._cell, cells))}</a:tr>'
            for tall, cells in zip(heights, rows, strict=True)
        )
        return (
            f'<a:tbl {nsdecls("a")}><a:tblPr firstRow="1"><a:tableStyleId>{NO_STYLE}'
            f"</a:tableStyleId></a:tblPr><a:tblGrid>{columns}</a:tblGrid>{drawn}</a:tbl>"
        )

    def _cell(self, cell: Cell) -> str:
        look = f'sz="{round(self.size * 100)}" b="{int(cell.head)}" i="{int(cell.gap)}"'
        align = '<a:pPr algn="ctr"/>' if cell.centred else ""
        fill = _solid(cell.fill) if cell.fill else ""
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>{align}<a:r>"
            f'<a:rPr lang="zh-CN" {look}>{_solid(cell.ink)}{office.TYPEFACES}</a:rPr>'
            f"<a:t>{office.xml(cell.text)}</a:t></a:r></a:p></a:txBody>"
            f'<a:tcPr marL="{SIDE}" marR="{SIDE}" marT="{EDGE}" marB="{EDGE}" anchor="ctr">'
            f'<a:lnB w="9525">{_solid(theme.LINE)}</a:lnB>{fill}</a:tcPr></a:tc>'
        )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'
