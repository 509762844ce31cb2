"""A build is made of its inputs alone, and a reader sees the old or the new one, never half."""

import os
import shutil
import time
from pathlib import Path

import duckdb
import numpy as np
import pytest

from etl.build import KEPT_BUILDS, build, data_version
from etl.faults import FaultyDataError
from queries import Database, current_build
from tests import synthetic
from tests.etl import small_data
from tests.etl.building import change, start_cold, start_warm, wait


@pytest.fixture
def data(tmp_path) -> Path:
    return small_data.write(tmp_path / "data")


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "build"


def contents(database: Path) -> dict[str, list]:
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = [name for (name,) in connection.execute("show tables").fetchall()]
        found = {table: connection.execute(f"from {table}").fetchall() for table in tables}
    found["meta"] = [row for row in found["meta"] if row[0] != "built_at"]
    return found


def temporaries(out: Path) -> list[str]:
    return [path.name for path in out.iterdir() if path.name.startswith(".tmp-")]


def test_the_same_inputs_give_the_same_version_and_the_same_tables(data, out, tmp_path):
    version = build(data, out)
    copy = shutil.copytree(data, tmp_path / "elsewhere/of/another/name")
    assert build(copy, tmp_path / "other") == version
    same = contents(tmp_path / f"other/{version}.duckdb")
    assert contents(out / f"{version}.duckdb") == same


def test_the_tables_hold_what_the_files_say(data, out):
    found = contents(out / f"{build(data, out)}.duckdb")
    assert found["figures"][0][:18] == (
        "alpha:10", 1, "alpha", 10, 13, "36个", 36.0, "个", "exact", "反馈问题", "actual",
        "rectification", "problems_raised", "110000", 2023, "total", None, "person 2026-11-22",
    )  # fmt: skip
    # with the words of its report and of what its keys name
    *of_report, sha256, basis, source_region = found["figures"][0][18:27]
    assert of_report == ["alpha 的报告", "某机关", "2023-05", "工作总结", "region", None]
    assert (len(sha256), basis, source_region) == (64, "stated", "110000")
    assert found["figures"][0][27:] == ("甲", "问题整改", "应整改问题", False)
    assert [row[0] for row in found["figures"]] == [
        "alpha:10", "alpha:17", "alpha:25", "alpha:31", "alpha:41", "alpha:47", "alpha:63",
        "beta:8", "beta:15",  # by place, not by the letters of it
    ]  # fmt: skip
    assert sorted(found["region_tree"]) == [
        ("110000", "110000", 0),
        ("110100", "110000", 1),
        ("110100", "110100", 0),
        ("110101", "110000", 2),
        ("110101", "110100", 1),
        ("110101", "110101", 0),
        ("120000", "120000", 0),
    ]
    assert found["indicators"][5][4:] == (False, "high", "改完的占比", 6)
    assert found["ledger"][2] == ("alpha", 3, "基层", "减负不到位", None, "2025", 36, 44, 36, 44)
    assert found["terms"] == [("alpha", "问题", 4), ("alpha", "培训", 1), ("beta", "清廉", 1)]
    beta = found["sources"][1]
    assert beta[:2] == ("beta", "beta.txt") and beta[8:11] == (None, None, None)
    assert dict(found["meta"])["figures_count"] == "9"


def test_figures_are_stored_in_the_order_of_their_places(tmp_path):
    """The list of figures reads few blocks where places and rows run alike."""
    synthetic.write(tmp_path / "many", 50_000)
    version = build(tmp_path / "many", tmp_path / "out")
    with duckdb.connect(str(tmp_path / "out" / f"{version}.duckdb"), read_only=True) as connection:
        told = connection.execute("select bool_and(place = rowid + 1) from figures").fetchone()
    assert told == (True,)


@pytest.mark.parametrize(
    "file",
    [
        "sources.csv",
        "figures/beta.csv",
        "ledgers/alpha.csv",
        "terms/alpha.csv",
        "reference/regions.csv",
    ],
)
def test_any_input_that_changes_changes_the_version(data, file):
    before = data_version(data)
    (data / file).write_bytes((data / file).read_bytes() + b"x")
    assert data_version(data) != before


def test_a_file_that_moves_changes_the_version(data):
    before = data_version(data)
    (data / "figures/beta.csv").rename(data / "figures/gamma.csv")
    assert data_version(data) != before


def test_faulty_data_is_refused_and_the_old_database_stays(data, out):
    version = build(data, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    small_data.edit(data, "figures/alpha.csv", 4, "8个,8,", "8个,37,")
    with pytest.raises(FaultyDataError, match="数据有 2 处错误，未生成数据库") as refused:
        build(data, out)
    assert [fault.line for fault in refused.value.faults] == [3, 4]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert current_build(out).stem == version


def test_a_notice_stops_no_build(data, out):
    small_data.edit(data, "figures/alpha.csv", 8, "36 个,36,", "36 个,35,")
    version = build(data, out)
    assert current_build(out).stem == version


def test_unchanged_inputs_only_rewrite_the_pointer(data, out):
    version = build(data, out)
    database = out / f"{version}.duckdb"
    before = database.read_bytes(), database.stat().st_ino
    (out / "CURRENT").write_text("deadbeef0000\n")
    assert build(data, out) == version
    assert (database.read_bytes(), database.stat().st_ino) == before
    assert current_build(out) == database


def test_going_back_to_earlier_data_points_to_its_old_build(data, out):
    first = build(data, out)
    original = (data / "sources.csv").read_bytes()
    change(data, 1)
    second = build(data, out)
    assert current_build(out).stem == second != first
    (data / "sources.csv").write_bytes(original)
    assert build(data, out) == first
    assert current_build(out).stem == first


def test_the_newest_builds_are_kept_and_the_current_is_among_them(data, out, monkeypatch):
    monkeypatch.setattr("etl.build.KEPT_BUILDS", 3)
    versions = []
    for number in range(5):
        change(data, number)
        versions.append(build(data, out))
        # file times may be coarser than a build is quick
        os.utime(out / f"{versions[-1]}.duckdb", (number, number))
    assert {path.stem for path in out.glob("*.duckdb")} == set(versions[-3:])
    assert current_build(out).stem == versions[-1]


def test_eight_builds_are_kept_so_that_nobody_reading_is_cut_off():
    assert KEPT_BUILDS == 8


def test_what_a_killed_build_left_is_removed_by_the_next(data, out):
    out.mkdir()
    for name in (".tmp-1-a.duckdb", ".tmp-1-a.duckdb.wal", ".tmp-2-CURRENT"):
        (out / name).write_bytes(b"half")
    build(data, out)
    assert temporaries(out) == []


def test_a_reader_keeps_its_build_while_newer_ones_come_and_go(data, out, monkeypatch):
    monkeypatch.setattr("etl.build.KEPT_BUILDS", 1)
    build(data, out)
    reader = Database(current_build(out))
    for number in range(2):
        change(data, number)
        build(data, out)
    assert not (out / f"{reader.version}.duckdb").exists()
    assert reader.ask("meta")["version"].tolist() == [reader.version]
    reader.close()


@pytest.mark.parametrize(("start", "kills"), [(start_warm, 50), (start_cold, 5)])
def test_a_build_killed_at_any_moment_leaves_the_old_database_in_use(tmp_path, start, kills):
    data, out = tmp_path / "data", tmp_path / "build"
    synthetic.write(data, 500)
    change(data, 0)
    assert wait(start(data, out)) == 0
    change(data, 1)
    began = time.monotonic()
    assert wait(start(data, out)) == 0
    longest = time.monotonic() - began
    current = current_build(out).stem
    moments = np.random.default_rng(1).permutation(np.linspace(0, 1, kills))
    cut_off = 0
    for number, moment in enumerate(moments, start=2):
        change(data, number)
        began = time.monotonic()
        process = start(data, out)
        if wait(process, longest * moment) is None:
            process.kill()
        else:  # the machine has become quicker: later kills come as much sooner
            longest = time.monotonic() - began
        cut_off += wait(process) != 0
        database = current_build(out)
        assert database.stem in (current, data_version(data))
        assert figures_in(database) == 500
        current = database.stem
    assert cut_off > kills / 3
    change(data, 0)
    assert wait(start(data, out)) == 0
    assert current_build(out).stem == data_version(data)
    assert temporaries(out) == []


def figures_in(database: Path) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute("select count(*) from figures").fetchone()[0]
