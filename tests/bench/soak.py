"""Readers for an hour while the data change: python -m tests.bench.soak --minutes 60.

What must hold: memory does not grow after the first sixth of the time, no reader meets an error,
and the first look that begins after a build shows it, whole.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from etl.build import build
from tests.bench import report, serving
from tests.bench.reader import Look, Reader
from tests.bench.sessions import PAGES, change_of, percentile
from tests.conftest import copy_reviewed_data
from tests.etl.building import change

SAMPLE = 10  # seconds between two looks at the memory
WARM = 6  # caches fill in this part of the time: ten minutes of an hour
FLAT = 1.05  # as much as memory may still grow afterwards
STATES = 20


@dataclass
class Course:
    """What happens, in seconds since the beginning."""

    began: float = field(default_factory=time.monotonic)
    builds: list[tuple[float, str]] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)
    looks: list[tuple[float, str, Look]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def now(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    def version_at(self, when: float) -> str:
        """The newest build whose command had ended by then."""
        return [version for at, version in self.builds if at <= when][-1]

    def stale(self) -> list[str]:
        """Looks that did not show, whole, the newest build of their beginning or a later one.

        Judged at the end: a build is seen a moment before the command that made it has ended.
        """
        found = []
        for began, page, look in self.looks:
            newest = self.version_at(began)
            fresh = {newest} | {version for at, version in self.builds if at > began}
            if len(look.versions) != 1 or not look.versions <= fresh:
                found.append(f"{page}: versions {sorted(look.versions)} instead of {newest}")
        return found


async def soak(
    served: serving.Served, data: Path, minutes: float, sessions: int, builds: int, think: float
) -> Course:
    """All of it at once."""
    course = Course()
    course.builds.append((0.0, (data / "build" / "CURRENT").read_text().strip()))
    end = 60 * minutes
    await asyncio.gather(
        _build(course, data, builds, end),
        _sample(course, served, end),
        *(_read(course, served.address, number, think, end) for number in range(sessions)),
    )
    course.faults += course.stale()
    return course


async def _read(course: Course, address: str, number: int, think: float, end: float) -> None:
    chance = random.Random(number)
    reader = Reader(address, list(PAGES.values())[number % len(PAGES)])
    try:
        while course.now() < end:
            await asyncio.sleep(chance.expovariate(1 / think))
            began = course.now()
            given = change_of(reader, chance, STATES) if reader.offered else {}
            look = await reader.look(**given)
            course.looks.append((began, reader.page or "overview", look))
            course.faults += look.faults
    except Exception as error:
        course.faults.append(f"{type(error).__name__}: {error}"[:120])
    finally:
        await reader.close()


async def _build(course: Course, data: Path, builds: int, end: float) -> None:
    """New builds, evenly spread, or as fast as they go; each is noted when it has ended."""
    for number in range(builds):
        await asyncio.sleep(max(0, (number + 1) * end / (builds + 1) - course.now()))
        if course.now() > end:
            return
        change(data, number)
        try:
            version = await asyncio.to_thread(build, data, data / "build")
        except Exception as error:
            course.faults.append(f"a build failed: {error}"[:120])
        else:
            course.builds.append((course.now(), version))


async def _sample(course: Course, served: serving.Served, end: float) -> None:
    while course.now() < end:
        held = sum(map(serving.memory, served.pids())) / 2**20
        course.memory.append((course.now(), held))
        await asyncio.sleep(SAMPLE)


def markdown(course: Course, command: str, processes: int) -> str:
    """What happened, as a section of the report of benchmarks."""
    end = course.memory[-1][0]
    warm = [held for at, held in course.memory if at >= end / WARM]
    # medians of the first and the last tenth after warming up: a single sample may be a peak
    tenth = max(1, len(warm) // 10)
    first, last = statistics.median(warm[:tenth]), statistics.median(warm[-tenth:])
    seconds = [look.seconds for *_, look in course.looks]
    lines = [
        "# Soak",
        f"Written by `{command}` on {datetime.now():%Y-%m-%d}: {end / 60:.0f} minutes, {processes} "
        f"process(es), {len(course.builds) - 1} builds meanwhile.",
        report.machine(report.checked_out()),
        "| | |\n| --- | ---: |",
    ]
    rows = {
        "runs": f"{len(seconds):,}",
        "faults (an error, or a look that does not show the newest build)": str(len(course.faults)),
        "p50, p95 of a run": f"{1000 * percentile(seconds, 0.5):.0f}, "
        f"{1000 * percentile(seconds, 0.95):.0f} ms",
        "memory at the beginning": f"{course.memory[0][1]:.0f} MB",
        f"memory after {end / WARM / 60:.1f} minutes": f"{first:.0f} MB",
        "memory at the end": f"{last:.0f} MB",
        "growth after warming up": f"{last / first:.3f} ({'flat' if last <= FLAT * first else 'GROWS'})",
    }
    lines[-1] += "".join(f"\n| {name} | {value} |" for name, value in rows.items())
    return "\n\n".join(lines) + "\n"


@click.command()
@click.option("--minutes", default=60.0, show_default=True)
@click.option("--sessions", default=20, show_default=True)
@click.option("--builds", default=10, show_default=True)
@click.option("--think", default=5.0, show_default=True, help="Seconds between two changes.")
@click.option("--processes", default=1, show_default=True, help="More than 1: behind nginx.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write.")
def main(
    minutes: float, sessions: int, builds: int, think: float, processes: int, out: Path | None
) -> None:
    """Let readers read while the data change; fail where one meets a fault or memory grows."""
    with tempfile.TemporaryDirectory() as folder:
        data = copy_reviewed_data(Path(folder) / "data")
        with serving.served(data, processes) as served:
            course = asyncio.run(soak(served, data, minutes, sessions, builds, think))
    command = (
        f"python -m tests.bench.soak --minutes {minutes:g} --sessions {sessions} --builds {builds}"
    )
    told = markdown(course, command, processes)
    click.echo(told)
    for at, held in course.memory[:: max(1, len(course.memory) // 20)]:
        click.echo(f"  {at / 60:5.1f} min {held:7.0f} MB")
    for fault in sorted(set(course.faults)):
        click.echo(f"  fault: {fault}", err=True)
    if out:
        out.write_text(told, encoding="utf-8")
    raise SystemExit(1 if course.faults or "GROWS" in told else 0)


if __name__ == "__main__":
    main()
