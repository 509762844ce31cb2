"""Problems told a sentence each, as reports on audits do."""

from __future__ import annotations

import re

from etl.document_year import When
from etl.ledger_faults import problem_like
from etl.ledger_rows import PROBLEM, Row, first_clause, prose, sentences, title_of, with_due
from etl.ledger_status import closing_state
from etl.ledger_titles import problem_words
from etl.ledger_units import Unit
from etl.ledger_words import ledger_words

_CLOSED = re.compile(
    "(?:完成|到位|完毕|销号|整改|推进|办结|解决|落实)。"
)  # ends of sentences that tell
# 4个县追回重复发放的补贴: what was wrong stands as the object of what was done about it
_REMEDY = re.compile(
    "^(?:截至|目前|已)|(?:追回|追缴|收回|退还|清退|清理|整改|纠正|盘活|归还|上缴|扣减|核减|拆除|取缔|查处)"
    "[^,。]{0,6}(?:违规|违反|重复|多[报领付计发收]|超|挪用|挤占|套取|闲置|拖欠|欠|虚|漏|沉淀)"
)


def audit_rows(text: str, unit: Unit, base: When | None) -> list[Row]:
    """Audit reports tell one problem a sentence: what was wrong, then what was done."""
    heading = text[unit.start : unit.end]
    if (
        problem_like(heading)
        and not re.match("关于", heading)
        and not re.search("(?:方面|情况)$", heading)
    ):
        state = prose(text, *unit.body, base)
        due = with_due(state, text, unit.body, base)
        return [(unit.path, title_of(text, unit), due)]
    is_entry = heading.startswith("关于") or PROBLEM.match(heading.rstrip("。"))
    path = unit.path if is_entry else (*unit.path, heading.strip("。 "))
    begin = unit.start if is_entry else unit.end
    fault = ledger_words("fault")
    entries: list[tuple[int, int]] = []
    by_name = False  # once 关于…问题 opens an entry, what follows belongs to it until the next
    for start, end in sentences(text, begin, unit.body_end):
        first = first_clause(text[start:end])
        named = first.startswith("关于") or (start == begin and bool(is_entry))
        by_name = by_name or named
        told = not by_name and fault.search(first) and not _REMEDY.search(first)
        if named or told:
            entries.append((start, end))
        elif entries:
            entries[-1] = (entries[-1][0], end)
    rows: list[Row] = []
    for start, end in entries:
        stop = start + len(first_clause(text[start:end]))
        title = problem_words(text, start, stop)
        state = prose(text, stop, end, base)
        rows.append((path, title, with_due(state, text, (stop, end), base)))
    return rows


def told_inside(text: str, found: list[Unit], base: When | None) -> dict[int, list[Row]]:
    """Chapters of one paragraph that tell a problem a sentence: 账目不清,已补记,完成整改。…"""
    chapters = {unit.mark: (unit.style, _one_a_sentence(text, unit, base)) for unit in found}
    styles = {style for style, rows in chapters.values() if len(rows) > 1}
    return {mark: rows for mark, (style, rows) in chapters.items() if rows and style in styles}


def _one_a_sentence(text: str, unit: Unit, base: When | None) -> list[Row]:
    path = (*unit.path, text[unit.start : unit.end].strip("。 "))
    rows: list[Row] = []
    if not _CLOSED.search(text, *unit.body):
        return rows
    for start, end in sentences(text, unit.end, unit.body_end):
        comma = text.find(",", start, end)
        if comma < 0 or not problem_like(text[start:comma]):
            return []
        state = closing_state(text, comma, end)
        if state is None:
            return []
        title = problem_words(text, start, comma)
        rows.append((path, title, with_due(state, text, (comma, end), base)))
    return rows
