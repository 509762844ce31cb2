import pytest

from etl import extract
from etl.columns import Columns, head_words

ROWS = """审计整改情况
部门 | 问题数(个) | 整改率 | 上缴国库(万元)
财政局 | 23 | 91.3% | 120.5
教育局 | 18 | 100% | 36
"""
STACKED = """问题类型
查处问题数
其中:党纪政务处分
违规吃喝
139起
128人
其他
27起
21人
"""


def read(text):
    return [(f.quote, f.value, f.unit, f.category, f.indicator) for f in extract(text)]


def test_a_number_in_a_cell_counts_what_its_column_says():
    assert read(ROWS) == [
        ("23", 23, "个", "rectification", "problems_raised"),
        ("91.3%", 91.3, "%", "rectification", "completion_rate"),
        ("120.5", 1_205_000, "元", "rectification", None),
        ("18", 18, "个", "rectification", "problems_raised"),
        ("100%", 100, "%", "rectification", "completion_rate"),
        ("36", 360_000, "元", "rectification", None),
    ]


def test_a_table_copied_cell_by_cell_is_read_as_a_table():
    assert read(STACKED) == [
        ("139起", 139, "起", "discipline", "cases_filed"),
        ("128人", 128, "人", "discipline", "persons_disciplined"),
        ("27起", 27, "起", "discipline", "cases_filed"),
        ("21人", 21, "人", "discipline", "persons_disciplined"),
    ]


def test_a_table_keeps_its_rows_apart_between_bars_and_tabs():
    for text in (
        ROWS,
        ROWS.replace(" | ", "\t"),
        ROWS.replace("\n财", "\n--- | --- | --- | ---\n财"),
    ):
        assert [value for _, value, *_ in read(text)] == [23, 91.3, 1_205_000, 18, 100, 360_000]


@pytest.mark.parametrize(
    "text",
    ["甲县 | 乙县\n", "年度 | 备注\n2023年 | 2024年\n", "短行\n短行\n", "12 | 13\n14 | 15\n"],
)
def test_what_is_no_table_has_no_number_cells(text):
    lines = [(0, len(text) - 1)]
    assert list(Columns(text, lines).bare_numbers()) == []


@pytest.mark.parametrize(
    ("head", "words"), [("立案数(件)", "立案数"), ("金额/万元", "金额"), ("整改率", "整改率")]
)
def test_a_head_is_read_without_its_measure_word(head, words):
    assert head_words(head) == words
