"""数据出处: which figures a filter holds, and each one with its whole and parts."""

from collections import Counter

import pytest

from tests.queries.conftest import BING, DING, FIGURES, JIA, YI

IDS = {
    "nothing chosen": ({}, [row[0] for row in FIGURES]),
    "a city with what is below": (
        {"regions": [YI]},
        ["jia:90", *(row[0] for row in FIGURES if row[0][:2] in ("yi", "bi")), "ding:10", "ding:20", "ding:30", "ding:40"],
    ),
    "a city alone": ({"regions": [YI], "rollup": False}, [f"yi:{n}0" for n in range(1, 8)]),
    "two regions": (
        {"regions": [BING, DING], "years": [2023]}, ["jia:90", "bing:20", "bing:30", "ding:40"],
    ),
    "a year": ({"years": [2024]}, ["jia2:10"]),
    "figures without a year": ({"years": [0]}, ["bing:10", "bing:40"]),
    "a year and those without": ({"years": [2024, 0]}, ["jia2:10", "bing:10", "bing:40"]),
    "a category": ({"categories": ["institution"]}, ["yi:30", "bing:30"]),
    "an indicator": ({"indicator": "completion_rate"}, ["jia:40"]),
    "targets": ({"status": "target"}, ["jia:80", "ding:30"]),
    "a word of the item": ({"search": "清廉学校"}, ["ding:10"]),
    "a word of the quote": ({"search": "300余"}, ["jia:70"]),
    "a word of the title": ({"search": "回头看"}, ["jia2:10"]),
    "a word of the indicator": ({"search": "廉政风险"}, ["yi:30", "bing:30"]),
    "a region's name": ({"search": "丁", "status": "target"}, ["ding:30"]),
    "what nobody wrote": ({"search": "一千零一"}, []),
}  # fmt: skip
IN_ORDER = ["bing", "ding", "jia", "jia2", "yi"]


def by_source(ids):
    return sorted(ids, key=lambda key: (key.split(":")[0], int(key.split(":")[1])))


@pytest.mark.parametrize(("given", "ids"), IDS.values(), ids=IDS)
def test_a_filter_holds_these_figures_and_counts_them(ask, given, ids):
    assert [key for (key,) in ask("figure_list", "id", **given)] == by_source(ids)
    ((figures, sources, _),) = ask("figure_count", **given)
    assert (figures, sources) == (len(ids), len({key.split(":")[0] for key in ids}))


def test_a_filter_by_year_says_how_many_undated_it_left_out(ask):
    assert ask("figure_count", years=[2024]) == [(1, 1, 2)]
    assert ask("figure_count", years=[2024], categories=["training"]) == [(0, 0, 1)]
    assert ask("figure_count", years=[2024, 0]) == [(3, 2, 0)]
    assert ask("figure_count") == [(26, 5, 0)]


def test_a_list_carries_what_people_read(ask):
    columns = ("item", "value", "bound", "unit", "region_name", "year", "indicator_name", "title")
    assert ask("figure_list", *columns, indicator="training_attendance") == [
        ("参训", 90.0, "at_most", "人次", "丙", 2023, "培训人次", "丙县做法"),
        ("参训", 100.0, "at_least", "人次", "丁", 2023, "培训人次", "丁县总结"),
        ("参训", 300.0, "at_least", "人次", "甲", 2023, "培训人次", "甲省整改通报"),
        ("参训", 200.0, "about", "人次", "乙", 2023, "培训人次", "乙市交通总结"),
    ]


def test_what_is_missing_stays_missing(ask):
    columns = ("id", "region_name", "year", "indicator_name")
    assert ask("figure_list", *columns, search="企业") == [("ding:50", None, 2022, None)]
    assert ask("figure_list", *columns, search="样板") == [("bing:40", "丙", None, None)]


def test_a_year_that_is_the_sources_inferred_one_is_marked(ask):
    # yi's own year 2023 is inferred; 2022 is said of yi:60 and yi:70
    found = ask("figure_list", "id", "year_inferred", regions=[YI], rollup=False)
    assert [key for key, inferred in found if inferred] == [f"yi:{n}0" for n in range(1, 6)]
    assert not any(
        inferred
        for _, inferred in ask("figure_list", "id", "year_inferred", regions=[JIA], rollup=False)
    )


def test_a_list_is_sorted_as_one_likes(ask):
    only = {"indicator": "training_sessions"}
    # values 12, 7, 5, 4, 3
    by_value = [key for (key,) in ask("figure_list", "id", sort="value", **only)]
    assert by_value == ["jia:60", "jia:90", "jia:80", "yi:10", "bing:10"]
    # years 2025, 2023 thrice in the order of the reports, none last
    by_year = [key for (key,) in ask("figure_list", "id", sort="year", **only)]
    assert by_year == ["jia:80", "jia:60", "jia:90", "yi:10", "bing:10"]


def test_pages_of_a_list_follow_one_another(ask):
    pages = [ask("figure_list", "id", limit=10, offset=at) for at in (0, 10, 20)]
    assert [len(page) for page in pages] == [10, 10, 6]
    assert [key for page in pages for key in page] == ask("figure_list", "id")


def test_one_figure_is_known_with_its_source(ask):
    columns = ("id", "value", "title", "kind", "sha256", "indicator_definition", "year_inferred")
    assert ask("figure_detail", *columns, id="jia:20") == [
        ("jia:20", 28.0, "甲省整改通报", "整改通报", "0" * 64, "改完的问题", False)
    ]
    assert ask("figure_detail", *columns, id="bing:40") == [
        ("bing:40", 2.0, "丙县做法", "经验做法", None, None, False)
    ]
    assert ask("figure_detail", "id", id="nobody:1") == []


@pytest.mark.parametrize("member", ["jia:10", "jia:20", "jia:40", "jia:50"])
def test_any_member_finds_its_whole_family(ask, member):
    # 36 = 28 done + 8 in progress, 77.8 %, and 36 said once more
    assert ask("figure_family", "id", "role", "value", "depth", "region_name", id=member) == [
        ("jia:10", "total", 36.0, 0, "甲"),
        ("jia:20", "part", 28.0, 1, "甲"),
        ("jia:30", "part", 8.0, 1, "甲"),
        ("jia:40", "share", 77.8, 1, "甲"),
        ("jia:50", "repeat", 36.0, 1, "甲"),
    ]


def test_a_figure_that_stands_alone_is_its_family(ask):
    assert ask("figure_family", "id", "depth", id="jia:60") == [("jia:60", 0)]


def test_what_other_regions_reports_say_of_a_region(ask):
    # jia:90: 甲's report on 丙; figures from below are the region's own matter
    assert ask("told_elsewhere", "id", "year_inferred", region=BING) == [("jia:90", False)]
    assert ask("told_elsewhere", "id", region=BING, years=[2022]) == []
    assert ask("told_elsewhere", "id", region=YI) == []
    assert ask("told_elsewhere", "id", region=JIA) == []


def test_divisions_below_that_figures_name(ask):
    # 丁: five but for ding:50, which has no region; 丙: its four and jia:90
    columns = ("short", "year", "category_name", "figures")
    assert ask("divisions_below", *columns, region=YI) == [
        ("丙", 2023, "制度建设", 1),
        ("丙", 2023, "学习培训", 2),
        ("丙", None, "学习培训", 1),
        ("丙", None, "清廉单元", 1),
        ("丁", 2022, "清廉单元", 3),
        ("丁", 2023, "学习培训", 1),
    ]
    # 乙: seven figures of its own
    counted = Counter()
    for region, figures in ask("divisions_below", "region", "figures", region=JIA):
        counted[region] += figures
    assert counted == {YI: 7, BING: 5, DING: 4}
    assert ask("divisions_below", "region", "figures", region=JIA, years=[2022]) == [
        (YI, 2),
        (DING, 3),
    ]
    assert ask("divisions_below", region=BING) == []


def test_figures_are_found_by_their_ids_in_the_order_of_reports(ask):
    columns = ("id", "quote", "title", "kind", "year_inferred")
    assert ask("figures_by_ids", *columns, ids=["yi:10", "jia:10", "none:1"]) == [
        ("jia:10", "36个", "甲省整改通报", "整改通报", False),
        ("yi:10", "4期", "乙市交通总结", "工作总结", True),
    ]
    assert ask("figures_by_ids", "id", ids=[]) == []
