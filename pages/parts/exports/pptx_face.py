"""A Chart as slides: native chart or table, the finding as title, the evidence in the notes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pages.parts import words
from pages.parts.chart import Chart
from pages.parts.exports import office, pptx_charts, pptx_tables, template
from pages.parts.exports.exhibit import Exhibit, amount
from pages.parts.exports.grid import grid, side_by_side

if TYPE_CHECKING:
    import pandas as pd
    from pptx.presentation import Presentation
    from pptx.slide import Slide

# Notes are read, not searched: what goes beyond is in the appendix and in Excel.
MOST_NOTES = 40
LIST_SIZE = 14
SLIDE_ZOOM = 2.5
WORD_COLUMNS, WORD_SIZE = 4, 13  # of a cloud's words, beside each other
TITLE_SIZE, LONG_TITLE, SOURCE_SIZE = 26, 22, 11


def render(exhibit: Exhibit, own_template: bytes | None = None) -> bytes:
    """The chart as a .pptx: one slide, a long table on as many as it needs."""
    deck = template.opened(own_template)
    add(deck, exhibit)
    return saved(deck)


def saved(deck: Presentation) -> bytes:
    """The deck as bytes."""
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def add(deck: Presentation, exhibit: Exhibit) -> int:
    """Add the chart's slides to a deck; return how many."""
    chart = exhibit.chart
    if chart.kind in pptx_charts.NATIVE and chart.categories:
        slide, box = blank(deck, exhibit.title, source_line(chart))
        pptx_charts.add(slide, chart, *box)
        _write_notes(slide, exhibit)
        return 1
    pictured = _add_picture(deck, exhibit) if chart.kind == "cloud" and chart.categories else 0
    header, rows = grid(chart)
    size = LIST_SIZE
    if chart.kind == "cloud":
        header, rows = side_by_side(header, rows, WORD_COLUMNS)
        size = WORD_SIZE
    told = None if pictured else exhibit
    return pictured + add_table(deck, exhibit.title, source_line(chart), header, rows, told, size)


def _add_picture(deck: Presentation, exhibit: Exhibit) -> int:
    """A slide with what no Office chart can draw; its data follow as a table."""
    from pages.parts.exports import picture

    chart = exhibit.chart
    slide, (left, top, width, height) = blank(deck, exhibit.title, source_line(chart))
    content = io.BytesIO(picture.png(chart, zoom=SLIDE_ZOOM, bare=True))
    drawn = slide.shapes.add_picture(content, left, top, height=height)
    drawn.left = left + (width - drawn.width) // 2
    drawn._element.nvPicPr.cNvPr.set("descr", office.clean(chart.alt))
    _write_notes(slide, exhibit)
    return 1


def add_table(
    deck: Presentation,
    title: str,
    source: str,
    header: list,
    rows: list,
    exhibit: Exhibit | None = None,
    size: float = LIST_SIZE,
) -> int:
    """Add a table over as many slides as it needs; return how many."""
    slide, box = blank(deck, title, source)
    even = exhibit is not None and exhibit.chart.kind == "matrix"
    table = pptx_tables.Layout(header, rows, box[2], box[3], even=even, size=size)
    alt = exhibit.chart.alt if exhibit else title
    for page in range(len(table.pages)):
        if page:
            slide, box = blank(deck, title, source)
        if len(table.pages) > 1:
            _set_title(slide, f"{title}（{page + 1}/{len(table.pages)}）")
        table.add(slide, page, box[0], box[1], alt)
        if exhibit and not page:
            _write_notes(slide, exhibit)
    return len(table.pages)


def blank(deck: Presentation, title: str, source: str) -> tuple[Slide, tuple[int, int, int, int]]:
    """A slide with title and source, and the room that the template leaves for its content."""
    slide = deck.slides.add_slide(template.layout(deck, template.CONTENT))
    _set_title(slide, title)
    fill(slide, template.SOURCE, source, SOURCE_SIZE)
    body = template.placeholder(slide, template.BODY)
    box = (body.left, body.top, body.width, body.height)
    body._element.getparent().remove(body._element)
    return slide, box


def fill(slide: Slide, name: str, text: str, size: float | None = None) -> None:
    """Write into a placeholder; its look is the template's, its Chinese typeface is told."""
    frame = template.placeholder(slide, name).text_frame
    frame.text = office.clean(text)
    for run in frame.paragraphs[0].runs:
        _tell_typeface(run)
        if size:
            from pptx.util import Pt

            run.font.size = Pt(size)


def source_line(chart: Chart) -> str:
    """The caption; for a line also where it breaks, which no label can say."""
    if chart.kind != "line":
        return chart.caption
    gaps = [
        f"{series.name}{'、'.join(names)}{words.NOT_MENTIONED}"
        for series in chart.series
        if (names := [c for c, m in zip(chart.categories, series.marks, strict=True) if m.gap])
    ]
    return " · ".join([*gaps[:4], chart.caption])


def _set_title(slide: Slide, title: str) -> None:
    fill(slide, template.TITLE, title, LONG_TITLE if len(title) > 32 else None)


def _tell_typeface(run: Any) -> None:
    from pptx.oxml.ns import qn

    properties = run._r.get_or_add_rPr()
    properties.set("lang", "zh-CN")
    if properties.find(qn("a:ea")) is None:
        # the unit's template decides the typeface; +mn-ea is its own choice for Chinese
        east = properties.makeelement(qn("a:ea"), {"typeface": office.TYPEFACE})
        properties.append(east)


def _write_notes(slide: Slide, exhibit: Exhibit) -> None:
    office.write(slide.notes_slide.notes_text_frame, notes(exhibit), 12)


def notes(exhibit: Exhibit) -> str:
    """Finding, caption, qualifications and the figures behind a chart, a line each."""
    chart = exhibit.chart
    lines = [f"结论：{chart.finding}"] if exhibit.title != chart.finding else []
    lines.append(f"说明：{chart.caption}")
    lines += [
        f"{category}{series.name if len(chart.series) > 1 else ''} {mark.text}：{mark.note}"
        for series in chart.series
        for category, mark in zip(chart.categories, series.marks, strict=True)
        if mark.note and not mark.gap
    ]
    lines += ["", f"数据出处（{len(exhibit.proof)} 个数据）"] if len(exhibit.proof) else []
    lines += [_proof_line(row) for _, row in exhibit.proof.head(MOST_NOTES).iterrows()]
    if len(exhibit.proof) > MOST_NOTES:
        lines.append(f"其余 {len(exhibit.proof) - MOST_NOTES} 个见 Excel 的“数据出处”表")
    if len(exhibit.matters):
        titles = "、".join(dict.fromkeys(f"《{title}》" for title in exhibit.matters["出处"]))
        lines += ["", f"清单 {len(exhibit.matters)} 项，出自{titles}"]
    return "\n".join(lines)


def _proof_line(row: pd.Series) -> str:
    when = " ".join(part for part in (row["发布者"], row["发布时间"]) if part)
    return (
        f"{row['地区']} {row['计什么']} {'目标 ' if row['状态'] == '目标' else ''}{amount(row)}，"
        f"{row['年份']} ｜《{row['出处']}》{when} ｜原文“{row['原文数字']}”，"
        f"第 {row['起点']}—{row['终点']} 字 ｜编号 {row['编号']}"
    )
