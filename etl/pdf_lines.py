"""Lines of printed pages, and the paragraphs that ran over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from pdfplumber.page import Page
from pdfplumber.utils import cluster_objects

Char = dict[str, Any]

# Shares of a character's size. Between 年 and 5 printers leave a quarter; a blank that was typed is
# a half or more; so wide a gap parts columns.
_BLANK, _BLANK_OF_LETTERS, _COLUMN = 0.6, 0.2, 2.5
_LEVEL = 0.35  # by so much less characters of one line are raised
_SLACK = 0.5  # by so much less lines that end at one margin differ
_INDENT, _USUAL, _DEEPEST = 0.6, 2.6, 4.5  # how far first lines stand in: at least, as a rule, most
_OUTER = 0.12  # of a page's height: where its number and a running head stand
_OFTEN = 3  # pages that a running head stands on, or on both of two
_BAND, _FULL_LINES, _SHARE = 1.2, 3, 0.2  # how near the margin, how many, of all, end there
_GAP, _TITLE_GAP = 1.25, 2.2  # so much more than from line to line, or of a title's size, parts
_LARGER = 1.1  # a title's characters than those of the body
_PAGE_NUMBER = re.compile(
    r"[-—–―·•.~|\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,，共]+\s*\d{1,4}\s*页?)?[-—–―·•.~|\s]*"
)  # — 3 —, 第3页 共9页, 3/9
_CLOSING = frozenset("。，、；：！？）》」』”’】〕…．％,.;:!?)%]")
_OPENING = frozenset("（《「『“‘【〔([")
_LIST_MARK = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]|[①-⑳●•■◆·]")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; measures in points, from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    em: float  # the size of its characters
    first: float  # the width of what begins it and cannot be parted
    page: int
    width: float  # the page's
    height: float


def lines_of(chars: list[Char], page: Page) -> list[Line]:
    """The lines that characters of a page stand in, from top to bottom."""
    seen = [char for char in chars if char["upright"] and char["text"].strip("\x00")]
    if not any(char["text"].strip() for char in seen):
        return []
    tolerance = _LEVEL * median(char["size"] for char in seen)
    rows = cluster_objects(seen, lambda char: (char["top"] + char["bottom"]) / 2, tolerance)
    lines = (_line(row, page) for row in rows)
    return [line for line in lines if line is not None]


def joined(one: str, other: str) -> str:
    """Two lines of one paragraph as one; only between words of Latin letters stands a blank."""
    parted = one[-1:].isascii() and other[:1].isascii() and one[-1:].isalnum()
    return one + (" " if parted and other[:1].isalnum() else "") + other


def without_page_marks(pages: list[list[Any]]) -> list[Any]:
    """All blocks but lines that number their page or stand at the edge of every page."""
    lines = [[block for block in page if isinstance(block, Line)] for page in pages]
    edges = Counter(
        mark for page in lines for mark in {_mark(line) for line in page if _is_outer(line)}
    )
    often = min(_OFTEN, max(2, len(pages)))
    kept = []
    for page, own in zip(pages, lines, strict=True):
        for block in page:
            number = block in (own[:1] + own[-1:]) and _is_page_number(block)
            edge = isinstance(block, Line) and _is_outer(block) and edges[_mark(block)] >= often
            if not number and not edge:
                kept.append(block)
    return kept


def paragraphs(lines: Iterable[Line | str]) -> Iterator[str]:
    """The paragraphs that lines in reading order were; a row of a table stays as it is."""
    items = list(lines)
    margins = _Margins([item for item in items if isinstance(item, Line)])
    told, last, begins = "", None, True
    for item in items:
        if isinstance(item, Line) and last and margins.goes_on(last, item, begins):
            told, last, begins = joined(told, item.text), item, False
            continue
        if told:
            yield told
        told, last, begins = _words(item), item if isinstance(item, Line) else None, True
    if told:
        yield told


def _words(item: Line | str) -> str:
    return item if isinstance(item, str) else item.text


class _Margins:
    """Where the lines of a document end, and how far apart they stand."""

    def __init__(self, lines: list[Line]) -> None:
        self._left = _left_margin(lines)
        self._right = {
            width: _right_margin(list(own), self._left)
            for width, own in groupby(sorted(lines, key=_page_width), key=_page_width)
        }
        self._em = median(line.em for line in lines) if lines else 0
        steps = sorted(b.top - a.top for a, b in pairwise(lines) if b.top > a.top)
        self._step = steps[len(steps) // 4] if steps else 0  # paragraphs may stand further apart

    def goes_on(self, line: Line, following: Line, begins: bool) -> bool:
        """Whether a line's paragraph goes on in the next line; ``begins``: it began there."""
        if abs(line.em - following.em) > line.em * (_LARGER - 1) or "\t" in line.text:
            return False
        if line.page == following.page and self._parted(line, following):
            return False
        titled = self._is_title(line) and self._is_title(following)
        if titled and self._is_large(line):
            return True
        full = line.x1 + following.first > self._right[_page_width(line)] - _SLACK * line.em
        return full and (titled or self._keeps_left(line, following, begins))

    def _keeps_left(self, line: Line, following: Line, begins: bool) -> bool:
        """Whether a line begins where one of the same paragraph does: not further in than the last.

        Below the first line of a list's item it may stand further in, behind the item's mark.
        """
        shift = (following.x0 - line.x0) / line.em
        if shift > _INDENT:
            return begins and shift < _DEEPEST and _LIST_MARK.match(line.text) is not None
        # two lines as far in as paragraphs begin are two paragraphs
        both = begins and shift > -_INDENT and line.x0 - self._left > _INDENT * line.em
        return not both and shift > -_DEEPEST

    def _parted(self, line: Line, following: Line) -> bool:
        """Whether more stands between two lines than between those of a paragraph or a title."""
        usual = _GAP * max(self._step, 1.2 * line.em)
        most = _TITLE_GAP * line.em if self._is_large(line) else usual
        return following.top - line.top > most

    def _is_title(self, line: Line) -> bool:
        """Whether it stands in the middle; of the body's size never set in as paragraphs are."""
        middle = abs(line.x0 + line.x1 - line.width) < 2 * line.em
        set_in = _INDENT < (line.x0 - self._left) / line.em < _USUAL
        return middle and (self._is_large(line) or not set_in)

    def _is_large(self, line: Line) -> bool:
        return line.em > self._em * _LARGER


def _set_back(lines: list[Line]) -> list[tuple[Line, Line]]:
    """Lines that are set in, each with the next where that begins further to the left."""
    return [(a, b) for a, b in pairwise(lines) if a.em < a.x0 - b.x0 < _DEEPEST * a.em]


def _left_margin(lines: list[Line]) -> float:
    """Where lines begin below one that is set in; or the farthest left, but for one hanging out."""
    if below := [line.x0 for _, line in _set_back(lines)]:
        return min(below)
    starts = sorted(line.x0 for line in lines)
    return starts[min(1, len(starts) - 1)] if starts else 0


def _right_margin(lines: list[Line], left: float) -> float:
    """Where lines of one page width end that were parted there; beyond the page where none was.

    A margin shows where the next line begins further to the left, or where many lines end that
    leave as much of the page on their right as on their left.
    """
    em = median(line.em for line in lines)
    ends = sorted((line.x1 for line in lines), reverse=True)
    more = min(_FULL_LINES, len(ends)) - 1
    near = (i for i in range(len(ends) - more) if ends[i] - ends[i + more] <= _BAND * em)
    common = ends[next(near, 0)]
    if parted := [line.x1 for line, _ in _set_back(lines)]:
        return max(common, *parted)
    even = lines[0].width - common < left + 2 * em
    full = sum(end > common - _BAND * em for end in ends)
    return common if even and full > _SHARE * len(ends) else float("inf")


def _page_width(line: Line) -> float:
    return round(line.width)


def _is_outer(line: Line) -> bool:
    edge = _OUTER * line.height
    return line.bottom < edge or line.top > line.height - edge


def _is_page_number(line: Line) -> bool:
    """Whether it numbers its page; a number alone may be a list's."""
    if line.text.isdecimal():
        return int(line.text) == line.page
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _mark(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def _line(row: list[Char], page: Page) -> Line | None:
    chars = sorted((c for c in row if c["text"].strip()), key=lambda char: char["x0"])
    if not chars:
        return None
    return Line(
        _text_of(row),
        chars[0]["x0"],
        max(char["x1"] for char in chars),
        min(char["top"] for char in chars),
        max(char["bottom"] for char in chars),
        median(char["size"] for char in chars),
        chars[_first_unit(chars) - 1]["x1"] - chars[0]["x0"],
        page.page_number,
        page.width,
        page.height,
    )


def _first_unit(chars: list[Char]) -> int:
    """How many characters at a line's beginning no printer parts: (2023, 年。, 178."""
    words = [char["text"] for char in chars]
    end = 0
    while end < len(words) - 1 and words[end] in _OPENING:
        end += 1
    end += 1
    while end < len(words) and _is_letter(words[end - 1]) and _is_letter(words[end]):
        end += 1
    while end < len(words) and words[end] in _CLOSING:
        end += 1
    return end


def _is_letter(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".,%-")


def _text_of(chars: list[Char]) -> str:
    """The words of a line's characters; a tab where a gap parts columns."""
    chars = sorted(chars, key=lambda char: char["x0"])
    pieces = [chars[0]["text"]]
    for before, char in pairwise(chars):
        pieces.append(_between(before, char))
        pieces.append(char["text"])
    return re.sub(r" *\t *", "\t", "".join(pieces)).strip()


def _between(before: Char, char: Char) -> str:
    gap = (char["x0"] - before["x1"]) / max(1.0, char["size"])
    if gap > _COLUMN:
        return "\t"
    if before["text"].isspace() or char["text"].isspace():
        return ""
    letters = before["text"].isascii() and char["text"].isascii()
    return " " if gap > (_BLANK_OF_LETTERS if letters else _BLANK) else ""
