"""The filter bar: what it holds by the address, and what it says of an address that makes no sense."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pages.parts import shell
from tests.pages.helpers import code_of, divisions_below, figures_of, open_page, rows

PAGE = "evidence"
STEMS = [entry.stem for entry in shell.PAGES if entry.filtered]


def listed(at):
    """The table's rows as (item, value, unit), however they are sorted."""
    table = at.dataframe[0].value if len(at.dataframe) else None
    return [] if table is None else sorted(zip(table["计什么"], table["数值"], table["单位"], strict=True))


def expected(folder, keep):
    return sorted((f["item"], float(f["value"]), f["unit"]) for f in figures_of(folder) if keep(f))


def test_without_filters_every_figure_is_listed(project_data):
    assert listed(open_page(PAGE)) == expected(project_data, lambda f: True)


@pytest.mark.parametrize("short", ["山西", "阳泉", "垣曲", "运城", "陕西", "辽宁"])
@pytest.mark.parametrize("rollup", [True, False])
def test_a_region_holds_its_divisions_only_with_rollup(project_data, short, rollup):
    code = code_of(project_data, short)
    wanted = divisions_below(project_data, code) if rollup else {code}
    at = open_page(PAGE, region=short, **({} if rollup else {"rollup": "false"}))
    assert at.multiselect(key="region").value == [short]
    assert at.toggle(key="rollup").value is rollup
    assert listed(at) == expected(project_data, lambda f: f["region"] in wanted)


def test_several_regions_are_held_together(project_data):
    wanted = {code_of(project_data, short) for short in ("阳泉", "咸阳")}
    at = open_page(PAGE, region=["阳泉", "咸阳"], rollup="false")
    assert listed(at) == expected(project_data, lambda f: f["region"] in wanted)


def test_every_year_offered_holds_its_figures_and_no_other(project_data):
    for label in open_page(PAGE).multiselect(key="year").options:
        wanted = "" if label == "未注明" else label
        assert listed(open_page(PAGE, year=label)) == expected(
            project_data, lambda f, wanted=wanted: f["year"] == wanted
        )


def test_figures_without_a_year_that_a_year_filter_leaves_out_are_counted(project_data):
    undated = sum(f["year"] == "" for f in figures_of(project_data))
    if not undated:
        pytest.skip("every figure has a year")
    at = open_page(PAGE, year="2022")
    assert any(f"另有 {undated} 个未注明年份的数据" in c.value for c in at.caption)
    assert not any("未注明年份的数据" in c.value for c in open_page(PAGE).caption)


def test_a_category_holds_its_figures_and_no_other(project_data):
    for row in rows(project_data / "reference" / "categories.csv")[::2]:
        assert listed(open_page(PAGE, category=row["name"])) == expected(
            project_data, lambda f, row=row: f["category"] == row["id"]
        )


def test_all_filters_hold_at_once(project_data):
    below = divisions_below(project_data, code_of(project_data, "山西"))
    at = open_page(PAGE, region="山西", year=["2022", "2023"], category=["学习培训", "清廉单元"])
    assert listed(at) == expected(
        project_data,
        lambda f: f["region"] in below and f["year"] in ("2022", "2023") and f["category"] in ("training", "units"),
    )
    assert any("筛选：山西 · 2022、2023 · 学习培训、清廉单元" in c.value for c in at.caption)


def test_the_choices_are_what_has_figures_and_what_is_above_it(project_data):
    parents = {r["code"]: r["parent"] for r in rows(project_data / "reference" / "regions.csv")}
    offered = {f["region"] for f in figures_of(project_data)} | {
        s["region"] for s in rows(project_data / "sources.csv")
    }
    while above := {parents[code] for code in offered if code} - offered:
        offered |= above
    bar = open_page(PAGE).multiselect(key="region")
    assert len(bar.options) == len(offered - {""})
    assert 3 < len(bar.options) < 100


def test_targets_add_no_year_to_the_choices(own_data, use_data):
    from etl.build import build
    from tests.pages.helpers import add_report

    add_report(own_data, "到2035年建成9个示范点。", {"9个": {"value": 9, "unit": "个", "status": "target", "year": 2035}})
    build(use_data(own_data), own_data / "build")
    assert "2035" not in open_page(PAGE).multiselect(key="year").options


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ({"region": "610400"}, {"region": ["咸阳"]}),
        ({"region": ["610400", "山西"]}, {"region": ["咸阳", "山西"]}),
        ({"category": ["training", "问题整改"]}, {"category": ["学习培训", "问题整改"]}),
        ({"region": ["610400", "火星"], "year": "0"}, {"region": ["咸阳"], "year": ["未注明"]}),
    ],
)
def test_codes_in_the_address_are_let_in_beside_names(project_data, address, chosen):
    at = open_page(PAGE, **address)
    assert {key: at.multiselect(key=key).value for key in chosen} == chosen
    at.run()
    assert {key: at.multiselect(key=key).value for key in chosen} == chosen


@pytest.mark.parametrize(
    ("key", "name"),
    [("region", "地区"), ("year", "年份"), ("category", "类别"), ("rollup", "含下级地区"),
     ("indicator", "指标"), ("status", "状态"), ("sort", "排序")],
)  # fmt: skip
def test_nonsense_in_the_address_is_named_in_a_note_and_left_out(project_data, key, name):
    at = open_page(PAGE, **{key: "火星"})
    notes = [info.value for info in at.info if "已忽略" in info.value]
    assert notes == [f"链接里的{name}“火星”不在可选范围内，已忽略。"]
    assert listed(at) == expected(project_data, lambda f: True)


def test_the_note_goes_when_the_reader_changes_a_filter(project_data):
    at = open_page(PAGE, region="火星")
    assert len(at.info) == 1
    at.multiselect(key="region").set_value(["阳泉"]).run()
    assert len(at.info) == 0


def test_a_good_value_beside_a_bad_one_is_kept(project_data):
    at = open_page(PAGE, region=["阳泉", "火星"])
    assert at.multiselect(key="region").value == ["阳泉"]
    assert [info.value for info in at.info] == ["链接里的地区“火星”不在可选范围内，已忽略。"]


def test_a_long_or_marked_up_value_is_cut_and_shown_as_text(project_data):
    at = open_page(PAGE, region="[x](http://evil.example) " + "长" * 5000)
    (note,) = (info.value for info in at.info)
    assert len(note) < 100
    assert "\\[x\\]\\(http\\:" in note


def test_a_flood_of_nonsense_is_named_in_a_few_notes(project_data):
    assert len(open_page(PAGE, region=[f"火星{n}" for n in range(500)]).info) <= 3


KEYS = st.sampled_from(["region", "year", "category", "rollup", "q", "indicator", "status", "sort", "figure", "page_number", "other"])
VALUES = (
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
    | st.sampled_from(["", " ", "0", "-1", "2022", "1e9", "NaN", "true", "山西", "140000", "未注明", "training",
                       "学习培训", "<script>alert(1)</script>", "**粗** `x` $y$ :red[z]", "'; drop table figures; --",
                       "%00", "../../etc/passwd", "yangquan:1034", "长" * 3000, "\u202e反", "None", "[]", "{}"])
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STEMS), st.dictionaries(KEYS, st.lists(VALUES, min_size=1, max_size=4), max_size=5))
@example("evidence", {"rollup": ["maybe"], "figure": ["\0"], "q": ["\0"]})
@example("evidence", {"figure": ["长" * 3000], "q": ["长" * 3000]})
@example("evidence", {"year": ["2022\n", "２０２２"], "sort": ["value"]})
def test_no_address_makes_a_page_fail(project_data, stem, address):
    at = open_page(stem, **address)
    assert not at.exception, at.exception[0]
    assert len(at.title) == 1
    for info in at.info:
        assert not re.search(r"(?<!\\)[<\[$]", info.value.replace("`make reports DIR=文件夹`", ""))
