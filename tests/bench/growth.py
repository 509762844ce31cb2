"""How much longer a page's rerun takes when there are many more figures."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.bench import made, serving
from tests.bench.reader import Reader
from tests.bench.report import Report, Row
from tests.bench.sessions import FIGURES, PAGES
from tests.conftest import copy_reviewed_data

RUNS = 40  # of a pass; one takes 20 ms, and varies by a quarter
TARGET = 1.5  # times the rerun on the five reports
REGIONS = ["山西", "辽宁"]


def measure(report: Report) -> None:
    """A row a page: many figures beside the five reports', in turn."""
    with tempfile.TemporaryDirectory() as folder:
        few = copy_reviewed_data(Path(folder) / "data")
        many = made.built(FIGURES).parent
        with serving.served(many) as ours, serving.served(few) as beside:
            found = asyncio.run(_all(ours.address, beside.address))
    report.section(
        "Reruns on many figures",
        f"The switch 含下级地区 to the last message over Streamlit's WebSocket, {'、'.join(REGIONS)} chosen, both "
        "states seen before. The same page draws more where a region has reported more.",
        [
            Row(name, many, few, target=TARGET)
            for name, (many, few) in zip(PAGES, found, strict=True)
        ],
        beside="the five reports",
        made=made.command(FIGURES),
    )


async def _all(ours: str, beside: str) -> list[tuple[list[float], list[float]]]:
    return [await _page(page, ours, beside) for page in PAGES.values()]


async def _page(page: str, *addresses: str) -> tuple[list[float], ...]:
    """Milliseconds of each rerun of a page at each address, one after the other."""
    readers = [Reader(address, page) for address in addresses]
    times: tuple[list[float], ...] = tuple([] for _ in readers)
    for reader in readers:
        await reader.look()
        for rollup in (False, True):
            await reader.look(region=REGIONS, rollup=rollup)
    for number in range(RUNS):
        for reader, taken in zip(readers, times, strict=True):
            look = await reader.look(rollup=bool(number % 2))
            if look.faults:
                raise RuntimeError(f"{page}: {look.faults}")
            taken.append(1000 * look.seconds)
    for reader in readers:
        await reader.close()
    return times
