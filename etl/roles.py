"""Propose how figures hang together: repeats, parts of a total, shares of a whole."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from etl.candidates import Candidate
from etl.items import PEOPLE
from etl.outline import Context
from etl.records import Figure

_RATE = re.compile("占|(?:整改|完成|落实|到位|网办|销号|办结)[^,]{0,4}率|比例|比重")
_CHANGE = re.compile(
    "由|从|满意|同比|环比|增长|下降|降低|减少|提高|提升|降幅|增幅|压缩|压减|减|较|比去年|比上年"
)
_DONE_OF = {"problems_rectified", "completion_rate"}
_PART_OF = {"problems_in_progress"}
_RAISED = {"problems_raised", "problems_found"}
# What a notice says about itself is said again further down; smaller counts may just coincide.
_RESTATED = _DONE_OF | _PART_OF | {"problems_raised", "measures", "rules_revised"}
_RECENT = 20  # counts of problems further back belong to another chapter
_SENTENCE_BEFORE = 80  # 其中 may open a sentence of its own: …处理9.15万人次。其中,…
_PART_REACH = 1_000  # 其中 further back is of another passage; unbounded, time grows squared
_DONE = re.compile("(?:已|完成|落实|解决|办结|整改|可网上办理)[^#,、]{0,3}#")


class Found(NamedTuple):
    """A figure with its place in the normalised text."""

    figure: Figure
    candidate: Candidate
    context: Context


class _Seen:
    """The figures read so far, by what a later one may look for."""

    def __init__(self) -> None:
        self._said: dict[tuple[object, ...], Figure] = {}
        self._raised: deque[Figure] = deque(maxlen=_RECENT)

    def add(self, figure: Figure) -> None:
        self._said.setdefault(_statement(figure), figure)
        if figure.indicator in _RAISED:
            self._raised.appendleft(figure)

    def repeated(self, figure: Figure) -> Figure | None:
        """The figure that says the same, where saying it twice is no coincidence."""
        earlier = self._said.get(_statement(figure))
        if earlier is None:
            return None
        alike = figure.value >= 100 and figure.item and figure.item == earlier.item
        return earlier if figure.indicator in _RESTATED or alike else None

    def raised_for(self, figure: Figure) -> Figure | None:
        """The last count of problems that this one can be a part or share of."""
        for earlier in self._raised:
            enough = figure.unit == "%" or earlier.value >= figure.value
            if enough and earlier.region == figure.region:
                return earlier
        return None


def _statement(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.unit, figure.region, figure.status, figure.indicator


def with_roles(text: str, found: list[Found]) -> list[Figure]:
    """The figures with their role and, for all but totals, the figure that they belong to."""
    result: list[Figure] = []
    seen = _Seen()
    for i, one in enumerate(found):
        role, of = _role(text, found, seen, i)
        figure = one.figure if of is None else replace(one.figure, role=role, of=of.id)
        seen.add(figure)
        result.append(figure)
    return result


def _role(text: str, found: list[Found], seen: _Seen, i: int) -> tuple[str, Figure | None]:
    figure = found[i].figure
    if earlier := seen.repeated(figure):
        return "repeat", earlier
    if figure.status == "actual" and figure.indicator in _DONE_OF | _PART_OF:
        raised = seen.raised_for(figure)
        return ("part" if figure.indicator in _PART_OF else "share"), raised
    if figure.unit == "%":
        return "share", _whole_of_rate(text, found, i)
    if whole := _whole_of_part(text, found, i):
        return "part", whole
    return "share", _whole_of_done(text, found, i)


def _left(text: str, one: Found) -> str:
    return text[one.context.clause[0] : one.candidate.start]


def _whole_of_rate(text: str, found: list[Found], i: int) -> Figure | None:
    """整改率 and 占…% belong to the last count of the same sentence; a growth to none."""
    left = _left(text, found[i])
    if _CHANGE.search(left) or not _RATE.search(left):
        return None
    for earlier in _before(found, i):
        if earlier.context.sentence != found[i].context.sentence:
            return None
        if earlier.figure.unit != "%":
            return earlier.figure
    return None


def _whole_of_part(text: str, found: list[Found], i: int) -> Figure | None:
    """The count before 其中, where this one stands behind it."""
    one = found[i]
    # 其中,运用第一种形态…;运用第二种形态…: what follows 其中 may run on over semicolons.
    reach = max(one.context.line[0], one.candidate.start - _PART_REACH)
    begin = max(text.rfind("。", reach, one.candidate.start) + 1, reach)
    at = text.rfind("其中", begin, one.candidate.start)
    if at < 0:
        return None
    for earlier in _before(found, i):
        if earlier.candidate.start < begin - _SENTENCE_BEFORE:
            return None
        if earlier.candidate.end <= at:
            fits = _same_kind(earlier.figure.unit, one.figure.unit)
            return earlier.figure if fits and earlier.figure.value >= one.figure.value else None
    return None


def _before(found: list[Found], i: int) -> Iterator[Found]:
    """The figures before number i, the nearest first; a slice would copy them all."""
    return (found[j] for j in range(i - 1, -1, -1))


def _whole_of_done(text: str, found: list[Found], i: int) -> Figure | None:
    """143条措施已落实131条: done of the count just before it, in the same unit."""
    if i == 0:
        return None
    one, earlier = found[i], found[i - 1]
    near = earlier.context.sentence == one.context.sentence
    if (
        not near
        or earlier.figure.unit != one.figure.unit
        or earlier.figure.value < one.figure.value
        or not _DONE.search(_left(text, one) + "#")
    ):
        return None
    between = text[earlier.candidate.end : one.candidate.start]
    behind = text[one.candidate.end : one.candidate.end + 4]
    names_nothing = re.fullmatch("[,。;:、!?\n]?.*", behind) is not None and len(between) <= 16
    return (
        earlier.figure if names_nothing and not re.search("[并同]时|开展|制定", between) else None
    )


def _same_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= PEOPLE
