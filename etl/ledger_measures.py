"""Give what is numbered under a problem back to it: its measures and the parts of its form."""

from __future__ import annotations

import re

from etl.ledger_faults import ends_in_fault, fault, problem_like
from etl.ledger_pieces import LABEL_LINE
from etl.ledger_status import has_label, heading_state, standing_state, tells_state
from etl.ledger_units import QUOTED, Unit, heading_words, is_part
from etl.ledger_words import ledger_words

_SECTION = re.compile(
    "(?:已|正在|基本)[^,。]{0,4}(?:完成|推进|解决|到位|整改|销号)[^,。]{0,4}(?:问题|事项)|"
    "方面(?:的?(?:问题|整改))?[^,。]{0,8}$"
    "|(?:反馈|指出|查出|检视|发现|存在)(?:出)?的?(?:主要|具体|突出|重点)?(?:问题|意见)[^,。]{0,14}$"
)
_TELLS = re.compile("情况|进展|成效|效果|结果|状态|进度")  # 四、整改完成情况
_NAMED = re.compile("(?:关于|针对)[^,。\n]*问题")
_OF_FORM = re.compile(r"\s*[【\[]?(?:整改|责任|完成|落实|办理)[^\s,。;:]{0,8}[:】]")
_ANSWERS = re.compile(r"(?:反馈|巡[视察]|问题|意见|的)*整改(?:工作|落实|进展|完成)*情况\s*")

# Votes for faults of what stands below a problem, on the average: from here on they decide alone.
_SURELY_MEASURES, _PERHAPS_MEASURES, _SURELY_FAULTS = -100, 60, 100


def problems_and_headings(text: str, found: list[Unit]) -> list[Unit]:
    """The pieces without those that only tell of the problem above them."""
    return _without_measures(text, _with_parts(text, found))


def is_no_problem(text: str, unit: Unit) -> bool:
    """Whether a title is that of organisation or plans; what it quotes makes it no such title."""
    quoted = QUOTED.match(text, unit.start, unit.end)
    if quoted or ends_in_fault(text[unit.start : unit.end]):  # 工作成效不明显
        return False
    return bool(ledger_words("not_problem").search(text, unit.start, unit.end))


def _with_parts(text: str, found: list[Unit]) -> list[Unit]:
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


def _without_measures(text: str, found: list[Unit]) -> list[Unit]:
    """Numbered measures under a problem belong to it: 1.关于…问题 一是加快报批。二是清理股权。"""
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
        if below and (in_line or _belong(text, unit, below)):
            unit.body_end = found[after - 1].body_end
            i = after - 1
        kept.append(unit)
        i += 1
    return kept


def _belong(text: str, unit: Unit, below: list[Unit]) -> bool:
    """Whether what stands below a piece tells of that one problem."""
    if is_no_problem(text, unit) or _answers(text, unit):
        return False
    if _are_parts(text, below) or _are_cases(text, unit, below):
        return True
    if _all_measures(text, below):
        return True
    if _is_problem(text, unit) and (
        _tell_measures(text, unit, below)
        or _told_behind(text, below)
        or heading_state(text, unit.start, unit.end)
    ):
        return True
    if not _are_measures(text, below):
        return False
    if _summed_up(text, below):
        return True
    # 一是… and ①… are measures more often than 1.… and (一)…, which list problems under a section
    named = unit.style in "hpq" or text.startswith(("关于", "针对"), unit.start)
    sure = named or below[0].style in "fgi" or tells_state(text, *unit.body)
    return sure and _is_problem(text, unit)


def _answers(text: str, unit: Unit) -> bool:
    """Whether a chapter holds what was done about the problems of the one before it."""
    return unit.level == 0 and _ANSWERS.fullmatch(text, unit.start, unit.end) is not None


def _are_parts(text: str, children: list[Unit]) -> bool:
    """Whether what is numbered under a heading are the parts of one problem: (一)措施 (二)成效."""
    level = children[0].level
    return all(_is_part(text, child) for child in children if child.level == level)


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
    return bool(below) and "\n" not in text[unit.start : below[-1].start]


def _is_problem(text: str, unit: Unit) -> bool:
    """Whether a title is one problem's, and not a section's: 巡视反馈问题, 作风不实方面."""
    words = text[unit.start : unit.end]
    if unit.style in "hpq":
        return True
    return problem_like(words) and not _SECTION.search(words)


def _are_measures(text: str, children: list[Unit]) -> bool:
    direct = [child for child in children if child.level == children[0].level]
    told = [tells_state(text, child.end, child.body_end) for child in direct]
    if len(children) > len(direct) or sum(told) > 1:
        return False
    problems = sum(problem_like(_clause(text, child)) for child in direct)
    inside = children[0].style in "fi" or (told[-1] and len(direct) > 1)
    return problems * 2 < len(direct) or (inside and problems < len(direct))


def _all_measures(text: str, children: list[Unit]) -> bool:
    """Whether 一是…二是… tell nothing but measures, and one state at most: theirs together."""
    if children[0].style not in "fg" or any(problem_like(_clause(text, c)) for c in children):
        return False
    return sum(tells_state(text, *child.body) for child in children) <= 1


def _tell_measures(text: str, unit: Unit, children: list[Unit]) -> bool:
    """Whether what stands below a problem taken together are measures rather than faults."""
    direct = [child for child in children if child.level == children[0].level]
    mean = sum(fault(_clause(text, child)) for child in direct) / len(direct)
    if mean < _SURELY_MEASURES:
        return True
    told = sum(tells_state(text, *child.body) for child in direct)
    named = unit.style in "hpq" or text.startswith(("关于", "针对"), unit.start)
    least = _SURELY_FAULTS if named else _PERHAPS_MEASURES if direct[0].style in "fg" else 0
    return told <= 1 and mean < least


def _clause(text: str, unit: Unit) -> str:
    """The first clause of a title."""
    return re.split("[,。]", text[unit.start : unit.end], maxsplit=1)[0]


def _told_behind(text: str, children: list[Unit]) -> bool:
    """Whether a line behind the last of several pieces tells the progress of them all."""
    last = children[-1]
    if last.level > children[0].level:
        return False
    line = text.rfind("\n", last.end, last.body_end) + 1
    if line == 0:
        return False
    if LABEL_LINE.match(text[line : last.body_end].lstrip()):
        return _summed_up(text, children)
    if standing_state(text, line, last.body_end) is None:
        return False
    told_before = any(tells_state(text, *child.body) for child in children[:-1])
    return not told_before and not any(problem_like(_clause(text, child)) for child in children)


def _summed_up(text: str, children: list[Unit]) -> bool:
    """Whether only the last of several pieces has a label, for the progress of them all."""
    labels = [has_label(text, child.end, child.body_end) for child in children]
    return len(labels) > 1 and labels[-1] and sum(labels) == 1
