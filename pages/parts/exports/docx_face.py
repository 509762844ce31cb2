"""Charts as a Word report: heading, picture, data as a table, caption; sources and all figures."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from pages.parts.exports import briefing as parts
from pages.parts.exports import docx_text, office, picture, pptx_face
from pages.parts.exports.briefing import Briefing, Progress
from pages.parts.exports.exhibit import Exhibit
from pages.parts.exports.grid import grid, side_by_side

if TYPE_CHECKING:
    from docx.document import Document as Report

ZOOM = 2.5  # 2050 pixels: sharp on paper at the width of a page
WIDE, LANDSCAPE = Cm(16.6), Cm(25.3)
WORD_COLUMNS = 3  # of a cloud's words, beside each other
PICTURED = ("bar", "stacked", "line", "timeline", "cloud")


def render(briefing: Briefing, progress: Progress = parts.silent) -> bytes:
    """The report as .docx."""
    report = Document()
    docx_text.set_styles(report)
    _set_page(report.sections[0])
    _cover(report, briefing)
    count = len(briefing.exhibits)
    for at, exhibit in enumerate(briefing.exhibits, start=1):
        progress(at / (count + 2), f"第 {at}/{count} 张图")
        _chart(report, exhibit, at)
    progress((count + 1) / (count + 2), "来源与附录")
    _tables(report, briefing)
    report.core_properties.title = office.clean(briefing.title)[:255]
    report.core_properties.author = office.clean(briefing.unit)[:255]
    buffer = io.BytesIO()
    report.save(buffer)
    progress(1.0, "完成")
    return buffer.getvalue()


def _cover(report: Report, briefing: Briefing) -> None:
    report.add_paragraph(office.clean(briefing.title), style="Title")
    report.add_paragraph(office.clean(briefing.unit))
    report.add_paragraph(briefing.date)
    report.add_page_break()
    report.add_heading("要点", 1)
    numbers = parts.key_numbers(briefing.exhibits)
    for number in numbers:
        context = f"（{number.context}）" if number.context else ""
        report.add_paragraph(f"{number.label}：{number.value}{context}", style="List Bullet")
    for at, exhibit in enumerate(briefing.exhibits, start=1):
        report.add_paragraph(f"{at}. {office.clean(exhibit.title)}")
    report.add_page_break()


def _chart(report: Report, exhibit: Exhibit, at: int) -> None:
    chart = exhibit.chart
    report.add_heading(f"{at}. {office.clean(exhibit.title)}", 2)
    if chart.kind in PICTURED and chart.categories:
        content = picture.png(chart, exhibit.title, zoom=ZOOM, bare=True)
        shape = report.add_picture(io.BytesIO(content), width=WIDE)
        report.paragraphs[-1].paragraph_format.keep_with_next = True
        _describe(shape, chart.alt)
    header, rows = grid(chart)
    if chart.kind == "cloud":
        header, rows = side_by_side(header, rows, WORD_COLUMNS)
    docx_text.table(report, header, rows, WIDE, even=chart.kind == "matrix")
    report.add_paragraph(pptx_face.source_line(chart), style="Caption")


def _tables(report: Report, briefing: Briefing) -> None:
    header, rows = parts.source_rows(briefing.exhibits)
    if rows:
        report.add_page_break()
        report.add_heading("来源", 1)
        docx_text.table(report, header, rows, WIDE)
    _landscape(report)
    header, rows = parts.appendix_rows(briefing.exhibits)
    if rows:
        report.add_heading(parts.appendix_title(briefing.exhibits), 1)
        docx_text.table(report, header, rows, LANDSCAPE, size=8)
    header, rows = parts.matter_rows(briefing.exhibits)
    if rows:
        report.add_heading(f"附录：清单 {len(rows)} 项", 1)
        docx_text.table(report, header, rows, LANDSCAPE, size=8)


def _set_page(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _landscape(report: Report) -> None:
    section = report.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def _describe(shape: Any, alt: str) -> None:
    shape._inline.docPr.set("descr", alt)
