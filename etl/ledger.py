"""List the problems of a rectification notice, each with its progress, whatever the layout."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from etl.document_year import When
from etl.ledger_dates import due_told, future_plan, written
from etl.ledger_status import (
    State,
    bracketed_state,
    closing_state,
    has_label,
    heading_state,
    labelled_state,
    opening_state,
    prose_state,
    section_state,
    standing_state,
    state_of_all,
    tells_progress,
)
from etl.ledger_titles import problem_words
from etl.ledger_units import Unit, is_no_problem, units, with_labels
from etl.ledger_words import ledger_words, problem_like
from etl.normalise import same_length_form
from etl.records import LedgerRow, Source
from etl.tables import table_rows

_PROBLEM = re.compile(
    r"^(?:着力解决|着力整改|针对|关于|对于|整改|反馈)*(?:反馈)?(?:的)?"
    r"[“\"]?(?P<title>[^\n]{2,120}?)[”\"]?(?:的|等|方面|方面的|这一)*问题(?:的整改(?:落实)?(?:进展)?情况)?$"
)
_LEAST_BODY = 4  # a numbered line that says nothing further is a heading, not a problem
# 现将整改情况报告如下: a notice whose title is lost says so itself
_ANNOUNCED = re.compile(
    "现[将就][^。\n]{0,40}整改[^。\n]{0,24}(?:汇报|报告|通报|公[示布告开]|函告|函复|[回答]复|反馈|说明)(?:如下|于后)"
)
_OPENING = 2000  # characters in which it does
_ALL_DONE = re.compile(
    r"(?:问题|事项|事宜|任务|意见)[^。;,\n\d]{0,6}(?:均|全部|都)(?P<state>已?(?:全部|按期|如期)?"
    "(?:(?:整改|落实|办理)(?:落实)?(?:到位|完成|完毕)|完成(?:了)?整改|整改销号|办结|销号))(?!率|情况)"
)
# 已整改6个,正在整改1个: of seven problems, one of them told to go on, the six others are done
_COUNTED_DONE = re.compile(
    r"(?P<state>已?(?:经|全部)?(?:整改(?:完成|到位)?|完成(?:整改)?|办结|销号))(?:问题)?(?P<done>\d{1,3})[个项条](?:问题)?"
    r"(?:[,;、](?:其余|尚有|仍有)?(?:正在|持续|长期|基本|部分|未)?(?:完成|推进|整改)*(?:整改|推进)?(?:问题)?(?P<left>\d{1,3})[个项条])?"
)
_CLOSED_SECTION = re.compile(
    r"(?P<all>\d+)[个项条](?:具体)?(?:问题|事项)?,(?P<state>(?:均|全部)?已?(?:经|全部)?"
    r"(?:整改(?:完成|到位)?|完成(?:整改)?|办结|销号))(?P<done>\d+)[个项条]"
)
_HEAD = 300  # characters in which a text without a catalogue entry names itself
_TITLE_CAP = 60  # characters; a longer line at the top is no title
_MANY = 5  # mentions of 整改 that make a text worth a look whose title does not speak of it
_DONE_BEFORE = re.compile(
    "(?<!未)(?:已|已经|均已|全部)(?P<state>整改(?:完成|到位|完毕)|完成(?:了)?整改)(?!率|情况)"
)
# 审计指出的22个问题,已整改20个: a total of a chapter and no problem
_TOTAL = re.compile(
    r"(?:指出|涉及|反映|查出|发现|反馈)(?:的|出)?\d+[个项条件](?:具体)?(?:问题|事项|意见)"
    r"[^。;]{0,12}(?:整改|完成|办结|销号)"
    r"|问题\d+[个项条][^。;]{0,40}(?:整改|完成|办结|销号)(?:到位)?\d+[个项条]"
)
_TOTAL_REACH = 60
_CLOSED = re.compile(
    "(?:完成|到位|完毕|销号|整改|推进|办结|解决|落实)。"
)  # ends of sentences that tell
_ONE = re.compile(r"\(?[1一][)、.]|\u2460")
_NAMED_BY = ("关于", "针对", "对“", "“")
_NAMED = re.compile("”|(?:的|等|方面)*(?:问题|意见)")
_LABEL_BEHIND = re.compile(
    r"[。;,\s]*(?:(?:整改|跟进|落实|办理|处理|处置|整治)(?:落实|进展|完成|措施|整改)*(?:情况|成效|结果|进展)*"
    r"(?:[及和]成效)?|(?:完成|进展)情况)[:】]"
)
# 4个县追回重复发放的补贴: what was wrong stands as the object of what was done about it
_REMEDY = re.compile(
    "^(?:截至|目前|已)|(?:追回|追缴|收回|退还|清退|清理|整改|纠正|盘活|归还|上缴|扣减|核减|拆除|取缔|查处)"
    "[^,。]{0,6}(?:违规|违反|重复|多[报领付计发收]|超|挪用|挤占|套取|闲置|拖欠|欠|虚|漏|沉淀)"
)
# 教育投入方面。公用经费未足额拨付。区财政已…: the sentence behind the field is the problem
_FIELD = re.compile("[^,。;:“”]{2,16}(?:方面|领域|环节)")
_STATED_FIRST = re.compile(
    r"[。:]\s*(?:存在)?(?P<words>(?!\s|一是|第一|\(?[1①])[^。:\n]{4,60})[。:]"
)
# 一、巡察反馈的主要问题: a chapter that lists them alone
_OF_PROBLEMS = re.compile(
    "(?!关于|针对)[^“”,]{0,16}(?:反馈|存在|发现|指出|查出|查摆|主要)[^“”,]{0,8}问题(?:清单|情况)?"
)
_NEARLY_ALL = 0.8  # of a notice's problems
_LEAST_TOLD = 3  # progress told outright that makes a ledger of such a text


def extract_ledger(text: str, source: Source | None = None) -> list[LedgerRow]:
    """The problems that a rectification notice lists, in order; none for other documents."""
    doc = source.doc if source else ""
    form = same_length_form(text)
    title = same_length_form((source.title if source else None) or _first_lines(form))
    found = _found(form, title, source.published if source else None)
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


def _first_lines(text: str) -> str:
    """The short lines at the top, among them the title."""
    lines = (line.strip() for line in text[:_HEAD].split("\n"))
    return "\n".join(line for line in lines if 0 < len(line) <= _TITLE_CAP)


def _found(text: str, title: str, published: str | None) -> list[_Row]:
    """The rows, unless the text is news, training or a summary that only speaks of 整改."""
    is_notice = bool(ledger_words("notice").search(title) or _ANNOUNCED.search(text, 0, _OPENING))
    if ledger_words("no_notice").search(title.partition("\n")[0]):
        return []
    named = is_notice or ledger_words("title").search(title)
    if not named and text.count("整改") < _MANY:
        return []
    text = with_labels(text)
    base = written(text, published)
    if rows := table_rows(text, base):
        return rows
    rows, told = _listed(text, base, notice=is_notice, audit="审计" in title)
    least = 0 if is_notice else 1 if named else _LEAST_TOLD
    return rows if told >= least else []


def _listed(text: str, base: When | None, *, notice: bool, audit: bool) -> tuple[list[_Row], int]:
    """The rows, and how many pieces of the text tell their progress outright."""
    found = units(text)
    possible = [_may_be_problem(text, unit) for unit in found]
    told = [
        _told_state(text, unit) if may else None for unit, may in zip(found, possible, strict=True)
    ]
    together = _told_together(text, found)
    inside = _told_inside(text, found, base)
    by_progress = [notice and not audit and may for may in possible]
    alike = _among_problems(text, found, told, by_progress)
    many = sum(state is not None for state in told)
    rows: list[_Row] = []
    labels = 0
    unlabelled: list[int] = []
    for i, unit in enumerate(found):
        if (_heads(found, i) and told[i] is None) or not possible[i]:
            continue
        if unit.mark in inside:
            rows += inside[unit.mark]
            continue
        state = told[i] or together.get(i) or closing_state(text, *unit.body)
        if state is not None:
            rows.append((unit.path, _title(text, unit), _with_due(state, text, unit.body, base)))
            labels += has_label(text, *unit.body)
            continue
        new = _told_in_prose(
            text, unit, base, like_problem=alike[i], labelled=many >= 2, audit=audit
        )
        if not has_label(text, *unit.body):
            unlabelled += range(len(rows), len(rows) + len(new))
        rows += new
    if labels >= _NEARLY_ALL * len(rows):  # where all others have a label, silence is silence
        for i in unlabelled:
            rows[i] = (*rows[i][:2], State())
    if notice and (pairs := _paired(text, found, base)):
        return pairs, many
    rows = _closed_sections(text, found, rows)
    rows = _all_done(text, rows)
    if len(rows) == 1 and any(unit.headless for unit in found):
        return [_only_task(text, rows[0])], many
    told_rows = sum(state.status is not None for _, _, state in rows)
    is_ledger = told_rows * 2 >= len(rows) or _are_problems(text, rows, notice=notice and not audit)
    return rows if is_ledger else [], many


def _paired(text: str, found: list[Unit], base: When | None) -> list[_Row]:
    """A list of problems and one as long of what was done about them, number by number."""
    for parts in (_lists(text, found), _chapters(found)):
        rows: list[_Row] = []
        answers: list[Unit] = []
        for problems, done in _neighbours(parts):
            if problems is not answers and _answered(text, problems, done):
                answers = done
                rows += (
                    (problem.path, _title(text, problem), _answer(text, answer, base))
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
    if _OF_PROBLEMS.fullmatch(chapter) and all(_told_by_prose(text, unit) for unit in done):
        return True
    return titled * 3 >= len(problems) * (1 if "问题" in chapter else 2)


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
    inner = [unit for i, unit in enumerate(found) if unit.path and not _heads(found, i)]
    return [list(part) for _, part in itertools.groupby(inner, key=lambda unit: unit.path[0])]


def _answer(text: str, unit: Unit, base: When | None) -> State:
    whole = (unit.start, unit.body_end)
    state = standing_state(text, *whole) or closing_state(text, *whole)
    return _with_due(state or _prose(text, *whole, base), text, whole, base)


def _only_task(text: str, row: _Row) -> _Row:
    """The one problem of a notice, done by the words before it where its own are silent."""
    path, title, state = row
    before = _DONE_BEFORE.search(text, 0, title[0])
    if state.status is not None or before is None:
        return row
    return path, title, State("done", state.due, *before.span("state"))


def _closed_sections(text: str, found: list[Unit], rows: list[_Row]) -> list[_Row]:
    """The silent problems of a section that says all of its own are done: 反馈3个,已完成3个."""
    closed: list[tuple[int, int, State]] = []
    for i, unit in enumerate(found):
        told = _CLOSED_SECTION.search(text, unit.start, unit.body_end) if _heads(found, i) else None
        if told and told["all"] == told["done"]:
            after = itertools.islice(found, i + 1, None)
            ends = (other.start for other in after if other.level <= unit.level)
            span = unit.body_end, next(ends, len(text))
            closed.append((*span, State("done", None, *told.span("state"))))
    return [_in_closed(row, closed) for row in rows] if closed else rows


def _in_closed(row: _Row, closed: list[tuple[int, int, State]]) -> _Row:
    path, title, state = row
    i = bisect_right(closed, title[0], key=lambda section: section[0]) - 1
    if state.status is not None or i < 0 or title[0] >= closed[i][1]:
        return row
    told = closed[i][2]
    return path, title, State(told.status, state.due, told.start, told.end)


def _all_done(text: str, rows: list[_Row]) -> list[_Row]:
    """The problems that only a word about them all, or the notice's own count, tells are done."""
    silent = sum(state.status is None for _, _, state in rows)
    still_open = sum(state.status in ("in_progress", "not_done") for _, _, state in rows)
    told = _ALL_DONE.search(text) if rows and silent == len(rows) else None
    counted = _COUNTED_DONE.search(text) if silent else None
    if told is None and counted is not None:
        done, left = int(counted["done"]), int(counted["left"] or 0)
        told = counted if (done + left, left) == (len(rows), still_open) else None
    if told is None:
        return rows
    begin, end = told.span("state")
    return [
        (path, title, State("done", state.due, begin, end) if state.status is None else state)
        for path, title, state in rows
    ]


def _are_problems(text: str, rows: list[_Row], *, notice: bool) -> bool:
    """Whether a list is one of problems though it tells of measures alone: 关于…的问题。一是…

    The chapters of an audit's summary are titled as problems too, and are none.
    """
    named = sum(
        bool(_LABEL_BEHIND.match(text, end))
        or (text[max(0, start - 3) : start].endswith(_NAMED_BY) and bool(_NAMED.match(text, end)))
        or (notice and problem_like(text[start:end]))
        for _, (start, end), _ in rows
    )
    return len(rows) >= _LEAST_TOLD and named >= _NEARLY_ALL * len(rows)


def _may_be_problem(text: str, unit: Unit) -> bool:
    if any(ledger_words("not_problem").search(heading) for heading in unit.path[:2]):
        return False
    if _is_total(text, unit):
        return False
    return len(unit.path) > 1 or not is_no_problem(text, unit)


def _is_total(text: str, unit: Unit) -> bool:
    total = _TOTAL.search(text, unit.start, min(unit.body_end, unit.end + _TOTAL_REACH))
    if total is None or has_label(text, *unit.body):
        return False
    title = text[unit.start : unit.end].rstrip("。:,")
    return not (_PROBLEM.match(title) and problem_like(title))


def _told_state(text: str, unit: Unit) -> State | None:
    """The state in brackets, behind a label, or as a sentence of its own."""
    body = unit.body
    return (
        bracketed_state(text, unit.start, unit.body_end)
        or heading_state(text, unit.start, unit.end)
        or labelled_state(text, *body)
        or opening_state(text, *body)
        or standing_state(text, *body)
    )


def _told_together(text: str, found: list[Unit]) -> dict[int, State]:
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
            if _heads(found, i):
                continue
            states[i] = state
            number = number and number - 1
    return states


def _told_inside(text: str, found: list[Unit], base: When | None) -> dict[int, list[_Row]]:
    """Chapters of one paragraph that tell a problem a sentence: 账目不清,已补记,完成整改。…"""
    chapters = {unit.mark: (unit.style, _one_a_sentence(text, unit, base)) for unit in found}
    styles = {style for style, rows in chapters.values() if len(rows) > 1}
    return {mark: rows for mark, (style, rows) in chapters.items() if rows and style in styles}


def _one_a_sentence(text: str, unit: Unit, base: When | None) -> list[_Row]:
    path = (*unit.path, text[unit.start : unit.end].strip("。 "))
    rows: list[_Row] = []
    if not _CLOSED.search(text, *unit.body):
        return rows
    for start, end in _sentences(text, unit.end, unit.body_end):
        comma = text.find(",", start, end)
        if comma < 0 or not problem_like(text[start:comma]):
            return []
        state = closing_state(text, comma, end)
        if state is None:
            return []
        title = problem_words(text, start, comma)
        rows.append((path, title, _with_due(state, text, (comma, end), base)))
    return rows


def _heads(found: list[Unit], i: int) -> bool:
    return i + 1 < len(found) and found[i + 1].level > found[i].level


def _among_problems(
    text: str, found: list[Unit], told: list[State | None], by_progress: list[bool]
) -> list[bool]:
    """For each piece whether it, or most of those beside it, is a problem by title or progress.

    ``by_progress`` says where the prose may tell the progress too, of titles that are no measure's.
    """
    titled = [problem_like(text[unit.start : unit.end]) for unit in found]
    beside: dict[tuple[tuple[str, ...], str], list[bool]] = defaultdict(list)
    for unit, is_problem, state, may in zip(found, titled, told, by_progress, strict=True):
        tells = is_problem or state is not None or tells_progress(text, *unit.body)
        tells = tells or (may and _is_fact(text, unit) and _told_by_prose(text, unit))
        beside[unit.path, unit.style].append(tells)
    most = {key: sum(many) * 3 >= len(many) * 2 for key, many in beside.items()}
    return [t or most[unit.path, unit.style] for unit, t in zip(found, titled, strict=True)]


def _is_fact(text: str, unit: Unit) -> bool:
    """Whether a title may state a fact: short, no field's, and no measure's."""
    words = text[unit.start : unit.end].strip()
    return len(words) <= _TITLE_CAP and not (
        _FIELD.fullmatch(words) or ledger_words("measure").search(words)
    )


def _told_by_prose(text: str, unit: Unit) -> bool:
    return prose_state(text, *unit.body).status is not None


def _told_in_prose(
    text: str,
    unit: Unit,
    base: When | None,
    *,
    like_problem: bool,
    labelled: bool,
    audit: bool,
) -> list[_Row]:
    """The problems of a piece that states no progress outright."""
    words = text[unit.start : unit.end]
    in_section = ledger_words("problem_section").search
    by_section = section_state(unit.path, text, unit.start) is not None
    if audit and not labelled and not by_section and any(map(in_section, (*unit.path, words))):
        return _audit_rows(text, unit, base)
    named = unit.style in "hpq" or _PROBLEM.match(words.rstrip("。:,"))
    named = named or _LABEL_BEHIND.match(text, unit.end)
    if labelled or not unit.path:
        listed = like_problem or (not unit.path and words.endswith("方面"))
    else:
        listed = unit.body_end - unit.end >= _LEAST_BODY and (
            any(map(in_section, unit.path)) or like_problem
        )
    if not named and not listed:
        return []
    state = _in_section(text, unit, base)
    return [(unit.path, _title(text, unit), _with_due(state, text, unit.body, base))]


def _in_section(text: str, unit: Unit, base: When | None) -> State:
    """The state that the section gives, or else the prose: of 未整改到位 much may be done."""
    section = section_state(unit.path, text, unit.start)
    if section is None or section.status == "not_done":
        prose = _prose(text, *unit.body, base)
        if section is None or prose.status == "in_progress":
            return prose
    return section


def _prose(text: str, start: int, end: int, base: When | None) -> State:
    """What the sentences tell, and where they name a later month than the notice's, a plan."""
    state = prose_state(text, start, end)
    if base is None or state.status in ("in_progress", "not_done"):
        return state
    plan = future_plan(text, start, end, base)
    return State("in_progress", plan.due, plan.start, plan.end) if plan else state


def _with_due(state: State, text: str, span: tuple[int, int], base: When | None) -> State:
    """The state with the date that the problem, from title to end, is due by."""
    is_open = state.status != "done"
    due = state.due or due_told(text, *span, planned=is_open, base=base)
    return State(state.status, due, state.start, state.end)


def _audit_rows(text: str, unit: Unit, base: When | None) -> list[_Row]:
    """Audit reports tell one problem a sentence: what was wrong, then what was done."""
    heading = text[unit.start : unit.end]
    if (
        problem_like(heading)
        and not re.match("关于", heading)
        and not re.search("(?:方面|情况)$", heading)
    ):
        state = _prose(text, *unit.body, base)
        due = _with_due(state, text, unit.body, base)
        return [(unit.path, _title(text, unit), due)]
    is_entry = heading.startswith("关于") or _PROBLEM.match(heading.rstrip("。"))
    path = unit.path if is_entry else (*unit.path, heading.strip("。 "))
    begin = unit.start if is_entry else unit.end
    fault = ledger_words("fault")
    entries: list[tuple[int, int]] = []
    by_name = False  # once 关于…问题 opens an entry, what follows belongs to it until the next
    for start, end in _sentences(text, begin, unit.body_end):
        first = _first_clause(text[start:end])
        named = first.startswith("关于") or (start == begin and bool(is_entry))
        by_name = by_name or named
        told = not by_name and fault.search(first) and not _REMEDY.search(first)
        if named or told:
            entries.append((start, end))
        elif entries:
            entries[-1] = (entries[-1][0], end)
    rows: list[_Row] = []
    for start, end in entries:
        stop = start + len(_first_clause(text[start:end]))
        title = problem_words(text, start, stop)
        state = _prose(text, stop, end, base)
        rows.append((path, title, _with_due(state, text, (stop, end), base)))
    return rows


def _first_clause(sentence: str) -> str:
    return re.split("[,。\n]", sentence, maxsplit=1)[0]


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


def _names_fault(text: str, start: int, end: int) -> bool:
    """Whether a sentence behind a field says what was wrong, and not yet what was done."""
    is_measure = ledger_words("measure").search(text[start:end]) is not None
    words = text[start:end]
    return prose_state(text, start, end).status is None and (problem_like(words) or not is_measure)


def _title(text: str, unit: Unit) -> tuple[int, int]:
    stated = _STATED_FIRST.match(text, unit.end, unit.body_end)
    field = _FIELD.fullmatch(text, unit.start, unit.end)
    if field and stated and _names_fault(text, *stated.span("words")):
        return problem_words(text, *stated.span("words"))
    return problem_words(text, unit.start, unit.end)
