"""What this process has done lately, for the page 运行情况 and the log; never who did it."""

from __future__ import annotations

import logging
import os
import statistics
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from pages.parts import log

# Of each only the last are kept: a process runs for months.
KEPT_TIMINGS, KEPT_FAULTS = 2000, 50


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a page or a query took."""

    name: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that a page met: when, which page, what kind, and where in the code."""

    when: float
    page: str
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Usual:
    """What a page or a query usually takes."""

    name: str
    times: int
    median: float
    slowest: float


STARTED = time.time()
_pages: deque[Timing] = deque(maxlen=KEPT_TIMINGS)
_queries: deque[Timing] = deque(maxlen=KEPT_TIMINGS)
_faults: deque[Fault] = deque(maxlen=KEPT_FAULTS)
_lock = Lock()
_page: ContextVar[str | None] = ContextVar("page", default=None)


@contextmanager
def page(name: str, version: str) -> Iterator[None]:
    """Around one run of a page."""
    token = _page.set(name)
    began = time.perf_counter()
    try:
        yield
    except Exception as error:
        fault(error, name, version)
        raise
    finally:
        _page.reset(token)
        taken = _milliseconds(began)
        with _lock:
            _pages.append(Timing(name, taken))
        log.event("run", page=name, milliseconds=taken, version=version)


def fault(error: Exception, page: str, version: str = "") -> None:
    """Note an error that a page met; a click is answered before it is known on which data."""
    kind = type(error).__name__
    places = log.places(error)
    with _lock:
        _faults.append(Fault(time.time(), page, kind, places[-1] if places else ""))
    log.event("error", logging.ERROR, page=page, version=version, type=kind, where=places)


@contextmanager
def query(name: str, version: str) -> Iterator[None]:
    """Around one question that is put to the database."""
    began = time.perf_counter()
    try:
        yield
    finally:
        taken = _milliseconds(began)
        with _lock:
            _queries.append(Timing(name, taken))
        log.event("query", page=_page.get(), query=name, milliseconds=taken, version=version)


def slowest_pages() -> list[Usual]:
    """Pages by how long they take, the slowest first."""
    return _usual(_pages)


def slowest_queries() -> list[Usual]:
    """Queries by how long they take, the slowest first."""
    return _usual(_queries)


def faults() -> list[Fault]:
    """The last errors, newest first."""
    with _lock:
        return list(reversed(_faults))


def forget() -> None:
    """Begin anew."""
    with _lock:
        for kept in (_pages, _queries, _faults):
            kept.clear()


def memory() -> int | None:
    """Bytes that this process holds, where the system tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE")


def _usual(kept: Iterable[Timing]) -> list[Usual]:
    with _lock:
        found = list(kept)
    by_name: dict[str, list[float]] = {}
    for timing in found:
        by_name.setdefault(timing.name, []).append(timing.milliseconds)
    told = [Usual(n, len(t), statistics.median(t), max(t)) for n, t in by_name.items()]
    return sorted(told, key=lambda usual: -usual.slowest)


def _milliseconds(began: float) -> float:
    return round(1000 * (time.perf_counter() - began), 1)
