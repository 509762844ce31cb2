import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import years
from etl.candidates import Candidate, find_candidates
from etl.exclusions import exclusions, why_no_figure
from etl.meaning import rules
from etl.reference import table
from etl.triggers import Triggers, any_of

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


@pytest.mark.parametrize(
    ("patterns", "begins"),
    [
        (["力争", "计划(?:到|于)"], "(?=[力计])"),
        (["(?<!统)计划", r"[#\d]至"], r"(?=[\#\d计])"),
        (["(?:再|又)?新建", "[一-五]期"], "(?=[一-五再又新])"),
        (["[^,]已", "力争"], ""),
        (["(?:再)?", "力争"], ""),
    ],
)
def test_many_patterns_as_one_are_tried_where_one_can_begin(patterns, begins):
    together = "|".join(f"(?:{pattern})" for pattern in patterns)
    assert any_of(patterns).pattern == (f"{begins}(?:{together})" if begins else together)


def test_no_patterns_as_one_match_nothing():
    assert any_of([]).search("任何文字") is None


CUES = [row["words"] for row in table("status.csv")] + [row["words"] for row in table("bounds.csv")]
CUE_LETTERS = "".join(sorted({c for cue in CUES for c in cue if c.isalnum()})) + "#,。;"
ALL_CUES = any_of(CUES)


@given(st.text(CUE_LETTERS, max_size=40) | st.sampled_from(CUES).flatmap(st.from_regex))
def test_many_patterns_as_one_find_what_each_finds(text):
    alone = [found.start() for cue in CUES if (found := re.search(cue, text))]
    together = ALL_CUES.search(text)
    assert (together and together.start()) == min(alone, default=None)


TIMES = re.compile(years._TIME.pattern.removeprefix(years._BEGINS))
_SAID = (
    "自2021年以来 从2020年至今 2019年至2021年 2021-2023 建于2001年 始建于2001年 成立于2001年 建成于2001年 "
    "出生于1999年 生于1999年 2015年建成的 对2020年至2021年 对于2020年 2021年度本级预算 2022年 2022财年 "
    "一年来 过去的一年 刚刚过去的一年 去年以来 前年以来 近三年以来 近年来 过去五年以来 三年来, 10年以来 "
    "比2021年 较去年同期 同上年 与往年 比前年 同同期 同比 去年同期 较上一年度 去年 上年度 上一年度 前年 "
    '今年 本年度 年内 目前 如今 现在 现已 新的一年 明年 来年 下一年度 次年 后年 “十四五”期间 十五五末 "十三五"'
)
WORDINGS = _SAID.split()


@given(
    st.lists(st.sampled_from([*WORDINGS, *"12年一上比同来的,至", "年来"]), max_size=6).map("".join)
)
def test_every_wording_of_a_time_begins_as_its_list_says(text):
    found, expected = years._TIME.finditer(text), TIMES.finditer(text)
    assert [one.span() for one in found] == [one.span() for one in expected]


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_wording_of_a_time_is_found(wording):
    found = years._TIME.search(wording)
    assert found and found.span() == TIMES.search(wording).span()


def _numerals() -> list[tuple[str, Candidate]]:
    texts = [f"{e.example}。" for e in exclusions()] + [f"开展{e.example}" for e in exclusions()]
    return [(text, candidate) for text in texts for candidate in find_candidates(text)]


def test_no_exclusion_that_holds_is_passed_over():
    for text, one in _numerals():
        before, after = text[: one.start][-16:], text[one.end :][:16]
        held = [e.name for e in exclusions() if e.holds(before, one.words, after)]
        assert (why_no_figure(text, one) is None) is (not held), text
