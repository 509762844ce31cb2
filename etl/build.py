"""Loads checked data into a new DuckDB file and points CURRENT at it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
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
# What decides a build beside its data: the code that loads and the schema.
CODE = ("build.py", "check.py", "reviewed.py", "records.py", "faults.py", "schema.sql")
INPUTS = (
    "reference/regions.csv",
    "reference/categories.csv",
    "reference/indicators.csv",
    "sources.csv",
    "figures/*.csv",
    "ledgers/*.csv",
    "terms/*.csv",
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
    for path in [*(HERE / name for name in CODE), *input_files(data)]:
        content = path.read_bytes()
        label = path.name if path.parent == HERE else path.relative_to(data).as_posix()
        digest.update(f"{label}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def input_files(data: Path) -> list[Path]:
    """The files that a build reads, in a fixed order."""
    return [path for pattern in INPUTS for path in sorted(data.glob(pattern))]


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
    frames = {
        "regions": tables["regions"],
        "region_tree": _region_tree(tables["regions"]),
        "categories": _positioned(tables["categories"]),
        "indicators": _positioned(tables["indicators"]),
        "sources": tables["sources"],
        "figures": _sorted(_with_ids(tables["figures"]), ["doc", "start"]),
        "ledger": tables["ledgers"],
        "terms": tables["terms"],
    }
    for table, frame in frames.items():
        connection.append(table, _typed(connection, table, frame), by_name=True)
    connection.append("meta", _meta(version, frames), by_name=True)


def _typed(connection: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of ``table`` from text cells, in the types of the schema."""
    import pandas as pd

    kinds = {"INTEGER": "Int64", "DOUBLE": "float64", "BOOLEAN": "boolean"}
    typed = {}
    for name, kind, *_ in connection.table(table).description:
        cells = frame[name]
        if str(kind) in ("INTEGER", "DOUBLE"):
            cells = pd.to_numeric(cells)
        elif str(kind) == "BOOLEAN":
            cells = cells.map({"yes": True, "no": False})
        typed[name] = cells.astype(kinds.get(str(kind), "object"))
    return pd.DataFrame(typed)


def _region_tree(regions: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    parents = dict(zip(regions["code"], regions["parent"], strict=True))
    rows = []
    for code in parents:
        ancestor, distance = code, 0
        while ancestor:
            rows.append((code, ancestor, distance))
            ancestor, distance = parents.get(ancestor), distance + 1
    return pd.DataFrame(rows, columns=["region", "ancestor", "distance"])


def _positioned(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(position=range(1, len(frame) + 1))


def _with_ids(figures: pd.DataFrame) -> pd.DataFrame:
    return figures.assign(id=figures["doc"] + ":" + figures["start"])


def _sorted(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    numeric = frame.assign(**{columns[-1]: pd.to_numeric(frame[columns[-1]])})
    return frame.loc[numeric.sort_values(columns).index]


def _meta(version: str, frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    facts = {"version": version, "built_at": datetime.now().isoformat(timespec="seconds")}
    facts |= {f"{table}_count": str(len(frame)) for table, frame in frames.items()}
    return pd.DataFrame(facts.items(), columns=["key", "value"])


def prune(out: Path, version: str) -> None:
    """Keep the newest builds; a reader that has an older one open keeps reading it."""
    builds = sorted(out.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in builds[KEPT_BUILDS:]:
        if path.stem != version:
            path.unlink(missing_ok=True)
