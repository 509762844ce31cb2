"""The reviewed data as tables: their schemas, and reading them with line numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from etl import records
from etl.cells import PARQUET, read_cells
from etl.faults import Fault

# A cell longer than this is a pasted text, not a fact.
CELL_LIMIT = 300

REGION = r"^\d{6}$"
YEAR = r"^(19[89]\d|20\d\d)$"
INTEGER = r"^(0|[1-9]\d{0,8})$"
NUMBER = r"^-?(0|[1-9]\d*)(\.\d+)?$"
NAME = "^[A-Za-z0-9_\\-\u4e00-\u9fff]{1,80}$"
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
SUFFIXES = (".csv", PARQUET)  # a CSV file holds one report, a Parquet file any number
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
    folder = data / FOLDERS[table]
    found = [path for suffix in SUFFIXES for path in folder.glob(f"*{suffix}")]
    # by name: comparing whole paths takes seconds where there are thousands
    return sorted(found, key=attrgetter("name"))


def read_tables(data: Path) -> Tables:
    """Read all reviewed data below ``data``; faults of form are kept, not raised."""
    frames: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for table, schema in SCHEMAS.items():
        paths = files_of(data, table)
        if table in FILES and not paths[0].is_file():
            paths = []
            faults.append(
                Fault(FILES[table], 0, "文件不存在", "请从版本库恢复，或新建只有表头的文件")
            )
        frame, wrong = read_cells(data, paths, list(schema.columns))
        frames[table] = frame
        faults += [*wrong, *_cell_faults(frame), *_schema_faults(frame, schema)]
    return Tables(data, frames, tuple(faults))


def _cell_faults(frame: pd.DataFrame) -> Iterator[Fault]:
    """Cells that are no facts: pasted texts, stray spaces, line breaks."""
    for column in frame.columns.drop(["path", "line"]):
        cells = frame[column]
        lengths = cells.str.len()
        for index in frame.index[lengths > CELL_LIMIT]:
            problem = f"{column} 长 {lengths[index]:.0f} 字"
            yield _fault(frame, index, problem, f"不超过 {CELL_LIMIT} 字")
        if column != "quote":
            for index in frame.index[cells.notna() & (cells.str.strip() != cells)]:
                yield _fault(frame, index, f"{column} 首尾有空格", "删去空格")
        for index in frame.index[cells.str.contains(r"[\x00-\x1f]").fillna(False).astype(bool)]:
            yield _fault(frame, index, f"{column} 含换行或控制字符", "写成一行")


def _schema_faults(frame: pd.DataFrame, schema: pa.DataFrameSchema) -> Iterator[Fault]:
    """Cells that are empty or not of their column's form."""
    try:
        schema.validate(frame[list(schema.columns)], lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        for column, check, index in zip(
            cases["column"], cases["check"], cases["index"], strict=True
        ):
            if check == "not_nullable":
                yield _fault(frame, index, f"{column} 为空", "补上内容")
            else:
                yield _fault(frame, index, f"{column} 是“{frame.at[index, column]}”", check)


def _fault(frame: pd.DataFrame, index: int, problem: str, remedy: str) -> Fault:
    return Fault(frame.at[index, "path"], int(frame.at[index, "line"]), problem, remedy)
