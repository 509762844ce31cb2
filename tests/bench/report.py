"""What `make bench` found, as Markdown: each amount beside a floor or peer of the same run.

A bench is a function that takes the report and calls `section` once or more:

    ours, bare = alternate(lambda: ask(database), lambda: scan(connection))
    report.section(
        "Queries", "What is asked, of what.", [Row("figure_list", ours, bare, target=3)],
        beside="a full scan by DuckDB", made="python -m tests.synthetic --figures 1000000 --out DIR",
    )
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

RUNS = 3  # of a pass, at least
# A machine is not as fast in one half hour as in the next: what is measured a second time, when all
# else has been, has a spread that another day's run can keep to.
PASSES = 2
PACKAGES = ("streamlit", "duckdb", "pandas", "pyarrow", "plotly", "jieba")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured: the amount of each run, and of the floor or peer in the same runs.

    ``target`` is the greatest ratio, or amount where nothing stands beside, that is in order.
    """

    name: str
    ours: Sequence[float]
    beside: Sequence[float] = ()
    unit: str = "ms"
    target: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Ours over the floor, run by run; empty where nothing stands beside."""
        return [a / b for a, b in zip(self.ours, self.beside, strict=True)] if self.beside else []

    @property
    def verdict(self) -> str:
        """Whether the median keeps to the target, if there is one."""
        if self.target is None:
            return ""
        found = statistics.median(self.ratios or self.ours)
        return f"{'within' if found <= self.target else 'ABOVE'} {self.target:g}"

    def joined(self, later: Row) -> Row:
        """With the runs of a later pass."""
        if later.name != self.name:
            raise ValueError(f"passes differ: {self.name}, {later.name}")
        return replace(self, ours=[*self.ours, *later.ours], beside=[*self.beside, *later.beside])


@dataclass(frozen=True, slots=True)
class Section:
    """What was measured and how, with its table."""

    name: str
    text: str
    rows: tuple[Row, ...]
    beside: str
    made: str
    faults: int | None = None

    def joined(self, later: Section) -> Section:
        """With the runs and the faults of a later pass."""
        rows = tuple(a.joined(b) for a, b in zip(self.rows, later.rows, strict=True))
        faults = None if self.faults is None else self.faults + (later.faults or 0)
        return replace(self, rows=rows, faults=faults)

    def markdown(self) -> str:
        """The section under a heading of the second level."""
        made = f"Data: `{self.made}`\n\n" if self.made else ""
        faults = "" if self.faults is None else f" {self.faults} faults."
        return f"## {self.name}\n\n{self.text}{faults}\n\n{made}{_table(self.rows, self.beside)}\n"


@dataclass(slots=True)
class Report:
    """Sections in the order in which they were measured."""

    sections: list[Section] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    # asked before the report itself, a file of the checkout, is written part by part
    commit: str = field(default_factory=lambda: checked_out())

    def section(
        self,
        name: str,
        text: str,
        rows: Sequence[Row],
        *,
        beside: str = "",
        made: str = "",
        few: str = "",
        faults: int | None = None,
    ) -> None:
        """Add a section, or a pass to the section of that name, and print it.

        ``beside`` names the floor or peer, ``made`` the command that made the data, ``few`` why
        some row has fewer runs than a pass must have; without such a reason that is a ValueError.
        ``faults`` are errors met while measuring.
        """
        short = [row.name for row in rows if len(row.ours) < RUNS]
        if short and not few:
            raise ValueError(f"fewer than {RUNS} runs: {', '.join(short)}")
        told = f"{text} {few}".strip()
        found = Section(name, told, tuple(rows), beside, made, faults)
        for at, earlier in enumerate(self.sections):
            if earlier.name == name:
                found = self.sections[at] = earlier.joined(found)
                break
        else:
            self.sections.append(found)
        click.echo(found.markdown())

    def write(self, path: Path, command: str, quoted: Sequence[Path] = (), passes: int = 1) -> None:
        """Write the whole report; the bodies of ``quoted``, reports of other commands, come last."""
        minutes = (time.monotonic() - self.began) / 60
        head = [
            "# Benchmarks",
            f"Written by `{command}` on {datetime.now():%Y-%m-%d}, in {minutes:.0f} minutes.",
            machine(self.commit),
            "Each amount is the median of its runs with the least and the greatest; a ratio is ours "
            "over the floor or peer measured in turn with it, taken run by run.",
        ]
        if passes > 1:
            head[-1] += (
                f" All but what says otherwise was measured in {passes} passes, one after the other "
                "over all sections: a spread holds what changes between two halves of an hour too."
            )
        parts = ["\n\n".join(head) + "\n", *(section.markdown() for section in self.sections)]
        parts += [_quote(other) for other in quoted if other.is_file()]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(parts), encoding="utf-8")


def alternate(
    ours: Callable[[], object],
    beside: Callable[[], object],
    runs: int = RUNS,
    unit: float = 1000,
    warm_up: int = 1,
) -> tuple[list[float], list[float]]:
    """Both in turn, ``warm_up`` times unrecorded, then ``runs`` times: wall times, in ms."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(warm_up + runs):
        for action, found in zip((ours, beside), times, strict=True):
            taken = unit * wall(action)
            if number >= warm_up:
                found.append(taken)
    return times


def repeat(action: Callable[[], object], runs: int = RUNS, unit: float = 1000) -> list[float]:
    """Once to warm up and ``runs`` times for the record: wall times, in ms."""
    return [unit * wall(action) for _ in range(runs + 1)][1:]


def wall(action: Callable[[], object]) -> float:
    """Seconds that pass while it runs."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def machine(commit: str) -> str:
    """Where and with what the numbers were taken."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} "
        f"{platform.machine()}, load {os.getloadavg()[0]:.1f} at the end; "
        f"Python {platform.python_version()}, {versions}; commit {commit}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "processor unknown"


def checked_out() -> str:
    """The checkout's commit; `-dirty` where files differ from it."""
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _table(rows: Sequence[Row], beside: str) -> str:
    compared = any(row.beside for row in rows)
    head = ["", "runs", "ours", *([beside or "beside", "ratio"] if compared else [])]
    judged = any(row.target is not None for row in rows)
    lines = [head + ["target"] * judged]
    for row in rows:
        cells = [row.name, str(len(row.ours)), spread(row.ours, row.unit)]
        if compared:
            cells += [spread(row.beside, row.unit), spread(row.ratios, "")]
        lines.append(cells + [row.verdict] * judged)
    ruled = [lines[0], ["---", *["---:"] * (len(lines[0]) - 1)], *lines[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in ruled)


def spread(amounts: Sequence[float], unit: str) -> str:
    """The median with the least and the greatest: `12.3 (11.9–14.0) ms`."""
    if not amounts:
        return ""
    middle = _number(statistics.median(amounts))
    if len(amounts) == 1:
        return f"{middle} {unit}".strip()
    return f"{middle} ({_number(min(amounts))}–{_number(max(amounts))}) {unit}".strip()


def _number(amount: float) -> str:
    """Three digits, which is more than any timing here can hold."""
    if abs(amount) >= 100:
        return f"{amount:,.0f}"
    return f"{amount:.1f}" if abs(amount) >= 10 else f"{amount:.2f}"


def _quote(path: Path) -> str:
    """Another command's report, its title one level down."""
    lines = path.read_text(encoding="utf-8").splitlines()
    fenced = [f"#{line}" if line.startswith("#") else line for line in lines]
    return "\n".join(fenced) + "\n"
