"""Where there are reports and figures, and where there are none: nothing missing becomes 0."""

from tests.queries.conftest import BING, DING, JIA, YI

COUNTS = (
    "shown", "category", "year", "figures", "targets", "bounded", "from_elsewhere", "rolled_up",
)  # fmt: skip


def test_each_region_category_and_year_that_has_a_figure_has_a_row(ask):
    # figures, targets, bounded, from elsewhere, rolled up; repeats left out
    assert ask("coverage", *COUNTS, shown=[JIA, YI, BING, DING]) == [
        (JIA, "rectification", 2023, 4, 0, 0, 0, 0),  # 36, 28, 8, 77.8 %
        (JIA, "rectification", 2024, 1, 0, 0, 0, 0),  # 7
        (JIA, "training", 2023, 2, 0, 1, 0, 0),  # 12, ≥300
        (JIA, "training", 2025, 1, 1, 0, 0, 0),  # target 5
        (YI, "institution", 2023, 1, 0, 0, 0, 0),
        (YI, "rectification", 2022, 2, 0, 1, 0, 0),  # ≤50, 40
        (YI, "training", 2023, 2, 0, 1, 0, 0),  # 4, about 200
        (YI, "units", 2023, 2, 0, 0, 0, 0),  # 10, of them 6
        (BING, "institution", 2023, 1, 0, 0, 0, 0),
        (BING, "training", 2023, 2, 0, 1, 1, 0),  # ≤90; 7 in 甲's report
        (BING, "training", None, 1, 0, 0, 0, 0),  # 3, undated
        (BING, "units", None, 1, 0, 0, 0, 0),  # undated
        (DING, "training", 2023, 1, 0, 1, 0, 0),
        (DING, "units", 2022, 3, 1, 0, 0, 0),  # 6, 5; target 9
    ]


def test_what_is_below_counts_for_the_region_above_and_is_marked(ask):
    columns = ("category", "year", "figures", "rolled_up")
    assert ask("coverage", *columns, shown=[JIA]) == [
        ("institution", 2023, 2, 2),
        ("rectification", 2022, 2, 2),  # 乙's
        ("rectification", 2023, 4, 0),
        ("rectification", 2024, 1, 0),
        ("training", 2023, 7, 5),  # 2 + 乙 2 + 丙 2 + 丁 1
        ("training", 2025, 1, 0),
        ("training", None, 1, 1),  # 丙
        ("units", 2022, 3, 3),  # 丁
        ("units", 2023, 2, 2),  # 乙
        ("units", None, 1, 1),  # 丙
    ]
    assert ask("coverage", "category", "figures", shown=[JIA], rollup=False) == [
        ("rectification", 4),
        ("rectification", 1),
        ("training", 2),
        ("training", 1),
    ]


def test_figures_are_told_by_year_and_category_repeats_and_those_of_no_region_too(ask):
    assert ask("figure_tally", shown=[DING]) == [
        (2022, "units", 3),
        (2023, "training", 1),
    ]
    # 甲's five of 2023 in rectification with the repeat, 丁's company of no region
    everywhere = {row[:2]: row[2] for row in ask("figure_tally", shown=[])}
    assert everywhere[2023, "rectification"] == 5
    assert everywhere[2022, "units"] == 4
    assert sum(everywhere.values()) == 26
    # 乙 lies in 甲: its figures are there once
    assert ask("figure_tally", shown=[JIA, YI]) == ask("figure_tally", shown=[JIA])


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
