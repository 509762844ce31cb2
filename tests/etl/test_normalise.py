import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise import in_whole_words, normalise, runs_are_ordered

FULL_WIDTH = {ord(a): chr(ord(a) + 0xFEE0) for a in "0123456789%,.;:()+-"}

CASES = [
    ("發現問題3個", "发现问题3个"),
    ("機(jī)關(guān)廉政", "机关廉政"),
    ("今年4 月以來,梳理79 個機關(單位)", "今年4月以来,梳理79个机关(单位)"),
    ("整改率達 92.5 %。", "整改率达92.5%。"),
    ("甲\u200b乙\ufeff丙", "甲乙丙"),
    ("﹔清廉", ";清廉"),
    ("问题\t12个", "问题\t12个"),
    ("姓名    12个", "姓名    12个"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_texts_come_into_one_form(text, expected):
    assert normalise(text).text == expected


def test_full_width_signs_become_ascii():
    assert normalise("共1,057人(占92.5%)".translate(FULL_WIDTH)).text == "共1,057人(占92.5%)"


def test_a_bracket_that_is_no_pinyin_stays():
    assert normalise("機關(單位)").text == "机关(单位)"


def test_lines_that_a_margin_broke_are_joined_and_headings_are_not():
    line = "全县各级党组织把清廉建设作为一项长期任务来抓,层层压实责任,共召开推进会"
    text = f"{line}\n12次,制定了整改措施并逐条落实到单位和个人,形成齐抓共管的工作格局和氛围的同时又召\n开专题会\n二、下一步\n{line}\n3次"
    assert "推进会12次" in normalise(text).text
    assert "\n二、下一步" in normalise(text).text


@pytest.mark.parametrize("mark", ["— 3 —", "  -12-", "– 3 –"])
def test_a_page_number_within_a_copied_sentence_parts_no_figure(mark):
    line = "全县各级党组织把清廉建设作为一项长期任务来抓,层层压实责任,共召开推进会"
    normalised = normalise(f"{line}\n{mark}\n12次,{line[3:]}\n5次\n{line}\n7次")
    assert "推进会12次" in normalised.text
    start = normalised.text.index("12次")
    assert normalised.span(start, start + 3) == (
        len(line) + len(mark) + 2,
        len(line) + len(mark) + 5,
    )


def test_line_ends_of_any_system_part_lines():
    assert normalise("甲。\r\n乙。\r丙。").text.split("\n")[-1] == "丙。"


@given(st.text(alphabet=st.sampled_from("机關(jīā)12 3个%、,。\n\r\t\u200b\ufeff4A—机构发展")))
def test_every_position_leads_back_to_its_character(text):
    normalised = normalise(text)
    assert runs_are_ordered(normalised)
    for position, char in enumerate(normalised.text):
        origin = text[normalised.original(position)]
        # Whatever was mapped, digits and simplified characters stay themselves.
        if char.isascii() and char.isdigit():
            assert origin == char


@given(st.text())
def test_no_text_breaks_normalising(text):
    normalised = normalise(text)
    for position in range(len(normalised.text)):
        assert 0 <= normalised.original(position) < len(text)


def test_whole_words_lead_back_to_where_they_stood():
    found = in_whole_words("目標(biāo) 任務(wù)\n12 項")
    assert found.text == "目标 任务\n12 项"
    assert found.span(3, 5) == (9, 11)


def test_blanks_of_a_date_part_no_words_and_those_of_columns_do():
    found = in_whole_words("2024 年 6 月 30 日前  12 項")
    assert found.text == "2024年6月30日前  12 项"
    assert found.span(5, 7) == (7, 10)
