"""The words of reports, and the words that define what is measured."""

from tests.queries.conftest import BING, JIA, YI


def test_words_are_counted_for_the_region_of_their_report(ask):
    assert ask("term_counts", shown=[JIA, YI, BING]) == [
        (JIA, "问题", 2023, 4),
        (YI, "培训", 2023, 1),
    ]


def test_words_of_reports_below_count_for_the_region_above_only_when_rolled_up(ask):
    assert ask("term_counts", "term", "n", shown=[JIA]) == [("培训", 1), ("问题", 4)]
    assert ask("term_counts", "term", "n", shown=[JIA], rollup=False) == [("问题", 4)]


def test_words_take_the_year_of_their_report(ask):
    assert ask("term_counts", shown=[JIA, YI], years=[2022]) == []


def test_every_indicator_is_defined_under_its_category(ask):
    found = ask("definitions", "category", "indicator", "units", "additive")
    assert found[:3] == [
        ("学习培训", "培训场次", "期/次/场", True),
        ("学习培训", "培训人次", "人次", True),
        ("问题整改", "应整改问题", "个", True),
    ]
    assert len(found) == 9
