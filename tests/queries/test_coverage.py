"""Where there are reports and figures, and where there are none: nothing missing becomes 0."""

from tests.queries.conftest import BING, DING, JIA, YI

COUNTS = (
    "shown", "category", "figures", "targets", "bounded", "from_elsewhere", "rolled_up",
    "latest_year",
)  # fmt: skip


def test_each_region_and_category_that_has_a_figure_has_a_row(ask):
    # figures, targets, bounded, from elsewhere, rolled up, latest year of a result; repeats left out
    assert ask("coverage", *COUNTS, shown=[JIA, YI, BING, DING]) == [
        (JIA, "rectification", 5, 0, 0, 0, 0, 2024),  # 36, 28, 8, 77.8 %; 7
        (JIA, "training", 3, 1, 1, 0, 0, 2023),  # 12, ≥300; target 5
        (YI, "institution", 1, 0, 0, 0, 0, 2023),
        (YI, "rectification", 2, 0, 1, 0, 0, 2022),  # ≤50, 40
        (YI, "training", 2, 0, 1, 0, 0, 2023),  # 4, about 200
        (YI, "units", 2, 0, 0, 0, 0, 2023),  # 10, of them 6
        (BING, "institution", 1, 0, 0, 0, 0, 2023),
        (BING, "training", 3, 0, 1, 1, 0, 2023),  # 3, ≤90; 7 in 甲's report
        (BING, "units", 1, 0, 0, 0, 0, None),  # undated
        (DING, "training", 1, 0, 1, 0, 0, 2023),
        (DING, "units", 3, 1, 0, 0, 0, 2022),  # 6, 5; target 9
    ]


def test_what_is_below_counts_for_the_region_above_and_is_marked(ask):
    assert ask("coverage", *COUNTS, shown=[JIA]) == [
        (JIA, "institution", 2, 0, 0, 0, 2, 2023),
        (JIA, "rectification", 7, 0, 1, 0, 2, 2024),  # 5 + 2
        (JIA, "training", 9, 1, 4, 0, 6, 2023),  # 3 + 乙 2 + 丙 3 + 丁 1
        (JIA, "units", 6, 1, 0, 0, 6, 2023),  # 乙 2 + 丙 1 + 丁 3
    ]
    assert ask("coverage", "category", "figures", shown=[JIA], rollup=False) == [
        ("rectification", 5),
        ("training", 3),
    ]


def test_the_figures_that_are_counted_are_named_up_to_a_limit(ask):
    counted = ["ding:10", "ding:20", "ding:30", "ding:40"]
    given = {"shown": [DING], "rollup": False}
    assert [i for (i,) in ask("coverage_figures", "id", **given, limit=9)] == counted
    assert [i for (i,) in ask("coverage_figures", "id", **given, limit=2)] == counted[:2]


def test_filters_of_year_and_category_hold(ask):
    assert ask("coverage", "shown", "category", "figures", shown=[JIA], years=[0]) == [
        (JIA, "training", 1),
        (JIA, "units", 1),
    ]
    found = ask("coverage", "shown", "figures", shown=[YI], categories=["units"], rollup=False)
    assert found == [(YI, 2)]


def test_reports_held_tell_no_report_from_a_silent_one(ask):
    columns = ("shown", "region", "year", "doc", "scope", "year_basis")
    assert ask("report_years", *columns, shown=[JIA]) == [
        (JIA, DING, 2022, "ding", "region", "stated"),
        (JIA, JIA, 2023, "jia", "region", "stated"),
        (JIA, YI, 2023, "yi", "交通局", "inferred: 按发布时间"),
        (JIA, JIA, 2024, "jia2", "region", "stated"),
        (JIA, BING, None, "bing", "region", None),
    ]
    assert ask("report_years", "doc", shown=[YI], rollup=False) == [("yi",)]
    assert ask("report_years", "doc", shown=[JIA], years=[2024]) == [("jia2",)]
    assert ask("report_years", shown=["120000"]) == []
