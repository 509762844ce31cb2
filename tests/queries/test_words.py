"""The words of reports, and the words for what is measured."""

from tests.queries.conftest import BING, JIA, YI


def test_words_are_counted_over_the_reports_of_a_region_and_what_is_below(ask):
    # 培训: 甲 2 + 乙 3; 问题: 甲 4 + 丙 1; alike, so by the word
    assert ask("term_counts", shown=[JIA]) == [(JIA, "培训", 5.0), (JIA, "问题", 5.0)]
    assert ask("term_counts", shown=[JIA], rollup=False) == [(JIA, "问题", 4.0), (JIA, "培训", 2.0)]


def test_words_of_a_region_that_is_shown_itself_are_not_counted_above(ask):
    assert ask("term_counts", shown=[JIA, YI, BING]) == [
        (JIA, "问题", 4.0),
        (JIA, "培训", 2.0),
        (YI, "培训", 3.0),
        (BING, "问题", 1.0),
    ]


def test_words_take_their_sources_year(ask):
    assert ask("term_counts", shown=[JIA], years=[0]) == [(JIA, "问题", 1.0)]
    assert ask("term_counts", shown=[JIA], years=[2022]) == []


def test_each_indicator_is_defined_under_its_category(ask):
    found = ask("definitions")
    assert found[0] == ("学习培训", "培训班和培训人次", "培训场次", "期/次/场", True, "办班的期数")
    # all nine, those without a figure too, in the order of the two tables
    assert [row[2] for row in found] == [
        "培训场次", "培训人次", "应整改问题", "完成整改问题", "正在整改问题", "整改完成率",
        "廉政风险点", "制定修订制度", "创建单位",
    ]  # fmt: skip
