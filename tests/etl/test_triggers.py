import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.meaning import rules
from etl.triggers import Triggers

RULES = [rule for _, rule in rules() if rule.near is not None]
INDEX = Triggers([rule.near for rule in RULES], [rule.example for rule in RULES])
LETTERS = "".join(sorted({c for rule in RULES for c in rule.example})) + "#,、0123456789"


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        ("暗访|明察", "开展明察3次", True),
        ("暗访|明察", "召开会议3次", False),
        ("(?:提醒|约谈)[^,#]{0,9}#", "约谈干部#", True),
        ("[一二三]级风险", "二级风险", True),
        ("(?!其中)立案", "立案", True),
        ("(?:其中)?", "任何文字", True),
        ("办{2,3}", "督察", False),
    ],
)
def test_a_pattern_is_tried_where_a_character_that_it_needs_stands(pattern, text, may):
    assert (Triggers([re.compile(pattern)], [pattern]).candidates(text) == [0]) is may


def test_a_rule_without_a_pattern_is_always_tried():
    assert Triggers([None, re.compile("甲")], []).candidates("乙") == [0]


@given(st.text(LETTERS, max_size=60))
def test_no_rule_that_fits_is_passed_over(text):
    fits = [n for n, rule in enumerate(RULES) if rule.near.search(text)]
    assert set(fits) <= set(INDEX.candidates(text))


def test_every_rule_is_tried_on_its_own_example():
    for rule in RULES:
        marked = re.sub(r"\d[\d,.]*", "#", rule.example)
        fits = [n for n, other in enumerate(RULES) if other.near.search(marked)]
        assert set(fits) <= set(INDEX.candidates(marked)), rule.name
