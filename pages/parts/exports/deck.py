"""A briefing as one deck: cover, key figures, charts, sources, appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from pages.parts import theme
from pages.parts.exports import briefing as parts
from pages.parts.exports import office, outline, pptx_face, template
from pages.parts.exports.briefing import Briefing, KeyNumber, Progress

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

POINT = 12_700
CARD = Pt(112)
SPACE = Pt(14)
# A list of findings longer than this goes on in a second column.
ONE_COLUMN = 7
APPENDIX_SIZE = 11


def render(
    briefing: Briefing, own_template: bytes | None = None, progress: Progress = parts.silent
) -> bytes:
    """The deck as .pptx.

    Raises:
        TemplateError: the unit's template lacks a layout or a placeholder.
    """
    deck = template.opened(own_template)
    _cover(deck, briefing)
    _key_page(deck, briefing)
    count = len(briefing.exhibits)
    for at, exhibit in enumerate(briefing.exhibits, start=1):
        progress(at / (count + 2), f"第 {at}/{count} 张图")
        pptx_face.add(deck, exhibit)
    progress((count + 1) / (count + 2), "来源与附录")
    _tables(deck, briefing)
    _set_properties(deck, briefing)
    content = pptx_face.saved(deck)
    progress(1.0, "完成")
    return content


def _cover(deck: Presentation, briefing: Briefing) -> None:
    slide = deck.slides.add_slide(template.layout(deck, template.COVER))
    pptx_face.fill(slide, template.TITLE, briefing.title)
    pptx_face.fill(slide, template.UNIT, briefing.unit)
    pptx_face.fill(slide, template.DATE, briefing.date)


def _key_page(deck: Presentation, briefing: Briefing) -> None:
    """Key numbers in a row, below them every chart's finding."""
    captions = dict.fromkeys(e.chart.caption.split(" · ")[-1] for e in briefing.exhibits)
    slide, (left, top, width, height) = pptx_face.blank(deck, "要点", " · ".join(captions))
    numbers = parts.key_numbers(briefing.exhibits)
    if numbers:
        each = (width - SPACE * (len(numbers) - 1)) // len(numbers)
        for at, number in enumerate(numbers):
            _card(slide, number, left + at * (each + SPACE), top, each)
        top, height = top + CARD + SPACE * 2, height - CARD - SPACE * 2
    findings = [f"{at}. {e.title}" for at, e in enumerate(briefing.exhibits, start=1)]
    columns = [findings]
    if len(findings) > ONE_COLUMN:
        half = -(-len(findings) // 2)
        columns = [findings[:half], findings[half:]]
    wide = (width - SPACE * (len(columns) - 1)) // len(columns)
    lines = max((_lines(column, wide, 15) for column in columns), default=1)
    size = min(15, max(8, height / POINT / max(1, lines) / 1.6))
    for at, column in enumerate(columns):
        box = slide.shapes.add_textbox(left + at * (wide + SPACE), top, wide, height)
        _no_margins(box.text_frame)
        office.write(box.text_frame, "\n".join(column), size)
        for paragraph in box.text_frame.paragraphs:
            paragraph.space_after = Pt(size * 0.45)


def _lines(texts: list[str], width: int, size: float) -> int:
    return sum(len(outline.wrapped(text, size, width / POINT)) for text in texts)


def _card(slide: Slide, number: KeyNumber, left: int, top: int, width: int) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, CARD)
    shape.fill.solid()
    shape.fill.fore_color.rgb = office.rgb(theme.PANEL)
    shape.line.fill.background()
    shape.shadow.inherit = False
    style = shape._element.find(qn("p:style"))
    shape._element.remove(style)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Pt(12)
    frame.margin_top = frame.margin_bottom = Pt(8)
    room = width / POINT - 26
    value = min(28.0, 28.0 * room / max(1.0, outline.width(number.value, 28)))
    texts = [(number.label, 12, theme.MUTED, False), (number.value, value, theme.INK, True)]
    texts += [(number.context, 10.5, theme.MUTED, False)] if number.context else []
    office.write(frame, "\n".join(text for text, *_ in texts), 12)
    for paragraph, (_, size, colour, bold) in zip(frame.paragraphs, texts, strict=True):
        _left(paragraph)
        for run in paragraph.runs:
            office.set_font(run.font, size, colour, bold)


def _tables(deck: Presentation, briefing: Briefing) -> None:
    header, rows = parts.source_rows(briefing.exhibits)
    if rows:
        pptx_face.add_table(deck, "来源", f"共 {len(rows)} 份公开报告", header, rows)
    header, rows = parts.appendix_rows(briefing.exhibits)
    if rows:
        told = "位置为原文（按本看板读入的文本）中的起止字数；≥ 为至少，≤ 为至多"
        title = parts.appendix_title(briefing.exhibits)
        pptx_face.add_table(deck, title, told, header, rows, size=APPENDIX_SIZE)
    header, rows = parts.matter_rows(briefing.exhibits)
    if rows:
        pptx_face.add_table(
            deck,
            f"附录：清单 {len(rows)} 项",
            "事项为本看板的简称",
            header,
            rows,
            size=APPENDIX_SIZE,
        )


def _set_properties(deck: Presentation, briefing: Briefing) -> None:
    deck.core_properties.title = office.clean(briefing.title)[:255]
    deck.core_properties.author = office.clean(briefing.unit)[:255]
    deck.core_properties.language = "zh-CN"


def _no_margins(frame: Any) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)


def _left(paragraph: Any) -> None:
    from pptx.enum.text import PP_ALIGN

    paragraph.alignment = PP_ALIGN.LEFT
