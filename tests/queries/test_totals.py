"""Sums: totals alone, each once, with their bounds; a division below only where nothing above tells."""

from tests.queries.conftest import BING, DING, JIA, YI

COLUMNS = ("shown", "scope", "year", "indicator", "status", "value", "bound", "ids")


def totals(ask, shown, *columns, **given):
    return ask("indicator_totals", *(columns or COLUMNS), shown=shown, **given)


def test_a_region_tells_its_own_totals_without_roll_up(ask):
    # parts (28, 8), the share (77.8 %) and the repeat (36) are no totals
    assert totals(ask, [JIA], rollup=False) == [
        (JIA, "region", 2025, "training_sessions", "target", 5.0, "exact", ["jia:80"]),
        (JIA, "region", 2024, "problems_raised", "actual", 7.0, "exact", ["jia2:10"]),
        (JIA, "region", 2023, "problems_raised", "actual", 36.0, "exact", ["jia:10"]),
        (JIA, "region", 2023, "training_attendance", "actual", 300.0, "at_least", ["jia:70"]),
        (JIA, "region", 2023, "training_sessions", "actual", 12.0, "exact", ["jia:60"]),
    ]


def test_what_is_below_counts_only_where_nothing_above_states_a_total(ask):
    found = totals(ask, [JIA], "year", "indicator", "status", "value", "ids", "rolled_up")
    assert found == [
        (2025, "training_sessions", "target", 5.0, ["jia:80"], False),
        (2024, "problems_raised", "actual", 7.0, ["jia2:10"], False),
        (2023, "problems_raised", "actual", 36.0, ["jia:10"], False),
        # 乙 states 20: 丙's 15 is within
        (2023, "risk_points", "actual", 20.0, ["yi:30"], True),
        # 甲 states 300 and 12: 乙's 200 and 4, 丙's 90 and 7, 丁's 100 are within
        (2023, "training_attendance", "actual", 300.0, ["jia:70"], False),
        (2023, "training_sessions", "actual", 12.0, ["jia:60"], False),
        # 乙's part of 6 is within its 10
        (2023, "units_building", "actual", 10.0, ["yi:40"], True),
        (2022, "problems_raised", "actual", 50.0, ["yi:60"], True),
        # nobody above tells of 2022: 6 + 5; the target of 9 stays by itself
        (2022, "units_building", "actual", 11.0, ["ding:10", "ding:20"], True),
        (2022, "units_building", "target", 9.0, ["ding:30"], True),
        # 甲's 12 is of 2023, so it does not hold what has no year
        (None, "training_sessions", "actual", 3.0, ["bing:10"], True),
    ]


def test_a_region_that_is_shown_itself_is_not_counted_above_as_well(ask):
    found = totals(ask, [JIA, YI], "shown", "ids", indicators=["units_building", "risk_points"])
    assert found == [
        (YI, ["yi:30"]),
        (YI, ["yi:40"]),
        (YI, ["ding:10", "ding:20"]),
        (YI, ["ding:30"]),
    ]


def test_a_target_is_never_added_to_what_was_done(ask):
    found = totals(ask, [DING], "status", "value", indicators=["units_building"])
    # 6 + 5 done, 9 aimed at
    assert found == [("actual", 11.0), ("target", 9.0)]


def test_bounds_travel_with_single_values(ask):
    found = totals(
        ask, [JIA, YI, BING, DING], "shown", "value", "bound", indicators=["training_attendance"]
    )
    assert found == [
        (JIA, 300.0, "at_least"),
        (YI, 200.0, "about"),
        (BING, 90.0, "at_most"),
        (DING, 100.0, "at_least"),
    ]


def test_a_figure_of_another_regions_report_is_marked(ask):
    found = totals(
        ask, [BING], "year", "value", "from_elsewhere", "titles", indicators=["training_sessions"]
    )
    assert found == [(2023, 7.0, True, ["甲省整改通报"]), (None, 3.0, False, ["丙县做法"])]


def test_what_only_reports_from_below_tell_is_marked(ask):
    found = totals(ask, [JIA], "year", "ids", "own_report", indicators=["training_sessions"])
    assert found == [
        (2025, ["jia:80"], True),
        (2023, ["jia:60"], True),
        (None, ["bing:10"], False),
    ]


def test_an_inferred_year_is_marked_and_a_stated_one_in_the_same_report_is_not(ask):
    found = totals(ask, [YI], "year", "indicator", "year_inferred", rollup=False)
    assert found == [
        (2023, "risk_points", True),
        (2023, "training_attendance", True),
        (2023, "training_sessions", True),
        (2023, "units_building", True),
        (2022, "problems_raised", False),
    ]


def test_filters_of_year_category_and_indicator_hold(ask):
    assert totals(ask, [JIA], "ids", years=[0]) == [(["bing:10"],)]
    assert totals(ask, [JIA], "ids", categories=["institution"]) == [(["yi:30"],)]
    assert totals(ask, [JIA], "ids", indicators=["problems_raised"], years=[2024]) == [
        (["jia2:10"],)
    ]


def test_a_region_without_a_figure_has_no_row_and_no_zero(ask):
    assert totals(ask, ["120000"]) == []
    assert totals(ask, [DING], indicators=["risk_points"]) == []
