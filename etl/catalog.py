"""Read the catalogue of sources that an extraction works through."""

from __future__ import annotations

import csv
from pathlib import Path

from etl.records import Source

_FIELDS = (
    "doc",
    "file",
    "title",
    "publisher",
    "published",
    "kind",
    "scope",
    "region",
    "year",
    "year_basis",
    "url",
)


class CatalogError(Exception):
    """The catalogue cannot be used; the message says why and what to do."""


def read_catalog(path: Path) -> list[Source]:
    """The catalogue's rows; `doc` and `file` must be there, other columns may lack."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"无法读取目录 {path}：{error}") from None
    rows = csv.DictReader(text.splitlines())
    missing = [name for name in ("doc", "file") if name not in (rows.fieldnames or ())]
    if missing:
        raise CatalogError(f"目录 {path} 缺少列：{'、'.join(missing)}")
    return [_source(row, number, path) for number, row in enumerate(rows, 2)]


def _source(row: dict[str, str], number: int, path: Path) -> Source:
    values = {name: (row.get(name) or "").strip() or None for name in _FIELDS}
    if not values["doc"] or not values["file"]:
        raise CatalogError(f"目录 {path} 第 {number} 行：doc 和 file 都不能为空")
    year = values.pop("year")
    if year is not None and not year.isdigit():
        raise CatalogError(f"目录 {path} 第 {number} 行：year 应为四位年份，现为 {year}")
    return Source(year=int(year) if year else None, **values)  # type: ignore[arg-type]
