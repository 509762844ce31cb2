"""Problems of one chapter that a later one tells of in running sentences, in its own order."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from etl.document_year import When
from etl.ledger_faults import problem_like
from etl.ledger_pairs import OF_PROBLEMS, answer_state
from etl.ledger_rows import Row, heads, title_of
from etl.ledger_status import State
from etl.ledger_units import Unit
from etl.ledger_whole import ANSWERS, are_bare

_SENTENCE = re.compile("[^。;\n]+[。;]?")
_PAIR = re.compile("(?=([^\\s,。;:、()“”]{2}))")
_COMMON = 20  # problems; a pair of characters that more of them share tells none apart
# What a pair weighs, shared among its problems in whole numbers: sums are the same in any order.
_WEIGHT = math.lcm(*range(1, _COMMON + 1))
_LEAST_ALIKE = 1.5 * _WEIGHT  # of a sentence and its problem
_MOST_SILENT = 1 / 3  # of the problems, of which no sentence tells
_MOST_LISTS = 10  # that may be answered; each is looked for in all the sentences of its answer


def told_running(text: str, found: list[Unit], base: When | None) -> list[Row]:
    """三、审计发现的问题 (一)… (二)… and behind it 五、整改情况: …已收回;针对…问题,已修订…。"""
    for problems, answer in itertools.islice(_asked(text, found), _MOST_LISTS):
        told = _told(text, problems, answer.body)
        if len(told) > 1 and len(told) >= (1 - _MOST_SILENT) * len(problems):
            states = {i: answer_state(text, span, base) for i, span in told.items()}
            return [
                (unit.path, title_of(text, unit), states.get(i, State()))
                for i, unit in enumerate(problems)
            ]
    return []


def _asked(text: str, found: list[Unit]) -> Iterator[tuple[list[Unit], Unit]]:
    """Each list of problems with the chapter behind it that may answer them."""
    behind = _answers_behind(text, found)
    listed = itertools.groupby(enumerate(found), key=lambda one: (one[1].path, one[1].style))
    for _, same in listed:
        numbered = list(same)
        problems = [unit for _, unit in numbered]
        answer = behind[numbered[-1][0]]
        if answer is not None and _are_problems(text, problems):
            yield problems, found[answer]


def _answers_behind(text: str, found: list[Unit]) -> list[int | None]:
    """For each piece the next outer one that tells what was done, without pieces of its own."""
    behind: list[int | None] = []
    nearest: dict[int, int] = {}  # such a piece of each level
    for i in reversed(range(len(found))):
        unit = found[i]
        outer = (at for level, at in nearest.items() if level < unit.level)
        behind.append(min(outer, default=None))
        if not heads(found, i) and ANSWERS.fullmatch(text, unit.start, unit.end):
            nearest[unit.level] = i
    return behind[::-1]


def _are_problems(text: str, units: list[Unit]) -> bool:
    """Whether a list names problems, and nothing of what was done about them."""
    faults = sum(problem_like(text[unit.start : unit.end]) for unit in units)
    chapter = "".join(units[0].path[-1:])
    alone = are_bare(text, units) or OF_PROBLEMS.fullmatch(chapter)
    return len(units) > 1 and 2 * faults > len(units) and bool(alone)


def _told(text: str, problems: list[Unit], body: tuple[int, int]) -> dict[int, tuple[int, int]]:
    """The sentences that tell of each problem, by their words; what follows them goes with them."""
    sharing = _by_pair(text, problems)
    told: dict[int, tuple[int, int]] = {}
    last: int | None = None
    for sentence in _SENTENCE.finditer(text, *body):
        alike: Counter[int] = Counter()
        for pair in set(_PAIR.findall(sentence.group())):
            if some := sharing.get(pair):
                alike.update(dict.fromkeys(some, _WEIGHT // len(some)))
        most = max(alike.values(), default=0)
        likeliest = [one for one, weight in alike.items() if weight == most]
        if most >= _LEAST_ALIKE and len(likeliest) == 1:
            last = likeliest[0]
        if last is None:
            continue
        begin, end = told.get(last, sentence.span())
        # of one told in two places the later counts
        told[last] = (begin if end == sentence.start() else sentence.start(), sentence.end())
    return told


def _by_pair(text: str, problems: list[Unit]) -> dict[str, list[int]]:
    """Each pair of characters with the problems whose words hold it, if they are few."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(problems):
        end = unit.end if unit is problems[-1] else unit.body_end  # the last has the chapter's end
        for pair in set(_PAIR.findall(text, unit.start, end)):
            sharing[pair].append(i)
    return {pair: some for pair, some in sharing.items() if len(some) <= _COMMON}
