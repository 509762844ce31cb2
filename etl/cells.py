"""CSV and Parquet files as one table of text cells, each row with its file and line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as arrow
import pyarrow.csv
import pyarrow.parquet
from pyarrow import compute, types

from etl.faults import Fault

# What needs a CSV reader that knows lines: quotation marks, control characters, empty lines.
UNUSUAL = b'"' + bytes(set(range(32)) - {ord("\n")})
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class _File:
    label: str
    content: bytes


def read_cells(
    data: Path, paths: list[Path], columns: list[str]
) -> tuple[pd.DataFrame, list[Fault]]:
    """The rows of files with one header, empty cells as missing, and the files' faults of form.

    The columns ``path`` (below ``data``) and ``line`` stand before the cells; a row of a Parquet
    file counts as a line. Plain CSV files, which nearly all are, are read at once: thousands of
    small files take seconds, not minutes.
    """
    root = len(data.as_posix()) + 1
    label_of = {path: path.as_posix()[root:] for path in paths}
    labels = list(label_of.values())
    files = [
        _File(label, path.read_bytes())
        for path, label in label_of.items()
        if path.suffix != PARQUET
    ]
    frames, faults = _read_csv(files, columns, labels)
    for path, label in label_of.items():
        if path.suffix == PARQUET:
            frame, wrong = _read_parquet(path, label, columns, labels)
            frames.append(frame)
            faults += wrong
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if len(frames) == 1:
        return frames[0], faults
    together = pd.concat(frames, ignore_index=True)
    if not files:  # Parquet files stand in their order already, and may be large
        return together, faults
    return together.sort_values(["path", "line"], ignore_index=True), faults


def _read_csv(
    files: list[_File], columns: list[str], labels: list[str]
) -> tuple[list[pd.DataFrame], list[Fault]]:
    plain = [file for file in files if _is_plain(file.content, columns)]
    try:
        frames = [_read_plain(plain, columns, labels)]
    except arrow.ArrowInvalid:  # too few or too many cells, or bytes that are no text: say where
        plain, frames = [], []
    faults: list[Fault] = []
    known = {file.label for file in plain}
    for file in files:
        if file.label not in known:
            rows, wrong = _read_rows(file, columns)
            frames.append(_frame(rows, columns, labels))
            faults += wrong
    return frames, faults


def _is_plain(content: bytes, columns: list[str]) -> bool:
    header = ",".join(columns).encode() + b"\n"
    usual = len(content.translate(None, UNUSUAL)) == len(content)
    return usual and content.startswith(header) and b"\n\n" not in content


def _read_plain(files: list[_File], columns: list[str], labels: list[str]) -> pd.DataFrame:
    bodies = [file.content.partition(b"\n")[2] for file in files]
    bodies = [body if body.endswith(b"\n") or not body else body + b"\n" for body in bodies]
    counts = [body.count(b"\n") for body in bodies]
    if not sum(counts):
        return _frame([], columns, labels)
    table = arrow.csv.read_csv(
        arrow.py_buffer(b"".join(bodies)),
        arrow.csv.ReadOptions(column_names=columns),
        arrow.csv.ParseOptions(quote_char=False),
        arrow.csv.ConvertOptions(
            column_types=dict.fromkeys(columns, arrow.string()),
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    place = {label: index for index, label in enumerate(labels)}
    codes = np.repeat([place[file.label] for file in files], counts)
    lines = np.concatenate([np.arange(2, count + 2) for count in counts])
    cells = {name: _cells(table[name]) for name in columns}
    path = pd.Categorical.from_codes(codes, labels, ordered=True)
    return pd.DataFrame({"path": path, "line": lines, **cells})


def _cells(column: arrow.ChunkedArray) -> pd.Series:
    return pd.Series(column.to_pandas(), dtype="str")


def _read_parquet(
    path: Path, label: str, columns: list[str], labels: list[str]
) -> tuple[pd.DataFrame, list[Fault]]:
    """One Parquet file; its columns may be texts or numbers."""
    nothing = _frame([], columns, labels)
    try:
        file = arrow.parquet.ParquetFile(path)
        if sorted(file.schema_arrow.names) != sorted(columns):
            return nothing, [Fault(label, 0, "列不符", "应有的列：" + ",".join(columns))]
        # one after the other: only one is held in two forms at a time
        cells = {name: _cells(_texts(file.read([name])[name])) for name in columns}
    except (arrow.ArrowException, OSError, ValueError) as error:
        problem = f"不是合规的 Parquet 文件（{error}）"
        return nothing, [Fault(label, 0, problem, "各列存为文字或数字，重新导出")]
    count = file.metadata.num_rows
    codes = np.full(count, labels.index(label))
    place = pd.Categorical.from_codes(codes, labels, ordered=True)
    return pd.DataFrame({"path": place, "line": np.arange(1, count + 1), **cells}), []


def _texts(column: arrow.ChunkedArray) -> arrow.ChunkedArray:
    """A column as a CSV file would have it: 36, not 36.0; an empty text is a missing cell."""
    if types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    kind = column.type
    if types.is_floating(kind):
        whole = compute.equal(column, compute.floor(column))
        # doubles hold whole numbers exactly up to here, and are written without an exponent
        whole = compute.and_(whole, compute.less(compute.abs(column), 2**53))
        amounts = compute.if_else(whole, column, None).cast(arrow.int64()).cast(arrow.string())
        return compute.coalesce(amounts, column.cast(arrow.string()))
    if not (types.is_integer(kind) or types.is_null(kind) or _is_text(kind)):
        raise ValueError(f"有一列是 {kind}")
    texts = column.cast(arrow.string())
    return compute.if_else(compute.equal(texts, ""), None, texts)


def _is_text(kind: arrow.DataType) -> bool:
    return types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)


def _frame(rows: list[tuple], columns: list[str], labels: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["path", "line", *columns], dtype=object)
    kinds = {"path": pd.CategoricalDtype(labels, ordered=True), "line": "int64"}
    return frame.astype({**kinds, **dict.fromkeys(columns, "str")})


def _read_rows(file: _File, columns: list[str]) -> tuple[list[tuple], list[Fault]]:
    """One file row by row, so that each fault is told with the line where its row begins."""
    label = file.label
    try:
        text = file.content.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return [], [Fault(label, line, "不是 UTF-8 编码", "请另存为 “CSV UTF-8” 后再试")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple] = []
    faults: list[Fault] = []
    line = 1
    try:
        if next(reader, []) != columns:
            return [], [Fault(label, 1, "表头不符", "表头应依次为 " + ",".join(columns))]
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(columns):
                rows.append((label, line, *(cell or None for cell in cells)))
            else:
                problem = f"有 {len(cells)} 列，应为 {len(columns)} 列"
                remedy = "检查是否多写或漏写逗号，含逗号的内容加英文双引号"
                faults.append(Fault(label, line, problem, remedy))
            line = reader.line_num + 1
    except csv.Error as error:
        problem = f"这一行起不是合规的 CSV（{error}）"
        faults.append(Fault(label, line, problem, "检查英文双引号是否成对"))
    return rows, faults
