"""Keeps programs running: starts each, starts it again when it dies or hangs, stops all."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

TICK = 0.2
# How often a process is asked whether it is well, and how long it may take.
ASK_EVERY, ASK_PATIENCE = 3.0, 2.0
HUNG_AFTER = 40  # seconds without an answer
# Who dies soon after its start is started again later and later.
FIRST_PAUSE, LONGEST_PAUSE, WELL_AFTER = 0.5, 30.0, 60.0
GRACE = 10.0
DIE_WITH_PARENT = 1  # prctl's PR_SET_PDEATHSIG


@dataclass
class Program:
    """One program, and what has become of it."""

    name: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    health: str | None = None  # an address that answers while the program is well
    hung_after: float = HUNG_AFTER
    process: subprocess.Popen | None = None
    started: float = 0.0
    restarts: int = 0
    due: float = 0.0
    well: bool = False
    _asked: float = field(default=0.0, repr=False)
    _failures: int = field(default=0, repr=False)
    _short_lives: int = field(default=0, repr=False)

    def start(self) -> None:
        """Start it anew."""
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self.started = self._asked = time.monotonic()
        self.well, self._failures = self.health is None, 0

    def ended(self) -> bool:
        """Whether it runs no more."""
        return self.process is None or self.process.poll() is not None

    def hangs(self) -> bool:
        """Whether it has been well and does not answer any more; asks now and then."""
        now = time.monotonic()
        every = ASK_EVERY if self.well else TICK
        if self.health is None or now - self._asked < every:
            return False
        answered = _answers(self.health)
        self._asked = time.monotonic()
        self.well = self.well or answered
        self._failures = 0 if answered else self._failures + 1
        # counted, not timed: a machine that slept is no hanging process
        return self.well and self._failures * (ASK_EVERY + ASK_PATIENCE) >= self.hung_after

    def stop(self) -> None:
        """Tell it to end."""
        if not self.ended():
            self.process.terminate()

    def kill(self) -> None:
        """End it and all that it has started: nginx's workers outlive their master."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def pause(self) -> float:
        """How long to wait before it is started again, now that it has ended."""
        if time.monotonic() - self.started > WELL_AFTER:
            self._short_lives = 0
        self._short_lives += 1
        return min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self._short_lives - 1))


class Keeper:
    """All programs of one installation; ``say`` gets what happens as an event and its facts."""

    def __init__(self, programs: list[Program], state: Path, say: Callable[..., None]) -> None:
        self.programs, self._state, self._say = programs, state, say
        self._stopping = False

    def run(self, ready: Callable[[], None]) -> None:
        """Start all, keep them running until somebody stops us, and stop them."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for program in self.programs:
            self._start(program)
        told = False
        while not self._stopping:
            for program in self.programs:
                self._look_after(program)
            if not told and all(program.well for program in self.programs):
                told = True
                ready()
            time.sleep(TICK)
        self._end()

    def _look_after(self, program: Program) -> None:
        if program.due:
            self._start_when_due(program)
        elif program.ended():
            self._mourn(program)
        elif program.hangs():
            self._say("hangs", program=program.name)
            self._mourn(program)

    def _start_when_due(self, program: Program) -> None:
        if time.monotonic() >= program.due:
            program.due = 0.0
            program.restarts += 1
            self._start(program)

    def _mourn(self, program: Program) -> None:
        lived = round(time.monotonic() - program.started, 1)
        program.kill()
        pause = program.pause()
        program.due = time.monotonic() + pause
        code = program.process.returncode
        self._say("died", program=program.name, code=code, after=lived, pause=pause)

    def _start(self, program: Program) -> None:
        program.start()
        self._say("started", program=program.name, pid=program.process.pid)
        self._write()

    def _write(self) -> None:
        """Who runs, for the operations page; replaced whole."""
        found = [
            {
                "name": program.name,
                "pid": program.process.pid,
                "restarts": program.restarts,
                "started": time.time() - (time.monotonic() - program.started),
            }
            for program in self.programs
            if program.process
        ]
        beside = self._state.with_suffix(".new")
        beside.write_text(json.dumps(found), encoding="utf-8")
        beside.replace(self._state)

    def _end(self) -> None:
        for program in self.programs:
            program.stop()
        end = time.monotonic() + GRACE
        for program in self.programs:
            try:
                program.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._say("killed", program=program.name)
            program.kill()
        self._say("stopped")

    def _stop(self, number: int, _frame: object) -> None:
        self._stopping = True


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=ASK_PATIENCE) as response:
            return response.status == 200
    except OSError:
        return False


def _die_with_parent() -> None:
    """Should the keeper be killed outright, nothing that it started stays behind."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
    if os.getppid() == 1:
        os._exit(1)
