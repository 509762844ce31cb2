"""python -m tests.intake.killing DATA N: publish N times, each killed at a random moment.

Each publication runs in a forked process, so that a trial takes tenths of a second; what
the modules load is loaded before. Every second kill aims at the moment of the change: later
after a kill that left the old version, earlier after one that left the new (an up-and-down
staircase, as in dose finding), so that it is met on a machine of any load.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from etl import drafts, publish, published, terms, transaction
from etl.build import data_version
from etl.check import check
from etl.drafts import Draft
from tests.intake.helpers import accepted, begun, built_figures, csv_figures

STEP = 1.2  # how far the aim moves after a kill


def main() -> None:
    template, trials = Path(sys.argv[1]), int(sys.argv[2])
    draft = accepted(template, begun(template))
    check(template)
    terms.count("清廉建设" * 3)
    seconds = _timed(template, draft)
    old, new = published.files(template), published.files(template.with_name("timed"))
    counts = {"old": 0, "new": 0, "mixed": 0}
    random.seed(7)
    change = seconds  # when, after its start, a publication is thought to change the data
    for trial in range(trials):
        data = template.with_name(f"trial{trial}")
        shutil.copytree(template, data)
        aimed = trial % 2 == 1
        _killed(data, draft, change * (random.uniform(0.9, 1.1) if aimed else random.random()))
        # what a reader sees right now, before anything is repaired
        built_figures(data)
        transaction.recover(data)
        found = state(data, draft, old, new, logged=0)
        counts[found] += 1
        if aimed:
            change *= STEP if found == "old" else 1 / STEP
        shutil.rmtree(data)
    print(json.dumps(counts | {"seconds": seconds, "change": change}))


def state(data: Path, draft: Draft, old: dict, new: dict, logged: int) -> str:
    """Whether data, database, log (of ``logged`` lines before) and draft all are old, or all new."""
    files = published.files(data)
    version, rows = built_figures(data)
    if version != data_version(data) or rows != csv_figures(data):
        return "mixed"
    more = log_lines(data) - logged
    gone = drafts.load(data, draft.sha256) is None
    if files == old and not more and not gone:
        return "old"
    return "new" if files == new and more == 1 and gone else "mixed"


def log_lines(data: Path) -> int:
    """How many changes the log tells of."""
    log = data / "log.jsonl"
    return len(log.read_bytes().splitlines()) if log.exists() else 0


def _timed(template: Path, draft) -> float:
    """Seconds that one publication takes; done twice, for the first loads much."""
    for _ in range(2):
        data = template.with_name("timed")
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(template, data)
        began = time.monotonic()
        _published(data, draft)
        seconds = time.monotonic() - began
    return seconds


def _published(data: Path, draft) -> None:
    os.waitpid(_publishing(data, draft), 0)


def _publishing(data: Path, draft) -> int:
    """The number of a process that publishes."""
    child = os.fork()
    if child == 0:
        publish.publish(data, data / "build", [draft], "甲")
        os._exit(0)
    return child


def _killed(data: Path, draft, delay: float) -> None:
    child = _publishing(data, draft)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
