"""Propose how figures hang together: repeats, parts of a total, shares of a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from etl.candidates import Candidate
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
_SENTENCE_BEFORE = 80  # 其中 may open a sentence of its own: …处理9.15万人次。其中,…
_PEOPLE = {"人", "名", "人次", "位"}
_DONE = re.compile("(?:已|完成|落实|解决|办结|整改|可网上办理)[^#,、]{0,3}#")


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with its place in the normalised text."""

    figure: Figure
    candidate: Candidate
    context: Context


def with_roles(text: str, found: list[Found]) -> list[Figure]:
    """The figures with their role and, for all but totals, the figure that they belong to."""
    result: list[Figure] = []
    for i, one in enumerate(found):
        role, of = _role(text, found, result, i)
        result.append(replace(one.figure, role=role, of=of.id if of else None))
    return result


def _role(text: str, found: list[Found], done: list[Figure], i: int) -> tuple[str, Figure | None]:
    figure = found[i].figure
    if earlier := _repeated(figure, done):
        return "repeat", earlier
    if figure.status == "actual" and figure.indicator in _DONE_OF | _PART_OF:
        if raised := _last_raised(figure, done):
            return ("part" if figure.indicator in _PART_OF else "share"), raised
        return "total", None
    if figure.unit == "%":
        whole = _whole_of_rate(text, found, i)
        return ("share", whole) if whole else ("total", None)
    if whole := _whole_of_part(text, found, i):
        return "part", whole
    if whole := _whole_of_done(text, found, i):
        return "share", whole
    return "total", None


def _repeated(figure: Figure, done: list[Figure]) -> Figure | None:
    for earlier in done:
        same = (earlier.value, earlier.unit, earlier.region, earlier.status, earlier.indicator) == (
            figure.value, figure.unit, figure.region, figure.status, figure.indicator,
        )  # fmt: skip
        if (
            same
            and earlier.role != "repeat"
            and (
                figure.indicator in _RESTATED
                or (figure.value >= 100 and figure.item and figure.item == earlier.item)
            )
        ):
            return earlier
    return None


def _last_raised(figure: Figure, done: list[Figure]) -> Figure | None:
    for earlier in reversed(done):
        fits = earlier.indicator in _RAISED and earlier.region == figure.region
        if fits and (figure.unit == "%" or earlier.value >= figure.value):
            return earlier
    return None


def _left(text: str, one: Found) -> str:
    return text[one.context.clause[0] : one.candidate.start]


def _whole_of_rate(text: str, found: list[Found], i: int) -> Figure | None:
    """整改率 and 占…% belong to the last count of the same sentence; a growth to none."""
    left = _left(text, found[i])
    if _CHANGE.search(left) or not _RATE.search(left):
        return None
    for earlier in reversed(found[:i]):
        if earlier.context.sentence != found[i].context.sentence:
            return None
        if earlier.figure.unit != "%":
            return earlier.figure
    return None


def _whole_of_part(text: str, found: list[Found], i: int) -> Figure | None:
    """The count before 其中, where this one stands behind it."""
    one = found[i]
    # 其中,运用第一种形态…;运用第二种形态…: what follows 其中 may run on over semicolons.
    begin = max(text.rfind("。", one.context.line[0], one.candidate.start) + 1, one.context.line[0])
    at = text.rfind("其中", begin, one.candidate.start)
    if at < 0:
        return None
    for earlier in reversed(found[:i]):
        if earlier.candidate.start < begin - _SENTENCE_BEFORE:
            return None
        if earlier.candidate.end <= at:
            fits = _same_kind(earlier.figure.unit, one.figure.unit)
            return earlier.figure if fits and earlier.figure.value >= one.figure.value else None
    return None


def _whole_of_done(text: str, found: list[Found], i: int) -> Figure | None:
    """143条措施已落实131条: done of the count just before it, in the same unit."""
    one = found[i]
    if i == 0 or not _DONE.search(_left(text, one) + "#"):
        return None
    earlier = found[i - 1]
    near = earlier.context.sentence == one.context.sentence
    if (
        not near
        or earlier.figure.unit != one.figure.unit
        or earlier.figure.value < one.figure.value
    ):
        return None
    between = text[earlier.candidate.end : one.candidate.start]
    behind = text[one.candidate.end : one.candidate.end + 4]
    names_nothing = re.fullmatch("[,。;:、!?\n]?.*", behind) is not None and len(between) <= 16
    return (
        earlier.figure if names_nothing and not re.search("[并同]时|开展|制定", between) else None
    )


def _same_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= _PEOPLE
