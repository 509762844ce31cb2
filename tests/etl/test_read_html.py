"""A web page is read as a browser shows it: blocks as lines, rows of tables as lines of cells."""

import pytest

from etl.read_html import html_text

CASES = {
    "a break in the source parts no words of Chinese": (
        "<p>县纪委监委组织开展\n  专题培训，<span>参训</span>\r\n<span>178人次</span>\nand more\ntext</p>",
        ["县纪委监委组织开展专题培训，参训 178人次 and more text"],
    ),
    "typed lines stay": ("<pre>甲\n乙  丙</pre>丁", ["甲", "乙 丙", "丁"]),
    "a break within a paragraph": ("<p>甲<br>乙</p>", ["甲", "乙"]),
    "what is hidden": ("<p>甲<span hidden>乙</span><i style='display: none'>丙</i></p>", ["甲"]),
    "pinyin above words": ("<ruby>廉<rp>(</rp><rt>lián</rt><rp>)</rp></ruby>洁", ["廉洁"]),
    "a list's numbers": (
        "<ol><li>台账缺失</li><li><p>已完成</p><ol start=3><li>甲</li></ol></li><li>乙</li></ol>",
        ["1.台账缺失", "2.已完成", "3.甲", "3.乙"],
    ),
    "a list whose numbers were typed": (
        "<ol><li>（一）台账缺失</li><li>一是完善</li><li><b>2、</b>完成</li><li>①甲</li></ol>",
        ["（一）台账缺失", "一是完善", "2、完成", "①甲"],
    ),
    "empty items of a list": ("<ol><li></li><li>甲</li><li> </li></ol>", ["2.甲"]),
    "cells of no table": (
        "<div><td>甲</td><svg><td>x</td></svg><math><td>乙</td></math></div>",
        ["甲", "乙"],
    ),
    "lists without numbers": (
        "<ol style='list-style:none'><li>甲</li></ol><ul><li>乙</li></ul><li>丙</li>",
        ["甲", "乙", "丙"],
    ),
    "a number that is no number": ("<ol start='1e9'><li>甲</li></ol>", ["1.甲"]),
    "signs that mark places inside the reader": ("<p>甲\x1e1.\x1e乙\x1f丙</p>", ["甲1.乙丙"]),
    "paragraphs of a cell are one": (
        "<table><tr><th>序号</th><th>问题</th></tr>"
        "<tr><td>1</td><td><p>收缴不及时</p>\n<p>台账<br>缺失</p></td></tr></table>",
        ["序号\t问题", "1\t收缴不及时 台账 缺失"],
    ),
    "an empty cell keeps its place": (
        "<table><tr><td>1</td><td></td><td>完成</td></tr><tr><td></td><td>乙</td><td>丙</td></tr></table>",
        ["1\t\t完成", "\t乙\t丙"],
    ),
    "a cell that reaches down leaves an empty one in each row": (
        "<table><tr><td rowspan=3>资金</td><td>甲</td><td rowspan='2'>完成</td></tr>"
        "<tr><td>乙</td></tr><tr><td>丙</td><td>推进</td></tr></table>",
        ["资金\t甲\t完成", "\t乙\t", "\t丙\t推进"],
    ),
    "a cell that reaches down and across": (
        "<table><tr><td rowspan=2 colspan=2>总</td><td>甲</td></tr><tr><td>乙</td></tr>"
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>",
        ["总\t甲", "\t乙", "1\t2\t3"],
    ),
    "a heading across a table": (
        "<table><tr><td>1</td><td>甲</td></tr><tr><td colspan=2>二、其他方面</td></tr>"
        "<tr><td>2</td><td>乙</td></tr></table>",
        ["1\t甲", "二、其他方面", "2\t乙"],
    ),
    "a page laid out by tables": (
        "<table><tr><td>&nbsp;</td><td><table><tr><td><p>标题</p><p>正文</p></td></tr></table></td>"
        "</tr></table>",
        ["标题", "正文"],
    ),
    "an article beside a short column": (
        "<table><tr><td>栏目</td><td><p>标题</p><p>正文</p><p>落款</p></td></tr></table>",
        ["栏目", "标题", "正文", "落款"],
    ),
    "an article with a table of its own beside a column": (
        "<table><tr><td>栏目</td><td>标题<table><tr><td>1</td><td>甲</td></tr></table></td></tr>"
        "<tr><td>页脚</td><td>地址</td></tr></table>",
        ["栏目", "标题", "1\t甲", "页脚\t地址"],
    ),
    "a row that is hidden": (
        "<table><tr style='display:none'><td>0</td><td>x</td></tr><tr><td>1</td><td>甲</td></tr></table>",
        ["1\t甲"],
    ),
}


@pytest.mark.parametrize(("page", "lines"), CASES.values(), ids=CASES)
def test_what_is_shown_is_read(page, lines):
    assert html_text(page).splitlines() == lines


@pytest.mark.parametrize("span", ["-1", "0", "x", "99999999999", "²"])
def test_a_span_that_is_none_is_one_and_a_huge_one_is_bounded(span):
    rows = f"<tr><td rowspan='{span}'>甲</td><td>乙</td></tr>" + "<tr><td>丙</td></tr>" * 600
    lines = html_text(f"<table>{rows}</table>").splitlines()
    assert lines[0] == "甲\t乙"
    assert lines[-1] == "丙"


def test_a_page_nested_deeper_than_any_other_is_read():
    tables = "<table><tr><td>乙</td><td>" * 3_000
    assert html_text("<div>" * 20_000 + "甲" + tables).splitlines() == ["甲", *["乙"] * 3_000]
