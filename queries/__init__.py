"""Named questions to one build of the data: queries/<name>.sql, run with named parameters."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

HERE = Path(__file__).parent
POINTER = "CURRENT"
VERSION = re.compile(r"[0-9a-f]{12}")
PARAMETER = re.compile(r"\$([a-z_]+)")
COMMENT = re.compile(r"--[^\n]*")
# Reading only, from this one file, within this machine's means and without the network.
CONFIG = {
    "threads": 2,
    "memory_limit": "4GB",
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
}


class NoBuildError(Exception):
    """There is no build of the data yet, or the pointer to it is damaged."""


def current_build(folder: Path) -> Path:
    """The database file that CURRENT names.

    Raises:
        NoBuildError: no pointer, a damaged one, or one to a file that is gone.
    """
    try:
        version = (folder / POINTER).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        version = ""
    database = folder / f"{version}.duckdb"
    if not VERSION.fullmatch(version) or not database.is_file():
        raise NoBuildError(f"no build in {folder}")
    return database


class Database:
    """One build, opened for reading; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.version = path.stem
        self._connection = duckdb.connect(str(path), read_only=True, config=CONFIG)

    def ask(self, name: str, **parameters: Any) -> pd.DataFrame:
        """Answer ``queries/<name>.sql``; parameters that the question does not name are left out.

        Raises:
            KeyError: the question names a parameter that was not given.
        """
        sql = _sql(name)
        given = {key: parameters[key] for key in _parameters(name)}
        # a cursor for each question: a shared connection gives wrong results between threads
        with self._connection.cursor() as cursor:
            return _frame(cursor.execute(sql, given).fetchnumpy())

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _frame(columns: dict[str, np.ndarray]) -> pd.DataFrame:
    """The answer as DuckDB's own ``df()`` gives it, but missing text as None.

    pandas' nan would count as true, and print as a word. Several times as fast as ``df()``, which
    turns every text into pandas' own kind first.
    """
    import pandas as pd

    # one index for all: pandas would compare those of each pair
    rows = pd.RangeIndex(len(next(iter(columns.values()))))
    told = {name: _series(cells, rows) for name, cells in columns.items()}
    return pd.DataFrame(told, index=rows, copy=False)


def _series(column: np.ndarray, rows: pd.RangeIndex) -> pd.Series:
    import pandas as pd

    cells = _cells(column)
    # the kind is told: pandas would turn words into its own
    return pd.Series(cells, index=rows, dtype=cells.dtype, copy=False)


def _cells(column: np.ndarray) -> np.ndarray | pd.api.extensions.ExtensionArray:
    """A column's cells; whole numbers and truths stay what they are beside a missing one."""
    import numpy as np
    import pandas as pd

    cells, missing = np.ma.getdata(column), np.ma.getmaskarray(column)
    kind = cells.dtype.kind
    if kind == "O":
        told = np.where(missing, None, cells)
        first = next((cell for cell in told if cell is not None), None)
        return _each(_list, told) if isinstance(first, np.ndarray) else told
    if not missing.any():
        return cells
    if kind == "b":
        return pd.arrays.BooleanArray(cells, missing)
    if kind in "iu":
        return pd.arrays.IntegerArray(cells, missing)
    return np.where(missing, np.datetime64("NaT") if kind == "M" else np.nan, cells)


def _each(change: Callable[[object], object], cells: np.ndarray) -> np.ndarray:
    """``change`` of each cell, lists too as one cell."""
    import numpy as np

    changed = np.empty_like(cells)
    for number, cell in enumerate(cells):
        changed[number] = change(cell)
    return changed


def _list(cell: object) -> object:
    """A list in a cell with None for what is missing in it."""
    import numpy as np

    if not np.ma.isMaskedArray(cell):
        return cell
    return np.where(np.ma.getmaskarray(cell), None, cell.data.astype(object))


def names() -> list[str]:
    """Every question there is."""
    return sorted(path.stem for path in HERE.glob("*.sql"))


@cache
def _sql(name: str) -> str:
    return (HERE / f"{name}.sql").read_text(encoding="utf-8")


@cache
def _parameters(name: str) -> frozenset[str]:
    return frozenset(PARAMETER.findall(COMMENT.sub("", _sql(name))))
