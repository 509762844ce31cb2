"""Which words are peculiar to a text: weighted log-odds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import keyness

COUNTS = st.dictionaries(st.sampled_from("甲乙丙丁戊"), st.integers(1, 500), min_size=1)


def test_the_score_is_the_one_worked_out_by_hand():
    # 100 words here, 100 there, prior 500: of 甲 8 here and 2 there, so 500/200 × 10 = 25 before.
    # here 33 of 600, there 27 of 600
    odds = math.log(33 / 567) - math.log(27 / 573)
    expected = odds / math.sqrt(1 / 33 + 1 / 27)
    found = keyness.scores({"甲": 8, "乙": 92}, {"甲": 2, "乙": 98})
    assert found["甲"] == pytest.approx(expected)
    assert found["甲"] > 0 > found["乙"]


def test_alone_no_word_is_peculiar():
    assert keyness.scores({"甲": 3}, {}) == {"甲": 0.0}


@given(COUNTS)
def test_the_same_text_twice_has_no_peculiar_word(counts):
    assert all(abs(score) < 1e-9 for score in keyness.scores(counts, counts).values())


@given(COUNTS, COUNTS)
def test_what_is_peculiar_here_is_as_far_from_peculiar_there(mine, others):
    here, there = keyness.scores(mine, others), keyness.scores(others, mine)
    for word in set(mine) & set(others):
        assert here[word] == pytest.approx(-there[word])
