"""Memory and time of `etl extract` as the number of reports grows: python -m tests.bench.many_reports."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests import synthetic_reports
from tests.bench.report import Report, Row

SIZES = (1_000, 10_000)
# Times what the least number of reports takes: the catalogue itself is held, a kilobyte a report.
TARGET = 1.5
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, and the greatest resident memory in MB of the command and of its largest worker."""

    seconds: float
    parent: float
    worker: float


def measure(report: Report, sizes: tuple[int, ...] = SIZES, jobs: int = 2) -> None:
    """Two processes over more and more reports."""
    with tempfile.TemporaryDirectory() as folder:
        synthetic_reports.write(Path(folder), sizes[-1])
        costs = [_cost(Path(folder), size, jobs) for size in sizes]
    first = costs[0]
    rows = []
    for size, cost in zip(sizes, costs, strict=True):
        each, least = 1000 * cost.seconds / size, 1000 * first.seconds / sizes[0]
        rows += [
            Row(f"{size:,} reports, time of one", [each], [least]),
            Row(f"{size:,} reports, parent", [cost.parent], [first.parent], "MB", TARGET),
        ]
        if cost.worker:
            rows.append(
                Row(f"{size:,} reports, worker", [cost.worker], [first.worker], "MB", TARGET)
            )
    report.section(
        f"Many reports, --jobs {jobs}",
        "Peak resident memory of `etl extract` and of its largest worker.",
        rows,
        beside=f"{sizes[0]:,} reports",
        made=f"python -m tests.synthetic --reports {sizes[-1]} --out DIR",
        few="Run once for each size: a peak hardly varies, and the time is minutes.",
    )


def _cost(folder: Path, size: int, jobs: int) -> Cost:
    catalogue = folder / f"first-{size}.csv"
    lines = (folder / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    catalogue.write_text("".join(lines[: size + 1]), encoding="utf-8")
    command = [sys.executable, "-m", "etl", "extract", "--catalog", str(catalogue)]
    command += ["--reports", str(folder), "--out", str(folder / "out.jsonl"), "--jobs", str(jobs)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    parent, worker = 0.0, 0.0
    while process.poll() is None:
        for pid, peak in _peaks(process.pid):
            if pid == process.pid:
                parent = max(parent, peak)
            else:
                worker = max(worker, peak)
        time.sleep(0.1)
    if process.returncode:
        raise RuntimeError(f"extract ended with {process.returncode}")
    return Cost(time.perf_counter() - began, parent, worker)


def _peaks(session: int) -> list[tuple[int, float]]:
    """Each process of the session with its greatest resident memory so far, in MB."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(path.name)) == session:
                peak = PEAK.search((path / "status").read_text())
                found.append((int(path.name), int(peak.group(1)) / 1024 if peak else 0.0))
        except (OSError, ValueError):  # it has gone meanwhile
            continue
    return found


if __name__ == "__main__":
    asked = tuple(int(size) for size in sys.argv[2:]) or SIZES
    measure(Report(), asked, int(sys.argv[1]) if len(sys.argv) > 1 else 2)
