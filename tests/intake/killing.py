"""python -m tests.intake.killing DATA N: publish N times, each killed at a random moment.

Each publication runs in a forked process, so that a trial takes tenths of a second; what
the modules load is loaded before. Half of the kills aim at the swap itself.
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
from tests.intake.helpers import accepted, begun, built_figures, csv_figures


def main() -> None:
    template, trials = Path(sys.argv[1]), int(sys.argv[2])
    draft = accepted(template, begun(template))
    check(template)
    terms.count("清廉建设" * 3)
    seconds, swap = _timed(template, draft)
    old, new = published.files(template), published.files(template.with_name("timed"))
    counts = {"old": 0, "new": 0, "mixed": 0}
    random.seed(7)
    for trial in range(trials):
        data = template.with_name(f"trial{trial}")
        shutil.copytree(template, data)
        delay = (
            random.uniform(0, seconds * 1.1) if trial % 2 else random.uniform(swap * 0.9, seconds)
        )
        _killed(data, draft, delay)
        # what a reader sees right now, before anything is repaired
        built_figures(data)
        transaction.recover(data)
        found = published.files(data)
        version, rows = built_figures(data)
        consistent = version == data_version(data) and rows == csv_figures(data)
        logged = (data / "log.jsonl").exists()
        gone = drafts.load(data, draft.sha256) is None
        if consistent and found == old and not logged and not gone:
            counts["old"] += 1
        elif consistent and found == new and logged and gone:
            counts["new"] += 1
        else:
            counts["mixed"] += 1
        shutil.rmtree(data)
    print(json.dumps(counts | {"seconds": seconds, "swap": swap}))


def _timed(template: Path, draft) -> tuple[float, float]:
    """How long one publication takes, and when its swap begins; twice, for the first loads much."""
    for _ in range(2):
        data = template.with_name("timed")
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(template, data)
        steps = []
        if os.fork() == 0:
            started, note = time.monotonic(), steps.append
            publish.publish(
                data, data / "build", [draft], "甲", lambda _, n=note: n(time.monotonic())
            )
            told = [time.monotonic() - started, steps[-1] - started]
            (data / "seconds").write_text(json.dumps(told))
            os._exit(0)
        os.wait()
    return tuple(json.loads((data / "seconds").read_text()))


def _killed(data: Path, draft, delay: float) -> None:
    child = os.fork()
    if child == 0:
        publish.publish(data, data / "build", [draft], "甲")
        os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


if __name__ == "__main__":
    main()
