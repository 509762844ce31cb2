"""What one run of a page costs the server: python -m tests.bench.cost --data DIR.

Processor time, which other work on the machine changes little; for docs/SIZING.md.
"""

from __future__ import annotations

import asyncio
import random
import statistics
from pathlib import Path

import click

from tests.bench import serving
from tests.bench.reader import Reader
from tests.bench.sessions import PAGES

REGION = "山西"
SEEN, UNSEEN = 8, 4  # runs of either kind
MEGABYTE = 2**20


async def page(served: serving.Served, name: str, chance: random.Random) -> tuple[float, float]:
    """Milliseconds of processor of a run that somebody has seen, and of one that nobody has."""
    reader = Reader(served.address, PAGES[name])
    await reader.look()
    # both states of the switch, once before they count
    for rollup in (False, True):
        await reader.look(region=[REGION], rollup=rollup)
    seen = await _cost(served, reader, [{"rollup": bool(n % 2)} for n in range(SEEN)])
    regions = chance.sample(reader.offered["region"], UNSEEN)
    unseen = await _cost(served, reader, [{"region": [region]} for region in regions])
    await reader.close()
    return seen, unseen


async def _cost(served: serving.Served, reader: Reader, changes: list[dict]) -> float:
    (pid,) = served.pids()
    before = serving.busy(pid)
    for change in changes:
        look = await reader.look(**change)
        if look.faults:
            raise RuntimeError(f"{reader.page}: {look.faults}")
    return 1000 * (serving.busy(pid) - before) / len(changes)


async def _all(served: serving.Served) -> None:
    (pid,) = served.pids()
    chance = random.Random(0)
    click.echo(f"memory at the start {serving.memory(pid) / MEGABYTE:.0f} MB")
    click.echo("ms of processor a run     seen   unseen    memory after")
    found = []
    for name in PAGES:
        found.append(await page(served, name, chance))
        held = serving.memory(pid) / MEGABYTE
        click.echo(f"  {name:18} {found[-1][0]:8.0f} {found[-1][1]:8.0f} {held:8.0f} MB")
    means = [statistics.mean(kind) for kind in zip(*found, strict=True)]
    click.echo(f"  {'mean':18} {means[0]:8.0f} {means[1]:8.0f}")


@click.command()
@click.option("--data", default="data", show_default=True, type=click.Path(path_type=Path))
def main(data: Path) -> None:
    """Visit each page with one reader and print what its runs cost."""
    with serving.served(data) as served:
        asyncio.run(_all(served))


if __name__ == "__main__":
    main()
