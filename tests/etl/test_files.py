"""A file is replaced whole or not at all."""

from pathlib import Path

import pytest

from etl.files import remove_temporaries, swap_in, temporary_beside, write_atomically


def test_a_file_is_written_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "CURRENT"
    write_atomically(path, b"one\n")
    write_atomically(path, b"two\n")
    assert path.read_bytes() == b"two\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_no_temporary(tmp_path, monkeypatch):
    path = tmp_path / "CURRENT"
    write_atomically(path, b"old\n")

    def full(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new\n")
    assert path.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_temporary_lies_beside_its_file_and_no_two_are_alike(tmp_path):
    first, second = (temporary_beside(tmp_path / "a.duckdb") for _ in range(2))
    assert first != second
    assert first.parent == second.parent == tmp_path
    assert first.name.startswith(".tmp-") and first.name.endswith("-a.duckdb")


def test_a_finished_temporary_takes_the_place_of_the_file(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    temporary = temporary_beside(path)
    temporary.write_bytes(b"new")
    swap_in(temporary, path)
    assert path.read_bytes() == b"new"
    assert not temporary.exists()


def test_only_temporaries_are_removed(tmp_path):
    (tmp_path / ".tmp-1-a").touch()
    (tmp_path / "a.tmp-1").touch()
    (tmp_path / ".lock").touch()
    remove_temporaries(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.tmp-1", ".lock"}
