"""Where documents are processed: here, in processes of this machine, or on a Dask cluster.

Outcomes come in the order of the work whatever the order of completion. Only so many batches are
under way that memory stays flat; a worker that dies has its batches done again.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection
from typing import Any, Protocol

from etl.documents import Outcome, Work, fingerprint, process, process_all

# A batch is worth the trip to a worker, and little is lost with one.
BATCH = 8
# Batches under way for each worker: enough that none waits for the slowest before it.
IN_FLIGHT = 6
# So often may a batch be under way when a worker dies before its documents are tried alone.
PATIENCE = 3
KILLED = "处理它的进程被终止（可能是内存不足），请单独处理此文件"


# Closing it cancels what is under way.
Outcomes = Generator[Outcome, None, None]


class ClusterError(Exception):
    """The cluster cannot do the work; the message says why and what to do."""


@dataclass(slots=True)
class _Ticket:
    """A batch under way."""

    batch: list[Work]
    future: Any
    breaks: int = 0


class _Engine(Protocol):
    width: int

    def submit(self, batch: list[Work]) -> _Ticket: ...

    def result(self, ticket: _Ticket) -> list[Outcome]: ...

    def close(self) -> None: ...


def here(work: Sequence[Work]) -> Outcomes:
    """In this process, one after the other."""
    yield from map(process, work)


def in_processes(work: Sequence[Work], jobs: int) -> Outcomes:
    """In ``jobs`` processes of this machine."""
    return _windowed(work, _Pool(jobs), max(1, min(BATCH, len(work) // (jobs * 4))))


def on_cluster(work: Sequence[Work], address: str) -> Outcomes:
    """By the workers of a Dask scheduler, which see the same code and the same reports.

    Raises:
        ClusterError: no such scheduler, no workers, or workers with other code.
    """
    return _windowed(work, _Cluster(address), BATCH)


def _windowed(work: Sequence[Work], engine: _Engine, size: int) -> Outcomes:
    under_way: deque[_Ticket] = deque()
    todo = iter(work)
    try:
        while batch := list(islice(todo, size)):
            under_way.append(engine.submit(batch))
            if len(under_way) >= engine.width:
                yield from engine.result(under_way.popleft())
        while under_way:
            yield from engine.result(under_way.popleft())
    finally:
        engine.close()


class _Pool:
    """A process pool that is made anew when one of its workers is killed."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self.width = jobs * IN_FLIGHT
        self._pool = _new_pool(jobs)
        self._open: list[_Ticket] = []

    def submit(self, batch: list[Work]) -> _Ticket:
        ticket = _Ticket(batch, self._start(batch))
        self._open.append(ticket)
        return ticket

    def result(self, ticket: _Ticket) -> list[Outcome]:
        while ticket.breaks < PATIENCE:
            try:
                outcomes = ticket.future.result()
            except BrokenProcessPool:
                self._mend()
            else:
                self._open.remove(ticket)
                return outcomes
        self._open.remove(ticket)
        return [_alone(work) for work in ticket.batch]

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _start(self, batch: list[Work]) -> Future[list[Outcome]]:
        try:
            return self._pool.submit(process_all, batch)
        except BrokenProcessPool as error:  # mended when this batch's turn comes
            lost: Future[list[Outcome]] = Future()
            lost.set_exception(error)
            return lost

    def _mend(self) -> None:
        """Give what was lost with the broken pool to a new one."""
        self._pool.shutdown()  # so that every future knows
        self._pool = _new_pool(self._jobs)
        for ticket in self._open:
            if isinstance(ticket.future.exception(), BrokenProcessPool):
                ticket.breaks += 1
                ticket.future = self._start(ticket.batch)


def _new_pool(jobs: int) -> ProcessPoolExecutor:
    # a fork of a process with threads may hang; the server is forked before there are any
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["etl.pipeline", "etl.ledger", "etl.read"])
    return ProcessPoolExecutor(jobs, context, initializer=_start_worker)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and go when it goes: a killed one sends nobody home."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    if parent is not None:
        threading.Thread(target=watch, daemon=True).start()


def _alone(work: Work) -> Outcome:
    """One document in a process of its own: if that dies too, it is the document's doing."""
    with _new_pool(1) as pool:
        try:
            return pool.submit(process, work).result()
        except BrokenProcessPool:
            return Outcome(fault=KILLED)


class _Cluster:
    """The workers of a Dask scheduler; it gives a dead worker's batches to the others itself."""

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise ClusterError(
                "使用 --scheduler 需要另装 Dask：pip install -r requirements-scale.txt"
            ) from None
        self._dask = distributed
        try:
            self._client = distributed.Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"连不上调度器 {address}：{error}") from None
        try:
            self._client.wait_for_workers(1, timeout=30)
        except TimeoutError:
            self.close()
            raise ClusterError(f"调度器 {address} 上没有工作进程") from None
        self.width = max(8, sum(self._client.nthreads().values())) * IN_FLIGHT

    def submit(self, batch: list[Work]) -> _Ticket:
        return _Ticket(batch, self._start(batch))

    def result(self, ticket: _Ticket) -> list[Outcome]:
        try:
            return ticket.future.result()
        except self._dask.scheduler.KilledWorker:
            return [self._alone(work) for work in ticket.batch]
        except (ImportError, AttributeError) as error:
            raise ClusterError(f"工作进程上没有本项目的代码，或版本不同：{error}") from None
        except (self._dask.client.FutureCancelledError, OSError) as error:
            raise ClusterError(f"与调度器的连接中断：{error}") from None

    def close(self) -> None:
        with suppress(OSError, TimeoutError):
            self._client.close(timeout=5)

    def _start(self, batch: list[Work]) -> Any:
        return self._client.submit(process_for, fingerprint(), batch, pure=False)

    def _alone(self, work: Work) -> Outcome:
        try:
            return self._start([work]).result()[0]
        except self._dask.scheduler.KilledWorker:
            return Outcome(fault=KILLED)


def process_for(asked: str, batch: list[Work]) -> list[Outcome]:
    """As ``process_all``, on a machine that may have other code or not see the reports.

    Raises:
        ClusterError: so it is.
    """
    if asked != fingerprint():
        raise ClusterError("工作进程的代码或规则表与本机不同，请更新后重启工作进程")
    if not batch[0].reports.is_dir():
        raise ClusterError(f"工作进程看不到报告文件夹 {batch[0].reports}，请放在共用的存储上")
    return process_all(batch)
