"""Builds in processes of their own, and inputs that change between them."""

import contextlib
import multiprocessing
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path

from etl.build import build

ROOT = Path(__file__).parents[2]


def change(data: Path, number: int) -> None:
    """Other inputs: another title."""
    path = data / "sources.csv"
    head, first, *rest = path.read_text(encoding="utf-8").split("\n")
    cells = first.split(",")
    cells[2] = f"第{number}版"
    path.write_text("\n".join([head, ",".join(cells), *rest]), encoding="utf-8")


def start_cold(data: Path, out: Path) -> subprocess.Popen:
    """As one types it: half of its second goes into loading."""
    command = [sys.executable, "-m", "etl", "build", "--data", str(data), "--out", str(out)]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, **silent)


def start_warm(data: Path, out: Path) -> multiprocessing.process.BaseProcess:
    """A process that has its libraries loaded, so that every moment is one of the build itself."""
    warm_up()
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=build, args=(data, out))
    process.start()
    return process


def warm_up() -> None:
    """Start the server that forks all processes of a worker: what it has loaded first stays."""
    forkserver.set_forkserver_preload(["tests.etl.warm"])
    forkserver.ensure_running()


def wait(process, seconds: float | None = None) -> int | None:
    """What a process ends with; nothing where it still runs after so many seconds."""
    if isinstance(process, subprocess.Popen):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        return process.returncode
    process.join(seconds)
    return process.exitcode
