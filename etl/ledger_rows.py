"""A problem's row: its title, its progress and its due date, from a piece of the notice."""

from __future__ import annotations

import re
from dataclasses import replace

from etl.document_year import When
from etl.ledger_dates import due_told, future_plan
from etl.ledger_faults import problem_like
from etl.ledger_status import State, prose_state
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
FIELD = re.compile("[^,。;:“”]{2,16}(?:方面|领域|环节)")
_STATED_FIRST = re.compile(
    r"[。:]\s*(?:存在)?(?P<words>(?!\s|一是|第一|\(?[1①])[^。:\n]{4,60})[。:]"
)

# 责任单位:… 整改时限:… are no part of what was done
_OF_FORM = re.compile(
    r"\s*[【\[(]?(?:整改|责任|完成|牵头|配合|主管|办理|督办)*(?:时[限间]|期限|单位|领导|部门|股室|科室|责任人|人|主体|目标)[^,。;:\n]{0,8}[:】]"
)
_TOLD_BEHIND = re.compile(
    r"\s*[【\[(]?(?:整改|办理|处理|落实|跟进|完成|进展)[^\s,。:]{0,6}(?:情况|结果|成效|进展)[:】]"
)
# a date or a body that signs, and leftovers of the page
_OF_PAGE = re.compile(
    r"^\s*(?:20\d\d年\d{1,2}月\d{1,2}日|[^,。;:]{2,30}(?:党组|党委|委员会|支部|政府|局|公司))?\s*$"
    r"|^\s*(?:来源|分享|主办|扫一扫|附件|版权|打印|【打印|咨询|监督|受理)"
)


def title_of(text: str, unit: Unit) -> tuple[int, int]:
    """The problem's words: the title, or the sentence behind one that names a field alone."""
    stated = _STATED_FIRST.match(text, unit.end, unit.body_end)
    field = FIELD.fullmatch(text, unit.start, unit.end)
    if field and stated and _names_fault(text, *stated.span("words")):
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
    told = account(text, start, end)[-ACCOUNT_CAP:]
    if len(told) < LEAST_ACCOUNT:
        return state
    likely = progress(told)
    if likely == state.status:
        return state
    start = max(start, end - ACCOUNT_CAP)
    begin, stop = telling(text[start:end], likely) if likely else (0, 0)
    return State(likely, state.due, start + begin, start + stop, likely=True)


def account(text: str, start: int, end: int) -> str:
    """What was done about a problem, without the form's fields and the page's last lines."""
    told: list[str] = []
    for line in text[start:end].split("\n"):
        if told and (_OF_PAGE.search(line) or ledger_words("closing").match(line.strip())):
            break
        if _OF_FORM.match(line):
            continue
        if _TOLD_BEHIND.match(line):  # 整改落实情况:… and not the plan above it
            told.clear()
        told.append(line.strip("。;:, \u3000"))
    return "\n".join(line for line in told if line)


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
