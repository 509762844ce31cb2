"""python -m tests.bench: what is measured, as docs/BENCHMARKS.md."""

import time
from collections.abc import Callable
from pathlib import Path

import click

from tests.bench import (
    build,
    exports,
    extraction,
    growth,
    intake,
    many_reports,
    pages,
    queries,
    sessions,
)
from tests.bench.report import PASSES, Report

FIGURES = 1_000_000
CLICKS = 10  # of a pass
OUT = Path("docs/BENCHMARKS.md")
# Reports of commands that take longer than a benchmark may: quoted as they were written last.
QUOTED = (Path("docs/SOAK.md"),)
# In the order of the report.
BENCHES: dict[str, Callable[[Report], None]] = {
    "extraction": extraction.measure,
    "reports": many_reports.measure,
    "build": build.measure,
    "queries": queries.measure,
    "exports": exports.measure,
    "intake": intake.measure,
    "pages": lambda report: pages.run(report, FIGURES, CLICKS),
    "growth": growth.measure,
    "sessions": sessions.measure,
}


# A peak hardly varies, and the time is minutes.
ONCE = ("reports",)


@click.command()
@click.option(
    "--only", type=click.Choice(list(BENCHES)), multiple=True, help="Print, write nothing."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=OUT)
def main(only: tuple[str, ...], out: Path) -> None:
    """Measure everything beside its floor and write the report."""
    report = Report()
    names = only or tuple(BENCHES)
    for number in range(PASSES):
        for name in names:
            if number and name in ONCE:
                continue
            began = time.monotonic()
            BENCHES[name](report)
            click.echo(f"{name}: {time.monotonic() - began:.0f} s", err=True)
            # as far as it got: a run that is stopped has not measured in vain
            if not only:
                report.write(out, "make bench", QUOTED, number + 1)


main()
