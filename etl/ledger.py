"""List the problems of a rectification notice, each with its progress, whatever the layout."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

from etl.document_year import When
from etl.ledger_audit import audit_rows, told_inside
from etl.ledger_choice import AUDIT, NOTICE, OTHER, problems_among
from etl.ledger_dates import heading_due, written
from etl.ledger_faults import problem_like
from etl.ledger_measures import with_parts
from etl.ledger_pairs import paired
from etl.ledger_pieces import GLUED_TITLE, as_form, with_labels
from etl.ledger_rows import (
    LABEL_BEHIND,
    Row,
    account,
    heads,
    prose,
    title_of,
    told_state,
    weighed,
    with_due,
)
from etl.ledger_running import told_running
from etl.ledger_status import NOT_CLOSED, State, closing_state, has_label, section_state
from etl.ledger_units import Unit, units
from etl.ledger_votes import unfinished
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
from etl.tables import TableRow, table_rows, tabulates_faults

# 现将整改情况报告如下: a notice whose title is lost says so itself
_ANNOUNCED = re.compile(
    "现[将就][^。\n]{0,40}整改[^。\n]{0,24}(?:汇报|报告|通报|公[示布告开]|函告|函复|[回答]复|反馈|说明)(?:如下|于后)"
    "|现将[^。\n]{0,12}整改(?:落实|完成|进展)?情况(?:进行|予以|向社会)公[示布告开]"
)
_PLAN = re.compile(
    r"整改[^\n,。]{0,12}方案(?:\(摘要\)|及(?![^\n]*(?:进展|情况))[^\n,。]{2,8})?》?(?:的?(?:公[布示开告]|通知))?$",
    re.MULTILINE,
)
# 二、审计发现的主要问题 三、整改情况: announcements of results whose title names neither
_CHAPTER = re.compile(r"^[一二三四五六七八九十]、(?P<words>[^\n,。]{2,24})$", re.MULTILINE)
_ANSWERS = re.compile("整改(?:落实|完成|进展)?情况$")
# 审计局党组关于巡察整改情况的通报 is no audit's report
_AUDIT = re.compile("^(?![^\n]*巡[视察])[^\n]*审计(?![局厅署])", re.MULTILINE)
# 首页 > 河湖长制 > 问题曝光与整改: the way to the page, above its title
_OF_PAGE = re.compile("首页|当前位置|[>\u203a\u00bb]")
_OF_RECTIFICATION = re.compile("整改|方面")  # never 查摆的主要问题
_OPENING = 2000  # characters in which it does
_HEAD = 300  # characters in which a text without a catalogue entry names itself
_TITLE_CAP = 60  # characters; a longer line at the top is no title
_MANY = 5  # mentions of 整改 that make a text worth a look whose title does not speak of it
_NAMED_BY = ("关于", "针对", "对“", "“")
_NAMED = re.compile("”|(?:的|等|方面)*(?:问题|意见)")
# By so many hundredths of log odds an account must speak against what closes it, or its section:
# in left-out hands' notices it is right from here on 8 of 8 times, and 9 of 11.
_MORE_THAN_ITS_END, _MORE_THAN_ITS_SECTION = 150, 300
_NEARLY_ALL = 0.8  # of a notice's problems
_LEAST_TOLD = 3  # progress told outright that makes a ledger of such a text


class Notice(NamedTuple):
    """A text that may list problems, in the form in which its pieces are told apart."""

    text: str
    base: When | None  # when it was written
    kind: str  # what its problems look like depends on it
    named: bool  # whether its title speaks of rectification
    table: list[TableRow]  # its problems, where they stand in a table

    def units(self, *, any_line: bool = False) -> list[Unit]:
        """Its pieces, the chapters of a single problem put together.

        ``any_line`` takes every line for one that names a fault first.
        """
        return with_parts(self.text, units(self.text, any_line=any_line))


def extract_ledger(text: str, source: Source | None = None) -> list[LedgerRow]:
    """The problems that a rectification notice lists, in order; none for other documents."""
    doc = source.doc if source else ""
    form = in_whole_words(text)
    title = _title(form.text, source)
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


def notice_of(text: str, source: Source) -> Notice | None:
    """A report as its ledger is read; None where it has none."""
    text = in_whole_words(text).text
    return _notice(text, _title(text, source), source.published)


def _title(text: str, source: Source | None) -> str:
    return same_length_form((source.title if source else None) or _first_lines(text))


def _first_lines(text: str) -> str:
    """The short lines at the top, among them the title."""
    lines = (GLUED_TITLE.split(line)[0].strip() for line in text[:_HEAD].split("\n"))
    return "\n".join(line for line in lines if 0 < len(line) <= _TITLE_CAP)


def _found(text: str, title: str, published: str | None) -> list[Row]:
    """The rows, unless the text is news, training or a summary that only speaks of 整改."""
    notice = _notice(text, title, published)
    if notice is None:
        return []
    if notice.table:
        return [((), row.title, row.state) for row in notice.table]
    rows, told = _listed(notice)
    return rows if notice.named or told >= _LEAST_TOLD else []


def _notice(text: str, title: str, published: str | None) -> Notice | None:
    """The text with its labels in one form, and its table; None if it is no notice at all."""
    is_notice = bool(
        ledger_words("notice").search(title)
        or _ANNOUNCED.search(text, 0, _OPENING)
        or _answers_a_chapter(text)
    )
    headline = next((line for line in title.split("\n") if not _OF_PAGE.search(line)), "")
    if "。" not in headline and ledger_words("no_notice").search(headline):
        return None
    named = is_notice or ledger_words("title").search(title) is not None
    if not named and text.count("整改") < _MANY and not tabulates_faults(text):
        return None
    text = with_labels(text)
    base = written(text, published)
    kind = (AUDIT if _AUDIT.search(title) else NOTICE) if is_notice else OTHER
    return Notice(as_form(text), base, kind, named, table_rows(text, base))


def _answers_a_chapter(text: str) -> bool:
    """Whether a chapter of problems is followed by one of what was done about them."""
    headings = [found["words"] for found in _CHAPTER.finditer(text)]
    asked = next((i for i, words in enumerate(headings) if "问题" in words), len(headings))
    return any(_ANSWERS.search(words) for words in headings[asked + 1 :])


def _listed(notice: Notice) -> tuple[list[Row], int]:
    """The rows, and how many of them tell their progress outright."""
    text, base = notice.text, notice.base
    found, chosen = _problems(notice)
    if notice.kind != OTHER:
        pairs = paired(text, found, base)
        if pairs and len(pairs) * 2 >= sum(unit.mark in chosen for unit in found):
            return all_done(text, pairs), len(pairs)
        if answered := _answered_apart(text, found, base):
            return answered, len(answered)
    together = told_together(text, found)
    inside = told_inside(text, found, base)
    rows: list[Row] = []
    labels = many = 0
    unlabelled: list[int] = []
    for i, unit in enumerate(found):
        if unit.mark in inside:
            rows += inside[unit.mark]
        elif unit.mark in chosen:
            told = _told(text, unit)
            many += told is not None
            state = told or together.get(i) or _at_the_end(text, unit)
            labelled = has_label(text, *unit.body)
            if state is not None:
                labels += labelled
            elif not labelled:
                unlabelled.append(len(rows))
            state = state or _in_section(text, unit, base)
            state = with_due(state, text, unit.body, base)
            state = replace(state, due=state.due or _heading_due(text, unit))
            rows.append((unit.path, title_of(text, unit), state))
        elif notice.kind == AUDIT and not heads(found, i) and _in_audit(text, unit):
            rows += audit_rows(text, unit, base)
    if labels >= _NEARLY_ALL * len(rows):  # where all others have a label, silence is silence
        for i in unlabelled:
            rows[i] = (*rows[i][:2], State())
    rows = closed_sections(text, found, _by_section(text, found, rows))
    rows = all_done(text, rows)
    if len(rows) == 1 and (whole := [unit.body for unit in found if unit.headless]):
        return [only_task(text, rows[0], whole[0])], many
    told_rows = sum(state.status is not None for _, _, state in rows)
    is_ledger = told_rows * 2 >= len(rows) or _are_problems(text, rows, notice.kind)
    return rows if is_ledger else [], many


def _answered_apart(text: str, found: list[Unit], base: When | None) -> list[Row]:
    """The problems of a list that words behind it answer: by number, one by one, or at once."""
    return (
        told_by_number(text, found)
        or told_running(text, found, base)
        or answered_together(text, found)
    )


def _problems(notice: Notice) -> tuple[list[Unit], set[int]]:
    """The pieces but for those that only tell of a problem above them; the problems' marks."""
    found = notice.units()
    chosen = problems_among(notice.text, found, notice.kind)
    if not chosen and notice.kind != OTHER:
        lines = notice.units(any_line=True)
        among = problems_among(notice.text, lines, notice.kind)
        # a single line that is chosen so makes no list of an audit's report
        if notice.kind == NOTICE or len(among) > 1:
            found, chosen = lines, among
    kept: list[Unit] = []
    for unit in found:
        if kept and kept[-1].mark in chosen and unit.level > kept[-1].level:
            kept[-1].body_end = unit.body_end
        else:
            kept.append(unit)
    return kept, chosen


def _heading_due(text: str, unit: Unit) -> str | None:
    line_end = text.find("\n", unit.end, unit.body_end)
    return heading_due(text, unit.start, line_end if line_end >= 0 else unit.body_end)


def _in_audit(text: str, unit: Unit) -> bool:
    """Whether a piece of an audit's report may tell problems a sentence each."""
    if any(ledger_words("not_problem").search(heading) for heading in unit.path[:2]):
        return False
    words = (*unit.path, text[unit.start : unit.end])
    return any(map(ledger_words("problem_section").search, words))


def _by_section(text: str, found: list[Unit], rows: list[Row]) -> list[Row]:
    """The rows, each with its section's limit where it names none: (一)…方面(完成时限:2024年底)."""
    limits: list[tuple[int, str | None]] = []
    above: list[tuple[int, str | None]] = []  # level and limit of the headings above
    for i, unit in enumerate(found):
        while above and above[-1][0] >= unit.level:
            above.pop()
        limits.append((unit.mark, next((due for _, due in reversed(above) if due), None)))
        above.append((unit.level, _heading_due(text, unit) if heads(found, i) else None))
    given = []
    for path, title, state in rows:
        at = bisect_right(limits, title[0], key=itemgetter(0)) - 1
        due = state.due or (limits[at][1] if at >= 0 else None)
        given.append((path, title, replace(state, due=due)))
    return given


def _are_problems(text: str, rows: list[Row], kind: str) -> bool:
    """Whether a list is one of problems though it tells of measures alone: 关于…的问题。一是…"""
    is_notice = kind != OTHER
    named = sum(
        bool(LABEL_BEHIND.match(text, end))
        or (text[max(0, start - 3) : start].endswith(_NAMED_BY) and bool(_NAMED.match(text, end)))
        or (is_notice and problem_like(text[start:end]))
        for _, (start, end), _ in rows
    )
    if len(rows) >= _LEAST_TOLD:
        return named * 2 >= len(rows)
    # the beginning of a notice may tell no more than its first problem or two
    sections = (any(map(_OF_RECTIFICATION.search, path)) for path, *_ in rows)
    return is_notice and named == len(rows) > 0 and all(sections)


def _told(text: str, unit: Unit) -> State | None:
    """The state told outright; of 未销号 the account says how far it has come."""
    state = told_state(text, unit)
    if state is None or not NOT_CLOSED.fullmatch(text, state.start, state.end):
        return state
    told = account(text, unit.progress[0], max(unit.progress[0], state.start))
    return replace(state, status=unfinished(told))


def _at_the_end(text: str, unit: Unit) -> State | None:
    """The state that closes an account, unless all the rest of it speaks for another."""
    state = closing_state(text, *unit.progress)
    return state and weighed(state, text, *unit.progress, _MORE_THAN_ITS_END)


def _in_section(text: str, unit: Unit, base: When | None) -> State:
    """The state that the section gives, or else the prose: of 未整改到位 much may be done."""
    section = section_state(unit.path, text, unit.start)
    if section is None or section.status == "not_done":
        told = prose(text, *unit.progress, base)
        if section is None or told.status == "in_progress":
            return told
    return weighed(section, text, *unit.progress, _MORE_THAN_ITS_SECTION)
