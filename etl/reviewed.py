"""The reviewed data as tables: their schemas, and reading them with line numbers."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from etl import records
from etl.faults import Fault

# A cell longer than this is a pasted text, not a fact.
CELL_LIMIT = 300

REGION = r"^\d{6}$"
YEAR = r"^(19[89]\d|20\d\d)$"
INTEGER = r"^(0|[1-9]\d{0,8})$"
NUMBER = r"^-?(0|[1-9]\d*)(\.\d+)?$"
NAME = r"^[A-Za-z0-9_\-\u4e00-\u9fff]{1,80}$"
PUBLISHED = r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
DUE = r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$"
SHA256 = r"^[0-9a-f]{64}$"
YEAR_BASIS = r"^(stated|inferred: .+)$"
REVIEW = r"^(person|rule) (19|20)\d\d-\d\d-\d\d$"


def _text(*, empty: bool = False) -> pa.Column:
    return pa.Column(None, nullable=empty)


def _matching(pattern: str, hint: str, *, empty: bool = False) -> pa.Column:
    return pa.Column(None, pa.Check.str_matches(pattern, error=hint), nullable=empty)


def _one_of(words: tuple[str, ...], *, empty: bool = False) -> pa.Column:
    hint = "应为 " + "、".join(words) + " 之一"
    return pa.Column(None, pa.Check.isin(words, error=hint), nullable=empty)


def _region(*, empty: bool = False) -> pa.Column:
    return _matching(REGION, "应为六位行政区划代码", empty=empty)


def _year() -> pa.Column:
    return _matching(YEAR, "应为 1980—2099 的四位年份，不明则留空", empty=True)


def _integer(*, empty: bool = False) -> pa.Column:
    return _matching(INTEGER, "应为非负整数", empty=empty)


_DOC = _matching(NAME, "应为文档编号，只用汉字、字母、数字、- 和 _")
_SPAN = {"start": _integer(), "end": _integer()}

# The columns stand in the order of the files' headers; every cell is text here.
SCHEMAS: dict[str, pa.DataFrameSchema] = {
    name: pa.DataFrameSchema(columns, name=name)
    for name, columns in {
        "regions": {
            "code": _region(),
            "name": _text(),
            "short": _text(),
            "level": _one_of(("province", "city", "county")),
            "parent": _region(empty=True),
        },
        "categories": {
            "id": _matching(NAME, "应为标识，只用字母、数字、- 和 _"),
            "name": _text(),
            "definition": _text(),
        },
        "indicators": {
            "id": _matching(NAME, "应为标识，只用字母、数字、- 和 _"),
            "name": _text(),
            "category": _text(),
            "units": _text(),
            "additive": _one_of(("yes", "no")),
            "better": _one_of(("high", "low"), empty=True),
            "definition": _text(),
        },
        "sources": {
            "doc": _DOC,
            "file": _text(empty=True),
            "title": _text(),
            "publisher": _text(empty=True),
            "published": _matching(PUBLISHED, "应为 2024、2024-08 或 2024-08-01", empty=True),
            "kind": _text(empty=True),
            "scope": _text(),
            "region": _region(empty=True),
            "year": _year(),
            "year_basis": _matching(YEAR_BASIS, "应为 stated 或 “inferred: 理由”", empty=True),
            "url": _matching(r"^https?://\S+$", "应为 http 或 https 网址，没有则留空", empty=True),
            "sha256": _matching(SHA256, "应为报告文件的 SHA-256", empty=True),
            "chars": _integer(empty=True),
        },
        "figures": {
            "doc": _DOC,
            **_SPAN,
            "quote": _text(),
            "value": _matching(NUMBER, "应为数字，不带千分位和单位"),
            "unit": _text(),
            "bound": _one_of(records.BOUNDS),
            "item": _text(),
            "status": _one_of(records.FIGURE_STATUSES),
            "category": _text(),
            "indicator": _text(empty=True),
            "region": _region(empty=True),
            "year": _year(),
            "role": _one_of(records.ROLES),
            "of": _text(empty=True),
            "review": _matching(REVIEW, "应为 “person 日期” 或 “rule 日期”，如 person 2026-11-22"),
        },
        "ledgers": {
            "doc": _DOC,
            "seq": _integer(),
            "section_topic": _text(),
            "topic": _text(),
            "status": _one_of(records.LEDGER_STATUSES, empty=True),
            "due": _matching(DUE, "应为 2025 或 2025-06，未写明则留空", empty=True),
            **_SPAN,
            "title_start": _integer(),
            "title_end": _integer(),
        },
        "terms": {"doc": _DOC, "term": _text(), "n": _integer()},
    }.items()
}

# Where each table's files lie below the data folder.
REFERENCE = {name: f"reference/{name}.csv" for name in ("regions", "categories", "indicators")}
FILES = {**REFERENCE, "sources": "sources.csv"}
FOLDERS = {"figures": "figures", "ledgers": "ledgers", "terms": "terms"}


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table as text cells, with the columns ``path`` and ``line`` beside its own."""

    data: Path
    frames: dict[str, pd.DataFrame]
    faults: tuple[Fault, ...]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


def files_of(data: Path, table: str) -> list[Path]:
    """The files that hold a table, in a fixed order."""
    if table in FILES:
        return [data / FILES[table]]
    return sorted((data / FOLDERS[table]).glob("*.csv"))


def read_tables(data: Path) -> Tables:
    """Read all reviewed data below ``data``; faults of form are kept, not raised."""
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for table, schema in SCHEMAS.items():
        columns = list(schema.columns)
        rows: list[tuple] = []
        for path in files_of(data, table):
            found, wrong = _read_csv(path, str(path.relative_to(data)), columns)
            rows += found
            faults += wrong
        frame = pd.DataFrame(rows, columns=["path", "line", *columns], dtype=object)
        frames[table] = frame
        faults += _schema_faults(frame, schema)
    return Tables(data, frames, tuple(faults))


def _read_csv(path: Path, label: str, columns: list[str]) -> tuple[list[tuple], list[Fault]]:
    """The rows of one file as (path, line, cell, …), empty cells as None, and its faults of form."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [Fault(label, 0, "文件不存在", "请从版本库恢复，或新建只有表头的文件")]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [Fault(label, line, "不是 UTF-8 编码", "请另存为 “CSV UTF-8” 后再试")]
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[tuple] = []
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        if header != columns:
            remedy = "表头应依次为 " + ",".join(columns)
            return [], [Fault(label, 1, "表头不符", remedy)]
        for cells in reader:
            line = reader.line_num
            if len(cells) != len(columns):
                problem = f"有 {len(cells)} 列，应为 {len(columns)} 列"
                faults.append(Fault(label, line, problem, "检查是否多写或漏写逗号，含逗号的内容加英文双引号"))
                continue
            faults += _cell_faults(label, line, columns, cells)
            rows.append((label, line, *(cell or None for cell in cells)))
    except csv.Error as error:
        faults.append(Fault(label, reader.line_num, f"不是合规的 CSV（{error}）", "检查英文双引号是否成对"))
    return rows, faults


def _cell_faults(label: str, line: int, columns: list[str], cells: list[str]) -> list[Fault]:
    faults = []
    for column, cell in zip(columns, cells, strict=True):
        if len(cell) > CELL_LIMIT:
            faults.append(Fault(label, line, f"{column} 长 {len(cell)} 字", f"不超过 {CELL_LIMIT} 字"))
        if cell != cell.strip() and column != "quote":
            faults.append(Fault(label, line, f"{column} 首尾有空格", "删去空格"))
        if any(ord(character) < 32 for character in cell):
            faults.append(Fault(label, line, f"{column} 含换行或控制字符", "写成一行"))
    return faults


def _schema_faults(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Fault]:
    """Cells that are empty or not of their column's form."""
    try:
        schema.validate(frame[list(schema.columns)], lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        return [
            _cell_fault(frame.loc[index], column, check)
            for column, check, index in zip(
                cases["column"], cases["check"], cases["index"], strict=True
            )
        ]
    return []


def _cell_fault(row: pd.Series, column: str, check: str) -> Fault:
    if check == "not_nullable":
        return Fault(row["path"], row["line"], f"{column} 为空", "补上内容")
    return Fault(row["path"], row["line"], f"{column} 是“{row[column]}”", check)
