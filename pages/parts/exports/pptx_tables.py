"""Native PowerPoint tables: lists, timelines and the matrix, over as many slides as they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from pages.parts import theme
from pages.parts.exports import office, outline
from pages.parts.exports.grid import Cell
from pages.parts.exports.svg_table import column_widths, even_widths

if TYPE_CHECKING:
    from pptx.slide import Slide

POINT = 12_700  # EMU
SIDE = 7 * POINT
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
LINE_HEIGHT = 1.32
LEAST_SIZE = 9


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
        self.pages = self._paged(height - head)

    def _least(self, size: float) -> int:
        return round((size * LINE_HEIGHT + 7) * POINT)

    def _height(self, row: Sequence[Cell]) -> int:
        lines = [
            len(outline.wrapped(cell.text, self.size, wide - 2 * SIDE / POINT - 1))
            for cell, wide in zip(row, self.widths, strict=True)
        ]
        return round((max([1, *lines]) * self.size * LINE_HEIGHT + 7) * POINT)

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
        frame = slide.shapes.add_table(
            len(picked) + 1, len(self.header), left, top, self.width, sum(heights)
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        table = frame.table
        _plain(table)
        for column, wide in zip(table.columns, self.widths, strict=True):
            column.width = Emu(round(wide * POINT))
        for row, tall, cells in zip(table.rows, heights, [self.header, *picked], strict=True):
            row.height = Emu(tall)
            for drawn, cell in zip(row.cells, cells, strict=True):
                self._draw(drawn, cell)
        return frame

    def _draw(self, drawn: Any, cell: Cell) -> None:
        from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

        drawn.margin_left = drawn.margin_right = Emu(SIDE)
        drawn.margin_top = drawn.margin_bottom = Emu(3 * POINT)
        drawn.vertical_anchor = MSO_ANCHOR.MIDDLE
        office.write(
            drawn.text_frame, cell.text, self.size,
            colour=cell.ink, bold=cell.head, italic=cell.gap,
        )  # fmt: skip
        if cell.centred:
            drawn.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
        if cell.fill:
            drawn.fill.solid()
            drawn.fill.fore_color.rgb = office.rgb(cell.fill)
        _line_below(drawn)


def _plain(table: Any) -> None:
    """No style of PowerPoint's own: header and lines are drawn cell by cell."""
    table.horz_banding = False
    table.first_row = True
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = NO_STYLE


def _line_below(drawn: Any) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    properties = drawn._tc.get_or_add_tcPr()
    line = parse_xml(
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{theme.LINE[1:]}"/>'
        "</a:solidFill></a:lnB>"
    )
    # borders come before the fill in the schema
    properties.insert(0, line)
