"""List the problems of a rectification notice, each with its progress, whatever the layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from operator import itemgetter

from etl.document_year import When
from etl.ledger_audit import audit_rows, told_inside
from etl.ledger_dates import labelled_due, written
from etl.ledger_faults import problem_like
from etl.ledger_measures import is_no_problem, problems_and_headings
from etl.ledger_pairs import paired
from etl.ledger_pieces import GLUED_TITLE, as_form, with_labels
from etl.ledger_rows import FIELD, PROBLEM, Row, heads, prose, title_of, told_by_prose, with_due
from etl.ledger_status import (
    State,
    bracketed_state,
    closing_state,
    has_label,
    heading_state,
    labelled_state,
    opening_state,
    section_state,
    standing_state,
    tells_progress,
)
from etl.ledger_units import Unit, units
from etl.ledger_whole import (
    all_done,
    answered_together,
    closed_sections,
    only_task,
    told_by_number,
    told_together,
)
from etl.ledger_words import ledger_words
from etl.normalise import in_whole_words, same_length_form
from etl.records import LedgerRow, Source
from etl.tables import table_rows

_LEAST_BODY = 4  # a numbered line that says nothing further is a heading, not a problem
# 现将整改情况报告如下: a notice whose title is lost says so itself
_ANNOUNCED = re.compile(
    "现[将就][^。\n]{0,40}整改[^。\n]{0,24}(?:汇报|报告|通报|公[示布告开]|函告|函复|[回答]复|反馈|说明)(?:如下|于后)"
    "|现将[^。\n]{0,12}整改(?:落实|完成|进展)?情况(?:进行|予以|向社会)公[示布告开]"
)
_PLAN = re.compile(
    r"整改[^\n,。]{0,12}方案(?:\(摘要\)|及[^\n,。]{2,8})?(?:的?(?:公[布示开告]))?$", re.MULTILINE
)
# 二、审计发现的主要问题 三、整改情况: announcements of results whose title names neither
_CHAPTER = re.compile(r"^[一二三四五六七八九十]、(?P<words>[^\n,。]{2,24})$", re.MULTILINE)
_ANSWERS = re.compile("整改(?:落实|完成|进展)?情况$")
# 审计局党组关于巡察整改情况的通报 is no audit's report
_AUDIT = re.compile("^(?![^\n]*巡[视察])[^\n]*审计(?![局厅署])", re.MULTILINE)
_OF_RECTIFICATION = re.compile("整改|方面")  # never 查摆的主要问题
_LINE = 80  # characters of a line that announces a list
_ANNOUNCES = re.compile("(?:问题|事项|隐患|意见)[^。\n]{0,12}整改[^。\n]{0,16}如下[:。]?$")
_OPENING = 2000  # characters in which it does
_HEAD = 300  # characters in which a text without a catalogue entry names itself
_TITLE_CAP = 60  # characters; a longer line at the top is no title
_MANY = 5  # mentions of 整改 that make a text worth a look whose title does not speak of it
# 审计指出的22个问题,已整改20个: a total of a chapter and no problem
_TOTAL = re.compile(
    r"(?:指出|涉及|反映|查出|发现|反馈)(?:的|出)?\d+[个项条件](?:具体)?(?:问题|事项|意见)"
    r"[^。;]{0,12}(?:整改|完成|办结|销号)"
    r"|问题\d+[个项条][^。;]{0,40}(?:整改|完成|办结|销号)(?:到位)?\d+[个项条]"
)
_TOTAL_REACH = 60
_NAMED_BY = ("关于", "针对", "对“", "“")
_NAMED = re.compile("”|(?:的|等|方面)*(?:问题|意见)")
_LABEL_BEHIND = re.compile(
    r"[。;,\s]*(?:(?:整改|跟进|落实|办理|处理|处置|整治)(?:落实|进展|完成|措施|整改)*(?:情况|成效|结果|进展|目标|时限|期限)*"
    r"(?:[及和]成效)?|(?:完成|进展)情况)[:】]"
)
_NEARLY_ALL = 0.8  # of a notice's problems
_LEAST_TOLD = 3  # progress told outright that makes a ledger of such a text


def extract_ledger(text: str, source: Source | None = None) -> list[LedgerRow]:
    """The problems that a rectification notice lists, in order; none for other documents."""
    doc = source.doc if source else ""
    form = in_whole_words(text)
    title = same_length_form((source.title if source else None) or _first_lines(form.text))
    found = _found(form.text, title, source.published if source else None)
    if _PLAN.search(title):  # what is to be done tells of nothing done, and goals are no problems
        if not any(problem_like(form.text[start:end]) for _, (start, end), _ in found):
            return []
        found = [(path, span, State(None, state.due)) for path, span, state in found]
    rows: list[LedgerRow] = []
    for seq, (path, span, state) in enumerate(found, 1):
        start, end = form.span(*span)
        told = form.span(state.start, state.end) if state.status else (start, end)
        words = text[start:end]
        rows.append(LedgerRow(doc, seq, path, words, state.status, state.due, *told, start, end))
    return rows


def as_read(text: str) -> str:
    """A notice in the form in which its pieces are told apart."""
    return as_form(with_labels(in_whole_words(text).text))


def _first_lines(text: str) -> str:
    """The short lines at the top, among them the title."""
    lines = (GLUED_TITLE.split(line)[0].strip() for line in text[:_HEAD].split("\n"))
    return "\n".join(line for line in lines if 0 < len(line) <= _TITLE_CAP)


def _found(text: str, title: str, published: str | None) -> list[Row]:
    """The rows, unless the text is news, training or a summary that only speaks of 整改."""
    is_notice = bool(
        ledger_words("notice").search(title)
        or _ANNOUNCED.search(text, 0, _OPENING)
        or _answers_a_chapter(text)
    )
    headline = title.partition("\n")[0]
    if "。" not in headline and ledger_words("no_notice").search(headline):
        return []
    named = is_notice or ledger_words("title").search(title)
    if not named and text.count("整改") < _MANY:
        return []
    text = with_labels(text)
    base = written(text, published)
    if rows := table_rows(text, base):
        return rows
    text = as_form(text)
    rows, told = _listed(text, base, notice=is_notice, audit=bool(_AUDIT.search(title)))
    return rows if named or told >= _LEAST_TOLD else []


def _answers_a_chapter(text: str) -> bool:
    """Whether a chapter of problems is followed by one of what was done about them."""
    headings = [found["words"] for found in _CHAPTER.finditer(text)]
    asked = next((i for i, words in enumerate(headings) if "问题" in words), len(headings))
    return any(_ANSWERS.search(words) for words in headings[asked + 1 :])


def _listed(text: str, base: When | None, *, notice: bool, audit: bool) -> tuple[list[Row], int]:
    """The rows, and how many pieces of the text tell their progress outright."""
    found = problems_and_headings(text, units(text))
    possible = [_may_be_problem(text, unit) for unit in found]
    told = [
        _told_state(text, unit) if may else None for unit, may in zip(found, possible, strict=True)
    ]
    together = told_together(text, found)
    inside = told_inside(text, found, base)
    by_progress = [notice and not audit and may for may in possible]
    alike = _among_problems(text, found, told, by_progress)
    many = sum(state is not None for state in told)
    rows: list[Row] = []
    labels = 0
    unlabelled: list[int] = []
    for i, unit in enumerate(found):
        if told[i] is None and unit.style == "f" and not notice:
            continue  # news of what is amiss in 整改: 一是进展滞后。二是…
        if (heads(found, i) and told[i] is None) or not possible[i]:
            continue
        if unit.mark in inside:
            rows += inside[unit.mark]
            continue
        state = told[i] or together.get(i) or closing_state(text, *unit.progress)
        if state is not None:
            rows.append((unit.path, title_of(text, unit), with_due(state, text, unit.body, base)))
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
    if notice and (pairs := paired(text, found, base)):
        return all_done(text, pairs), many
    if notice and (answered := told_by_number(text, found) or answered_together(text, found)):
        return answered, many
    rows = closed_sections(text, found, _by_section(text, found, rows))
    rows = all_done(text, rows)
    if len(rows) == 1 and (whole := [unit.body for unit in found if unit.headless]):
        return [only_task(text, rows[0], whole[0])], many
    told_rows = sum(
        state.status is not None and not (audit and state.likely) for _, _, state in rows
    )
    is_ledger = told_rows * 2 >= len(rows) or _are_problems(text, rows, notice=notice and not audit)
    return rows if is_ledger else [], many


def _by_section(text: str, found: list[Unit], rows: list[Row]) -> list[Row]:
    """The rows, each with its section's limit where it names none: (一)…方面(完成时限:2024年底)."""
    limits: list[tuple[int, str | None]] = []
    above: list[tuple[int, str | None]] = []  # level and limit of the headings above
    for i, unit in enumerate(found):
        while above and above[-1][0] >= unit.level:
            above.pop()
        limits.append((unit.mark, next((due for _, due in reversed(above) if due), None)))
        line_end = text.find("\n", unit.end, unit.body_end)
        due = labelled_due(text, unit.start, line_end) if heads(found, i) and line_end > 0 else None
        above.append((unit.level, due))
    given = []
    for path, title, state in rows:
        at = bisect_right(limits, title[0], key=itemgetter(0)) - 1
        due = state.due or (limits[at][1] if at >= 0 else None)
        given.append((path, title, replace(state, due=due)))
    return given


def _are_problems(text: str, rows: list[Row], *, notice: bool) -> bool:
    """Whether a list is one of problems though it tells of measures alone: 关于…的问题。一是…

    The chapters of an audit's summary are titled as problems too, and are none.
    """
    named = sum(
        bool(_LABEL_BEHIND.match(text, end))
        or (text[max(0, start - 3) : start].endswith(_NAMED_BY) and bool(_NAMED.match(text, end)))
        or (notice and problem_like(text[start:end]))
        for _, (start, end), _ in rows
    )
    if len(rows) >= _LEAST_TOLD:
        return named >= _NEARLY_ALL * len(rows)
    # the beginning of a notice may tell no more than its first problem or two
    sections = (any(map(_OF_RECTIFICATION.search, path)) for path, *_ in rows)
    return notice and named == len(rows) > 0 and all(sections)


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
    return not (PROBLEM.match(title) and problem_like(title))


def _told_state(text: str, unit: Unit) -> State | None:
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


def _among_problems(
    text: str, found: list[Unit], told: list[State | None], by_progress: list[bool]
) -> list[bool]:
    """For each piece whether it, or most of those beside it, is a problem by title or progress.

    ``by_progress`` says where the prose may tell the progress too, of titles that are no measure's.
    """
    introduced = _introduced(text, found)
    titled = [
        unit.mark in introduced or problem_like(text[unit.start : unit.end]) for unit in found
    ]
    beside: dict[tuple[tuple[str, ...], str], list[bool]] = defaultdict(list)
    for unit, is_problem, state, may in zip(found, titled, told, by_progress, strict=True):
        tells = is_problem or state is not None or tells_progress(text, *unit.body)
        tells = tells or (may and _is_fact(text, unit) and told_by_prose(text, unit))
        beside[unit.path, unit.style].append(tells)
    most = {key: sum(many) * 3 >= len(many) * 2 for key, many in beside.items()}
    return [t or most[unit.path, unit.style] for unit, t in zip(found, titled, strict=True)]


def _introduced(text: str, found: list[Unit]) -> set[int]:
    """The pieces of lists that a line announces: 对交办的事项作出整改,具体情况如下:"""
    marks: set[int] = set()
    level: int | None = None
    for i, unit in enumerate(found):
        if level is not None and unit.level == level:
            marks.add(unit.mark)
        elif level is None or unit.level < level:
            above = text[max(unit.end, unit.body_end - _LINE) : unit.body_end].rstrip()
            level = unit.level + 1 if heads(found, i) and _ANNOUNCES.search(above) else None
    return marks


def _is_fact(text: str, unit: Unit) -> bool:
    """Whether a title may state a fact: short, no field's, and no measure's."""
    words = text[unit.start : unit.end].strip()
    return len(words) <= _TITLE_CAP and not (
        FIELD.fullmatch(words) or ledger_words("measure").search(words)
    )


def _told_in_prose(
    text: str,
    unit: Unit,
    base: When | None,
    *,
    like_problem: bool,
    labelled: bool,
    audit: bool,
) -> list[Row]:
    """The problems of a piece that states no progress outright."""
    words = text[unit.start : unit.end]
    in_section = ledger_words("problem_section").search
    by_section = section_state(unit.path, text, unit.start) is not None
    if audit and not labelled and not by_section and any(map(in_section, (*unit.path, words))):
        return audit_rows(text, unit, base)
    named = unit.style in "hpq" or PROBLEM.match(words.rstrip("。:,"))
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
    return [(unit.path, title_of(text, unit), with_due(state, text, unit.body, base))]


def _in_section(text: str, unit: Unit, base: When | None) -> State:
    """The state that the section gives, or else the prose: of 未整改到位 much may be done."""
    section = section_state(unit.path, text, unit.start)
    if section is None or section.status == "not_done":
        told = prose(text, *unit.progress, base)
        if section is None or told.status == "in_progress":
            return told
    return section
