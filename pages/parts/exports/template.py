"""The deck's template: the one that ships, and what a unit's own must hold."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from pages.parts import theme
from pages.parts.exports.office import TYPEFACE

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide, SlideLayout

COVER, CONTENT = "封面", "内容"
TITLE, UNIT, DATE, BODY, SOURCE = "标题", "单位", "日期", "正文", "来源"
# Layout → the placeholders that it must have, found by their names.
NEEDED = {COVER: (TITLE, UNIT, DATE), CONTENT: (TITLE, BODY, SOURCE)}
MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
WIDTH, HEIGHT = 12_192_000, 6_858_000  # 16:9
INCH = 914_400


class TemplateError(Exception):
    """A template that cannot be used; the message says what it lacks."""


@dataclass(frozen=True, slots=True)
class Box:
    """A placeholder as the default template draws it: place in inches, look, kind."""

    name: str
    kind: str  # as PowerPoint calls it: title, body
    left: float
    top: float
    width: float
    height: float
    size: int
    colour: str
    bold: bool = False
    anchor: str = "t"


BOXES = {
    COVER: (
        Box(TITLE, "title", 1.0, 2.2, 11.3, 1.5, 40, theme.INK, True, "b"),
        Box(UNIT, "body", 1.0, 4.05, 11.3, 0.6, 22, theme.ACCENT),
        Box(DATE, "body", 1.0, 4.7, 11.3, 0.5, 18, theme.MUTED),
    ),
    CONTENT: (
        Box(TITLE, "title", 0.85, 0.42, 11.9, 0.95, 26, theme.INK, True, "ctr"),
        Box(BODY, "body", 0.6, 1.5, 12.13, 5.05, 16, theme.INK),
        Box(SOURCE, "body", 0.6, 6.72, 12.13, 0.55, 11, theme.MUTED, False, "ctr"),
    ),
}
# Coloured bars behind the text: left, top, width, height, colour.
BARS = {
    COVER: ((0.0, 0.0, 0.32, 7.5, theme.ACCENT), (1.08, 3.85, 1.6, 0.06, theme.ACCENT)),
    CONTENT: ((0.6, 0.62, 0.07, 0.55, theme.ACCENT), (0.6, 6.66, 12.13, 0.01, theme.LINE)),
}


def opened(content: bytes | None) -> Presentation:
    """The template as a presentation without slides; the default where none is given.

    Raises:
        TemplateError: no .pptx, too large, or a layout or placeholder is not there.
    """
    import pptx
    from pptx.exc import PackageNotFoundError

    _check_size(content or b"")
    try:
        deck = pptx.Presentation(io.BytesIO(content or default()))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise TemplateError("模板不是可以打开的 .pptx 文件") from error
    faults = [fault for name in NEEDED for fault in _faults(deck, name)]
    if faults:
        raise TemplateError(
            "模板缺少：" + "；".join(faults) + "。可下载默认模板，在其上改样式，保留这些名称。"
        )
    _drop_slides(deck)
    return deck


def _check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise TemplateError(f"模板超过 {MOST_BYTES // 1_000_000} MB")
    if not content:
        return
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except BadZipFile as error:
        raise TemplateError("模板不是可以打开的 .pptx 文件") from error
    if unpacked > MOST_UNPACKED:
        raise TemplateError("模板解开后过大，未打开")


def layout(deck: Presentation, name: str) -> SlideLayout:
    """The layout of a name."""
    return next(found for found in deck.slide_layouts if found.name.strip() == name)


def placeholder(slide: Slide, name: str) -> Any:
    """A slide's placeholder by the name that it has in the layout."""
    index = next(
        shape.placeholder_format.idx
        for shape in slide.slide_layout.placeholders
        if shape.name.strip() == name
    )
    return next(s for s in slide.placeholders if s.placeholder_format.idx == index)


def _faults(deck: Presentation, name: str) -> list[str]:
    found = [each for each in deck.slide_layouts if each.name.strip() == name]
    if not found:
        return [f"版式“{name}”（含占位符 {'、'.join(NEEDED[name])}）"]
    held = {shape.name.strip() for shape in found[0].placeholders}
    lacking = [f"“{each}”" for each in NEEDED[name] if each not in held]
    return [f"版式“{name}”的占位符 {'、'.join(lacking)}"] if lacking else []


def _drop_slides(deck: Presentation) -> None:
    listed = deck.slides._sldIdLst
    for entry in list(listed):
        deck.part.drop_rel(entry.rId)
        listed.remove(entry)


@cache
def default() -> bytes:
    """The template that ships, made here: two layouts, the dashboard's colours, 16:9."""
    import pptx

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    master = deck.slide_master
    layouts = list(deck.slide_layouts)
    for unused in layouts[2:]:
        deck.slide_layouts.remove(unused)
    _paint(master._element, theme.BACKGROUND)
    _fit_master(master)
    for found, name in zip(layouts[:2], BOXES, strict=True):
        found.name = name
        _fill(found, name)
    _set_theme(master)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _fit_master(master: Any) -> None:
    """The master's own placeholders were made for 4:3."""
    for shape in master.placeholders:
        shape.left = round(shape.left * WIDTH / 9_144_000)
        shape.width = round(shape.width * WIDTH / 9_144_000)


def _fill(found: SlideLayout, name: str) -> None:
    from pptx.oxml import parse_xml

    tree = found.shapes._spTree
    for shape in list(found.shapes):
        tree.remove(shape._element)
    number = 2
    for bar in BARS[name]:
        tree.append(parse_xml(_bar_xml(number, *bar)))
        number += 1
    for at, box in enumerate(BOXES[name]):
        index = 0 if box.kind == "title" else 9 + at
        tree.append(parse_xml(_box_xml(number, index, box)))
        number += 1


NAMESPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _place(left: float, top: float, width: float, height: float) -> str:
    at, size = (round(left * INCH), round(top * INCH)), (round(width * INCH), round(height * INCH))
    return (
        f'<a:xfrm><a:off x="{at[0]}" y="{at[1]}"/><a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
    )


def _colour(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'


def _bar_xml(number: int, left: float, top: float, width: float, height: float, colour: str) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="色条 {number}"/><p:cNvSpPr/>'
        f"<p:nvPr userDrawn=\"1\"/></p:nvSpPr><p:spPr>{_place(left, top, width, height)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_colour(colour)}<a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def _box_xml(number: int, index: int, box: Box) -> str:
    kind = 'type="title"' if box.kind == "title" else f'type="body" idx="{index}"'
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{box.name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{_place(box.left, box.top, box.width, box.height)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{box.anchor}">'
        f'<a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="l">'
        f'<a:buNone/><a:defRPr sz="{box.size * 100}" b="{int(box.bold)}">{_colour(box.colour)}'
        f'<a:latin typeface="{TYPEFACE}"/><a:ea typeface="{TYPEFACE}"/></a:defRPr></a:lvl1pPr>'
        f"</a:lstStyle><a:p><a:r><a:rPr lang=\"zh-CN\"/><a:t>{box.name}</a:t></a:r></a:p>"
        "</p:txBody></p:sp>"
    )


def _paint(element: Any, colour: str) -> None:
    """The background of master, and so of all slides."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import qn

    common = element.find(qn("p:cSld"))
    old = common.find(qn("p:bg"))
    if old is not None:
        common.remove(old)
    common.insert(
        0, parse_xml(f"<p:bg {NAMESPACES}><p:bgPr>{_colour(colour)}<a:effectLst/></p:bgPr></p:bg>")
    )


def _set_theme(master: Any) -> None:
    """Theme colours and fonts, so that what people add later fits."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.oxml.ns import qn

    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob)
    accents = (theme.ACCENT, *list(theme.REGION_COLOURS.values()))
    for at, colour in enumerate(accents[:6], start=1):
        slot = root.find(f".//{qn(f'a:accent{at}')}")
        slot[0].tag = qn("a:srgbClr")
        slot[0].attrib.clear()
        slot[0].set("val", colour.removeprefix("#"))
    for kind in ("a:majorFont", "a:minorFont"):
        fonts = root.find(f".//{qn(kind)}")
        fonts.find(qn("a:latin")).set("typeface", TYPEFACE)
        fonts.find(qn("a:ea")).set("typeface", TYPEFACE)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
