"""How bounds add up (rule 2): a table of what is summed beside what is not."""

import shutil

import pytest

from etl.build import HERE
from queries import Database, current_build

# (value, bound) of two totals of one county → sum, its bound
# What derive.sql fills.
DERIVED = (
    "totals",
    "region_tree",
    "wholes",
    "notices",
    "notice_sections",
    "offered_regions",
    "offered_years",
    "offered_indicators",
)
SUMS = {
    "exact and exact": ((6, "exact"), (5, "exact"), 11.0, "exact"),
    "exact and at least": ((6, "exact"), (5, "at_least"), 11.0, "at_least"),
    "exact and about": ((6, "exact"), (5, "about"), 11.0, "about"),
    "exact and at most": ((6, "exact"), (5, "at_most"), 11.0, "at_most"),
    "at least and about": ((6, "at_least"), (5, "about"), 11.0, "at_least"),
    "at least twice": ((6, "at_least"), (5, "at_least"), 11.0, "at_least"),
    "at least and at most are not summed": ((6, "at_least"), (5, "at_most"), None, "at_least"),
}


@pytest.mark.parametrize(("first", "second", "total", "bound"), SUMS.values(), ids=SUMS)
def test_bounds_add_up(built, tmp_path, first, second, total, bound):
    found = ask_after(
        built,
        tmp_path,
        f"update figures set value = {first[0]}, bound = '{first[1]}' where id = 'ding:10'",
        f"update figures set value = {second[0]}, bound = '{second[1]}' where id = 'ding:20'",
    )
    value = None if found["value"] != found["value"] else found["value"]
    assert (value, found["bound"], found["figures"]) == (total, bound, 2)
    # what is not summed is still listed
    assert list(found["values"]) == [first[0], second[0]]


def test_what_may_not_be_added_is_listed_without_a_sum(built, tmp_path):
    found = ask_after(
        built, tmp_path, "update indicators set additive = false where id = 'units_building'"
    )
    assert found["value"] != found["value"]
    assert list(found["items"]) == ["清廉学校", "清廉医院"]


def ask_after(built, tmp_path, *changes):
    import duckdb

    copy = shutil.copyfile(current_build(built), tmp_path / "0123456789ab.duckdb")
    with duckdb.connect(str(copy)) as connection:
        for change in changes:
            connection.execute(change)
        for table in DERIVED:
            connection.execute(f"delete from {table}")
        connection.execute((HERE / "derive.sql").read_text(encoding="utf-8"))
    database = Database(copy)
    found = database.ask("indicator_totals", shown=["110102"], rollup=False)
    database.close()
    wanted = (found["status"] == "actual") & (found["indicator"] == "units_building")
    (row,) = found[wanted & (found["year"] == 2022)].itertuples()
    return row._asdict()
