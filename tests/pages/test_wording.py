"""Amounts, names and foreign text are written the same way everywhere, and exactly."""

import math
import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pages.parts import words


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0, "0"), (7, "7"), (1236, "1,236"), (73.2, "73.2"), (0.05, "0.05"), (9999, "9,999"),
        (10000, "1万"), (42000, "4.2万"), (46557, "46,557"), (12345, "12,345"), (6100000, "610万"),
        (123400, "12.34万"), (100000000, "1亿"), (2345600000000, "23,456亿"), (150000000.5, "150,000,000.5"),
        (-42000, "-4.2万"),
    ],
)  # fmt: skip
def test_a_number_is_written_whole_and_short(value, told):
    assert words.number(value) == told


def read_back(told):
    size = {"万": 1e4, "亿": 1e8}.get(told[-1], 1)
    return float(told.rstrip("万亿").replace(",", "")) * size


@given(st.integers(-10**13, 10**13) | st.decimals(-10**9, 10**9, places=2).map(float))
@example(19999.99)
@example(99999999)
@example(2**53)
def test_a_number_read_back_is_the_same_number(value):
    assert math.isclose(read_back(words.number(value)), value, rel_tol=1e-12, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("value", "unit", "bound", "told"),
    [
        (60, "篇", "at_least", "≥60篇"),
        (60, "篇", "at_most", "≤60篇"),
        (60, "篇", "about", "约60篇"),
        (42000, "人次", "exact", "4.2万人次"),
        (73.2, "%", "exact", "73.2%"),
    ],
)
def test_an_amount_carries_its_bound_and_unit(value, unit, bound, told):
    assert words.amount(value, unit, bound) == told


@given(st.floats(0, 1e9), st.sampled_from(sorted(words.BOUND_SIGNS)))
def test_a_bound_is_never_lost(value, bound):
    told = words.amount(value, "个", bound)
    assert told.startswith(words.BOUND_SIGNS[bound])
    assert told[len(words.BOUND_SIGNS[bound])].isdigit()
    assert told.endswith("个")


@pytest.mark.parametrize(
    ("rate", "told"), [(77.77777, "77.8%"), (100.0, "100%"), (0, "0%"), (73.24, "73.2%")]
)
def test_a_rate_has_one_decimal_at_most(rate, told):
    assert words.percent(rate) == told


@pytest.mark.parametrize(
    ("n", "told"), [(0, "零"), (1, "一"), (2, "两"), (4, "四"), (10, "十"), (11, "11"), (31, "31")]
)
def test_small_counts_are_spoken(n, told):
    assert words.count_word(n) == told


@pytest.mark.parametrize(
    ("year", "inferred", "told"),
    [
        (2022, False, "2022年"), (2023.0, True, "2023年（推断）"), (None, False, "未注明"),
        (float("nan"), True, "未注明"), (0, False, "未注明"),
    ],
)  # fmt: skip
def test_an_inferred_year_is_marked_and_a_missing_one_is_no_zero(year, inferred, told):
    assert words.year_label(year, inferred=inferred) == told


@pytest.mark.parametrize(
    ("years", "told"),
    [([2022], "2022年"), ([2024, 2020, 0], "2020—2024年"), ([], "年份未注明"), ([0], "年份未注明")],
)
def test_a_span_of_years_leaves_out_the_unknown_ones(years, told):
    assert words.span(years) == told


@pytest.mark.parametrize(
    ("scopes", "told"),
    [
        (["region"], "阳泉"), (["交通运输局"], "阳泉·交通运输局"), (["region", "交通运输局"], "阳泉"),
        (["县直工委", "交通运输局"], "阳泉"), (["交通运输局", "交通运输局"], "阳泉·交通运输局"), ([], "阳泉"),
    ],
)  # fmt: skip
def test_a_region_told_of_by_one_body_alone_carries_its_name(scopes, told):
    assert words.scoped("阳泉", scopes) == told
    # a lower division's body is not the region's own
    assert words.scoped("阳泉", scopes, below=True) == told.replace("·", "下级·")


def test_a_long_list_of_names_is_cut_with_its_count():
    assert words.joined(["山西", "阳泉"]) == "山西、阳泉"
    assert words.joined("甲乙丙丁戊") == "甲、乙、丙、丁等5个"


class Shown(HTMLParser):
    """The text that a reader sees, and the tags around it."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def shown(markdown):
    reader = Shown()
    # commonmark allows raw HTML; the others are what Streamlit adds to it
    parser = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])
    reader.feed(parser.render(markdown))
    return reader.text.removesuffix("\n"), reader.tags


# \0 is not text that Markdown can hold, nor are halves of characters.
foreign = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs", "Cc"))) | st.text(
    "\\`*_{}[]()#+-.!|<>~$:&;= \n\t1aA'\"/^", max_size=40
)


@given(foreign)
@example("# 标题")
@example("1. 列表")
@example("- 项\n- 项")
@example("    代码")
@example("| a | b |\n|---|---|")
@example("<script>alert(1)</script>")
@example("[链接](http://example.org) ![图](x.png)")
@example("**粗** __粗__ ~~删~~ `码` $x^2$ :red[红] :smile: &lt;")
@example("行尾反斜杠\\")
def test_foreign_text_is_shown_as_it_is_and_styles_nothing(text):
    seen, tags = shown(words.literal(text))
    assert seen == " ".join(text.split())
    assert set(tags) <= {"p"}


@given(foreign)
def test_foreign_text_leaves_streamlits_own_marks_no_hold(text):
    bare = re.sub(r"\\.", "", words.literal(text))
    assert not set(bare) & set("$:[]<>*_`~|#")


@given(foreign)
def test_a_file_name_holds_no_character_that_a_file_system_refuses(text):
    part = words.file_part(text)
    assert len(part) <= 60
    assert not set(part) & set('/\\:*?"<>|\n\t ')
