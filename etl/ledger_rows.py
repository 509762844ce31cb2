"""A problem's row: its title, its progress and its due date, from a piece of the notice."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.document_year import When
from etl.ledger_dates import due_told, future_plan
from etl.ledger_faults import problem_like
from etl.ledger_status import (
    State,
    bracketed_state,
    heading_state,
    labelled_state,
    opening_state,
    prose_state,
    standing_state,
)
from etl.ledger_titles import problem_words
from etl.ledger_units import Unit
from etl.ledger_votes import ACCOUNT_CAP, LEAST_ACCOUNT, progress, telling
from etl.ledger_words import ledger_words

Row = tuple[tuple[str, ...], tuple[int, int], State]

PROBLEM = re.compile(
    r"^(?:着力解决|着力整改|针对|关于|对于|整改|反馈)*(?:反馈)?(?:的)?"
    r"[“\"]?(?P<title>[^\n]{2,120}?)[”\"]?(?:的|等|方面|方面的|这一)*问题(?:的整改(?:落实)?(?:进展)?情况)?$"
)
# 教育投入方面。公用经费未足额拨付。区财政已…: the sentence behind the field is the problem
FIELD = re.compile(
    "[^,。;:“”]{2,16}(?:方面|领域|环节)|[^,。;:“”、]{2,16}(?:[小中大]?学校?|幼儿园|医院|卫生院|公司|中心"
    r"|[乡镇村局厅委]|街道|社区)(?:\([^()\n]{2,6}\))?"
)
LABEL_BEHIND = re.compile(
    r"[。;,\s]*(?:(?:整改|跟进|落实|办理|处理|处置|整治)(?:落实|进展|完成|措施|整改)*(?:情况|成效|结果|进展|目标|时限|期限)*"
    r"(?:[及和]成效)?|(?:完成|进展)情况)[:】]"
)
_STATED_FIRST = re.compile(
    r"[。:]\s*(?:存在)?(?P<words>(?!\s|一是|第一|\(?[1①])[^。:\n]{4,60})[。:]"
)
# 三、未整改问题, and its only problem without a number below
_SECTION = re.compile(
    "(?:已|未|正在|基本|部分|尚未)[^,。;:“”]{0,4}(?:整改|完成|推进)[^,。;:“”]{0,6}(?:问题|事项)"
)
_STATED_BELOW = re.compile(r"\s*\n\s*(?P<words>[^。:,\n]{4,60})[。:,]")
# 责任单位:… 整改时限:… are no part of what was done
_OF_FORM = re.compile(
    r"\s*[【\[(]?(?:整改|责任|完成|牵头|配合|主管|办理|督办)*(?:时[限间]|期限|单位|领导|部门|股室|科室|责任人|人|主体|目标)[^,。;:\n]{0,8}[:】]"
)
_TOLD_BEHIND = re.compile(
    r"\s*[【\[(]?(?:整改|办理|处理|落实|跟进|完成|进展)[^\s,。:]{0,6}(?:情况|结果|成效|进展)[:】]"
)
# a date or a body that signs, and leftovers of the page
_OF_PAGE = re.compile(
    r"(?:20\d\d年\d{1,2}月\d{1,2}日|[^,。;:]{2,30}(?:党组|党委|委员会|支部|政府|局|公司))$"
    r"|(?:来源|分享|主办|扫一扫|附件|版权|打印|【打印|咨询|监督|受理)"
)


def title_of(text: str, unit: Unit) -> tuple[int, int]:
    """The problem's words: the title, or the sentence behind one that names a field alone."""
    if LABEL_BEHIND.match(text, unit.end, unit.body_end):
        stated = None
    elif FIELD.fullmatch(text, unit.start, unit.end):
        stated = _STATED_FIRST.match(text, unit.end, unit.body_end)
    else:
        below = _SECTION.fullmatch(text, unit.start, unit.end)
        stated = _STATED_BELOW.match(text, unit.end, unit.body_end) if below else None
    if stated and _names_fault(text, *stated.span("words")):
        return problem_words(text, *stated.span("words"))
    return problem_words(text, unit.start, unit.end)


def _names_fault(text: str, start: int, end: int) -> bool:
    """Whether a sentence behind a field says what was wrong, and not yet what was done."""
    is_measure = ledger_words("measure").search(text[start:end]) is not None
    words = text[start:end]
    return prose_state(text, start, end).status is None and (problem_like(words) or not is_measure)


def with_due(state: State, text: str, span: tuple[int, int], base: When | None) -> State:
    """The state with the date that the problem, from title to end, is due by."""
    is_open = state.status != "done"
    due = state.due or due_told(text, *span, planned=is_open, base=base)
    return replace(state, due=due)


def prose(text: str, start: int, end: int, base: When | None) -> State:
    """What the sentences tell, and where they name a later month than the notice's, a plan."""
    state = prose_state(text, start, end)
    if base is not None and state.status not in ("in_progress", "not_done"):
        plan = future_plan(text, start, end, base)
        if plan is not None:
            return State("in_progress", plan.due, plan.start, plan.end)
    return weighed(state, text, start, end)


def weighed(state: State, text: str, start: int, end: int, least: int = 0) -> State:
    """The state, or the one that the account of a stretch speaks for by so much more."""
    told = account(text, start, end)[-ACCOUNT_CAP:]
    if len(told) < LEAST_ACCOUNT:
        return state
    likely = progress(told, state.status, least)
    if likely == state.status:
        return state
    start = max(start, end - ACCOUNT_CAP)
    begin, stop = telling(text[start:end], likely) if likely else (0, 0)
    return State(likely, state.due, start + begin, start + stop, likely=True)


def account(text: str, start: int, end: int) -> str:
    """What was done about a problem, without the form's fields and the page's last lines."""
    told: list[str] = []
    for line in filter(None, map(str.strip, text[start:end].split("\n"))):
        if told and (_OF_PAGE.match(line) or ledger_words("closing").match(line)):
            break
        if _OF_FORM.match(line):
            continue
        if _TOLD_BEHIND.match(line):  # 整改落实情况:… and not the plan above it
            told.clear()
        told.append(line.strip("。;:, \u3000"))
    return "\n".join(filter(None, told))


def told_state(text: str, unit: Unit) -> State | None:
    """The state in brackets, behind a label, or as a sentence of its own."""
    body = unit.progress
    before = bracketed_state(text, unit.start, unit.body_end)
    if before := before or heading_state(text, unit.start, unit.end):
        return before
    labelled, standing = labelled_state(text, *body), standing_state(text, *body)
    # 整改情况:…仍有两处未解决。正在整改。: the sentence at the end is the state
    if labelled and standing and standing.start > labelled.end and not _at_once(text, labelled):
        return standing
    return labelled or opening_state(text, *body) or standing


def _at_once(text: str, state: State) -> bool:
    """Whether a state is the first thing behind its label: 整改情况:已完成。"""
    return text[max(0, state.start - 4) : state.start].rstrip()[-1:] in (":", "】")


def told_by_prose(text: str, unit: Unit) -> bool:
    """Whether the sentences behind a title tell how far the problem has come."""
    return prose_state(text, *unit.body).status is not None


def heads(found: list[Unit], i: int) -> bool:
    """Whether other pieces stand under this one."""
    return i + 1 < len(found) and found[i + 1].level > found[i].level


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch, each from its first word on."""
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


def first_clause(sentence: str) -> str:
    """The words of a sentence up to its first comma."""
    return re.split("[,。\n]", sentence, maxsplit=1)[0]
