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
RUNS = 5
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
    rows = []
    for state, chosen in STATES.items():
        found = [
            Row(
                f"{name}, {state}",
                *alternate(
                    lambda name=name, given=given: database.ask(name, **given | chosen),  # noqa: B023
                    lambda: floor.execute(FLOOR).fetchall(),
                    RUNS,
                ),
            )
            for name, given in QUERIES.items()
        ]
        together = [sum(times) for times in zip(*(row.ours for row in found), strict=True)]
        rows += [*found, Row(f"together, {state}", together, target=target)]
    return rows
