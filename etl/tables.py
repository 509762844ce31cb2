"""Read a rectification ledger that stands as a table, as web pages and PDF files leave it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from statistics import fmean
from typing import NamedTuple

from etl.document_year import When
from etl.ledger_dates import due_in, due_told, later
from etl.ledger_faults import fault
from etl.ledger_status import NOT_CLOSED, State, count_of, prose_state, status_in
from etl.ledger_votes import LEAST_ACCOUNT, progress, unfinished

_PROBLEMS = re.compile(
    r"问题|反馈意见|意见建议|整改事项|整改内容|(?:隐患|缺陷|投诉|举报|反映|督办)(?:描述|内容|事项|情况|名称|(?:及|所在)?部位)|存在(?:的)?隐患|隐患(?=$|[\s|])|诉求|(?:监管|检查|评议|审议)意见|(?:违规|违法)情形|检查发现"
)
_KIND = re.compile("类[别型]|来源|编号|序号|性质|数量|个数")  # 问题类别 names no problem
_PLACE = re.compile("部位$")  # names the problem where no column beside it does
_VERDICT = re.compile("状态|销号|是否(?!属实)")  # rather than 措施及进展
_STATE = re.compile("进展|进度|结果|结论|(?:复查|复核|核查|验收)意见")
_DONE = re.compile("完成")  # 完成情况 tells the state where 整改落实情况 tells the work
_WORK = re.compile("(?:整改|整治|处理|办理).{0,6}情况")  # rather than 调查核实情况 before it
_PROGRESS = re.compile("情况|整改$|落实$")
_EFFECT = re.compile("成效|效果")  # 整改措施及成效, where no other column tells the progress
_LIMIT = re.compile("时限|期限|限期|时间|时效")
_NUMBER = re.compile(
    r"\s*[|│┃]?\s*(\d{1,3}(?P<part>[-—.]\d{1,3})?|[一二三四五六七八九十]{1,3})[\s|│┃.、]+"
)
_CODE = re.compile(r"\s*[|│┃]?\s*[A-Z]{1,4}[-—]?\d{1,4}(?![^\s|│┃])")  # LX-01, A1
_NUMBER_ALONE = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_CELL_END = re.compile(r"[\s|│┃]*(?:\t|[|│┃]|\s{2,}|[ \u3000])[\s|│┃]*")
_NAMES = re.compile(r"[^\W\d]{3}")
_TICKED = {"是": "done", "√": "done", "✓": "done", "●": "done"} | dict.fromkeys("否×○", "not_done")
_RULES = re.compile("[|│┃\t]")
_HEAD_OF_NUMBERS = re.compile("序号|编号|号|№")
_SECTION = re.compile(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、")
_LINE = re.compile(r"[^\s][^\n]*")
_HEADER_CAP = 120  # characters; a longer line is no row of headings
_HEADING_CAP = 16
_HEAD = re.compile(rf"[^,。;:\d]{{2,{_HEADING_CAP}}}")
_MOST_COLUMNS = 9
_MOST_BARRED = 24  # headings of a table whose bars tell where they end
_NAMED = re.compile(r"\w")  # never the dashes below a heading
_COUNTS = re.compile(r"\d{1,3}")
_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_MOSTLY = 0.5  # of a column's cells
_ROWS_ENOUGH, _SURELY = 4, 100  # of a table in a text that speaks of no rectification; hundredths
_DATE = re.compile(r"20\d\d|\d月|年[底内]|立[行即]|即[知查时]|当[场日]|长期|已|^\W*$")
_SIGNATURE = re.compile("(?:局|委|办|室|部|政府|公司|中心|党[组委])$")  # below the table
_STATE_CAP = 40  # characters that a cell without a heading of its own may have to tell the state
_Span = tuple[int, int]


class TableRow(NamedTuple):
    """A problem of a table: where its words stand, its state, and where its account stands."""

    title: _Span
    state: State
    account: _Span | None = None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column holds what; `None` where the table has no such column."""

    count: int
    problem: int
    progress: int | None
    limit: int | None
    numbered: bool
    ruled: bool  # bars or tabs stand between the cells


def table_rows(text: str, base: When | None = None) -> list[TableRow]:
    """The problems of a table headed 序号 问题 … 进展情况, empty where there is none.

    ``base`` is the notice's own date, which tells the year of 年底前.
    """
    if rows := _barred_rows(text, base):
        return rows
    columns = None
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if columns is None:
            columns = _columns(text, start, end)
        elif rows and (more := _measure_below(text, (start, end), columns, base)):
            rows[-1] = _with_measure(rows[-1], more)
        elif row := _row(text, (start, end), columns, len(rows) + 1, base):
            rows.append(row)
        start = end + 1
    return rows or _upright_rows(text, base) or _rows_by_content(text, base)


def tabulates_faults(text: str) -> bool:
    """Whether a table, whatever its headings say, names a fault a row and how far each has come."""
    cells = _ruled_cells(text)
    return len(cells) >= _ROWS_ENOUGH and _columns_by_content(text, cells, _SURELY) is not None


def _rows_by_content(text: str, base: When | None) -> list[TableRow]:
    """The problems of a table whose headings name none: the column that names faults holds them."""
    for cells in (_ruled_cells(text), _cells_in_lines(text)):
        columns = _columns_by_content(text, cells)
        if columns is not None:
            return [_told(text, row, columns, base) for row in cells]
    return []


def _ruled_cells(text: str) -> list[list[_Span]]:
    """The rows below a line of headings, of as many cells between tabs or bars as it has."""
    rows: list[list[_Span]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        cells = _between_rules(text, start, end)
        start = end + 1
        if rows and len(cells) != len(rows[0]):
            if len(rows) > _FEWEST_ROWS:
                break
            rows = []
        if len(cells) >= _FEWEST_COLUMNS and any(_NAMED.search(text[slice(*c)]) for c in cells):
            rows.append(cells)
    return rows[1:]


def _cells_in_lines(text: str) -> list[list[_Span]]:
    """Rows of a cell a line, each beginning with the next number: 1 某厂 堆场未苫盖 … 2 …"""
    lines = [(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text)]
    place = {text[slice(*line)]: i for i, line in reversed(list(enumerate(lines)))}
    first, second = place.get("1"), place.get("2")
    if first is None or second is None or second - first < _FEWEST_COLUMNS:
        return []
    count, rows = second - first, []
    while first + count <= len(lines) and text[slice(*lines[first])] == str(len(rows) + 1):
        rows.append(lines[first : first + count])
        first += count
    return rows


def _columns_by_content(text: str, rows: list[list[_Span]], least: int = 0) -> _Columns | None:
    """The column that names faults, and behind it the last that tells how far each has come."""
    if len(rows) < _FEWEST_ROWS:
        return None
    columns = [[text[slice(*cell)] for cell in column] for column in zip(*rows, strict=True)]
    faults = [fmean(fault(cell) for cell in column) for column in columns]
    problem = max(range(len(columns)), key=faults.__getitem__)
    told = [sum(map(_tells_state, column)) / len(rows) for column in columns]
    behind = (i for i in reversed(range(len(columns))) if i != problem and told[i] >= _MOSTLY)
    progress = next(behind, None)
    if faults[problem] <= least or progress is None:
        return None
    limits = (i for i, column in enumerate(columns) if all(map(_DATE.search, column)))
    limit = next((i for i in limits if i not in (problem, progress)), None)
    return _Columns(len(columns), problem, progress, limit, numbered=False, ruled=True)


def _tells_state(cell: str) -> bool:
    outright = status_in(cell, 0, len(cell)).status is not None
    return outright or (len(cell) >= LEAST_ACCOUNT and progress(cell) is not None)


def _barred_rows(text: str, base: When | None) -> list[TableRow]:
    """The problems of a table whose cells end in bars and run over several lines.

    So web pages leave a table whose cells hold paragraphs; the line is then no row.
    """
    cells = _barred_cells(text)
    words = [text[slice(*cell)] for cell in cells]
    for first, head in enumerate(words):
        if not _HEAD_OF_NUMBERS.fullmatch(head):
            continue
        above = list(itertools.takewhile(_is_no_number, words[first : first + _MOST_BARRED]))
        begin = first + len(above)
        columns = _columns_of(above, ruled=True)
        if columns is None or begin == len(words):
            continue
        heads = zip(cells[first:begin], above, strict=True)
        named = [cell for cell, word in heads if _NAMED.search(word)]
        if "\n" not in text[named[0][0] : named[-1][1]]:
            return []  # a row a line
        return _numbered_cells(text, cells, begin, columns, base)
    return []


def _barred_cells(text: str) -> list[_Span]:
    """What stands between bars, over line ends; the first and last of them cut to their line."""
    bars = [found.start() for found in re.finditer(r"\|", text)]
    if not bars:
        return []
    starts = [text.rfind("\n", 0, bars[0]) + 1, *(bar + 1 for bar in bars)]
    return [_stripped(text, begin, bar) for begin, bar in zip(starts, bars, strict=False)]


def _between_rules(text: str, start: int, end: int) -> list[_Span]:
    """The cells of a line by its bars alone, the outermost of which close it, or by its tabs."""
    rule = "|" if "|" in text[start:end] else "\t"
    begin, stop = _stripped(text, start, end) if rule == "|" else (start, end)
    begin += text.startswith("|", begin)
    stop -= text.endswith("|", begin, stop)
    bars = [found.start() for found in re.finditer(re.escape(rule), text[begin:stop])]
    starts = [begin, *(begin + bar + 1 for bar in bars)]
    stops = [*(begin + bar for bar in bars), stop]
    return [_stripped(text, *span) for span in zip(starts, stops, strict=True)]


def _stripped(text: str, start: int, end: int) -> _Span:
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return begin, max(begin, start + len(words.rstrip()))


def _opens_no_row(word: str) -> bool:
    return _number_of(word) != 1


def _number_of(word: str) -> int | None:
    """The number that a cell holds and nothing else: 3 or 三, never 3.恢复条件."""
    return count_of(word) if _NUMBER_ALONE.fullmatch(word) else None


def _is_no_number(word: str) -> bool:
    return not _COUNTS.fullmatch(word)


def _numbered_cells(
    text: str, cells: list[_Span], begin: int, columns: _Columns, base: When | None
) -> list[TableRow]:
    """Rows that each begin with the next number, whether or not an empty cell is lost."""
    rows: list[TableRow] = []
    number = int(text[slice(*cells[begin])])
    while begin < len(cells) and text[slice(*cells[begin])] == str(number):
        number += 1
        later = range(begin + columns.count - 2, min(begin + columns.count + 2, len(cells)))
        after = (i for i in later if text[slice(*cells[i])] == str(number))
        end = next(after, min(begin + columns.count, len(cells)))
        row = cells[begin:end]
        if len(row) <= max(columns.problem, columns.progress or 0, columns.limit or 0):
            break
        rows.append(_told(text, row, columns, base))
        begin = end
    return rows


def _upright_rows(text: str, base: When | None) -> list[TableRow]:
    """The problems of a table whose cells stand one on a line, as when copied from a page."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    words = [text[slice(*line)].strip() for line in lines]
    for first, head in enumerate(words):
        if not _HEAD_OF_NUMBERS.fullmatch(head):
            continue
        above = list(itertools.takewhile(_opens_no_row, words[first : first + 12]))
        heads = [word for word in above if not _SECTION.match(word)]
        columns = _columns_of(heads, ruled=False)
        if columns is not None and first + len(above) < len(words):
            return _upright_cells(text, lines, words, first + len(above), columns, base)
    return _unnumbered_cells(text, lines, words, base)


def _unnumbered_cells(
    text: str, lines: list[_Span], words: list[str], base: When | None
) -> list[TableRow]:
    """The same without a column of numbers: as many lines a row as there are headings."""
    heads = [bool(_HEAD.fullmatch(word)) for word in words]
    for first in range(len(words)):
        most = list(itertools.takewhile(bool, heads[first : first + _MOST_COLUMNS]))
        if not any(map(_PROBLEMS.search, words[first : first + len(most)])):
            continue
        for count in range(3, len(most) + 1):
            columns = _columns_of(words[first : first + count], ruled=False)
            if columns is None or columns.progress is None or len(words) < first + 2 * count:
                continue
            rows = _even_rows(text, lines, first + count, columns, base)
            if len(rows) > 1:
                return rows
    return []


def _even_rows(
    text: str, lines: list[_Span], first: int, columns: _Columns, base: When | None
) -> list[TableRow]:
    """Rows of as many lines as the table has columns, up to the first that tells no state or limit.

    (一)财政管理方面 between two rows heads those below it.
    """
    rows: list[TableRow] = []
    later = (lines[i] for i in range(first, len(lines)))
    below = (line for line in later if not _SECTION.match(text, *line))
    while len(cells := list(itertools.islice(below, columns.count))) == columns.count:
        row = _told(text, cells, columns, base)
        if columns.limit is not None:
            alone = _SIGNATURE.search(text[slice(*cells[columns.problem])])
            fits = not alone and _DATE.search(text[slice(*cells[columns.limit])]) is not None
        else:
            told = cells[columns.progress or 0]
            fits = row.state.status is not None and told[1] - told[0] <= _STATE_CAP
        if not fits:
            break
        rows.append(row)
    return rows


def _upright_cells(
    text: str,
    lines: list[_Span],
    words: list[str],
    begin: int,
    columns: _Columns,
    base: When | None,
) -> list[TableRow]:
    rows: list[TableRow] = []
    while begin + columns.count <= len(words) and _number_of(words[begin]) == len(rows) + 1:
        following = len(rows) + 2
        later = range(begin + 1, len(words))
        after = next((i for i in later if _number_of(words[i]) == following), None)
        after = begin + columns.count if after is None else after
        # (二)廉洁办学方面 between two rows heads those below it
        filled = begin + columns.count
        headed = (i for i in range(filled, after) if _SECTION.match(words[i]))
        end = next(headed, after)
        # a cell of several lines stands before the columns that tell progress and limit
        cells = [lines[begin + columns.problem]] * columns.count
        for column in (columns.progress, columns.limit):
            if column is not None:
                cells[column] = lines[end - columns.count + column]
        whole = lines[begin][0], lines[end - 1][1]
        rows.append(_told(text, cells, columns, base, whole))
        begin = after
    return rows


def _columns(text: str, start: int, end: int) -> _Columns | None:
    if end - start > _HEADER_CAP or not _PROBLEMS.search(text, start, end):
        return None
    cells = [text[begin:stop] for begin, stop in _cells(text, start, end)]
    return _columns_of(cells, ruled=bool(_RULES.search(text, start, end)))


def _columns_of(cells: list[str], *, ruled: bool) -> _Columns | None:
    named = ["" if _KIND.search(cell) else cell for cell in cells]
    placeless = ["" if _PLACE.search(cell) else cell for cell in named]
    problem = _first(_PROBLEMS, placeless, ())
    if problem is None:
        problem = _first(_PROBLEMS, named, ())
    kinds = (_VERDICT, _STATE, _DONE, _WORK, _PROGRESS, _EFFECT)
    told = (_first(words, cells, (problem,)) for words in kinds)
    progress = next((column for column in told if column is not None), None)
    limit = _first(_LIMIT, cells, (problem, progress))
    plain = all(len(cell) <= _HEADING_CAP and not re.search("[,。;:]", cell) for cell in cells)
    if problem is None or (progress is None and limit is None) or not plain:
        return None
    if len(cells) < (2 if ruled else 3):  # two columns make a table where a rule divides them
        return None
    numbered = bool(_HEAD_OF_NUMBERS.fullmatch(cells[0]))
    return _Columns(len(cells), problem, progress, limit, numbered, ruled)


def _first(wanted: re.Pattern[str], cells: list[str], taken: tuple[int | None, ...]) -> int | None:
    fitting = (i for i, cell in enumerate(cells) if i not in taken and wanted.search(cell))
    # 整改时限 is no progress and 整改措施 no problem
    return next((i for i in fitting if wanted is _LIMIT or not _LIMIT.search(cells[i])), None)


def _row(
    text: str, line: _Span, columns: _Columns, number: int, base: When | None
) -> TableRow | None:
    start, end = line
    if not re.search(r"\w", text[start:end]):
        return None
    if columns.ruled and not _RULES.search(text, start, end):
        return None  # what stands below the table
    cells = _between_rules(text, start, end)  # 设备部 王某 is one cell, and an empty one is one
    if len(cells) != columns.count:
        cells = _cells(text, start, end)
    told = _NUMBER.match(text, start, end)
    # a heading after the table (三、建章立制情况) is numbered too
    if columns.numbered and not (
        (told and (told["part"] or count_of(told[1]) == number)) or _CODE.match(text, start, end)
    ):
        return None
    needed = max(columns.problem, columns.progress or 0, columns.limit or 0)
    row = _told(text, cells, columns, base, line) if len(cells) > needed else None
    in_columns = len(cells) == columns.count or (columns.numbered and row and row.state.status)
    if in_columns and not _NAMES.search(text, *cells[columns.problem]):
        return None  # 发现问题 184个: a count of problems
    if in_columns:
        return row
    if told is None:
        return None
    return _loose_row(text, told.end(), end, base)


def _measure_below(text: str, line: _Span, columns: _Columns, base: When | None) -> TableRow | None:
    """A further measure of the row above, whose number and problem reach down to it."""
    cells = _between_rules(text, *line)
    if columns.progress is None or len(cells) != columns.count or not columns.ruled:
        return None
    above = {columns.problem, 0} if columns.numbered else {columns.problem}
    empty = all(cells[i][0] == cells[i][1] for i in above)
    return _told(text, cells, columns, base, line) if empty else None


def _with_measure(row: TableRow, more: TableRow) -> TableRow:
    """The problem with one more of its measures: done where all are, and due with the last."""
    kept, added = row.state, more.state
    if added.status is None:
        return row
    due = later(kept.due, added.due)
    if kept.status == added.status:
        return row._replace(state=replace(kept, due=due))
    status = "in_progress" if kept.status else added.status
    return row._replace(state=replace(added, status=status, due=due))


def _told(
    text: str,
    cells: list[_Span],
    columns: _Columns,
    base: When | None,
    whole: _Span | None = None,
) -> TableRow:
    """What the cells of a row tell; ``whole`` is the row where it is more than the cells."""
    state = _state_of(text, cells, whole or (cells[0][0], cells[-1][1]), columns, base)
    account = None if columns.progress is None else cells[columns.progress]
    return TableRow(cells[columns.problem], state, account)


def _state_of(
    text: str, cells: list[_Span], row: _Span, columns: _Columns, base: When | None
) -> State:
    state = State()
    if columns.progress is not None:
        begin, stop = cells[columns.progress]
        ticked = _TICKED.get(text[begin:stop].strip())
        state = State(ticked, None, begin, stop) if ticked else status_in(text, begin, stop)
        # 是否完成 否, behind the cell of what was done
        if ticked == "not_done" or NOT_CLOSED.fullmatch(text, begin, stop):
            told = text[cells[columns.problem][1] : begin].strip()
            state = replace(state, status=unfinished(told))
        if stop - begin >= LEAST_ACCOUNT and (likely := progress(text[begin:stop])):
            state = State(likely, None, begin, stop, likely=True)
        if state.status is None:
            state = _beside(text, cells[columns.progress + 1 :]) or prose_state(text, begin, stop)
    if columns.limit is not None:
        due = due_in(text, *cells[columns.limit], base)
    else:  # a measure may say when what is left will be done
        is_open = state.status != "done"
        due = state.due or due_told(text, *row, planned=is_open, base=base)
    return State(state.status, due, state.start, state.end)


def _beside(text: str, cells: list[_Span]) -> State | None:
    """The state that a short cell behind the progress tells: 备注 已整改."""
    for begin, stop in cells:
        if stop - begin <= _HEADING_CAP and (state := status_in(text, begin, stop)).status:
            return state
    return None


def _loose_row(text: str, start: int, end: int, base: When | None) -> TableRow:
    """A row whose cells fell apart: the title first, the state in a short cell near the end."""
    cells = _cells(text, start, end)
    title = cells[0] if cells else (start, end)
    for begin, stop in reversed(cells[1:]):
        state = status_in(text, begin, stop)
        if state.status is not None and stop - begin < _STATE_CAP:
            due = due_in(text, stop, end, base)
            return TableRow(title, State(state.status, due, state.start, state.end))
    return TableRow(title, State())


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, begin = [], start
    for gap in _CELL_END.finditer(text, start, end):
        if gap.start() > begin:
            spans.append((begin, gap.start()))
        begin = gap.end()
    if begin < end:
        spans.append((begin, end))
    return spans
