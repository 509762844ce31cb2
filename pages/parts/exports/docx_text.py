"""Headings, paragraphs and tables of a Word report, in the dashboard's look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from pages.parts import theme
from pages.parts.exports import office
from pages.parts.exports.grid import Cell
from pages.parts.exports.svg_table import column_widths, even_widths

if TYPE_CHECKING:
    from docx.document import Document

POINT = 12_700  # EMU
SHORT = 14
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


def table(
    document: Document,
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    width: int,
    even: bool = False,
    size: float = 9,
) -> None:
    """A table whose header repeats on each page and whose rows do not break.

    Written as XML at once: cell by cell python-docx takes ten times as long.
    """
    room = width / POINT
    widths = even_widths(header, room) if even else column_widths(header, rows, room, size)
    twips = [round(wide * 20) for wide in widths]
    # a short table stays on one page, with the caption below it
    together = len(rows) <= SHORT
    drawn = _row(header, twips, size, True, repeat=True)
    drawn += "".join(_row(row, twips, size, together) for row in rows)
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in twips)
    document._body._element._insert_tbl(
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
            f"{_borders()}"
            '<w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{drawn}</w:tbl>"
        )
    )


def _row(
    cells: Sequence[Cell], twips: list[int], size: float, together: bool, repeat: bool = False
) -> str:
    kept = "<w:cantSplit/>" + ("<w:tblHeader/>" if repeat else "")
    drawn = "".join(
        _cell(cell, wide, size, together) for cell, wide in zip(cells, twips, strict=True)
    )
    return f"<w:tr><w:trPr>{kept}</w:trPr>{drawn}</w:tr>"


def _cell(cell: Cell, wide: int, size: float, together: bool) -> str:
    fill = cell.fill.removeprefix("#")
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    paragraph = "<w:keepNext/>" if together else ""
    paragraph += '<w:spacing w:before="20" w:after="20"/>'
    paragraph += '<w:jc w:val="center"/>' if cell.centred else ""
    fonts = "".join(f' w:{key}="{office.TYPEFACE}"' for key in ("ascii", "hAnsi", "eastAsia"))
    look = f"<w:rFonts{fonts}/>{'<w:b/>' * cell.head}{'<w:i/>' * cell.gap}"
    look += f'<w:color w:val="{cell.ink.removeprefix("#")}"/><w:sz w:val="{round(size * 2)}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{shade}</w:tcPr><w:p><w:pPr>{paragraph}'
        f'</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{office.xml(cell.text)}</w:t>'
        "</w:r></w:p></w:tc>"
    )


def _borders() -> str:
    colour = theme.LINE.removeprefix("#")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
        for side in ("top", "bottom", "insideH")
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


def _no_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    border = properties.find(qn("w:pBdr"))
    if border is not None:
        properties.remove(border)


def _rgb(colour: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(colour.removeprefix("#").upper())
