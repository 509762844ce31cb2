"""Headings, paragraphs and tables of a Word report, in the dashboard's look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from pages.parts import theme
from pages.parts.exports import office
from pages.parts.exports.grid import Cell

if TYPE_CHECKING:
    from docx.document import Document

STYLES = {
    "Normal": (10.5, theme.INK, False),
    "Title": (28, theme.INK, True),
    "Heading 1": (17, theme.INK, True),
    "Heading 2": (13, theme.ACCENT, True),
    "Caption": (9, theme.MUTED, False),
}


def set_styles(document: Document) -> None:
    """The report's styles: typeface for Latin and Chinese letters, sizes, colours."""
    for name, (size, colour, bold) in STYLES.items():
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = _rgb(colour)
        style.font.name = office.TYPEFACE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(key), office.TYPEFACE)
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
    document.styles["Title"].paragraph_format.space_before = Pt(180)
    _no_border(document.styles["Title"])


def table(document: Document, header: Sequence[Cell], rows: Sequence[Sequence[Cell]], size: float = 9) -> Any:
    """A table whose header repeats on each page and whose rows do not break."""
    drawn = document.add_table(rows=len(rows) + 1, cols=len(header))
    drawn.style = "Table Grid"
    drawn.autofit = True
    _light_borders(drawn)
    # cells by row: python-docx counts them anew at every table.cell()
    for row, cells in zip(drawn.rows, [header, *rows], strict=True):
        _keep_whole(row, repeat=cells is header)
        for place, cell in zip(row.cells, cells, strict=True):
            _write(place, cell, size)
    return drawn


def _write(place: Any, cell: Cell, size: float) -> None:
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if cell.centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(cell.text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), cell.head, cell.gap
    run.font.color.rgb = _rgb(cell.ink)
    if cell.fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), cell.fill.removeprefix("#"))
        place._tc.get_or_add_tcPr().append(shade)


def _keep_whole(row: Any, repeat: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def _light_borders(drawn: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        upright = side in ("left", "right", "insideV")
        line.set(qn("w:val"), "nil" if upright else "single")
        line.set(qn("w:sz"), "4")
        line.set(qn("w:color"), theme.LINE.removeprefix("#"))
        borders.append(line)
    drawn._tbl.tblPr.append(borders)


def _no_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    border = properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)


def _rgb(colour: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(colour.removeprefix("#").upper())
