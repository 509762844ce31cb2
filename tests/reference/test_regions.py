"""The table of divisions: complete, a tree, and readable without doubt."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


def read(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read("regions.csv")
ALIASES = read("region_aliases.csv")
BY_CODE = {row["code"]: row for row in ROWS}


def test_header_and_line_ends():
    for name, header in (
        ("regions.csv", b"code,name,short,level,parent\n"),
        ("region_aliases.csv", b"alias,code,note\n"),
    ):
        raw = (REFERENCE / name).read_bytes()
        assert raw.startswith(header)
        assert b"\r" not in raw
        assert raw.endswith(b"\n")


def test_codes_are_six_digits_unique_and_sorted():
    codes = [row["code"] for row in ROWS]
    assert all(re.fullmatch(r"[1-9]\d{5}", code) for code in codes)
    assert codes == sorted(set(codes))


def test_counts():
    counts = Counter(row["level"] for row in ROWS)
    assert counts["province"] == 34
    assert counts["city"] == 333
    assert 2800 < counts["county"] < 2900


def test_level_follows_from_code_and_parent():
    above = {"province": {None}, "city": {"province"}, "county": {"province", "city"}}
    for row in ROWS:
        code, parent = row["code"], BY_CODE.get(row["parent"])
        assert (parent["level"] if parent else None) in above[row["level"]], row
        assert (row["parent"] == "") == (row["level"] == "province"), row
        assert code.endswith("0000") == (row["level"] == "province"), row
        assert code.endswith("00") == (row["level"] != "county"), row
        if parent:
            kept = 2 if parent["level"] == "province" else 4
            assert code[:kept] == parent["code"][:kept], row


def test_no_placeholder_rows():
    assert not {row["name"] for row in ROWS} & {"市辖区", "县", "省直辖县级行政区划"}
    assert all(row["name"].strip() == row["name"] != "" for row in ROWS)


def test_short_is_unique_and_no_other_rows_name():
    shorts = Counter(row["short"] for row in ROWS)
    assert [short for short, n in shorts.items() if n > 1] == []
    names = {}
    for row in ROWS:
        names.setdefault(row["name"], set()).add(row["code"])
    for row in ROWS:
        assert names.get(row["short"], {row["code"]}) == {row["code"]}, row


def test_brackets_hold_the_parents_short():
    bracketed = [row for row in ROWS if "（" in row["short"]]
    assert bracketed
    for row in bracketed:
        assert row["short"] == f"{row['name']}（{BY_CODE[row['parent']]['short']}）"


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("140300", "阳泉"),
        ("610400", "咸阳"),
        ("140827", "垣曲"),
        ("210000", "辽宁"),
        ("140000", "山西"),
        ("150000", "内蒙古"),
        ("220000", "吉林"),
        ("220200", "吉林市"),
        ("222400", "延边"),
        ("140302", "城区（阳泉）"),
        ("610402", "秦都区"),
        ("632221", "门源"),
        ("140726", None),
        ("419001", "济源"),
    ],
)
def test_known_places(code, short):
    assert BY_CODE.get(code, {}).get("short") == short


def test_aliases_lead_to_one_region_and_hide_none():
    aliases = [row["alias"] for row in ALIASES]
    assert len(aliases) == len(set(aliases))
    taken = {row[key] for row in ROWS for key in ("code", "name", "short")}
    for row in ALIASES:
        assert row["alias"] not in taken, row
        assert row["code"] in BY_CODE, row
        assert re.match("旧称|旧码|简称", row["note"]), row
        assert row["alias"].isdigit() == row["note"].startswith("旧码"), row


@pytest.mark.parametrize(
    ("alias", "code"),
    [("襄樊", "420600"), ("142700", "140800"), ("太谷县", "140703"), ("恩施州", "422800")],
)
def test_known_aliases(alias, code):
    assert next(row["code"] for row in ALIASES if row["alias"] == alias) == code
