"""Problems of one chapter that a later one tells of in running sentences, in its own order."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from etl.document_year import When
from etl.ledger_faults import problem_like
from etl.ledger_pairs import OF_PROBLEMS, answer_state
from etl.ledger_rows import Row, heads, title_of
from etl.ledger_status import State
from etl.ledger_units import Unit
from etl.ledger_whole import ANSWERS, are_bare

_SENTENCE = re.compile("[^。;\n]+[。;]?")
_PAIR = re.compile("(?=([^\\s,。;:、()“”]{2}))")
_LEAST_ALIKE = 1.5  # pairs of characters that no other problem has, for a sentence to be of one
_MOST_SILENT = 1 / 3  # of the problems, of which no sentence tells

Span = tuple[int, int]


def told_running(text: str, found: list[Unit], base: When | None) -> list[Row]:
    """三、审计发现的问题 (一)… (二)… and behind it 五、整改情况: …已收回;针对…问题,已修订…。"""
    listed = itertools.groupby(enumerate(found), key=lambda one: (one[1].path, one[1].style))
    for _, same in listed:
        numbered = list(same)
        problems = [unit for _, unit in numbered]
        answer = _answer(text, found, numbered[-1][0])
        if answer is None or not _are_problems(text, problems):
            continue
        told = _told(text, problems, answer.body)
        if len(told) > 1 and len(told) >= (1 - _MOST_SILENT) * len(problems):
            return [
                (unit.path, title_of(text, unit), _state(text, told.get(i), base))
                for i, unit in enumerate(problems)
            ]
    return []


def _answer(text: str, found: list[Unit], last: int) -> Unit | None:
    """The chapter behind a list that tells what was done, without pieces of its own."""
    for i in range(last + 1, len(found)):
        unit = found[i]
        outer = unit.level < found[last].level
        if outer and not heads(found, i) and ANSWERS.fullmatch(text, unit.start, unit.end):
            return unit
    return None


def _are_problems(text: str, units: list[Unit]) -> bool:
    """Whether a list names problems, and nothing of what was done about them."""
    faults = sum(problem_like(text[unit.start : unit.end]) for unit in units)
    chapter = "".join(units[0].path[-1:])
    alone = are_bare(text, units) or OF_PROBLEMS.fullmatch(chapter)
    return len(units) > 1 and 2 * faults > len(units) and bool(alone)


def _told(text: str, problems: Sequence[Unit], body: Span) -> dict[int, Span]:
    """The sentences that tell of each problem, by their words; what follows them goes with them."""
    words = [set(_PAIR.findall(text, unit.start, unit.body_end)) for unit in problems[:-1]]
    words.append(set(_PAIR.findall(text, problems[-1].start, problems[-1].end)))
    often = Counter(pair for own in words for pair in own)
    told: dict[int, Span] = {}
    last: int | None = None
    for sentence in _SENTENCE.finditer(text, *body):
        pairs = set(_PAIR.findall(sentence.group()))
        alike = [sum(1 / often[pair] for pair in own & pairs) for own in words]
        most = max(alike)
        if most >= _LEAST_ALIKE and alike.count(most) == 1:
            last = alike.index(most)
        if last is None:
            continue
        begin, end = told.get(last, sentence.span())
        # of one told in two places the later counts
        told[last] = (begin if end == sentence.start() else sentence.start(), sentence.end())
    return told


def _state(text: str, span: Span | None, base: When | None) -> State:
    return answer_state(text, span, base) if span else State()
