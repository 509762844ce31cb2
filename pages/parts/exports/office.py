"""What Office files share: the font for Chinese, colours, and the workbook behind a chart."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn

from pages.parts import theme
from pages.parts.chart import Chart

if TYPE_CHECKING:
    from pptx.text.text import Font, TextFrame

TYPEFACE = "微软雅黑"
TYPEFACES = f'<a:latin typeface="{TYPEFACE}"/><a:ea typeface="{TYPEFACE}"/>'
# What XML cannot hold.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BOOK_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def clean(text: str) -> str:
    """The text without characters that no Office file can hold."""
    return UNWRITABLE.sub("", text)


def xml(text: str) -> str:
    """The text as it stands in XML."""
    return escape(clean(text))


def rgb(colour: str) -> RGBColor:
    """``#RRGGBB`` for python-pptx and python-docx."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def set_font(
    font: Font,
    size: float,
    colour: str = theme.INK,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """Size, colour and typeface: for Chinese letters too, where python-pptx sets Latin alone."""
    from pptx.util import Pt

    font.size, font.bold, font.italic = Pt(size), bold, italic
    font.color.rgb = rgb(colour)
    font.name = TYPEFACE
    run = font._rPr
    east = run.find(qn("a:ea"))
    if east is None:
        # after a:latin, before what the schema puts behind it
        east = run.makeelement(qn("a:ea"), {})
        run.find(qn("a:latin")).addnext(east)
    east.set("typeface", TYPEFACE)


def write(frame: TextFrame, text: str, size: float, **look: Any) -> None:
    """Fill a text frame, a paragraph a line."""
    lines = clean(text).split("\n")
    frame.clear()
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line
        set_font(run.font, size, **look)


def chart_book(chart: Chart, categories: list[str]) -> bytes:
    """The workbook that opens behind a slide's chart: numbers, then what is written at the marks.

    Its first columns are laid out as python-pptx refers to them; text is never a formula.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, BOOK_OPTIONS) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, categories)
        count = len(chart.series)
        for at, series in enumerate(chart.series, start=1):
            sheet.write_string(0, at, series.name)
            sheet.write_string(0, at + count, f"{series.name}（显示）")
            for row, mark in enumerate(series.marks, start=1):
                if mark.value is not None:
                    sheet.write_number(row, at, mark.value)
                note = f"（{mark.note}）" if mark.note else ""
                sheet.write_string(row, at + count, mark.text + note)
        sheet.set_column(0, 2 * count, 24)
    return buffer.getvalue()
