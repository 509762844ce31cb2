"""Tables as files: what a spreadsheet shows is what the page showed, and nothing in it runs."""

import csv
import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages.parts import downloads

# What XML and CSV can carry: no control characters.
cell = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30) | st.text(
    "=+-@|!'\"(),;1aA", max_size=12
)
DANGEROUS = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1"]


def read_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_csv_opens_right_in_excel_for_it_begins_with_a_byte_order_mark():
    content = downloads.csv_bytes(pd.DataFrame({"地区": ["阳泉"], "数值": [42000.0]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_csv(content) == [["地区", "数值"], ["阳泉", "42000.0"]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_csv_is_a_formula(text):
    told = read_csv(downloads.csv_bytes(pd.DataFrame({"事项": [text]})))[1][0]
    assert told == f"'{text}"


@given(cell)
@example("-")
def test_a_csv_cell_is_the_text_itself_but_for_a_guarding_apostrophe(text):
    told = downloads.harmless(pd.DataFrame({"事项": [text]}))["事项"].iloc[0]
    assert told in (text, f"'{text}")
    assert not told.startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers_in_both_files():
    table = pd.DataFrame({"数值": [-5.5, 42000.0], "起点": [1, 2]})
    assert read_csv(downloads.csv_bytes(table))[1] == ["-5.5", "1"]
    sheet = read_xlsx(downloads.xlsx_bytes(table, "数据"))
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=2)] == [[-5.5, 1], [42000, 2]]


@settings(deadline=None, max_examples=40)
@given(st.lists(cell, min_size=1, max_size=5))
@example(DANGEROUS[:5])
@example(["http://example.org", "mailto:a@b", "internal:'数据'!A1", "{=1}"])
def test_every_text_in_a_workbook_is_text(texts):
    sheet = read_xlsx(downloads.xlsx_bytes(pd.DataFrame({"事项": texts}), "数据"))
    found = [sheet.cell(row, 1) for row in range(2, len(texts) + 2)]
    assert [c.value or "" for c in found] == texts
    assert {c.data_type for c in found if c.value is not None} <= {"s"}
    assert all(c.hyperlink is None for c in found)


def test_missing_cells_stay_empty_and_are_no_zero():
    table = pd.DataFrame({"数值": [1.0, None], "年份": pd.array([2022, None], "Int64"), "状态": ["目标", None]})
    assert read_csv(downloads.csv_bytes(table))[2] == ["", "", ""]
    sheet = read_xlsx(downloads.xlsx_bytes(table, "数据"))
    assert [c.value for c in sheet[3]] == [None, None, None]


def test_the_header_stays_in_view_and_filters():
    content = downloads.xlsx_bytes(pd.DataFrame({"地区": ["阳泉"]}), "数据")
    sheet = read_xlsx(content)
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("数据", "A2", "A1:A2")
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None


def test_an_empty_table_is_still_a_file_with_its_header():
    table = pd.DataFrame({"地区": [], "数值": []})
    assert read_csv(downloads.csv_bytes(table)) == [["地区", "数值"]]
    assert [c.value for c in read_xlsx(downloads.xlsx_bytes(table, "数据"))[1]] == ["地区", "数值"]
