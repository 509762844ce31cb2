"""The queries behind 数据出处: on the five reports and on many synthetic figures."""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import duckdb
import pandas

from etl.build import build
from queries import Database, current_build
from tests import synthetic

DATA = Path("data")
ROUNDS = 9
TARGETS = {"the five reports": 50, "synthetic": 300}  # milliseconds, all queries together
FILTER = {"regions": [], "years": [], "categories": [], "rollup": True}
FILTER |= {"indicator": "", "status": "", "search": ""}
# As a first visit asks, and as one with a province chosen does.
QUERIES = {
    "region_choices": {},
    "year_choices": {},
    "category_choices": {},
    "indicator_choices": {},
    "figure_count": FILTER,
    "figure_list": FILTER | {"sort": "source", "limit": 200, "offset": 0},
    "meta": {},
}


def run(figures: int) -> None:
    """Print a table for each data set."""
    click.echo(machine())
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        if any((DATA / "figures").glob("*.csv")):
            _measured("the five reports", "python -m etl build", DATA, out / "five")
        made = f"python -m tests.synthetic --figures {figures} --out DIR"
        _timed(made, lambda: synthetic.write(out / "data", figures))
        _measured(
            "synthetic", f"{made} && python -m etl build --data DIR", out / "data", out / "many"
        )


def machine() -> str:
    """Where and with what the numbers were taken."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, load {load}; Python "
        f"{platform.python_version()}, duckdb {duckdb.__version__}, pandas {pandas.__version__}"
    )


def _measured(name: str, made: str, data: Path, out: Path) -> None:
    _timed(f"{name}: build", lambda: build(data, out))
    _baseline(data)
    database = Database(current_build(out))
    click.echo(f"\n{name} ({made}): median of {ROUNDS}, ms")
    for title, chosen in {"nothing chosen": {}, "山西 chosen": {"regions": ["140000"]}}.items():
        medians = [_query(database, query, given | chosen) for query, given in QUERIES.items()]
        together, target = sum(medians), TARGETS[name]
        verdict = "within" if together <= target else "ABOVE"
        click.echo(
            f"  {'together, ' + title:30} {together:8.1f}   {verdict} the target of {target}\n"
        )
    database.close()


def _query(database: Database, query: str, given: dict) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        database.ask(query, **given)
        times.append(1000 * (time.perf_counter() - began))
    median = statistics.median(times)
    click.echo(f"  {query:30} {median:8.1f}   {min(times):.1f} to {max(times):.1f}")
    return median


def _baseline(data: Path) -> None:
    """What DuckDB alone takes to read the same figures, unchecked."""
    with duckdb.connect() as connection:
        files = str(data / "figures/*.csv")
        sql = f"create table figures as from read_csv('{files}', all_varchar = true, header = true)"
        _timed(
            "DuckDB's read_csv and create table of the same figures",
            lambda: connection.execute(sql),
        )


def _timed(label: str, action: Callable[[], object]) -> None:
    began = time.perf_counter()
    action()
    click.echo(f"{label}: {time.perf_counter() - began:.1f} s")
