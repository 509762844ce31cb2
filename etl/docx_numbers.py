"""The numbers that a Word document shows before its paragraphs and does not hold in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_LEVELS = 9  # that a list may have, by the format
_NO_LIST = 0
_DIGITS = "零一二三四五六七八九"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"]
# Formats that are a series of signs, by ECMA-376 (part 1, 17.18.59); beyond their end: digits.
_SERIES = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "chineseLegalSimplified": "壹贰叁肆伍陆柒捌玖拾",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperRoman": _ROMAN,
    "lowerRoman": [numeral.lower() for numeral in _ROMAN],
}
_BULLET = "•"  # whatever sign of whatever font it is
Element = Any  # of lxml, whose classes have no types


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered; ``text`` holds %1, %2, … for the levels' numbers."""

    format: str
    text: str
    start: int
    restarts: bool
    digits_only: bool


@dataclass(slots=True)
class _List:
    """One list: its levels, and the numbers that it and all of its kind have reached."""

    levels: dict[int, _Level]
    starts: dict[int, int]  # that this list begins with, whatever others of its kind have reached
    reached: list[int | None]


class Numbers:
    """Numbers the paragraphs of one document, asked in their order."""

    def __init__(self, document: WordDocument) -> None:
        self._lists = _lists(document)
        self._styles = {style.style_id: style.element for style in document.styles}

    def before(self, paragraph: Element) -> str:
        """What stands before a paragraph: 一、 or (二) or 3. or nothing."""
        number, level = self._place(paragraph)
        known = self._lists.get(number)
        if known is None or level not in known.levels:
            return ""
        _count(known, level)
        return _label(known, level)

    def _place(self, paragraph: Element) -> tuple[int, int]:
        """The list and level of a paragraph, by itself or by its styles."""
        level = None
        for element in self._with_styles(paragraph):
            properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is None:
                continue
            level = _value(properties, "w:ilvl") if level is None else level
            number = _value(properties, "w:numId")
            if number is not None:
                return number, level or 0
        return _NO_LIST, 0

    def _with_styles(self, paragraph: Element) -> Iterator[Element]:
        """A paragraph, its style, the style that this is based on, and so on; each once."""
        yield paragraph
        unseen = dict(self._styles)
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        while named is not None and (style := unseen.pop(named.get(qn("w:val")), None)) is not None:
            yield style
            named = style.find(qn("w:basedOn"))


def _count(known: _List, level: int) -> None:
    reached = known.reached
    for above in range(level):
        if reached[above] is None and above in known.levels:
            reached[above] = known.levels[above].start
    start = known.starts.pop(level, None)
    current = reached[level]
    if start is not None:
        reached[level] = start
    else:
        reached[level] = known.levels[level].start if current is None else current + 1
    for below in range(level + 1, _LEVELS):
        if below not in known.levels or known.levels[below].restarts:
            reached[below] = None


def _label(known: _List, level: int) -> str:
    own = known.levels[level]
    if own.format == "bullet":
        return _BULLET

    def number(found: re.Match[str]) -> str:
        place = int(found.group(1)) - 1
        form = known.levels[place].format if place in known.levels else "none"
        return _numeral(known.reached[place] or 0, "decimal" if own.digits_only else form)

    label = re.sub(r"%([1-9])", number, own.text)
    return label + " " if label[-1:].isalnum() else label


def _numeral(number: int, form: str) -> str:
    if form == "none":
        return ""
    if form in _CHINESE:
        return _chinese(number)
    series = _SERIES.get(form, "")
    return series[number - 1] if 0 < number <= len(series) else str(number)


def _chinese(number: int) -> str:
    """Up to 99, as lists go: 一, 十, 十一, 二十."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十"
    return ten + (_DIGITS[ones] if ones else "")


def _lists(document: WordDocument) -> dict[int, _List]:
    """The lists of a document; those of one kind go on from one another's numbers."""
    try:
        defined = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return {}
    kinds = {
        _attribute(kind, "w:abstractNumId"): (_levels(kind), [None] * _LEVELS)
        for kind in defined.iterfind(qn("w:abstractNum"))
    }
    lists = {}
    for one in defined.iterfind(qn("w:num")):
        levels, reached = kinds.get(_value(one, "w:abstractNumId"), ({}, []))
        changed = list(one.iterfind(qn("w:lvlOverride")))
        starts = {
            _attribute(level, "w:ilvl"): _value(level, "w:startOverride") for level in changed
        }
        own = {number: level for change in changed for number, level in _levels(change).items()}
        begun = {level: start for level, start in starts.items() if start is not None}
        lists[_attribute(one, "w:numId")] = _List(levels | own, begun, reached)
    return lists


def _levels(parent: Element) -> dict[int, _Level]:
    levels = {}
    for level in parent.iterfind(qn("w:lvl")):
        text = level.find(qn("w:lvlText"))
        number = _attribute(level, "w:ilvl")
        if number is None or not 0 <= number < _LEVELS or text is None:
            continue
        form = level.find(qn("w:numFmt"))
        start = _value(level, "w:start")
        levels[number] = _Level(
            "decimal" if form is None else form.get(qn("w:val"), "decimal"),
            text.get(qn("w:val"), ""),
            1 if start is None else start,
            _value(level, "w:lvlRestart") != 0,
            level.find(qn("w:isLgl")) is not None,
        )
    return levels


def _value(parent: Element, name: str) -> int | None:
    """The number that a child of this name holds."""
    child = parent.find(qn(name))
    return None if child is None else _attribute(child, "w:val")


def _attribute(element: Element, name: str) -> int | None:
    written = element.get(qn(name), "")
    return int(written) if re.fullmatch(r"-?\d{1,9}", written) else None
