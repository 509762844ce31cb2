"""The questions behind 数据出处, on few figures and on many: how their cost grows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from queries import CONFIG, Database, current_build
from tests.bench import made
from tests.bench.report import Report, Row, alternate

SIZES = (200, 100_000, 1_000_000)
TIMES = 10  # the largest of them over again, for a size that takes too long to make
ROUNDS = 8  # of a pass
TARGETS = {200: 50, 1_000_000: 300}  # milliseconds, all questions together
FILTER = {"regions": [], "years": [], "categories": [], "rollup": True}
FILTER |= {"indicator": "", "status": "", "search": ""}
QUERIES = {
    "region_choices": {},
    "year_choices": {},
    "category_choices": {},
    "indicator_choices": {},
    "figure_count": FILTER,
    "figure_list": FILTER | {"sort": "source", "limit": 200, "offset": 0},
    "meta": {},
}
# As a first visit asks, and as one with a province chosen does.
STATES = {"nothing chosen": {}, "山西 chosen": {"regions": ["140000"]}}
# The least that any question about all figures costs.
FLOOR = "select category, count(*), sum(value) from figures group by category"


def measure(report: Report) -> None:
    """A section for each size."""
    for figures, folder, told in _builds():
        path = current_build(folder)
        database = Database(path)
        try:
            with duckdb.connect(str(path), read_only=True, config=CONFIG) as floor:
                rows = _rows(database, floor, TARGETS.get(figures))
        finally:
            database.close()
        report.section(
            f"Queries, {figures:,} figures",
            f"The questions of one visit to 数据出处, uncached; the target is for all together.{told}",
            rows,
            beside="DuckDB counting and adding up all figures by category",
            made=made.command(min(figures, SIZES[-1])),
        )


def _builds() -> Iterator[tuple[int, Path, str]]:
    """Figures, build, and what is to be said of it; each made when the one before is measured."""
    for figures in SIZES:
        yield figures, made.built(figures), ""
    most = SIZES[-1]
    more = f" Every figure of {most:,} {TIMES} times, under other names (tests/bench/made.py)."
    yield TIMES * most, made.repeated(most, TIMES), more


def _rows(database: Database, floor: duckdb.DuckDBPyConnection, target: float | None) -> list[Row]:
    """A round asks every question once, as a visit does: the spread holds what a minute brings."""
    asked = {
        (state, name): given | chosen
        for state, chosen in STATES.items()
        for name, given in QUERIES.items()
    }
    times: dict[tuple[str, str], tuple[list[float], list[float]]] = {key: ([], []) for key in asked}
    for number in range(ROUNDS + 1):  # the first warms up
        for (state, name), given in asked.items():
            taken = alternate(
                lambda name=name, given=given: database.ask(name, **given),
                lambda: floor.execute(FLOOR).fetchall(),
                runs=1,
                warm_up=0,
            )
            if number:
                for found, new in zip(times[state, name], taken, strict=True):
                    found += new
    rows = []
    for state in STATES:
        found = [Row(f"{name}, {state}", *times[state, name]) for name in QUERIES]
        together = [sum(each) for each in zip(*(row.ours for row in found), strict=True)]
        rows += [*found, Row(f"together, {state}", together, target=target)]
    return rows
