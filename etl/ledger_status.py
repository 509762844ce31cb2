"""Read how far the rectification of a problem has come, and when it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.reference import table

_LABEL = re.compile(
    r"(?:整改(?:落实)?(?:进展|完成|落实)?(?:情况|结果|状态|进度|成效|进展)|进展情况|完成情况|整改进展|目前进展|进展)[::]\s*"
)
_DUE_LABEL = re.compile(r"(?:整改|完成)(?:时限|期限|时间)[::]?\s*(?=[^)\n。;]{0,20}20\d\d)")
_LIMIT = re.compile(r"(?<=[,;(])(?:时限|期限)(?:为|至|:)?\s*(?=20\d\d)")
_BRACKETED = re.compile(r"【([^【】\n]{2,40})】")
_DUE = re.compile(r"(20\d\d)年?(?:[-./]?(\d{1,2})月)?(年?[底末])?")
_PLANNED = re.compile(
    r"(?:计划|力争|拟|确保|将)[^。;]{0,10}?(?=20\d\d年)|(?=20\d\d年(?:\d{1,2}月)?(?:底)?前)"
)
_OPENING = re.compile("[。:,]\\s*([^。\\n]{3,24})。")
_STATE_REACH = 60  # the words behind a label that tell the state stand at once


@dataclass(frozen=True, slots=True)
class State:
    """Progress and due date, with the place of the words that say so."""

    status: str | None = None
    due: str | None = None
    start: int = 0
    end: int = 0


def labelled_state(text: str, start: int, end: int) -> State | None:
    """`整改进展情况:已完成`: the first label in the stretch that a state follows."""
    for label in _LABEL.finditer(text, start, end):
        stop = re.compile("[。;\n]").search(text, label.end(), min(end, label.end() + _STATE_REACH))
        words_end = stop.start() if stop else min(end, label.end() + _STATE_REACH)
        state = _state(text, label.end(), words_end, "ledger_status.csv")
        if state.status is not None:
            line_end = text.find("\n", words_end)
            rest = min(end, line_end) if line_end >= 0 else end
            due = state.due or _labelled_due(text, start, end)
            if due is None and state.status != "done":
                due = _planned(text, words_end, min(rest, words_end + _STATE_REACH))
            return State(state.status, due, state.start, state.end)
    return None


def bracketed_state(text: str, start: int, end: int) -> State | None:
    """The last state in brackets of its own, which sums a problem up: 【持续推进,明年6月完成】."""
    for mark in reversed(list(_BRACKETED.finditer(text, start, end))):
        state = _state(text, mark.start(1), mark.end(1), "ledger_status.csv")
        if state.status is not None:
            due = state.due or _labelled_due(text, start, end)
            return State(state.status, due, state.start, state.end)
    return None


def opening_state(text: str, start: int, end: int) -> State | None:
    """A state that stands as a sentence of its own behind the title: …。已完成整改。…"""
    first = _OPENING.match(text, start, end)
    if first is None:
        return None
    state = _state(text, first.start(1), first.end(1), "ledger_status.csv")
    return state if state.status is not None else None


def closing_state(text: str, start: int, end: int) -> State | None:
    """A state that stands alone as the last words about a problem: …,持续整改。"""
    last = re.search(r"[,。;]([^,。;\n]{2,12})[。;\s]*$", text[start:end])
    if last is None:
        return None
    state = _state(text, start + last.start(1), start + last.end(1), "ledger_status.csv")
    return state if state.status is not None and state.end - state.start > 2 else None


def prose_state(text: str, start: int, end: int) -> State:
    """What the sentences about a problem tell of its progress; nothing where they are silent."""
    state = _state(text, start, end, "ledger_prose.csv", first=False)
    due = _labelled_due(text, start, end) or state.due
    return State(state.status, due, state.start, state.end)


def section_state(path: tuple[str, ...], text: str, before: int) -> State | None:
    """The state that a section's heading gives all its problems: (一)已完成整改的问题."""
    for words in reversed(path):
        if not re.search("的?(?:问题|事项)", words):
            continue
        at = text.rfind(words, 0, before)
        state = _state(text, at, at + len(words), "ledger_status.csv") if at >= 0 else State()
        if state.status is not None:
            return State(state.status, None, state.start, state.end)
    return None


def status_in(text: str, start: int, end: int) -> State:
    """The state that a short stretch, as a table's cell, tells."""
    return _state(text, start, end, "ledger_status.csv")


@cache
def _cues(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["status"], re.compile(row["words"])) for row in table(name))


def _state(text: str, start: int, end: int, name: str, *, first: bool = True) -> State:
    """The state told first; in prose the worst one told (已收回大部分,其余正在办理)."""
    found = [
        (cue, status)
        for status, pattern in _cues(name)
        if (cue := pattern.search(text, start, end))
    ]
    if not found:
        return State()
    cue, status = min(found, key=lambda pair: pair[0].start()) if first else found[0]
    due = None if status == "done" else _planned(text, start, end)
    return State(status, due, cue.start(), cue.end())


def _planned(text: str, start: int, end: int) -> str | None:
    for found in _PLANNED.finditer(text, start, end):
        if due := _DUE.match(text, found.end()):
            return _date(due)
    return None


def _labelled_due(text: str, start: int, end: int) -> str | None:
    label = _DUE_LABEL.search(text, start, end) or _LIMIT.search(text, start, end)
    due = _DUE.search(text, label.end(), end) if label else None
    return _date(due) if due else None


def due_in(text: str, start: int, end: int) -> str | None:
    """The date in a short stretch, as a table's cell."""
    due = _DUE.search(text, start, end)
    return _date(due) if due else None


def _date(due: re.Match[str]) -> str:
    month = int(due[2]) if due[2] else 12 if due[3] else 0
    return f"{due[1]}-{month:02d}" if 1 <= month <= 12 else due[1]
