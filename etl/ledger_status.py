"""Read how far the rectification of a problem has come, and when it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.ledger_dates import labelled_due, planned_due
from etl.numerals import read_number
from etl.reference import table

# 整改进展情况: 整改措施及成效: 整改进度: 完成情况: 【整改状态】
_LABEL = re.compile(
    r"(?:情况|情形|结果|结论|状态|状况|进度|成效|效果|进展|销号|整改后|整改反馈|[效成][果效]清单|是否[^:,。\s]{2,6})[:】]\s*"
    # 完成情况 已完成
    r"|(?<=[\n \t\u3000])(?:整改|完成|办理)[^\s,。:]{0,4}(?:情况|结果|状态|进度)[ \t]+"
)
_OF_PROGRESS = re.compile(
    r"\n\s*[【\[]?(?:整改|办理|处理|落实|跟进|完成|进展)[^\s,。:]{0,6}(?:情况|结果|成效|进展|状态|进度|措施)[:】]"
)
# 四、整改完成情况, a line of its own
_CHAPTER = re.compile(r"(?<=[、)])[^\n,。:]{0,10}(?:完成|进展|落实|整改)情况\s*\n")
# 整改完成情况: in a form of labels; what stands before it is asked and planned
_FORM_LABEL = re.compile(r"\n\s*(?:整改)?(?:任务)?(?:完成|落实|进展)情况[:】]")
# 是否完成: 是 / 是否完成: □是 ☑否 / 整改状态: ☐已完成 ☑正在整改
_TICKED = re.compile(r"(?:[□☐○〇]\s*[^\s□☐☑√✓■]{1,8}\s*)*[☑√✓■]\s*(?P<chosen>[^\s□☐☑√✓■]{1,8})")
_YES_OR_NO = re.compile(r"(?P<chosen>[是否])(?=[\s。;,]|$)")
_ANSWERS = {"是": "done", "否": "not_done"}
NOT_CLOSED = re.compile("否|[未没](?:有|予)?销[号案]")  # and not: 未启动
_SUMS_UP = re.compile("(?:结论|状态|状况|销号|(?<=整改完成)情况)")
_BRACKETED = re.compile(r"[【\[]([^【】\[\]\n]{2,40})[】\]]")
_SUMMED_UP = re.compile(r"\(([^()\n]{2,40})\)")
_TAIL = re.compile(r"(?:\s|[—–→…·/-])([^\s—–→…·/-]{2,20})\s*$")  # 会风不实——已完成
# 已完成修复9座,其余8座按计划推进; 护学岗已落实,拓宽工程正在办理用地手续
_REST = re.compile(
    "其余|剩余|余下|剩下|尚有|还有|未(?:全部|完全|最终)|正在(?:办理|协调|施工|实施|建设)|到位后(?:施工|实施|启动|建设)"
)
# 因办公楼正在拆建,尚未整改: why, and then how far
_BECAUSE = re.compile("(?:因|由于|鉴于)[^,。;]*$")
_CAUSE_REACH = 24
_SENTENCE = re.compile(r"[^。\n]+")
# What may stand before a state that makes up a sentence: 该项问题已整改到位。(此项整改已完成)
_ITS_LEAD = re.compile(
    r"[\s((【✔✓√☑●▲■]*(?:以上|上述|目前|现|截至目前|至此)?,?(?:(?:此|该|本|这)(?:项|个|条|类)?)?"
    r"(?:[\d一二三四五六七八九十两]{0,3}(?:项|个|条|类|方面)?的?(?:反馈)?(?:问题|任务|事项|意见))?"
    r"(?:整改(?:任务|工作)?(?=正在|尚|未|已|需|基本))?(?:均|都|需|需要|仍需|尚需|仍|目前)*"
)
_ITS_END = re.compile(r"$|[\s,。;:)】★☆√✓✔]|并|且|转入|整改|推进|任务|坚持")
_ALL_OF_THEM = re.compile(
    r"(?:以上|上述)([\d一二三四五六七八九十两]{0,3})(?:项|个|条|类|方面)?的?(?:反馈)?(?:问题|任务)"
)
_OPENING = re.compile("[。:,]\\s*([^。\\n]{3,24})。")
_COUNTED_STATE = re.compile(
    "(?:完成|整改|推进|办结|销号|到位)(?:问题)?[\\d一二三四五六七八九十]+[个项条]"
)
_COUNTED = re.compile(r"\d[个项条件%]")
# 确保2026年9月装配到位,投入使用,完成整改: no state but a plan
_PLANNED = re.compile(r"(?:确保|保证|力争|争取|计划|预计)(?!了)[^。;]{0,4}20\d\d年[^。;]*$")
_CLOSING_REACH = 40
_PLAN_REACH = 80
_STATE_REACH = 60  # the words behind a label that tell the state stand at once


@dataclass(frozen=True, slots=True)
class State:
    """Progress and due date, with the place of the words that say so."""

    status: str | None = None
    due: str | None = None
    start: int = 0
    end: int = 0
    likely: bool = False  # by the words of an account together, none of which says so outright


def labelled_state(text: str, start: int, end: int) -> State | None:
    """`整改进展情况:已完成`: the label that sums up, or else the first, that a state follows."""
    labels = list(_LABEL.finditer(text, start, end))
    # 整改结论:… sums up what 整改情况:… before it tells at length
    for label in sorted(labels, key=lambda label: _SUMS_UP.match(text, label.start()) is None):
        if ticked := _ticked(text, label.end(), end):
            return State(ticked.status, labelled_due(text, start, end), ticked.start, ticked.end)
        stop = re.compile("[。;\n]").search(text, label.end(), min(end, label.end() + _STATE_REACH))
        words_end = stop.start() if stop else min(end, label.end() + _STATE_REACH)
        state = _state(text, label.end(), words_end, "ledger_status.csv")
        if state.status == "done" and (rest := _REST.search(text, state.end, words_end)):
            state = State("in_progress", None, rest.start(), rest.end())
        if state.status is not None:
            line_end = text.find("\n", words_end)
            rest = min(end, line_end) if line_end >= 0 else end
            due = state.due or labelled_due(text, start, end)
            if due is None and state.status != "done":
                due = planned_due(text, words_end, min(rest, words_end + _STATE_REACH))
            return State(state.status, due, state.start, state.end)
    return None


def _ticked(text: str, start: int, end: int) -> State | None:
    """The answer that a form's boxes give: □是 ☑否."""
    answer = _TICKED.match(text, start, end) or _YES_OR_NO.match(text, start, end)
    if answer is None:
        return None
    begin, stop = answer.span("chosen")
    status = _ANSWERS.get(answer["chosen"]) or status_in(text, begin, stop).status
    return State(status, None, begin, stop) if status else None


def has_label(text: str, start: int, end: int) -> bool:
    """Whether a stretch has a place for its progress: 整改结果:…"""
    return _LABEL.search(text, start, end) is not None


def tells_progress(text: str, start: int, end: int) -> bool:
    """Whether a line of a stretch begins with what was done about a problem: 整改情况:…"""
    return _OF_PROGRESS.search(text, start, end) is not None


def bracketed_state(text: str, start: int, end: int) -> State | None:
    """The last state in brackets of its own, which sums a problem up: 【持续推进,明年6月完成】."""
    for mark in reversed(list(_BRACKETED.finditer(text, start, end))):
        state = _state(text, mark.start(1), mark.end(1), "ledger_status.csv")
        if state.status is not None:
            due = state.due or labelled_due(text, start, end)
            return State(state.status, due, state.start, state.end)
    return None


def opening_state(text: str, start: int, end: int) -> State | None:
    """A state that stands as a sentence of its own behind the title: …。已完成整改。…"""
    first = _OPENING.match(text, start, end)
    if first is None:
        return None
    return _whole(text, *first.span(1))


def closing_state(text: str, start: int, end: int) -> State | None:
    """A state that stands alone as the last words about a problem: …,持续整改。"""
    if _PLANNED.search(text[max(start, end - _PLAN_REACH) : end].rstrip("。; \n")):
        return None
    start = max(start, end - _CLOSING_REACH)
    last = re.search(r"[,。;]([^,。;\n]{2,12})[。;\s]*$", text[start:end])
    if last is None or _COUNTED.search(last.group(1)):
        return None  # 整改完成率92.1% tells of many problems
    state = _state(text, start + last.start(1), start + last.end(1), "ledger_status.csv")
    lead = _ITS_LEAD.match(text, start + last.start(1), end)
    alone = lead is not None and lead.end() == state.start  # …,问题销号。
    return state if state.status is not None and (alone or state.end - state.start > 2) else None


def standing_state(text: str, start: int, end: int) -> State | None:
    """The last sentence or line that is a state and no more: 该项问题已整改到位。"""
    for sentence in reversed(list(_SENTENCE.finditer(text, start, end))):
        if _ALL_OF_THEM.match(sentence.group().strip()):
            continue
        state = _whole(text, *sentence.span())
        if state is not None:
            due = labelled_due(text, start, end) or state.due
            return State(state.status, due, state.start, state.end)
    return None


def state_of_all(text: str, start: int, end: int) -> tuple[int | None, State] | None:
    """What is said of several problems before it, and of how many: 以上3个问题均已整改完成。"""
    for sentence in _SENTENCE.finditer(text, start, end):
        begin = sentence.start() + len(sentence.group()) - len(sentence.group().lstrip())
        told = _ALL_OF_THEM.match(text, begin, sentence.end())
        state = status_in(text, told.end(), sentence.end()) if told else State()
        if told and state.status is not None:
            return count_of(told[1]), state
    return None


def count_of(numeral: str) -> int | None:
    """A numeral in digits or Chinese as a number; None for one that is neither."""
    told = read_number(numeral)
    return None if told is None else int(told[0])


def heading_state(text: str, start: int, end: int) -> State | None:
    """A state in round brackets that closes a heading: 关于“…”问题(持续推进,2025年12月完成)."""
    for mark in reversed(list(_SUMMED_UP.finditer(text, start, end))):
        begin, stop = mark.span(1)
        last = max(begin, text.rfind(";", begin, stop) + 1)  # (整改时限:2024年3月;部分整改)
        state = _whole(text, begin, stop) or _whole(text, last, stop)
        if state is not None:
            return state
    tail = _TAIL.search(text, max(start, end - _CLOSING_REACH), end)
    return _whole(text, *tail.span(1)) if tail else None


def tells_state(text: str, start: int, end: int) -> bool:
    """Whether a stretch states progress outright: behind a label, in brackets or as a sentence."""
    return bool(
        labelled_state(text, start, end)
        or bracketed_state(text, start, end)
        or standing_state(text, start, end)
    )


def _whole(text: str, start: int, end: int) -> State | None:
    lead = _ITS_LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    if end - begin > _STATE_REACH:
        return None
    for status, pattern in _cues("ledger_status.csv"):
        cue = pattern.match(text, begin, end)
        if cue and (status != "done" or _ITS_END.match(text, cue.end(), end)):
            due = None if status == "done" else planned_due(text, begin, end)
            return State(status, due, cue.start(), cue.end())
    return None


def prose_state(text: str, start: int, end: int) -> State:
    """What the sentences about a problem tell of its progress; nothing where they are silent."""
    chapters = list(_CHAPTER.finditer(text, start, end))
    label = _FORM_LABEL.search(text, chapters[-1].end() if chapters else start, end)
    start = label.end() if label else chapters[-1].end() if chapters else start
    state = _state(text, start, end, "ledger_prose.csv", first=False)
    due = labelled_due(text, start, end) or state.due
    return State(state.status, due, state.start, state.end)


def section_state(path: tuple[str, ...], text: str, before: int) -> State | None:
    """The state that a section's heading gives all its problems: (一)已完成整改的问题."""
    for words in reversed(path):
        if not re.search("的?(?:问题|事项)", words):
            continue
        at = text.rfind(words, 0, before)
        if at < 0 or _told_apart(text, at, at + len(words)):
            continue
        state = _state(text, at, at + len(words), "ledger_status.csv")
        if state.status is not None:
            return State(state.status, None, state.start, state.end)
    return None


def _told_apart(text: str, start: int, end: int) -> bool:
    """Whether a heading counts problems of several states: 5个,已完成3个,正在推进2个."""
    told = (pattern.search(text, start, end) for _, pattern in _cues("ledger_status.csv"))
    return len(_COUNTED_STATE.findall(text, start, end)) > 1 or (
        _COUNTED_STATE.search(text, start, end) is not None and sum(map(bool, told)) > 1
    )


def status_in(text: str, start: int, end: int) -> State:
    """The state that a short stretch, as a table's cell, tells."""
    return _state(text, start, end, "ledger_status.csv")


@cache
def _cues(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["status"], re.compile(row["words"])) for row in table(name))


def _told(text: str, start: int, end: int, name: str) -> list[tuple[re.Match[str], str]]:
    """The first place of each state that a stretch tells, the worst state first."""
    return [
        (cue, status)
        for status, pattern in _cues(name)
        if (cue := pattern.search(text, start, end))
    ]


def _place(told: tuple[re.Match[str], str]) -> int:
    return told[0].start()


def _behind_cause(text: str, start: int, cue: re.Match[str], end: int) -> int:
    """Where the clause ends that says why and holds the cue; 0 where none does."""
    if _BECAUSE.search(text, max(start, cue.start() - _CAUSE_REACH), cue.start()) is None:
        return 0
    return text.find(",", cue.end(), min(end, cue.end() + _CAUSE_REACH)) + 1


def _state(text: str, start: int, end: int, name: str, *, first: bool = True) -> State:
    """The state told first; in prose the worst one told (已收回大部分,其余正在办理)."""
    found = _told(text, start, end, name)
    if not found:
        return State()
    cue, status = min(found, key=_place) if first else found[0]
    if first and (behind := _behind_cause(text, start, cue, end)):
        cue, status = min(_told(text, behind, end, name), key=_place, default=(cue, status))
    due = None if status == "done" else planned_due(text, start, end)
    return State(status, due, cue.start(), cue.end())
