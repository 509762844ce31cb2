"""Bring a report's text into one form to match against, with an exact way back to the original."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
# Pages that teach reading print each character's pinyin behind it: 機(jī)關(guān).
_PINYIN = re.compile(rf"\((?<=[\u3400-\u9fff]\()[a-zɡü]{{0,4}}[{_TONED}][a-zɡü]{{0,4}}\)")
_NUMERAL = "0-9〇零一二三四五六七八九十百千万亿两"
_HAN = "\u3400-\u9fff"
# `79 个`, `今年4 月`, `99 %`: a blank or two beside a digit. A tab or a wide gap parts columns.
_GAP = "[ \u00a0\u2002-\u200a\u202f]"
_BLANK = re.compile(
    rf"{_GAP}(?:(?<=[{_HAN}]{_GAP}){_GAP}?(?=[{_NUMERAL}])|(?<=[0-9%]{_GAP}){_GAP}?(?=[{_HAN}%]))"
)
# 2018 年 7 月: the blanks of a date, which part no columns
_IN_DATE = re.compile(rf"(?<=\d){_GAP}(?=[年月日])|(?<=[\d\s][年月]){_GAP}(?=\d)")
_TERMINAL = "。!?;:.”》)】…"
_CELLS = re.compile(r"[|\t]")  # a row of a table ends where it ends
# A line break inside a sentence, as text copied from a printed page has them at every line's end;
# — 3 — may stand between where the page ended.
_PAGE_NUMBER = r"(?:[ \t]{0,9}[-—–][ \t]?\d{1,3}[ \t]?[-—–][ \t]{0,9}\r?\n)?"
_WRAP = re.compile(
    rf"(?<=[{_HAN}0-9、,%])[ \t]*\r?\n{_PAGE_NUMBER}[ \t\u3000]{{0,2}}(?=[{_HAN}0-9])"
)
# Radicals that are characters too, for which the Unicode standard gives no compatibility form
# (its EquivalentUnifiedIdeograph.txt): fonts of PDF files share one glyph between ⻚ and 页.
_RADICALS = dict(
    zip(
        "⺁⺇⺎⺒⺝⺠⺬⺶⻁⻄⻅⻆⻉⻋⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⼾",
        "厂几兀巳月民示羊虎西见角贝车長长门阜雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙户",
        strict=True,
    )
)
_FEW_SIGNS = 40  # so many replacements take less than a translation
_WRAPPED_LINE = 20  # a line shorter than this is not taken for one that ran into the margin
# Texts from Taiwan count the years of the Republic: 本(94)年11月, 112年度, 日期:113-05-02.
_REPUBLIC = re.compile(r"民国\d{2,3}年|新台币|法务部|廉政署|政风[室处机]")
_REPUBLIC_YEAR = re.compile(
    r"(?:民国)(\d{2,3})(?=年)|(?:本\()?(?<![\d.第逾近约])(?<!\d,)([6-9]\d|1[0-4]\d)(?:\)(?=年))?"
    r"(?=年(?![来多余内期以]|\d*[人件元]))|(?<!\d)(1[0-4]\d)(?=[-/.](?:0[1-9]|1[0-2])[-/.][0-3]\d(?!\d))"
)
_ERA = 1911
_LIST_HEAD = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.、]|第[一二三四五六七八九十]+[章节条]"
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text to match against; ``starts[i]`` begins a run that stood at ``origins[i]`` before."""

    text: str
    starts: array
    origins: array

    def original(self, position: int) -> int:
        """Where the character at this position stands in the original text."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A non-empty span's place in the original text."""
        run = bisect_right(self.starts, start)
        if run == len(self.starts) or end <= self.starts[run]:  # nearly always in one run
            shift = self.origins[run - 1] - self.starts[run - 1]
            return start + shift, end + shift
        return self.original(start), self.original(end - 1) + 1


def normalise(text: str) -> Normalised:
    """Simplified characters, ASCII digits, without annotations and blanks inside a figure."""
    simplified = same_length_form(text)
    return _rewritten(simplified, _changes(simplified))


def in_whole_words(text: str) -> Normalised:
    """Simplified characters without the pinyin behind them and the blanks of a date.

    Other blanks, and line ends, stay: they part the columns and rows of a table.
    """
    simplified = same_length_form(text)
    blanks = [found.span() for found in _IN_DATE.finditer(simplified)]
    dropped = sorted(_annotations(simplified) + blanks)
    return _rewritten(simplified, [(*span, "") for span in dropped])


def same_length_form(text: str) -> str:
    """The text in simplified characters and ASCII signs, each character in its old place."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    return _simplified(_with_single_forms(text))


def in_whole_characters(text: str) -> str:
    """The text with 页 for the radical ⻚ that looks like it, each character in its old place."""
    return text.translate(str.maketrans(_whole_characters()))


def _with_single_forms(text: str) -> str:
    """Each sign replaced in the whole text; where they are many, in one slow pass."""
    forms, found = _single_forms(), None
    for _ in range(_FEW_SIGNS):
        found = _signs().search(text, found.end() if found else 0)
        if found is None:
            return text
        text = text.replace(found.group(), forms[ord(found.group())])  # no form is itself a sign
    return text.translate(forms)


@cache
def _signs() -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(map(chr, _single_forms()))) + "]")


def _rewritten(text: str, changes: list[tuple[int, int, str]]) -> Normalised:
    starts, origins, pieces = array("q", [0]), array("q", [0]), []
    position = length = 0
    for start, end, instead in changes:
        if start < position:
            continue
        pieces.append(text[position:start])
        length += start - position
        if instead:
            # The characters of a year each lead back to where it stood, or just behind.
            starts.append(length)
            origins.append(start)
            pieces.append(instead)
            length += len(instead)
        starts.append(length)
        origins.append(end)
        position = end
    pieces.append(text[position:])
    return Normalised("".join(pieces), starts, origins)


def _changes(text: str) -> list[tuple[int, int, str]]:
    """What is left out, and the years of the Republic that become those of the common era."""
    changes = [(start, end, "") for start, end in _dropped(text)]
    if _REPUBLIC.search(text):
        changes += [
            (found.start(), found.end(), str(int(found[1] or found[2] or found[3]) + _ERA))
            for found in _REPUBLIC_YEAR.finditer(text)
        ]
    return sorted(changes)


def _dropped(text: str) -> list[tuple[int, int]]:
    blanks = [m.span() for m in _BLANK.finditer(text)]
    return _annotations(text) + blanks + _soft_breaks(text)


def _annotations(text: str) -> list[tuple[int, int]]:
    spans = []
    if any(sign in text for sign in _ZERO_WIDTH):
        spans += [m.span() for m in re.finditer(f"[{_ZERO_WIDTH}]+", text)]
    if "(" in text:
        spans += [m.span() for m in _PINYIN.finditer(text)]
    return spans


def _soft_breaks(text: str) -> list[tuple[int, int]]:
    """Breaks that a margin made, in a text where most long lines end without a stop."""
    lines = [line for line in text.split("\n") if len(line.strip()) >= _WRAPPED_LINE]
    lines = [line for line in lines if not _CELLS.search(line)]
    if len(lines) < 3:
        return []
    open_lines = [len(line.rstrip()) for line in lines if line.rstrip()[-1] not in _TERMINAL]
    if len(open_lines) * 2 < len(lines):
        return []
    margin = sorted(open_lines)[len(open_lines) // 2]
    spans = []
    begin = 0
    for found in _WRAP.finditer(text):
        begin = max(text.rfind("\n", begin, found.start()) + 1, begin)
        full = margin * 0.85 <= found.start() - begin <= margin * 1.3
        if full and _CELLS.search(text, begin, found.start()):
            continue
        if full and not _LIST_HEAD.match(text, found.end()):
            spans.append(found.span())
    return spans


def _simplified(text: str) -> str:
    try:
        converted = _converter().convert(text)
    except (UnicodeError, ValueError):
        return text
    # The converter's tables keep the length; a table that does not would break every offset.
    return converted if len(converted) == len(text) else text


@cache
def _converter() -> object:
    import opencc

    return opencc.OpenCC("t2s")


@cache
def _whole_characters() -> dict[str, str]:
    """The characters of radicals and of other doubles that the standard keeps apart."""
    doubles = map(chr, chain(range(0x2E80, 0x2FE0), range(0xF900, 0xFB00)))
    forms = {double: unicodedata.normalize("NFKC", double) for double in doubles}
    known = {double: form for double, form in forms.items() if len(form) == 1 and form != double}
    return known | _RADICALS


@cache
def _single_forms() -> dict[int, str]:
    """Characters that stand for another one, each mapped to a single character."""
    forms = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # the full-width ASCII
    forms.update({ord(sign): form for sign, form in _whole_characters().items()})
    signs = {
        "\u066a": "%",
        "\ufe6a": "%",
        "\ufe54": ";",
        "\ufe55": ":",
        "\ufe50": ",",
        "\u2013": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\ufe63": "-",
        "\u2212": "-",
        "\u301c": "~",
        "\u223c": "~",
        "\x00": " ",
        "\x0b": "\n",
        "\x0c": "\n",
        "\x85": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u300c": "\u201c",
        "\u300d": "\u201d",
        "\u300e": "\u2018",
        "\u300f": "\u2019",
    }
    forms.update({ord(sign): form for sign, form in signs.items()})
    forms.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))  # lone halves cannot be encoded
    return forms


def runs_are_ordered(normalised: Normalised) -> bool:
    """Whether each run lies behind the one before, in both texts."""
    return all(a <= b for a, b in pairwise(normalised.starts)) and all(
        a < b for a, b in pairwise(normalised.origins)
    )
