"""A checked build beside DuckDB's own load of the same files, which checks nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from etl.build import prepare
from tests.bench import made
from tests.bench.report import Report, Row, alternate

SIZES = (100_000, 1_000_000)
TARGET = 3


def measure(report: Report) -> None:
    """One row a size: reading, checking and writing, files in the system's cache for both."""
    with tempfile.TemporaryDirectory() as folder:
        # the first size warms up for the others: a run of the largest takes a minute
        rows = [_row(figures, Path(folder), figures == SIZES[0]) for figures in SIZES]
    report.section(
        "Build",
        "`etl build` from nothing: reads, checks every rule, writes the database with what is "
        "worked out ahead. DuckDB reads the same CSV files, a file a report, into a new database: "
        "`create table figures as from read_csv(…, all_varchar = true)`.",
        rows,
        beside="read_csv and create table",
        made=made.command(SIZES[-1]),
    )


def _row(figures: int, folder: Path, warm_up: bool) -> Row:
    data = made.data(figures)
    return Row(
        f"{figures:,} figures",
        *alternate(
            lambda: _built(data, folder), lambda: _loaded(data, folder), unit=1, warm_up=warm_up
        ),
        unit="s",
        target=TARGET,
    )


def _built(data: Path, folder: Path) -> None:
    version = prepare(data, folder)
    (folder / f"{version}.duckdb").unlink()


def _loaded(data: Path, folder: Path) -> None:
    path = folder / "floor.duckdb"
    files = str(data / "figures/*.csv")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"create table figures as from read_csv('{files}', all_varchar = true, header = true)"
        )
    path.unlink()
