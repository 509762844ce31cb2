"""Two dashboard processes behind a real nginx, on a copy of the project's data."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy import nginx
from tests.bench import serving
from tests.conftest import ROOT, leave_out

BASE = "/qinglian"
# Patient: a busy machine is no fault of the keeper.
PATIENCE = 90
# So that the test of a hanging process waits no longer than it must.
HUNG_AFTER = 15


@dataclass
class Installation:
    """A keeper at work."""

    keeper: subprocess.Popen
    home: str
    data: Path
    run: Path

    def programs(self) -> dict[str, dict]:
        """What the keeper says runs, by name."""
        found = json.loads((self.run / "processes.json").read_text())
        return {program["name"]: program for program in found}

    def kill(self, name: str, how: int = signal.SIGKILL) -> None:
        os.kill(self.programs()[name]["pid"], how)

    def events(self) -> list[dict]:
        lines = (self.run / "keeper.log").read_text().splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def wait_for(self, what, told: str) -> None:
        end = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < end, f"{told}:\n{(self.run / 'keeper.log').read_text()}"
            time.sleep(0.1)

    def wait_until_back(self, name: str, restarts: int) -> None:
        self.wait_for(
            lambda: self.programs()[name]["restarts"] > restarts, f"{name} was not started again"
        )
        # a port is taken again at the end of its start
        port = (self.run / "nginx.conf").read_text().split(f"upstream {name} ")[1].split(":")[1]
        serving.wait(f"http://127.0.0.1:{port.split()[0]}{BASE}/_stcore/health")


@contextmanager
def installed(built: Path, folder: Path) -> Iterator[Installation]:
    """Two processes on a copy of data that are built already."""
    data, run, port = shutil.copytree(built, folder / "data"), folder / "run", serving.free_port()
    run.mkdir()
    command = [sys.executable, "-m", "deploy", "--processes", "2", "--port", str(port)]
    command += ["--base-path", BASE, "--data", str(data), "--run", str(run)]
    command += ["--hung-after", str(HUNG_AFTER)]
    with (run / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        found = Installation(keeper, f"http://127.0.0.1:{port}{BASE}", data, run)
        try:
            found.wait_for(
                lambda: any(event["event"] == "ready" for event in found.events()), "not ready"
            )
            yield found
        finally:
            if keeper.poll() is None:
                keeper.terminate()
                keeper.wait(timeout=60)


@pytest.fixture(scope="module")
def installation(built_data, tmp_path_factory) -> Iterator[Installation]:
    if not nginx.program():
        leave_out("no nginx on this machine (tests/deploy/nginx.sh)")
    folder = tmp_path_factory.mktemp("deploy")
    # nginx's workers may be another user's
    for parent in (folder, *folder.parents[:2]):
        if parent.owner() == folder.owner():
            parent.chmod(0o755)
    with installed(built_data, folder) as found:
        yield found
