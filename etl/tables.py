"""Read a rectification ledger that stands as a table, as web pages and PDF files leave it."""

from __future__ import annotations

import re

from etl.ledger_status import State, due_in, status_in

_HEADER = re.compile(
    r"^\s*\|?\s*序号[\s|]+[^\n]*(?:问题)[^\n]*(?:进展|完成|整改|状态|时限)[^\n]*$", re.M
)
_NUMBER = re.compile(r"\s*\|?\s*(\d{1,3})[\s|.、]+")
_CELL_END = re.compile(r"[\s|]*(?:\t|\||\s{2,}| )[\s|]*")
_Row = tuple[tuple[str, ...], tuple[int, int], State]


def table_rows(text: str) -> list[_Row]:
    """The problems of a table headed 序号 问题 … 进展情况, empty where there is none."""
    header = _HEADER.search(text)
    if header is None:
        return []
    rows: list[_Row] = []
    position = header.end() + 1
    for line in text[position:].split("\n"):
        end = position + len(line)
        number = _NUMBER.match(text, position, end)
        if number is not None and int(number[1]) == len(rows) + 1:
            rows.append(_row(text, number.end(), end))
        elif rows and line.strip() and not line.startswith((" ", "\t", "|")):
            break
        position = end + 1
    return rows


def _row(text: str, start: int, end: int) -> _Row:
    cells = _cells(text, start, end)
    title = cells[0] if cells else (start, end)
    for begin, stop in reversed(cells[1:]):
        state = status_in(text, begin, stop)
        if state.status is not None and stop - begin < 40:
            due = due_in(text, stop, end)
            return (), title, State(state.status, due, state.start, state.end)
    return (), title, State()


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, begin = [], start
    for gap in _CELL_END.finditer(text, start, end):
        if gap.start() > begin:
            spans.append((begin, gap.start()))
        begin = gap.end()
    if begin < end:
        spans.append((begin, end))
    return spans
