"""Problems that a notice lists in one place, and in another what was done about each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from statistics import fmean

from etl.document_year import When
from etl.ledger_faults import fault, problem_like
from etl.ledger_rows import Row, heads, prose, title_of, told_by_prose, with_due
from etl.ledger_status import State, closing_state, standing_state
from etl.ledger_units import Unit

_ONE = re.compile(r"\(?[1一][)、.是]|\u2460")
# 一、巡察反馈的主要问题: a chapter that lists them alone
OF_PROBLEMS = re.compile(
    "(?!关于|针对)[^“”,]{0,16}(?:反馈|存在|出现|发现|指出|查出|查摆|主要)[^“”,]{0,8}问题(?:清单|情况)?"
)
# 二、整改措施: the chapter that answers it
_OF_ANSWERS = re.compile(
    "(?:已?采取的?)?(?:整改|落实|处理)(?:落实|完成|进展)?(?:措施|情况|结果)(?:及[^“”,]{0,6})?"
)

_APART = 300  # votes for a fault by which a list of problems is ahead of their answers


def paired(text: str, found: list[Unit], base: When | None) -> list[Row]:
    """A list of problems and one as long of what was done about them, number by number."""
    heading = {unit.mark for i, unit in enumerate(found) if heads(found, i)}
    for parts in (_lists(text, found), _chapters(found)):
        rows: list[Row] = []
        answers: list[Unit] = []
        for problems, done in _neighbours(parts):
            bare = heading.isdisjoint(unit.mark for unit in problems)
            if bare and problems is not answers and _answered(text, problems, done):
                answers = done
                rows += (
                    (
                        problem.path,
                        title_of(text, problem),
                        answer_state(text, (answer.start, answer.body_end), base),
                    )
                    for problem, answer in zip(problems, done, strict=True)
                )
        if rows:
            return rows
    return []


def _answered(text: str, problems: list[Unit], done: list[Unit]) -> bool:
    """Whether a list holds bare problems and the next one as many answers."""
    if len(problems) != len(done) or any(
        text[slice(*unit.body)].strip("。;, \n") for unit in problems[:-1]
    ):
        return False
    titled = sum(problem_like(text[unit.start : unit.end]) for unit in problems)
    chapter = "".join(problems[0].path[:1])
    if OF_PROBLEMS.fullmatch(chapter) and (
        _OF_ANSWERS.fullmatch("".join(done[0].path[:1]))
        or all(told_by_prose(text, unit) for unit in done)
    ):
        return True
    if titled * 3 >= len(problems) * (1 if "问题" in chapter else 2):
        return True
    return _faults(text, problems) - _faults(text, done) >= _APART


def _faults(text: str, units: list[Unit]) -> float:
    """How much the titles of a list speak for faults, on the average."""
    return fmean(fault(text[unit.start : unit.end]) for unit in units)


def _neighbours(parts: list[list[Unit]]) -> Iterator[tuple[list[Unit], list[Unit]]]:
    return itertools.pairwise(part for part in parts if len(part) > 1)


def _lists(text: str, found: list[Unit]) -> list[list[Unit]]:
    """The pieces of one numbering each."""
    lists: list[list[Unit]] = []
    for unit in found:
        same = lists and (lists[-1][0].path, lists[-1][0].style) == (unit.path, unit.style)
        restarts = _ONE.match(text, unit.mark) is not None
        if same and not restarts:
            lists[-1].append(unit)
        else:
            lists.append([unit])
    return lists


def _chapters(found: list[Unit]) -> list[list[Unit]]:
    """The innermost pieces of each chapter: 一、反馈的问题 (一)… 1.… 2.… (二)… 1.…"""
    inner = [unit for i, unit in enumerate(found) if unit.path and not heads(found, i)]
    return [list(part) for _, part in itertools.groupby(inner, key=lambda unit: unit.path[0])]


def answer_state(text: str, whole: tuple[int, int], base: When | None) -> State:
    """How far a problem has come by a stretch that tells what was done about it."""
    state = standing_state(text, *whole) or closing_state(text, *whole)
    return with_due(state or prose(text, *whole, base), text, whole, base)
