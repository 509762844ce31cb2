"""The runner of questions, and that every question says what it answers and is tried."""

import re
import threading
from pathlib import Path

import duckdb
import pytest

import queries
from etl.build import schema_version
from queries import Database, NoBuildError, current_build

FILES = sorted(Path(queries.HERE).rglob("*.sql"))
TESTS = sorted(Path(__file__).parent.glob("test_*.py"))
ASKED = re.compile(r"ask\((?:ask, )?\s*\"([a-z_]+)\"")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_question_begins_with_what_it_asks_in_words(file):
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("-- ") and "?" in first


def test_every_question_has_a_test():
    asked = {name for file in TESTS for name in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert set(queries.names()) - asked == set()


def test_no_test_asks_what_is_no_question():
    asked = {name for file in TESTS for name in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert asked - set(queries.names()) == set()


def test_meta_tells_the_build_and_what_it_holds(ask, database):
    ((version, schema, built_at, figures, sources),) = ask("meta")
    assert schema == schema_version()
    assert (version, figures, sources) == (database.version, 26, 5)
    assert built_at.year >= 2024


def test_a_parameter_that_a_question_needs_is_missed_by_name(database):
    with pytest.raises(KeyError, match="'id'"):
        database.ask("figure_detail", years=[])


def test_a_value_is_never_read_as_sql(ask):
    assert ask("figure_detail", "id", id="' or 1 = 1 --") == []
    assert ask("figure_count", search="%' or '1' = '1") == [(0, 0, 0)]


def test_missing_text_is_none_and_not_a_word(database):
    frame = database.ask("figure_detail", id="bing:40")
    assert frame["indicator"].iloc[0] is None
    assert frame["published"].iloc[0] is None


def test_a_build_is_only_read(database):
    with database._connection.cursor() as cursor, pytest.raises(duckdb.Error, match="read-only"):
        cursor.execute("delete from figures")


def test_files_beside_the_build_are_out_of_reach(database):
    with database._connection.cursor() as cursor, pytest.raises(duckdb.Error, match="disabled"):
        cursor.execute("from read_text('/etc/hostname')")


@pytest.mark.parametrize("pointer", [None, "", "nonsense", "../x", "0123456789ab", "0123456789AB"])
def test_a_missing_or_damaged_pointer_means_no_build(tmp_path, pointer):
    if pointer is not None:
        (tmp_path / "CURRENT").write_text(pointer)
    with pytest.raises(NoBuildError):
        current_build(tmp_path)


def test_threads_that_share_a_build_get_right_answers(database):
    wrong = []

    def look():
        for regions, expected in [(["110000"], 9), (["110101"], 5), (["110102"], 4)] * 3:
            parameters = {"regions": regions, "years": [], "categories": [], "rollup": False}
            parameters |= {"indicator": "", "status": "", "search": ""}
            found = database.ask("figure_count", **parameters)["figures"].iloc[0]
            if found != expected:
                wrong.append((regions, found))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_closed_build_cannot_be_asked(built):
    database = Database(current_build(built))
    database.close()
    with pytest.raises(duckdb.ConnectionException):
        database.ask("meta")


@pytest.mark.parametrize(
    ("cell", "kind", "missing_kind"),
    [
        ("'词'", "object", "object"),
        ("7", "int32", "Int32"),
        ("7::bigint", "int64", "Int64"),
        ("1.5::double", "float64", "float64"),
        ("true", "bool", "boolean"),
        ("date '2024-05-01'", "datetime64[us]", "datetime64[us]"),
        ("['甲', '乙']", "object", "object"),
    ],
)
def test_an_answer_has_the_kinds_that_duckdb_gives_a_frame(database, cell, kind, missing_kind):
    for sql, expected in (
        (f"select {cell} as a", kind),
        (f"select {cell} as a union all select null", missing_kind),
    ):
        with database._connection.cursor() as cursor:
            frame = queries._frame(cursor.execute(sql).fetchnumpy())
            theirs = cursor.execute(sql).df()
        assert frame["a"].dtype == expected
        if expected != "object":
            assert frame["a"].dtype == theirs["a"].dtype
            assert frame["a"].equals(theirs["a"])


def test_what_is_missing_in_a_list_is_none_too(database):
    with database._connection.cursor() as cursor:
        frame = queries._frame(cursor.execute("select ['甲', null] as a").fetchnumpy())
    assert list(frame["a"].iloc[0]) == ["甲", None]
