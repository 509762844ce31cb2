"""python -m tests.intake.killing_server N [SEED]: kill the server N times while it publishes.

A real server on small data of its own, 发布 pressed in a real browser, SIGKILL at a random moment,
the server started again: what it then shows, and what lies on the disk, is old or new, whole. The
aim moves as in tests/intake/killing.py. Exit 1 if anything was mixed.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from etl import history, publish, published
from etl.build import POINTER, build
from etl.drafts import Draft
from tests import chromium
from tests.bench import serving
from tests.browser import helpers
from tests.intake import killing
from tests.intake.helpers import accepted, begun, built_figures, make_data

PLACE = "兰考"  # shown by 地区对比 in the new version alone


@dataclass(frozen=True, slots=True)
class Kill:
    """What was to be published, the log's lines before, and whether the moment was aimed at."""

    draft: Draft
    logged: int
    aimed: bool


def main() -> None:
    trials, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = make_data(Path(folder) / "data")
        build(data, data / "build")
        browser = chromium.launch(playwright)
        try:
            counts = killed(browser, data, trials, random.Random(seed), partial(print, flush=True))
        finally:
            browser.close()
    print(json.dumps(counts))
    sys.exit(1 if counts["mixed"] else 0)


def killed(
    browser: Browser,
    data: Path,
    trials: int,
    chance: random.Random,
    tell: Callable[[str], object] = lambda _: None,
) -> dict[str, float]:
    """How often which version stood after a kill; ``data`` hold one report, built."""
    old = published.files(data)
    # when, after the press, a publication is thought to change the data
    change, new = _published_once(data)
    counts: dict[str, float] = {"old": 0, "new": 0, "mixed": 0}
    last: Kill | None = None
    for trial in range(trials + 1):
        with serving.script("app.py", {"CLEAN_GOVERNANCE_DATA": str(data)}) as served:
            if last:  # this server follows one that was killed
                shown = _shown(browser, served.address)
                found = killing.state(data, last.draft, old, new, last.logged)
                found = found if shown == found else "mixed"
                counts[found] += 1
                tell(found)
                if last.aimed:
                    change *= killing.STEP if found == "old" else 1 / killing.STEP
            if trial < trials:
                last = Kill(_as_before(data, old), killing.log_lines(data), trial % 2 == 0)
                delay = change * (chance.uniform(0.9, 1.1) if last.aimed else chance.random())
                _kill_while_publishing(browser, served, last.draft, delay)
                # what a reader of another process sees right now, before anything is repaired
                built_figures(data)
    return counts | {"change": change}


def _published_once(data: Path) -> tuple[float, dict[str, bytes]]:
    """Seconds that a publication takes, on a copy, and the files that it leaves."""
    copy = data.with_name("published")
    shutil.copytree(data, copy)
    draft = accepted(copy, begun(copy))
    began = time.monotonic()
    publish.publish(copy, copy / "build", [draft], "甲")
    return time.monotonic() - began, published.files(copy)


def _kill_while_publishing(
    browser: Browser, served: serving.Served, draft: Draft, delay: float
) -> None:
    with helpers.visit(browser, served.address) as seat:
        _ready(seat, draft)
        seat.page.get_by_role("button", name="发布", exact=True).click()
        time.sleep(delay)
        (pid,) = served.pids()
        os.kill(pid, signal.SIGKILL)


def _ready(seat: helpers.Visit, draft: Draft) -> None:
    """The tab 发布 with the report chosen."""
    seat.open("intake", intake_tab="发布")
    helpers.choose(seat, "要发布的报告", draft.source["title"])


def _shown(browser: Browser, address: str) -> str:
    """Which version a page of the server that was started again shows."""
    with helpers.visit(browser, address) as reader:
        reader.open("region_comparison")
        if reader.faults():
            return "mixed"
        return "new" if PLACE in reader.text() else "old"


def _as_before(data: Path, old: dict[str, bytes]) -> Draft:
    """The old version with the draft waiting; the new one's database is to be built again."""
    if published.files(data) != old:
        gone = (data / "build" / POINTER).read_text().strip()
        number = next(s.number for s in history.snapshots(data) if history.contents(data, s) == old)
        publish.withdraw(data, data / "build", number, "甲")
        (data / "build" / f"{gone}.duckdb").unlink()
    return accepted(data, begun(data))


if __name__ == "__main__":
    main()
