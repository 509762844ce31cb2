"""Reports are kept by the hash of their file, and only those of the catalogue."""

import pytest

from etl import reports
from tests.etl import small_data


@pytest.fixture
def data(tmp_path):
    return small_data.write(tmp_path / "data")


def put(folder, name, content):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_a_known_report_is_taken_in_under_its_hash_whatever_its_name(data, tmp_path):
    file = put(tmp_path / "in", "任意名.txt", small_data.TEXTS["alpha"].encode())
    sha256 = small_data.sha256("alpha")
    assert reports.take_in(data, [file]) == [reports.Intake("任意名.txt", sha256, "alpha")]
    assert [path.name for path in reports.folder(data).iterdir()] == [f"{sha256}.txt"]
    assert reports.read_text(data, sha256) == small_data.TEXTS["alpha"]


def test_an_unknown_file_is_told_and_not_kept(data, tmp_path):
    file = put(tmp_path / "in", "alpha.txt", b"another text")
    (intake,) = reports.take_in(data, [file])
    assert intake.doc is None
    assert list(reports.folder(data).iterdir()) == []


def test_taking_in_twice_changes_nothing(data, tmp_path):
    file = put(tmp_path / "in", "a.txt", small_data.TEXTS["beta"].encode())
    first = reports.take_in(data, [file])
    assert reports.take_in(data, [file]) == first
    assert reports.read_text(data, small_data.sha256("beta")) == small_data.TEXTS["beta"]


def test_line_ends_of_a_text_stay_as_they_are(data):
    path = put(reports.folder(data), f"{'0' * 64}.txt", "一\r\n二\r三\n".encode())
    assert reports.read_text(data, path.stem) == "一\r\n二\r三\n"


def test_a_report_that_is_not_here_reads_as_none(data):
    assert reports.read_text(data, "0" * 64) is None
