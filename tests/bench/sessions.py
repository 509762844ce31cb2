"""Many readers at once: python -m tests.bench.sessions --sessions 1,10,50 --data DIR.

Each reader has a session of its own over Streamlit's WebSocket, thinks for some seconds between
two changes of its filters, and waits for all of the page. What the browser then draws is not
counted (tests/bench/pages.py does).
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import click

from pages.parts import data as reviewed
from tests.bench import made, pages, serving
from tests.bench.reader import Look, Reader
from tests.bench.report import Report, Row

# The pages that draw most. 总览 is the default page: its address has no name.
PAGES = {"总览": "", "地区画像": "region_profile", "地区对比": "region_comparison",
         "整改完成": "rectification", "学习培训": "training", "分类分析": "category_analysis",
         "主题词": "themes", "数据出处": "evidence"}  # fmt: skip
# What readers change, out of ten changes.
LIKELY = {"region": 6, "year": 2, "category": 1, "rollup": 1}
GOAL = 1.0  # seconds, 95 of 100 changes


FIGURES = 1_000_000
COUNTS, THINK = (1, 10, 50, 100), 5.0
MANY, PROCESSES = 50, 2  # the readers that must not wait, and how many processes a server has
SLOWEST = "p95 of the slowest page"
# Of a pass: all changes after the warm-up, in parts of equal size.
WARM_UP, SECONDS, PARTS = 10.0, 20.0, 3
# Readers look at what others look at too; a first visit to a region is measured apart.
STATES = 20
BARE = "region_comparison"


@dataclass
class Told:
    """What readers of one page got."""

    opened: list[float] = field(default_factory=list)
    changed: list[float] = field(default_factory=list)
    moments: list[float] = field(default_factory=list)  # of each change, when it was whole
    faults: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, look: Look, opening: bool) -> None:
        """Take a look in."""
        (self.opened if opening else self.changed).append(look.seconds)
        if not opening:
            self.moments.append(time.monotonic())
        self.sizes.append(look.size)
        self.faults += look.faults


@dataclass(frozen=True)
class Plan:
    """How many readers, where, for how long, and what they choose from."""

    address: str
    sessions: int
    seconds: float
    think: float
    pages: tuple[str, ...]
    states: int
    seed: int = 0


async def read(plan: Plan) -> dict[str, Told]:
    """All readers at once; by page, what they got."""
    told = {name: Told() for name in plan.pages}
    await asyncio.gather(*(_reader(plan, number, told[name]) for number, name in _spread(plan)))
    return told


def _spread(plan: Plan) -> Iterator[tuple[int, str]]:
    for number in range(plan.sessions):
        yield number, plan.pages[number % len(plan.pages)]


async def _reader(plan: Plan, number: int, told: Told) -> None:
    """Arrive at some moment of the first thinking time, then change filters until time is up."""
    chance = random.Random(f"{plan.seed} {number}")
    end = time.monotonic() + plan.seconds
    reader = Reader(plan.address, PAGES[plan.pages[number % len(plan.pages)]])
    try:
        await asyncio.sleep(chance.uniform(0, plan.think))
        told.add(await reader.look(), opening=True)
        while True:
            pause = chance.expovariate(1 / plan.think) if plan.think else 0
            if told.changed and time.monotonic() + pause >= end:
                break
            await asyncio.sleep(pause)
            told.add(await reader.look(**change_of(reader, chance, plan.states)), opening=False)
    except Exception as error:
        told.faults.append(f"{type(error).__name__}: {error}"[:120])
    finally:
        await reader.close()


def change_of(reader: Reader, chance: random.Random, states: int) -> dict[str, bool | list[str]]:
    """Another region, year or category, or the switch; regions are what readers change most.

    With ``states`` readers choose among that many regions: what one has opened the next one gets
    from the cache. Without, every region is as likely: hardly anything has been opened before.
    """
    keys = [key for key in LIKELY if key in reader.offered]
    key = chance.choices(keys, [LIKELY[key] for key in keys])[0]
    if key == "rollup":
        return {key: not reader.held.get(key, True)}
    offered = reader.offered[key]
    if key == "region" and states:
        offered = random.Random(0).sample(offered, min(states, len(offered)))
    many = 0 if chance.random() < 0.15 else chance.choice([1, 1, 1, 2])
    return {key: chance.sample(offered, min(many, len(offered)))}


def measure(report: Report) -> None:
    """A section: many readers of a million figures, beside as many of a bare page."""
    many = made.built(FIGURES).parent
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        states = Path(folder) / "states.json"
        states.write_text(json.dumps(_bare_states(many)), encoding="utf-8")
        bare = stack.enter_context(
            serving.script("tests/bench/bare_page.py", {"BARE_PAGE": str(states)})
        )
        ours = stack.enter_context(serving.served(many))
        rows, faults = [], 0
        for count in COUNTS:
            found, floor = (_measured(each.address, count) for each in (ours, bare))
            faults += found.faults
            rows += [
                Row(f"{count} sessions, p50", found.p50, floor.p50),
                Row(f"{count} sessions, p95", found.p95, floor.p95),
            ]
            if count == MANY:
                rows.append(Row(f"{MANY} sessions, {SLOWEST}", found.worst, target=1000 * GOAL))
        apart = _measured(ours.address, 10, states=0)
        rows.append(Row("10 sessions, every region as likely, p95", apart.p95))
    with serving.served(many, PROCESSES) as several:
        found = _measured(several.address, MANY)
    faults += apart.faults + found.faults
    name = f"{MANY} sessions, {PROCESSES} processes behind nginx"
    rows += [
        Row(f"{name}, p95", found.p95),
        Row(f"{name}, {SLOWEST}", found.worst, target=1000 * GOAL),
    ]
    report.section(
        "Sessions",
        f"A change of the filters to the last message, over Streamlit's WebSocket, {THINK:g} s "
        f"think time, all pages, {STATES} regions to choose from; the changes of {SECONDS:g} s after "
        f"{WARM_UP:g} s to warm up, in {PARTS} parts of each pass, of which the median and the spread are given. "
        "Server and readers on this one machine.",
        rows,
        beside=f"bare page, the figures of {BARE} as JSON",
        made=made.command(FIGURES),
        faults=faults,
    )


@dataclass(frozen=True)
class Measured:
    """Of each part the percentiles of all changes, in ms; and the faults of all."""

    p50: list[float]
    p95: list[float]
    worst: list[float]  # p95 of the slowest page
    faults: int


def _measured(address: str, sessions: int, states: int = STATES) -> Measured:
    began = time.monotonic()
    plan = Plan(address, sessions, WARM_UP + SECONDS, THINK, tuple(PAGES), states, sessions)
    told = asyncio.run(read(plan))
    changes = sorted(
        (moment, seconds, page)
        for page, each in told.items()
        for moment, seconds in zip(each.moments, each.changed, strict=True)
        if moment > began + WARM_UP
    )
    if len(changes) < PARTS:
        raise RuntimeError(f"little was read: {[each.faults for each in told.values()]}")
    cuts = [len(changes) * at // PARTS for at in range(PARTS + 1)]
    found = Measured([], [], [], sum(len(each.faults) for each in told.values()))
    for low, high in pairwise(cuts):
        by_page: dict[str, list[float]] = {}
        for _, seconds, page in changes[low:high]:
            by_page.setdefault(page, []).append(1000 * seconds)
        every = [took for each in by_page.values() for took in each]
        found.p50.append(percentile(every, 0.5))
        found.p95.append(percentile(every, 0.95))
        found.worst.append(max(percentile(each, 0.95) for each in by_page.values()))
    return found


def _bare_states(folder: Path) -> dict[str, object]:
    """What the bare page sends: both states of the switch, made already."""
    reviewed.read_from(folder)
    reviewed.begin_run()
    shown = [
        [pages.sent(chart) for chart in pages.charts(pages.BUILDERS[BARE](chosen))]
        for chosen in pages.states(BARE)
    ]
    reviewed.close()
    return {"region": "", "states": shown}


def percentile(values: list[float], share: float) -> float:
    """The value that ``share`` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def line(name: str, told: Told) -> str:
    """One page's figures."""
    changed = told.changed
    verdict = "" if percentile(changed, 0.95) < GOAL and not told.faults else "   ABOVE"
    return (
        f"  {name:10} {len(changed):6} {1000 * percentile(changed, 0.5):7.0f} "
        f"{1000 * percentile(changed, 0.95):7.0f} {1000 * max(changed, default=0):7.0f} "
        f"{1000 * statistics.median(told.opened or [0]):7.0f} "
        f"{statistics.mean(told.sizes or [0]) / 1024:6.0f} {len(told.faults):6}{verdict}"
    )


@contextmanager
def _watched(pids: list[int]) -> Iterator[dict[str, float]]:
    """Processor seconds and memory of the servers while the readers read."""
    used: dict[str, float] = {}
    before = [serving.busy(pid) for pid in pids]
    yield used
    used["busy"] = sum(serving.busy(pid) for pid in pids) - sum(before)
    used["memory"] = sum(serving.memory(pid) for pid in pids) / 2**20


def show(plan: Plan, pids: list[int]) -> dict[str, Told]:
    """Read, and print a table."""
    began = time.monotonic()
    with _watched(pids) as used:
        told = asyncio.run(read(plan))
    took = time.monotonic() - began
    looks = sum(len(each.opened) + len(each.changed) for each in told.values())
    click.echo(
        f"\n{plan.sessions} sessions, {plan.think:g} s think time, {took:.0f} s, "
        f"{plan.states or 'all'} regions chosen from, load {os.getloadavg()[0]:.1f}"
    )
    click.echo("  page       changes     p50     p95     max  opened     KB faults")
    for name, each in told.items():
        click.echo(line(name, each))
    if pids:
        click.echo(
            f"  server: {1000 * used['busy'] / max(looks, 1):.0f} ms of processor a run, "
            f"{100 * used['busy'] / took:.0f} % of a core, {used['memory']:.0f} MB"
        )
    for fault in sorted({fault for each in told.values() for fault in each.faults}):
        click.echo(f"  fault: {fault}", err=True)
    return told


@click.command()
@click.option("--sessions", default="1,10,50,100", show_default=True, help="How many at once.")
@click.option("--seconds", default=60.0, show_default=True, help="How long, each.")
@click.option("--think", default=5.0, show_default=True, help="Between two changes, on average.")
@click.option("--pages", default=",".join(PAGES), show_default=True, help="Which pages.")
@click.option("--states", default=0, show_default=True, help="Regions chosen from; 0: all.")
@click.option("--data", default="data", show_default=True, type=click.Path(path_type=Path))
@click.option("--processes", default=1, show_default=True, help="More than 1: behind nginx.")
@click.option("--address", help="A server that runs already.")
@click.option("--seed", default=0, show_default=True)
def main(
    sessions: str,
    seconds: float,
    think: float,
    pages: str,
    states: int,
    data: Path,
    processes: int,
    address: str | None,
    seed: int,
) -> None:
    """Read with many sessions; fail where a reader met a fault."""
    with serving.served(data, processes) if not address else serving.running(address) as served:
        faults = 0
        for count in map(int, sessions.split(",")):
            plan = Plan(
                served.address, count, seconds, think, tuple(pages.split(",")), states, seed
            )
            told = show(plan, served.pids())
            faults += sum(len(each.faults) for each in told.values())
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
