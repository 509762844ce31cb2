"""What the filter bar offers: only what there is something to see of."""

from tests.queries.conftest import BING, DING, JIA, YI


def test_regions_are_those_with_figures_or_a_report_and_what_is_above_them(ask):
    # 戊省 has neither and is not offered
    assert ask("region_choices") == [
        (JIA, "甲", "甲省", "province", None, True),
        (YI, "乙", "乙市", "city", JIA, True),
        (BING, "丙", "丙县", "county", YI, True),
        (DING, "丁", "丁县", "county", YI, True),
    ]


def test_years_are_those_of_results_and_a_target_adds_none(ask):
    # 2025 is only a target's; 0 stands for 未注明 (bing:10, bing:40)
    assert ask("year_choices") == [(2024,), (2023,), (2022,), (0,)]


def test_categories_are_all_in_the_order_of_the_table(ask):
    assert ask("category_choices") == [
        ("training", "学习培训", "培训班和培训人次"),
        ("rectification", "问题整改", "反馈问题的整改"),
        ("institution", "制度建设", "制度和风险点"),
        ("units", "清廉单元", "创建和示范单位"),
    ]


def test_indicators_are_those_that_a_figure_measures(ask):
    # 制定修订制度 is measured by none
    found = ask("indicator_choices", "indicator", "name", "category_name", "additive", "better")
    assert found == [
        ("training_sessions", "培训场次", "学习培训", True, None),
        ("training_attendance", "培训人次", "学习培训", True, None),
        ("problems_raised", "应整改问题", "问题整改", True, None),
        ("problems_rectified", "完成整改问题", "问题整改", True, None),
        ("problems_in_progress", "正在整改问题", "问题整改", True, None),
        ("completion_rate", "整改完成率", "问题整改", False, "high"),
        ("risk_points", "廉政风险点", "制度建设", False, None),
        ("units_building", "创建单位", "清廉单元", True, None),
    ]
