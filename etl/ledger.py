"""List the problems of a rectification notice, each with its progress, whatever the layout."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from etl.ledger_status import (
    State,
    bracketed_state,
    closing_state,
    labelled_state,
    opening_state,
    prose_state,
    section_state,
)
from etl.normalise import same_length_form
from etl.records import LedgerRow, Source
from etl.tables import table_rows

_NOTICE = re.compile("整改|巡视|巡察")
_NUMBER = re.compile(
    r"(?P<a>第[一二三四五六七八九十]{1,3}(?:部分|章))"
    r"|(?P<b>[一二三四五六七八九十]{1,3}、)"
    r"|(?P<c>\([一二三四五六七八九十]{1,3}\)、?)"
    r"|(?P<s>[\u2503\u25c6\u25a0\u2606\u2605\u258c]\s*)"
    r"|(?P<d>\d{1,3}(?:\.(?!\d)|、))"
    r"|(?P<e>\(\d{1,3}\)|\d{1,2}\))"
    r"|(?P<f>[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,3},)"
    r"|(?P<g>[\u2460-\u2473])"
    r"|(?P<h>(?:[\u25b6\u25cf\u25aa\u2022]\s*)?问题\s*[\d一二三四五六七八九十]{1,3}[:.、]\s*|\u2014\u2014)"
)
_DEPTHS = "abcsdefgh"  # the groups above, from the outermost number to the innermost
# A new problem may begin inside a line: …问题。二是关于“…”的问题。… ②整改“…”问题。
_INLINE = re.compile(
    r"(?<=[。;:\s])(?=[一二三四五六七八九十]{1,3}是(?:关于|针对)|[\u2460-\u2473](?!\S{0,2}[\u2460-\u2473]))"
)
_PROBLEM = re.compile(
    r"^(?:着力解决|着力整改|针对|关于|对于|整改|反馈)*(?:反馈)?(?:的)?"
    r"[“\"]?(?P<title>[^\n]{2,120}?)[”\"]?(?:的|等|方面|方面的|这一)*问题(?:的整改(?:落实)?(?:进展)?情况)?$"
)
_LEAD = re.compile(
    "^(?:着力解决|着力整改|针对反馈的?|针对|关于|对于|整改|反馈问题|问题|存在问题)[::]?"
)
_TITLE_END = re.compile("[。:\n]|(?<=问题),")
_NOT_PROBLEMS = re.compile(
    "组织(?:领导|推进|实施)|主体责任(?:情况)?$|下一步|今后|打算|工作(?:计划|安排)|后续|巩固|抓整改落实|推进情况$"
    "|基本情况|总体情况|提高(?:政治)?站位|主要做法|工作成效|附件|联系方式|需要长期"
)
_PROBLEM_SECTION = re.compile("问题|反馈|整改(?:落实|进展|完成)?(?:情况)|聚焦|方面|整改的")
_MARKED = re.compile(r"问题\s*[\d一二三四五六七八九十]{1,3}[:.、]\s*$")  # 问题7:
_LEAST_BODY = 4  # a numbered line that says nothing further is a heading, not a problem
_FAULT = re.compile(
    "违规|违反|未|少计|多计|重复|缓慢|闲置|不符合|漏|滞后|不|超|欠|虚|挤占|挪用|套取|拖欠|偏低|偏高|流失|沉淀|低效"
)
# Lines behind the last problem that speak of the whole again.
_CLOSING_LINE = re.compile("下一步|下步|今后|接下来|联系|欢迎|公示|监督电话|通报期|以上报告")
_AMOUNT = re.compile(r"(?:金额)?(?:共计|合计|近|约|达)?\d[\d,.]*[万亿]?余?元$")


@dataclass(slots=True)
class _Unit:
    """A numbered piece of the notice: its title and what follows up to the next piece."""

    level: int
    start: int  # of the title
    end: int
    body_end: int
    path: tuple[str, ...] = ()
    states: list[State] = field(default_factory=list)


def extract_ledger(text: str, source: Source | None = None) -> list[LedgerRow]:
    """The problems that a rectification notice lists, in order; none for other documents."""
    doc = source.doc if source else ""
    form = same_length_form(text)
    title = (source.title if source else None) or form[:300]
    if not _NOTICE.search(title) and form.count("整改") < 5:
        return []
    found = table_rows(form) or _listed(form, audit="审计" in title)
    return [
        LedgerRow(
            doc,
            seq,
            path,
            text[start:end],
            state.status,
            state.due,
            state.start if state.status else start,
            state.end if state.status else end,
            start,
            end,
        )
        for seq, (path, (start, end), state) in enumerate(found, 1)
    ]


_Row = tuple[tuple[str, ...], tuple[int, int], State]


def _listed(text: str, *, audit: bool) -> list[_Row]:
    units = _units(text)
    labelled = sum(_told_state(text, u) is not None for u in units)
    rows: list[_Row] = []
    for i, unit in enumerate(units):
        if i + 1 < len(units) and _holds(units, i, text):
            continue
        rows += _rows_of(text, unit, labelled=labelled >= 2, audit=audit)
    return rows


def _told_state(text: str, unit: _Unit) -> State | None:
    """The state in brackets, behind a label, or as the sentence that follows the title."""
    body = unit.end, unit.body_end
    return bracketed_state(text, *body) or labelled_state(text, *body) or opening_state(text, *body)


def _holds(units: list[_Unit], i: int, text: str) -> bool:
    """Whether a unit only heads others: a deeper one follows and no state stands before it."""
    unit, following = units[i], units[i + 1]
    return following.level > unit.level and _told_state(text, unit) is None


def _rows_of(text: str, unit: _Unit, *, labelled: bool, audit: bool) -> list[_Row]:
    sections = (*unit.path, text[unit.start : unit.end])
    if any(_NOT_PROBLEMS.search(words) for words in sections[:2]):
        return []
    state = _told_state(text, unit)
    named = _PROBLEM.match(text[unit.start : unit.end].rstrip("。:,")) or _MARKED.search(
        text[max(0, unit.start - 8) : unit.start]
    )
    if state is None and labelled:
        closing = closing_state(text, unit.end, unit.body_end)
        listed = named or (closing is not None and unit.path)
        if closing is None and audit:
            closing = prose_state(text, unit.end, unit.body_end)
        return [(unit.path, _title(text, unit), closing or State())] if listed else []
    if state is None and text.startswith(("关于", "针对"), unit.start) and named:
        state = closing_state(text, unit.end, unit.body_end)
    if state is not None:
        return [(unit.path, _title(text, unit), state)]
    if audit and any(_PROBLEM_SECTION.search(words) for words in sections):
        return _audit_rows(text, unit)
    if not any(_PROBLEM_SECTION.search(words) for words in unit.path):
        return []
    if unit.body_end - unit.end < _LEAST_BODY and not named:
        return []
    state = section_state(unit.path, text, unit.start) or prose_state(text, unit.end, unit.body_end)
    return [(unit.path, _title(text, unit), _with_due(state, text, unit))]


def _with_due(state: State, text: str, unit: _Unit) -> State:
    if state.due is not None or state.status == "done":
        return state
    prose = prose_state(text, unit.end, unit.body_end)
    return State(state.status, prose.due, state.start, state.end)


def _audit_rows(text: str, unit: _Unit) -> list[_Row]:
    """Audit reports tell one problem a sentence: what was wrong, then what was done."""
    heading = text[unit.start : unit.end]
    is_entry = heading.startswith("关于") or _PROBLEM.match(heading.rstrip("。"))
    path = unit.path if is_entry else (*unit.path, heading.strip("。 "))
    begin = unit.start if is_entry else unit.end
    entries: list[tuple[int, int]] = []
    by_name = False  # once 关于…问题 opens an entry, what follows belongs to it until the next
    for start, end in _sentences(text, begin, unit.body_end):
        first = re.split("[,。]", text[start:end], maxsplit=1)[0]
        named = first.startswith("关于")
        by_name = by_name or named
        if named or (not by_name and _FAULT.search(first) and not re.match("截至|目前|已", first)):
            entries.append((start, end))
        elif entries:
            entries[-1] = (entries[-1][0], end)
    rows: list[_Row] = []
    for start, end in entries:
        stop = start + len(re.split("[,。]", text[start:end], maxsplit=1)[0])
        title = _trimmed(text, start, stop)
        rows.append((path, title, prose_state(text, stop, end)))
    return rows


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, begin = [], start
    for found in re.finditer("[。\n]+", text[start:end]):
        stop = start + found.end()
        lead = len(text[begin:stop]) - len(text[begin:stop].lstrip())
        if text[begin:stop].strip("。\n "):
            spans.append((begin + lead, stop))
        begin = stop
    if text[begin:end].strip():
        spans.append((begin, end))
    return spans


def _title(text: str, unit: _Unit) -> tuple[int, int]:
    return _trimmed(text, unit.start, unit.end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The problem's own words: without 关于, quotation marks, 的问题 and an amount at the end."""
    words = text[start:end]
    if lead := _LEAD.match(words):
        start += lead.end()
    words = text[start:end].rstrip(" 。:;,\n")
    words = re.sub("(?:整改(?:落实)?(?:进展)?情况)$", "", words)
    quoted = re.fullmatch('[“"](.+)[”"](?:的|等|方面)*问题', words)
    if quoted:
        return start + 1, start + 1 + len(quoted[1])
    words = re.sub("(?:的|等方面的?|方面的?)问题$", "", words)
    if lead and lead.group().startswith(("关于", "针对")):
        words = words.removesuffix("问题")
    words = _AMOUNT.sub("", words) or words
    return start, start + len(words)


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    stack: list[tuple[int, str]] = []
    for start, end in _pieces(text):
        number = _NUMBER.match(text, start)
        bare = re.match('(?:关于|针对)[“"]', text[start : start + 4])
        if number is None and bare is None:
            if units and not _CLOSING_LINE.match(text, start, end):
                units[-1].body_end = end
            continue
        level = _DEPTHS.index(number.lastgroup) if number and number.lastgroup else 7
        begin = number.end() if number else start
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        stop = _TITLE_END.search(text, begin, end)
        title_end = stop.start() if stop else end
        while stack and stack[-1][0] >= level:
            stack.pop()
        path = tuple(_heading(words) for _, words in stack)
        units.append(_Unit(level, begin, title_end, end, path))
        stack.append((level, text[begin:title_end]))
    return units


def _heading(words: str) -> str:
    return words.strip(" 。:;,")[:80]


def _pieces(text: str) -> list[tuple[int, int]]:
    """Lines, cut where a new problem begins inside one."""
    pieces = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        cuts = [start, *(found.start() for found in _INLINE.finditer(text, start, end)), end]
        for begin, stop in itertools.pairwise(cuts):
            lead = len(text[begin:stop]) - len(text[begin:stop].lstrip())
            if begin + lead < stop:
                pieces.append((begin + lead, stop))
        start = end + 1
    return pieces
