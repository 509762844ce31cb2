"""Extractions in processes of their own, and what can be seen of them from outside."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from etl.catalog import read_catalog
from etl.documents import Work

ROOT = Path(__file__).resolve().parents[2]
FILES = ("out.jsonl", "ledger.jsonl")


@dataclass(frozen=True, slots=True)
class Deadly(Work):
    """A report that kills every process that reads it."""

    @property
    def path(self) -> Path:
        if multiprocessing.parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().path


def works(folder: Path) -> list[Work]:
    """The invented reports of a folder."""
    return [Work(source, folder) for source in read_catalog(folder / "sources.csv")]


def command(reports: Path, to: Path, *options: str) -> list[str]:
    """The command line for the invented reports of a folder."""
    asked = ["--catalog", str(reports / "sources.csv"), "--reports", str(reports)]
    out, ledger = (str(to / name) for name in FILES)
    start = [sys.executable, "-m", "etl", "extract"]
    return [*start, *asked, "--out", out, "--ledger", ledger, *options]


def run(reports: Path, to: Path, *options: str) -> subprocess.CompletedProcess:
    """Run it to its end."""
    to.mkdir(exist_ok=True)
    return subprocess.run(
        command(reports, to, *options), cwd=ROOT, capture_output=True, text=True, timeout=120
    )


def start(reports: Path, to: Path, *options: str) -> subprocess.Popen:
    """Start it in a process group of its own."""
    to.mkdir(exist_ok=True)
    return subprocess.Popen(
        command(reports, to, *options),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # a shell that runs the tests in its background has them ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def written(to: Path) -> list[bytes]:
    """The output's bytes."""
    return [(to / name).read_bytes() for name in FILES]


def kept(to: Path) -> int:
    """How many documents an unfinished extraction holds."""
    path = to / f"{FILES[0]}.unfinished"
    return path.read_bytes().count(b"\n") if path.exists() else 0


def wait_until(condition, seconds: float = 60) -> None:
    """Look again and again."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("waited in vain")
        time.sleep(0.02)


def group_is_gone(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False
