"""Progress that a notice tells of several problems at once, or of its only one."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right

from etl.ledger_dates import labelled_due
from etl.ledger_pieces import N
from etl.ledger_rows import Row, heads, title_of
from etl.ledger_status import State, count_of, prose_state, state_of_all, status_in
from etl.ledger_units import Unit

_DONE_BEFORE = re.compile(
    "(?<!未)(?:已|已经|均已|全部)(?P<state>整改(?:完成|到位|完毕)|完成(?:了)?整改)(?!率|情况)"
)
# 整改完成情况的公示, 验收销号公示: only of what is done
_CLOSING = re.compile("(?P<state>(?:整改完成|销号))(?:情况)?(?:的)?公[示告]")
_ALL_DONE = re.compile(
    r"(?:问题|事项|事宜|任务|意见)[^。;,\n\d]{0,6}(?:均|全部|都)(?P<state>已?(?:全部|按期|如期)?"
    "(?:(?:整改|落实|办理)(?:落实)?(?:到位|完成|完毕)|完成(?:了)?整改|整改销号|办结|销号))(?!率|情况)"
)
# 对于检查中出现的问题已整改: the last words of a notice
_ALL_TOLD = re.compile(
    r"(?:对(?:于)?|针对)[^。;,\n\d]{2,16}的(?:全部|所有)?问题,?[^。;,\n\d]{0,6}"
    r"(?P<state>(?:均|都|全部)?已(?:经)?(?:全部)?(?:整改(?:到位|完成|完毕)?|完成整改|落实到位))(?=[,。;!]|$)"
)
# 第一项、第三项问题已整改完成,第二项问题正在整改: problems told of by their numbers
_BY_NUMBER = re.compile(
    rf"(?P<numbers>第{N}[项个条]?(?:问题)?(?:[、,和及与]第?{N}[项个条]?(?:问题)?){{0,20}})(?:问题|任务|事项|意见)?"
    r"(?P<told>[^,。;、\n]{2,20})"
)
_NUMERAL = re.compile(N)
# 已整改6个,正在整改1个: of seven problems, one of them told to go on, the six others are done
_COUNTED_DONE = re.compile(
    r"(?<![性本分未])(?P<state>已?(?:经|全部)?(?:整改(?:完成|到位)?|完成(?:整改)?|办结|销号))"
    r"(?:问题)?(?P<done>\d{1,3})[个项条](?:问题)?"
    r"(?:[,;、](?:其余|尚有|仍有)?(?:正在|持续|长期|基本|部分|未)?(?:完成|推进|整改)*(?:整改|推进)?(?:问题)?(?P<left>\d{1,3})[个项条])"
)
# 三、存在问题的处理及整改情况, of a chapter of problems before it
ANSWERS = re.compile("[^,。:]{0,16}整改(?:落实|完成|进展)?情况\\s*")
_FEWEST = 2  # problems of a list
_CLOSED_SECTION = re.compile(
    r"(?P<all>\d+)[个项条](?:具体)?(?:问题|事项)?,(?P<state>(?:均|全部)?已?(?:经|全部)?"
    r"(?:整改(?:完成|到位)?|完成(?:整改)?|办结|销号))(?P<done>\d+)[个项条]"
)


def told_together(text: str, found: list[Unit]) -> dict[int, State]:
    """The states that a sentence behind several problems gives to them all."""
    states: dict[int, State] = {}
    for last, unit in enumerate(found):
        told = state_of_all(text, *unit.body)
        if told is None:
            continue
        number, state = told
        for i in range(last, -1, -1):
            if i in states or number == 0 or (number is None and found[i].path != unit.path):
                break
            if heads(found, i):
                continue
            states[i] = state
            number = number and number - 1
    return states


def answered_together(text: str, found: list[Unit]) -> list[Row]:
    """Bare problems of one chapter that the next tells of together: 该单位已及时进行了整改。"""
    chapters = [i for i, unit in enumerate(found) if unit.level == 0]
    for here, following in itertools.pairwise(chapters):
        problems, answer = found[here + 1 : following], found[following]
        if heads(found, following) or not ANSWERS.fullmatch(text, answer.start, answer.end):
            continue
        if "问题" not in text[found[here].start : found[here].end]:
            continue
        bare = all(not text[slice(*unit.body)].strip("。;, \n") for unit in problems)
        state = prose_state(text, *answer.body)
        if len(problems) > 1 and bare and state.status is not None:
            return [(unit.path, title_of(text, unit), state) for unit in problems]
    return []


def told_by_number(text: str, found: list[Unit]) -> list[Row]:
    """The bare problems of a list of which the words behind it tell by number: 第二项正在整改。"""
    for _, same in itertools.groupby(found, key=lambda unit: (unit.path, unit.style)):
        problems = list(same)
        if len(problems) < _FEWEST or not are_bare(text, problems):
            continue
        states = _states_by_number(text, problems[-1].end, problems[-1].body_end)
        if len(states) > 1 and max(states) <= len(problems):
            return [
                (unit.path, title_of(text, unit), states.get(number, State()))
                for number, unit in enumerate(problems, 1)
            ]
    return []


def are_bare(text: str, problems: list[Unit]) -> bool:
    """Whether nothing stands behind the problems of a list but behind its last."""
    return not any(text[slice(*unit.body)].strip("。;, \n") for unit in problems[:-1])


def _states_by_number(text: str, start: int, end: int) -> dict[int, State]:
    states: dict[int, State] = {}
    for told in _BY_NUMBER.finditer(text, start, end):
        state = status_in(text, *told.span("told"))
        numbers = [count_of(numeral) for numeral in _NUMERAL.findall(told["numbers"])]
        if state.status is not None:
            states |= {number: state for number in numbers if number}
    return states


def closed_sections(text: str, found: list[Unit], rows: list[Row]) -> list[Row]:
    """The silent problems of a section that says all of its own are done: 反馈3个,已完成3个."""
    closed: list[tuple[int, int, State]] = []
    for i, unit in enumerate(found):
        told = _CLOSED_SECTION.search(text, unit.start, unit.body_end) if heads(found, i) else None
        if told and told["all"] == told["done"]:
            after = (found[j] for j in range(i + 1, len(found)))
            ends = (other.start for other in after if other.level <= unit.level)
            span = unit.body_end, next(ends, len(text))
            closed.append((*span, State("done", None, *told.span("state"))))
    return [_in_closed(row, closed) for row in rows] if closed else rows


def _in_closed(row: Row, closed: list[tuple[int, int, State]]) -> Row:
    path, title, state = row
    i = bisect_right(closed, title[0], key=lambda section: section[0]) - 1
    if state.status is not None or i < 0 or title[0] >= closed[i][1]:
        return row
    told = closed[i][2]
    return path, title, State(told.status, state.due, told.start, told.end)


def all_done(text: str, rows: list[Row]) -> list[Row]:
    """The problems that only a word about them all, or the notice's own count, tells are done."""
    silent = sum(state.status is None for _, _, state in rows)
    still_open = sum(state.status in ("in_progress", "not_done") for _, _, state in rows)
    if not silent:
        return rows
    told = _ALL_DONE.search(text) if silent == len(rows) else None
    if told is None and not still_open:
        told = _ALL_TOLD.search(text, rows[-1][1][1])
    for counted in _COUNTED_DONE.finditer(text) if told is None else ():
        done, left = int(counted["done"]), int(counted["left"])
        if (done + left, left) == (len(rows), still_open):
            told = counted
            break
    if told is None:
        return rows
    begin, end = told.span("state")
    return [
        (path, title, State("done", state.due, begin, end) if state.status is None else state)
        for path, title, state in rows
    ]


def only_task(text: str, row: Row, body: tuple[int, int]) -> Row:
    """The one problem of a notice, done by the words before it where its own are silent.

    A date among its measures is then no date that it is due by.
    """
    path, title, state = row
    before = _DONE_BEFORE.search(text, 0, title[0]) or _CLOSING.search(text, 0, title[0])
    if state.status is not None or before is None:
        return row
    return path, title, State("done", labelled_due(text, *body), *before.span("state"))
