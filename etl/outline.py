"""See a text as lines, sentences and clauses under headings, and give what surrounds a figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from etl.exclusions import is_page_furniture

# Alternatives that all begin with a plain character, and what begins with one set of characters,
# are looked for several times as fast.
_SENTENCE_END = re.compile(r"。|;|!|\?|\n|\.\.\.+|……*")
_CLAUSE_END = re.compile(r",|:|。|;|!|\?|\n|\t|\u3000|\||  +|\.\.\.+|……*")
_SENTENCE_CAP = 240  # a sentence without an end is cut here, so that time stays linear
_HEADING_CAP = 60
_NUMBERED = (
    re.compile(r"第?[一二三四五六七八九十]{1,3}(?:、|\.|部分|章)"),
    re.compile(r"[(][一二三四五六七八九十]{1,3}[)]"),
    re.compile(r"\d{1,2}(?:\.(?!\d)|、)"),
    re.compile(r"[(]\d{1,2}[)]|\d{1,2}[)]"),
    re.compile(r"[\u2460-\u2473]"),
)
_POINT = re.compile(
    r"[一二三四五六七八九十第\u2460-\u2473]"
    r"(?:(?<=[一二三四五六七八九十])[一二三四五六七八九十]?是"
    r"|(?<=第)[一二三四五六七八九十],|(?<=[\u2460-\u2473]))"
)
_RUN_IN_END = re.compile(r"[。:\n]")
_POINT_END = re.compile(r"[。;,:]")
_UNNUMBERED = len(_NUMBERED)


class Context(NamedTuple):
    """What surrounds a figure; every span is in the normalised text."""

    line: tuple[int, int]
    sentence: tuple[int, int]
    clause: tuple[int, int]
    headings: tuple[str, ...]  # outermost first; the run-in heading and the point come last


class Outline:
    """The lines, sentences, clauses and headings of a normalised text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._sentences = [found.end() for found in _SENTENCE_END.finditer(text)]
        self._clauses = [found.end() for found in _CLAUSE_END.finditer(text)]
        self.lines = _lines(text)
        self._starts = [start for start, _ in self.lines]
        self._points = [found.span() for found in _POINT.finditer(text)]
        self._point_ends = [end for _, end in self._points]
        self.headings = _headings(text, self.lines)

    def line_of(self, position: int) -> int:
        """The number of the line that holds the position."""
        return bisect_right(self._starts, position) - 1

    def context(self, start: int, end: int) -> Context:
        """What surrounds the span."""
        number = self.line_of(start)
        line = self.lines[number]
        sentence = self._around(self._sentences, start, end, line)
        clause = self._around(self._clauses, start, end, line)
        return Context(line, sentence, clause, self.headings[number] + self._point(line, start))

    def sentences_before(self, context: Context) -> tuple[int, int]:
        """The part of the line before the sentence, cut to what still bears on it."""
        begin = max(context.line[0], context.sentence[0] - 2 * _SENTENCE_CAP)
        return begin, context.sentence[0]

    def _point(self, line: tuple[int, int], start: int) -> tuple[str, ...]:
        """The opening words of the point (一是…, ①…) that the position stands under."""
        i = bisect_right(self._point_ends, start) - 1
        if i < 0:
            return ()
        earliest = max(line[0], start - 2 * _SENTENCE_CAP)
        begin, end = self._points[i]
        if begin < earliest and not _POINT.search(self.text, earliest, end):
            return ()
        words = _POINT_END.split(self.text[end : min(start, end + 40)], maxsplit=1)[0]
        return (words,) if words else ()

    def _around(
        self, ends: list[int], start: int, end: int, line: tuple[int, int]
    ) -> tuple[int, int]:
        first, last = line
        i = bisect_right(ends, start)
        if i and ends[i - 1] > first:
            first = ends[i - 1]
        if i < len(ends) and ends[i] <= end:  # a stop within the span itself
            i = bisect_left(ends, end + 1, i)
        if i < len(ends) and ends[i] < last:
            last = ends[i]
        if first < start - _SENTENCE_CAP:
            first = start - _SENTENCE_CAP
        if last > end + _SENTENCE_CAP:
            last = end + _SENTENCE_CAP
        return first, max(last, end)


def heading_level(line: str) -> int | None:
    """How deep a line's number sets it, None without a number."""
    for level, pattern in enumerate(_NUMBERED):
        if pattern.match(line):
            return level
    return None


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _headings(text: str, lines: list[tuple[int, int]]) -> list[tuple[str, ...]]:
    """For each line the headings above it, its own run-in heading included."""
    stack: list[tuple[int, str]] = []
    result = []
    for start, end in lines:
        line = text[start : min(end, start + 3 * _HEADING_CAP)].strip()
        if line:
            _push(stack, line)
        result.append(tuple(words for _, words in stack))
    return result


def _push(stack: list[tuple[int, str]], line: str) -> None:
    level = heading_level(line)
    words = _RUN_IN_END.split(line, maxsplit=1)[0]
    short = len(words) <= _HEADING_CAP
    if level is not None:
        while stack and stack[-1][0] >= level and stack[-1][0] != _UNNUMBERED:
            stack.pop()
        while stack and stack[-1][0] == _UNNUMBERED:
            stack.pop()
            while stack and stack[-1][0] >= level and stack[-1][0] != _UNNUMBERED:
                stack.pop()
        if short:
            stack.append((level, words))
        return
    while stack and stack[-1][0] > _UNNUMBERED:
        stack.pop()
    whole = len(line) <= _HEADING_CAP // 2 and not re.search(r"[。;!?]$", line)
    if whole and not is_page_furniture(line):
        while stack and stack[-1][0] == _UNNUMBERED and not _adjoining(stack):
            stack.pop()
        stack.append((_UNNUMBERED, line))
        del stack[:-4]
    elif len(words) <= 24 and len(words) < len(line) and "," not in words[:2]:
        stack.append((_UNNUMBERED + 1, words))


def _adjoining(stack: list[tuple[int, str]]) -> bool:
    """Two short lines in a row make one heading; a third begins another."""
    return len([level for level, _ in stack if level == _UNNUMBERED]) < 2
