"""The same bytes from a Dask cluster on loopback, also when one of its workers is killed."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl import engines
from etl.documents import Outcome
from tests import synthetic_reports
from tests.etl.extracting import ROOT, Deadly, kept, run, start, wait_until, works, written

pytest.importorskip("distributed", reason="requirements-scale.txt is not installed")

COUNT = 400


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    synthetic_reports.write(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def alone(reports, tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    assert run(reports, folder).returncode == 0
    return written(folder)


def test_a_cluster_writes_the_same_bytes_as_one_process(reports, alone, tmp_path):
    with cluster(tmp_path, ROOT, ROOT) as (address, _):
        done = run(reports, tmp_path, "--scheduler", address)
    assert done.returncode == 0, done.stderr
    assert written(tmp_path) == alone


def test_a_killed_worker_of_two_costs_nothing_but_its_time(reports, alone, tmp_path):
    with cluster(tmp_path, ROOT, ROOT) as (address, workers):
        process = start(reports, tmp_path, "--scheduler", address)
        wait_until(lambda: kept(tmp_path) >= COUNT // 4)
        os.kill(workers[0].pid, signal.SIGKILL)
        assert kept(tmp_path) < COUNT
        _, told = process.communicate(timeout=100)
    assert process.returncode == 0, told
    assert written(tmp_path) == alone


def test_a_document_that_kills_its_workers_is_named_and_the_others_are_done(reports, tmp_path):
    work = works(reports)[:12]
    deadly = [Deadly(w.source, w.reports) if n == 3 else w for n, w in enumerate(work)]
    # a nanny starts its worker anew
    with cluster(tmp_path, ROOT, nanny=True) as (address, _):
        outcomes = list(engines.on_cluster(deadly, address))
    expected = list(engines.here(work))
    expected[3] = Outcome(fault=engines.KILLED)
    assert outcomes == expected


def test_a_scheduler_that_is_not_there_is_named(reports, tmp_path):
    done = run(reports, tmp_path, "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert "连不上调度器 tcp://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_worker_with_other_code_is_refused(reports, tmp_path):
    other = tmp_path / "other"
    for name in ("etl", "data/reference"):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        copy = ["cp", "-r", str(ROOT / name), str(other / name)]
        subprocess.run(copy, check=True)
    with (other / "data/reference/stop_words.txt").open("a", encoding="utf-8") as handle:
        handle.write("另一个词\n")
    with cluster(tmp_path, other) as (address, _):
        done = run(reports, tmp_path, "--scheduler", address)
    assert done.returncode == 2
    assert "工作进程的代码或规则表与本机不同" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


@contextmanager
def cluster(folder: Path, *code: Path, nanny: bool = False):
    """A scheduler on loopback and a worker for each folder of code; its address and the workers."""
    found = folder / "scheduler.json"
    common = ["--no-dashboard", "--scheduler-file", str(found)]
    scheduler = dask(ROOT, "scheduler", "--host", "127.0.0.1", "--port", "0", *common, "--no-show")
    workers = []
    try:
        wait_until(found.exists)
        for place in code:
            one = ["--nthreads", "1", "--local-directory", str(folder)]
            one += ["--nanny"] if nanny else ["--no-nanny"]
            workers.append(dask(place, "worker", *common, *one))
        yield address_in(found), workers
    finally:
        for process in [*workers, scheduler]:
            # a nanny takes its worker with it when it is asked, not when it is killed
            process.terminate() if nanny else process.kill()
            process.wait()


def dask(code: Path, *arguments: str) -> subprocess.Popen:
    """One of Dask's own commands with the project's code on its path."""
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=code,
        env=os.environ | {"PYTHONPATH": str(code)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def address_in(path: Path) -> str:
    return json.loads(path.read_text(encoding="utf-8"))["address"]
