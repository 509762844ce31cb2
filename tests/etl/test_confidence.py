import pytest

from etl.confidence import SURE, Signs, confidence_of, lower_end

GOOD = Signs(
    rule="立案件", lead=10.0, indicator="cases_filed", item="案件", unit="件",
    target=False, at_home=True, dated=True, placed=True,
)  # fmt: skip
COUNTS = {"立案件": (40, 40), "少见": (2, 2), "常错": (40, 20)}


def test_a_rule_that_is_always_right_and_agrees_with_the_words_around_is_sure():
    assert confidence_of(GOOD, COUNTS) >= SURE


@pytest.mark.parametrize(
    "odd",
    [
        {"rule": "少见"}, {"rule": "常错"}, {"rule": "没有"}, {"item": "干部"}, {"item": "了案件"},
        {"unit": "条"}, {"target": True}, {"dated": False}, {"placed": False}, {"lead": -9.0, "rule": "少见"}, {"item": "钥匙"},
    ],
)  # fmt: skip
def test_whatever_speaks_against_a_figure_makes_it_doubtful(odd):
    assert confidence_of(GOOD._replace(**odd), COUNTS) < SURE


def test_the_less_the_words_around_agree_the_less_sure_a_figure_is():
    leads = [12.0, 8.0, 5.0, 1.0]
    told = [confidence_of(GOOD._replace(lead=lead), COUNTS) for lead in leads]
    assert told == sorted(told, reverse=True)


def test_few_figures_prove_little():
    assert lower_end(0, 0) == 0.5
    assert lower_end(3, 3) < lower_end(30, 30) < 1
    assert lower_end(20, 40) < 0.5
