"""Give what is numbered under a problem back to it: the parts of its form, and how it showed."""

from __future__ import annotations

import re

from etl.ledger_faults import problem_like
from etl.ledger_units import Unit, heading_words, in_its_line, is_part

_SECTION = re.compile(
    "(?:已|正在|基本)[^,。]{0,4}(?:完成|推进|解决|到位|整改|销号)[^,。]{0,4}(?:问题|事项)|"
    "方面(?:的?(?:问题|整改))?[^,。]{0,8}$"
    "|(?:反馈|指出|查出|检视|发现|存在)(?:出)?的?(?:主要|具体|突出|重点)?(?:问题|意见)[^,。]{0,14}$"
)
_TELLS = re.compile("情况|进展|成效|效果|结果|状态|进度")  # 四、整改完成情况
_NAMED = re.compile("(?:关于|针对)[^,。\n]*问题")
_OF_FORM = re.compile(r"\s*[【\[]?(?:整改|责任|完成|落实|办理)[^\s,。;:]{0,8}[:】]")


def with_parts(text: str, found: list[Unit]) -> list[Unit]:
    """The pieces without those that are parts of the one before, which then ends behind them."""
    return _with_descriptions(text, _with_chapters(text, found))


def _with_chapters(text: str, found: list[Unit]) -> list[Unit]:
    """One problem told in chapters: 一、整改任务 二、整改措施 三、整改完成情况."""
    kept: list[Unit] = []
    whole: Unit | None = None  # the problem whose chapters follow
    for unit in found:
        if whole is not None and unit.level > whole.level:
            whole.body_end = unit.body_end
            continue
        if whole is not None and unit.level == whole.level and _is_part(text, unit):
            whole.body_end, whole.style = unit.body_end, "h"
            if _TELLS.search(text, unit.start, unit.end):
                whole.told_from = unit.end
            continue
        whole = unit if unit.headless else None
        kept.append(unit)
    return kept


def _is_part(text: str, unit: Unit) -> bool:
    return is_part(heading_words(text[unit.start : unit.end]))


def _with_descriptions(text: str, found: list[Unit]) -> list[Unit]:
    """How a problem showed, and its cases, belong to it: 1.学习不深。一是…。\n整改情况:…"""
    kept: list[Unit] = []
    described: set[tuple[tuple[str, ...], str]] = set()  # lists whose problems say how they showed
    i = 0
    while i < len(found):
        unit, after = found[i], i + 1
        while after < len(found) and found[after].level > unit.level:
            after += 1
        below = found[i + 1 : after]
        like = unit.path, unit.style
        if below and _describe(text, unit, below):
            described.add(like)
        in_line = like in described and _in_its_line(text, unit, below)
        if below and (in_line or _are_cases(text, unit, below)):
            unit.body_end = found[after - 1].body_end
            i = after - 1
        kept.append(unit)
        i += 1
    return kept


def _are_cases(text: str, unit: Unit, below: list[Unit]) -> bool:
    """Whether a named problem tells in its own line of what belongs to it: 对…问题,已…。"""
    named = _NAMED.match(text, unit.start, unit.end) is not None
    return named and all(c.style == "q" for c in below) and _in_its_line(text, unit, below)


def _describe(text: str, unit: Unit, below: list[Unit]) -> bool:
    """Whether 一是…二是… in a problem's own line say how it showed, before 整改措施: below it."""
    last = below[-1]
    line_end = text.find("\n", last.start, last.body_end)
    if line_end < 0 or not _in_its_line(text, unit, below):
        return False
    return _is_problem(text, unit) and _OF_FORM.match(text, line_end, last.body_end) is not None


def _in_its_line(text: str, unit: Unit, below: list[Unit]) -> bool:
    return bool(below) and in_its_line(text, unit, below[-1])


def _is_problem(text: str, unit: Unit) -> bool:
    """Whether a title is one problem's, and not a section's: 巡视反馈问题, 作风不实方面."""
    words = text[unit.start : unit.end]
    if unit.style in "hpq":
        return True
    return problem_like(words) and not _SECTION.search(words)
