"""A server to measure: started here, one process or several behind nginx, and what it uses."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORTS = (20_000, 32_000)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Served:
    """Where it listens, and which processes answer at this moment."""

    address: str
    pids: Callable[[], list[int]]


@contextmanager
def running(address: str) -> Iterator[Served]:
    """A server that somebody else has started: nothing is known of its processes."""
    yield Served(address, list)


@contextmanager
def served(data: Path, processes: int = 1) -> Iterator[Served]:
    """The dashboard on these data, on a free port; several processes behind nginx."""
    # pages of this version need a build of this version
    command = [sys.executable, "-m", "etl", "build", "--data", str(data.resolve())]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    environment = {"CLEAN_GOVERNANCE_DATA": str(data.resolve())}
    with _several(data, processes) if processes > 1 else script("app.py", environment) as found:
        yield found


@contextmanager
def _several(data: Path, processes: int) -> Iterator[Served]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "deploy", "--processes", str(processes)]
        command += ["--port", str(port), "--data", str(data), "--run", folder]
        keeper = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        # nginx's workers may be another user's
        Path(folder).chmod(0o755)
        try:
            wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield Served(f"http://127.0.0.1:{port}", lambda: _dashboards(Path(folder)))
        finally:
            keeper.terminate()
            keeper.wait(timeout=60)


def _dashboards(run: Path) -> list[int]:
    found = json.loads((run / "processes.json").read_text(encoding="utf-8"))
    return [program["pid"] for program in found if program["name"] != "nginx"]


@contextmanager
def script(name: str, environment: dict[str, str]) -> Iterator[Served]:
    """One process that runs a script of the project."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", name, "--server.port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(f"http://127.0.0.1:{port}/_stcore/health")
        yield Served(f"http://127.0.0.1:{port}", lambda: [process.pid])
    finally:
        process.terminate()
        process.wait(timeout=60)


def free_port() -> int:
    """A port that nobody listens on, below those that outgoing connections take."""
    while True:
        port = random.randrange(*PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait(url: str, seconds: float = 90) -> None:
    """Until an address answers.

    Raises:
        TimeoutError: it does not.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(url)


def busy(pid: int) -> float:
    """Seconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> int:
    """Bytes that a process holds in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
