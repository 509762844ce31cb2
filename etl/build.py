"""Loads checked data into a new DuckDB file and points CURRENT at it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from etl import transaction
from etl.faults import FaultyDataError, errors
from etl.files import remove_temporaries, swap_in, temporary_beside, write_atomically

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from etl.reviewed import Tables

POINTER = "CURRENT"
KEPT_BUILDS = 8
HERE = Path(__file__).parent
SCHEMA = ("schema.sql", "load_figures.sql", "derive.sql")
# What decides a build beside its data: the code that loads and the schema.
CODE = (
    "build.py",
    "cells.py",
    "check.py",
    "derive.sql",
    "faults.py",
    "load_figures.sql",
    "records.py",
    "reports.py",
    "schema.sql",
    "reviewed.py",
)
INPUTS = (
    "reference/regions.csv",
    "reference/categories.csv",
    "reference/indicators.csv",
    "sources.csv",
    "figures/*.csv",
    "ledgers/*.csv",
    "terms/*.csv",
    "figures/*.parquet",
    "ledgers/*.parquet",
    "terms/*.parquet",
)

Progress = Callable[[str], None]


def _silent(_: str) -> None:
    pass


def build(data: Path, out: Path, progress: Progress = _silent) -> str:
    """Make the database of the reviewed data below ``data`` in ``out``; return its version.

    An unchanged input only has CURRENT rewritten. Killed at any moment, the old database
    stays in use.

    Raises:
        FaultyDataError: the data has errors; ``out`` is as it was.
    """
    with transaction.locked(data):
        version = prepare(data, out, progress)
        write_atomically(out / POINTER, f"{version}\n".encode())
        prune(out, version)
    return version


def prepare(
    data: Path, out: Path, progress: Progress = _silent, reports_of: Path | None = None
) -> str:
    """Make the database without pointing at it; return its version.

    ``reports_of`` is the data folder whose report texts are compared, where not ``data`` itself.
    """
    out.mkdir(parents=True, exist_ok=True)
    with FileLock(out / ".lock"):
        remove_temporaries(out)
        version = data_version(data)
        database = out / f"{version}.duckdb"
        if not database.exists():
            _make(data, database, version, progress, reports_of or data)
        os.utime(database)
    return version


def data_version(data: Path) -> str:
    """Twelve hex digits: a hash of the inputs and of the code and schema that build."""
    digest = hashlib.sha256()
    below = len(data.as_posix()) + 1
    for path in [*(HERE / name for name in CODE), *input_files(data)]:
        content = path.read_bytes()
        label = path.name if path.parent == HERE else path.as_posix()[below:]
        digest.update(f"{label}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def schema_version() -> str:
    """A hash of what pages rely on: the tables, and what is worked out from them."""
    digest = hashlib.sha256()
    for name in SCHEMA:
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()[:12]


def input_files(data: Path) -> list[Path]:
    """The files that a build reads, in a fixed order."""
    found = (sorted(data.glob(pattern), key=attrgetter("name")) for pattern in INPUTS)
    return [path for paths in found for path in paths]


def _make(data: Path, database: Path, version: str, progress: Progress, reports_of: Path) -> None:
    # Loading pandas and pandera takes a second, which an unchanged build need not wait for.
    import duckdb

    from etl.check import check_tables
    from etl.reviewed import read_tables

    progress("读取数据")
    tables = read_tables(data)
    progress("校验数据")
    faults = errors(check_tables(replace(tables, data=reports_of)))
    if faults:
        raise FaultyDataError(faults)
    progress("写入数据库")
    temporary = temporary_beside(database)
    try:
        with duckdb.connect(str(temporary)) as connection:
            connection.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
            _load(connection, tables, version)
        swap_in(temporary, database)
    finally:
        temporary.unlink(missing_ok=True)
        temporary.with_name(temporary.name + ".wal").unlink(missing_ok=True)


def _load(connection: duckdb.DuckDBPyConnection, tables: Tables, version: str) -> None:
    figures = _placed(tables["figures"])
    frames = {
        "regions": tables["regions"],
        "categories": _positioned(tables["categories"]),
        "indicators": _positioned(tables["indicators"]),
        "sources": tables["sources"],
        "ledger": tables["ledgers"],
        "terms": tables["terms"],
        "meta": _meta(version, figures=len(figures), sources=len(tables["sources"])),
    }
    for table, frame in frames.items():
        columns = connection.table(table).columns
        _insert(connection, f"insert into {table} by name select * from cells", frame[columns])
    columns = [column for column in connection.table("figures").columns if column in figures]
    _insert(connection, (HERE / "load_figures.sql").read_text(encoding="utf-8"), figures[columns])
    connection.execute((HERE / "derive.sql").read_text(encoding="utf-8"))


def _insert(connection: duckdb.DuckDBPyConnection, sql: str, frame: pd.DataFrame) -> None:
    """Fill a table from text cells, which ``sql`` names ``cells``: the types are the schema's."""
    import pyarrow as arrow

    connection.register("cells", arrow.Table.from_pandas(frame, preserve_index=False))
    connection.execute(sql)
    connection.unregister("cells")


def _placed(figures: pd.DataFrame) -> pd.DataFrame:
    """Sorted by report and place there, so that a page of the list reads few blocks."""
    import pandas as pd

    from etl.check import figure_ids

    starts = pd.to_numeric(figures["start"])
    ordered = figures.assign(id=figure_ids(figures), at=starts).sort_values(["doc", "at"])
    return ordered.assign(place=range(1, len(ordered) + 1))


def _positioned(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(position=range(1, len(frame) + 1))


def _meta(version: str, **counts: int) -> pd.DataFrame:
    import pandas as pd

    facts = {"version": version, "schema": schema_version()}
    facts |= {"built_at": datetime.now().isoformat(timespec="seconds")}
    facts |= {f"{table}_count": str(count) for table, count in counts.items()}
    return pd.DataFrame(facts.items(), columns=["key", "value"])


def prune(out: Path, version: str) -> None:
    """Keep the newest builds; a reader that has an older one open keeps reading it."""
    builds = sorted(out.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in builds[KEPT_BUILDS:]:
        if path.stem != version:
            path.unlink(missing_ok=True)
