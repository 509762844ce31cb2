"""python -m tests.bench.bench_exports: a 12-chart briefing, single files, and 100,000 figures."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from datetime import date

from streamlit.logger import set_log_level

set_log_level("ERROR")

import pandas as pd  # noqa: E402

from pages.parts import briefings, cache, collection, data, downloads, filters, proof, recipes  # noqa: E402  # noqa: E402
from pages.parts.exports import formats, picture  # noqa: E402

CHARTS = 12
FIGURES = 100_000


def main() -> None:
    """Print seconds (wall and processor) and peak memory, on the build that CURRENT names."""
    data.begin_run()
    given = filters.of_codes(filters.choices(), (), (), (), True)
    collected = collection.Collection("简报", "单位", "日期", tuple(_items(given)[:CHARTS]))
    told = briefings.briefing(collected, briefings.rebuilt(collected))
    for output in briefings.OUTPUTS:
        _time(f"{len(told.exhibits)} charts as {output.label}", lambda o=output: o.render(told, None))
    exhibit = proof.exhibit(recipes.rebuild(collected.items[1].recipe))
    for entry in formats.FORMATS:
        _time(f"one chart as {entry.label}", lambda e=entry: e.render(exhibit, None))
    rows = pd.concat([proof.figures(told.exhibits[0].chart)] * (FIGURES // 100))[:FIGURES]
    _time(f"{FIGURES:,} figures as Excel", lambda: downloads.xlsx_bytes(rows, "数据"))
    _time(f"{FIGURES:,} figures as CSV", lambda: downloads.csv_bytes(rows))
    data.close()
    picture.close()


def _items(given: filters.Filters) -> list[collection.Item]:
    found = []
    for page, arguments in (
        ("overview", ()),
        ("rectification", (date.today(),)),
        ("training", ()),
        ("region_comparison", ((),)),
    ):
        view = cache.view(recipes.BUILDERS[page], given, *arguments)
        for chart in recipes.charts(view):
            found.append(collection.item(recipes.of(chart), chart, data.version()))
    return found


def _time(name: str, call: Callable[[], bytes]) -> None:
    wall, busy = time.perf_counter(), time.process_time()
    size = len(call())
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:28} {wall:6.2f} s ({busy:5.2f} s busy) {size / 1024:8.0f} KB  peak {peak:.0f} MB")


if __name__ == "__main__":
    main()
