"""Text as outlines of the shipped font: a picture reads the same on a machine without that font."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Its 'prep' table says that no instructions follow; without one FreeType, which measures words for
# a cloud, would look through all glyphs at every size to find hints of its own: 0.7 ms a word.
FONT = Path(__file__).parents[3] / "static" / "fonts" / "NotoSansSC-Regular.ttf"
SVG = "http://www.w3.org/2000/svg"
# These never begin a line; the line before takes them in.
HANGING = "，。；：、！？）》」』”’％%…·"
# These never end one; the next line takes them.
OPENING = "（《「『“‘"
WORD = re.compile(r"[0-9A-Za-z.,%≥≤约+-]+|.", re.DOTALL)
STYLE = re.compile(r"font-size:\s*([\d.]+)")
ANCHORS = {"middle": 0.5, "end": 1.0}
# Where the baseline lies below the point that a text hangs from, in ems of this font.
BASELINES = {"central": 0.36, "middle": 0.36, "hanging": 0.88, "text-before-edge": 0.88}
ITALIC = "skewX(-10)"
# The sign of an open end, which the font lacks: advance in ems and outline in its units.
DRAWN = {"▸": (0.55, "M60 90L500 360L60 630Z")}


@cache
def _font() -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(FONT, lazy=True)


@cache
def _glyphs() -> tuple[dict[int, str], object, object, int]:
    font = _font()
    return font.getBestCmap(), font.getGlyphSet(), font["hmtx"], font["head"].unitsPerEm


@cache
def _advance(character: str) -> float:
    if character in DRAWN:
        return DRAWN[character][0]
    names, _, metrics, size = _glyphs()
    return metrics[names.get(ord(character), ".notdef")][0] / size


@cache
def _outline(character: str) -> str:
    from fontTools.pens.svgPathPen import SVGPathPen

    if character in DRAWN:
        return DRAWN[character][1]
    names, shapes, _, _ = _glyphs()
    pen = SVGPathPen(shapes, ntos=lambda number: f"{number:g}")
    shapes[names.get(ord(character), ".notdef")].draw(pen)
    return pen.getCommands()


def missing(text: str) -> str:
    """The characters of a text that the font cannot draw."""
    known = {*map(chr, _glyphs()[0]), *DRAWN}
    return "".join(c for c in dict.fromkeys(text) if c not in known and not c.isspace())


def width(text: str, size: float) -> float:
    """How wide the text is at this size."""
    return size * sum(_advance(character) for character in text)


def wrapped(text: str, size: float, room: float, most: int = 99) -> list[str]:
    """The text in lines no wider than the room; what goes beyond ``most`` lines ends in ``…``."""
    lines, line, used = [], "", 0.0
    for word in WORD.findall(" ".join(text.split())):
        needed = width(word, size)
        if line and used + needed > room and word not in HANGING:
            kept = line.rstrip(OPENING)
            lines.append((kept or line).rstrip())
            line = line[len(kept) :] if kept else ""
            used = width(line, size)
            if word == " ":
                continue
        line, used = line + word, used + needed
    lines += [line.rstrip()] if line.strip() else []
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(HANGING)[:-1] + "…"]
    return lines


def path(
    text: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    anchor: float = 0.0,
    bold: bool = False,
    italic: bool = False,
) -> str:
    """One line of text as paths, its baseline at ``y``; ``anchor`` 0 left, 0.5 middle, 1 right."""
    scale = size / _glyphs()[3]
    left = x - anchor * width(text, size)
    parts, at = [], 0.0
    for character in text:
        if drawn := _outline(character):
            parts.append(f'<path transform="translate({at / scale:.1f})" d="{drawn}"/>')
        at += width(character, size)
    # The font is shipped in one weight for pictures: a thin outline makes it bold.
    weight = f' stroke="{fill}" stroke-width="28" stroke-linejoin="round"' if bold else ""
    slant = f" {ITALIC}" if italic else ""
    return (
        f'<g fill="{fill}"{weight} transform="translate({left:.2f} {y:.2f}){slant} '
        f'scale({scale:.6f} {-scale:.6f})">{"".join(parts)}</g>'
    )


def outlined(svg: str) -> str:
    """The drawing as a group, every text element replaced by its outlines: it needs no font.

    A group and no nested picture: that would be clipped, for which resvg takes three times as long.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for parent in root.iter():
        for child in list(parent):
            tag = child.tag.removeprefix(f"{{{SVG}}}")
            if tag == "style":
                parent.remove(child)
            elif tag == "text":
                parent[list(parent).index(child)] = _redrawn(child)
    root.tag = f"{{{SVG}}}g"
    root.attrib.clear()
    return ElementTree.tostring(root, encoding="unicode")


def _redrawn(text: ElementTree.Element) -> ElementTree.Element:
    style = text.get("style", "")
    size = float((STYLE.search(style) or STYLE.search("font-size:12")).group(1))
    drop = size * BASELINES.get(text.get("dominant-baseline", ""), 0.0)
    drawn = path(
        "".join(text.itertext()),
        float(text.get("x", 0)),
        float(text.get("y", 0)) + drop,
        size,
        text.get("fill", "#000000"),
        ANCHORS.get(text.get("text-anchor", ""), 0.0),
        bold="bold" in style,
        italic="italic" in style,
    )
    group = ElementTree.fromstring(f'<g xmlns="{SVG}">{drawn}</g>')
    if place := text.get("transform"):
        group.set("transform", place)
    return group
