"""Audits return no row on a sound build, and name what is planted into a copy of one."""

import shutil
from pathlib import Path

import duckdb
import pytest

import queries
from queries import current_build

AUDITS = Path(queries.HERE) / "audits"
# audit → what is planted, and the first column of the rows that tell of it
PLANTED = {
    "done_exceeds_raised": [
        ("update figures set value = 37 where id = 'jia:20'", ["jia:20"]),
        ("update figures set value = 5 where id = 'yi:40'", ["yi:50"]),
        # at most 50 raised, 60 done: bounds cannot be told apart
        ("update figures set value = 60 where id = 'yi:70'", []),
    ],
    "rate_differs": [
        ("update figures set value = 78.0 where id = 'jia:40'", ["jia:40"]),
        ("update figures set value = 30 where id = 'jia:20'", ["jia:40"]),
        ("update figures set value = 0 where id = 'jia:10'", ["jia:40"]),
        # 28 of 36 is 77.78 %: 77.8 rounded, 77.7 cut off, both are how reports write
        ("update figures set value = 77.7 where id = 'jia:40'", []),
    ],
    "counted_twice": [
        ("insert into figures from figures where id = 'jia:60'", ["jia:60"]),
        ("delete from figures where id = 'yi:40'", ["yi:50"]),
        ("update figures set \"of\" = 'jia:70' where id = 'jia:60'", ["jia:60"]),
        ("update figures set \"of\" = null where id = 'jia:20'", ["jia:20"]),
    ],
    "unknown_keys": [
        ("update figures set region = '999999' where id = 'jia:60'", ["jia:60"]),
        ("update figures set category = 'unit' where id = 'jia:60'", ["jia:60"]),
        ("update figures set indicator = 'x' where id = 'jia:60'", ["jia:60"]),
        ("delete from sources where doc = 'jia2'", ["jia2:10"]),
    ],
    "other_category": [
        ("update figures set category = 'units' where id = 'jia:60'", ["jia:60"]),
        ("update figures set category = 'units' where id = 'bing:40'", []),
    ],
    "broken_tree": [
        ("delete from region_tree where region = '110101' and distance = 2", ["110101"]),
        ("insert into region_tree values ('120000', '110000', 1)", ["120000"]),
    ],
}


@pytest.fixture
def connection(built, tmp_path):
    copy = shutil.copyfile(current_build(built), tmp_path / "copy.duckdb")
    with duckdb.connect(str(copy)) as found:
        yield found


def ask(connection, audit):
    sql = (AUDITS / f"{audit}.sql").read_text(encoding="utf-8")
    return [row[0] for row in connection.execute(sql).fetchall()]


def test_every_audit_is_tried():
    assert {path.stem for path in AUDITS.glob("*.sql")} == set(PLANTED)


@pytest.mark.parametrize("audit", PLANTED)
def test_an_audit_returns_nothing_on_a_sound_build(connection, audit):
    assert ask(connection, audit) == []


CASES = [(audit, sql, told) for audit, cases in PLANTED.items() for sql, told in cases]


@pytest.mark.parametrize(("audit", "sql", "told"), CASES)
def test_an_audit_tells_what_is_planted(connection, audit, sql, told):
    connection.execute(sql)
    assert ask(connection, audit) == told
