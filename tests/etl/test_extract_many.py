"""Many reports: the same bytes however many processes, and nothing lost by kills and stops."""

import multiprocessing
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from etl import engines
from etl.cli import main
from etl.documents import Outcome
from etl.unfinished import InUseError, Unfinished
from tests import synthetic_reports
from tests.etl.building import warm_up
from tests.etl.extracting import (
    Deadly,
    command,
    group_is_gone,
    kept,
    run,
    start,
    wait_until,
    works,
    written,
)

COUNT = 160
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")


@pytest.fixture(scope="module", autouse=True)
def _warm():
    """A pool's processes are forked with the extractor's tables, whichever test came before."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        warm_up()


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    synthetic_reports.write(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def alone(reports, tmp_path_factory):
    """What one process writes."""
    folder = tmp_path_factory.mktemp("alone")
    done = run(reports, folder)
    assert done.returncode == 0, done.stderr
    return written(folder)


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_any_number_of_processes_writes_the_same_bytes(reports, alone, tmp_path, jobs):
    assert run(reports, tmp_path, "--jobs", jobs).returncode == 0
    assert written(tmp_path) == alone
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.jsonl", "out.jsonl"]


def test_only_so_many_documents_are_under_way_at_a_time(reports):
    taken = []

    class Counted(list):
        def __iter__(self):
            for one in list.__iter__(self):
                taken.append(one)
                yield one

    outcomes = engines.in_processes(Counted(works(reports)), 2)
    for done in range(1, 30):
        next(outcomes)
        assert len(taken) - done < (2 * engines.IN_FLIGHT + 1) * engines.BATCH
    outcomes.close()
    assert multiprocessing.active_children() == []


@needs_signals
def test_a_killed_worker_costs_nothing_but_its_time(reports):
    work = works(reports)[:60]
    outcomes = engines.in_processes(work, 2)
    first = next(outcomes)
    os.kill(multiprocessing.active_children()[0].pid, signal.SIGKILL)
    assert [first, *outcomes] == list(engines.here(work))


@needs_signals
def test_a_document_that_kills_its_workers_is_named_and_the_others_are_done(reports):
    work = works(reports)[:20]
    deadly = [Deadly(w.source, w.reports) if n == 5 else w for n, w in enumerate(work)]
    outcomes = list(engines.in_processes(deadly, 2))
    expected = list(engines.here(work))
    expected[5] = Outcome(fault=engines.KILLED)
    assert outcomes == expected


@needs_signals
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_goes_on_from_where_it_stopped(reports, alone, tmp_path, jobs):
    before = tmp_path / "out.jsonl"
    before.write_text("earlier\n")
    process = start(reports, tmp_path, "--jobs", jobs)
    wait_until(lambda: kept(tmp_path) >= 50)
    process.kill()
    process.communicate()
    assert before.read_text() == "earlier\n"
    wait_until(lambda: group_is_gone(process.pid), 20)  # its workers went with it
    done = run(reports, tmp_path, "--jobs", jobs)
    held = int(done.stderr.partition("已有 ")[2].split()[0])
    assert 50 <= held < COUNT
    assert f"从上次中断处继续：已有 {held} 篇，还剩 {COUNT - held} 篇" in done.stderr
    assert written(tmp_path) == alone
    assert kept(tmp_path) == 0


@needs_signals
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_done_and_leaves_no_process(reports, tmp_path, jobs):
    process = start(reports, tmp_path, "--jobs", jobs)
    wait_until(lambda: kept(tmp_path) >= 50)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "已停止。已完成的部分保留" in told
    assert "Traceback" not in told
    wait_until(lambda: group_is_gone(process.pid), 10)
    assert not (tmp_path / "out.jsonl").exists()
    assert kept(tmp_path) >= 50


def test_what_failed_before_the_cut_is_told_again(tmp_path):
    synthetic_reports.write(tmp_path, 3)
    (tmp_path / "r000000.txt").write_text("")
    work = works(tmp_path)
    with Unfinished(tmp_path / "out.jsonl", work) as unfinished:
        unfinished.add(next(engines.here(work)))
    result = CliRunner().invoke(main, command(tmp_path, tmp_path)[3:])
    assert result.exit_code == 1
    assert "r000000.txt：文件是空的" in result.stderr
    assert "3 篇中有 1 篇未能处理" in result.stderr


@pytest.mark.parametrize("changed", [0, 2, 3])
def test_from_a_changed_report_on_all_is_done_anew(tmp_path, changed):
    synthetic_reports.write(tmp_path, 4)
    work = works(tmp_path)
    with Unfinished(tmp_path / "out.jsonl", work) as unfinished:
        for outcome in engines.here(work[:3]):
            unfinished.add(outcome)
    (tmp_path / work[changed].source.file).write_text("召开会议3次。", encoding="utf-8")
    with Unfinished(tmp_path / "out.jsonl", works(tmp_path)) as unfinished:
        assert unfinished.done == min(changed, 3)
        assert list(unfinished.outcomes()) == list(engines.here(work))[: unfinished.done]


def test_a_line_that_a_kill_cut_off_is_done_anew(tmp_path):
    synthetic_reports.write(tmp_path, 2)
    work = works(tmp_path)
    with Unfinished(tmp_path / "out.jsonl", work) as unfinished:
        for outcome in engines.here(work):
            unfinished.add(outcome)
    path = tmp_path / "out.jsonl.unfinished"
    path.write_bytes(path.read_bytes()[:-9])
    with Unfinished(tmp_path / "out.jsonl", work) as unfinished:
        assert unfinished.done == 1


def test_two_runs_do_not_write_one_file(tmp_path):
    synthetic_reports.write(tmp_path, 1)
    work = works(tmp_path)
    with Unfinished(tmp_path / "out.jsonl", work):
        with pytest.raises(InUseError, match="另一个抽取正在写"):
            Unfinished(tmp_path / "out.jsonl", work).__enter__()
        result = CliRunner().invoke(main, command(tmp_path, tmp_path)[3:])
    assert result.exit_code == 2


def test_jobs_and_scheduler_exclude_each_other(reports, tmp_path):
    options = ["--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"]
    result = CliRunner().invoke(main, command(reports, tmp_path, *options)[3:])
    assert result.exit_code == 2
    assert "只能用一个" in result.stderr


def test_without_dask_the_message_says_what_to_install(reports, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    line = command(reports, tmp_path, "--scheduler", "tcp://127.0.0.1:1")[3:]
    result = CliRunner().invoke(main, line)
    assert result.exit_code == 2
    assert "pip install -r requirements-scale.txt" in result.stderr


def test_the_command_without_dask_never_loads_it():
    code = "import sys, etl.extract_command; print('distributed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
