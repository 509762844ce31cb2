"""Workbooks and CSV: what is read back is what the chart said, and nothing in it runs."""

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages.parts.exports import csv_face, xlsx_face
from tests.exports import conftest as charts

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20) | st.text(
    "=+-@|!'\"(),;1aA", min_size=1, max_size=8
)
DANGEROUS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0")


def workbook(exhibit):
    return openpyxl.load_workbook(io.BytesIO(xlsx_face.render(exhibit)))


def cells(sheet):
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_the_data_sheet_is_the_charts_data_and_a_gap_is_empty(kind):
    chart = charts.KINDS[kind]()
    rows = cells(workbook(charts.exhibit(chart))["图表"])
    count = len(chart.series)
    for at, name in enumerate(chart.categories):
        row = rows[1 + at]
        assert row[0] == name
        assert row[1 : 1 + count] == [series.marks[at].value for series in chart.series]
        for told, series in zip(row[1 + count :], chart.series, strict=False):
            assert told.startswith(series.marks[at].text)


def test_bounds_targets_and_inferred_years_are_told():
    rows = cells(workbook(charts.exhibit(charts.bar()))["图表"])
    assert [row[2] for row in rows[1:]] == [
        "≥60篇", "4.2万篇（年份为推断）", "90篇（目标）", "报告未提及", "无报告",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["bar", "stacked", "line"])
def test_the_chart_is_native_and_breaks_at_gaps(kind):
    content = xlsx_face.render(charts.exhibit(charts.KINDS[kind]()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
    assert '<c:dispBlanksAs val="gap"/>' in xml
    assert ("<c:lineChart>" if kind == "line" else "<c:barChart>") in xml
    if kind == "bar":
        assert "0072B2" in xml and "E69F00" in xml and "≥60篇 ▸" in xml


def test_the_matrix_keeps_numbers_and_words():
    rows = cells(workbook(charts.exhibit(charts.matrix()))["图表"])
    assert rows == [["类别", "甲", "丁"], ["培训", 4, "无报告"], ["制度", "未提及", 10]]


def test_a_list_is_the_list():
    chart = charts.listed()
    rows = cells(workbook(charts.exhibit(chart))["图表"])
    assert rows == [list(chart.columns), *map(list, chart.rows)]


def test_the_figures_behind_stand_on_their_own_sheet():
    book = workbook(charts.exhibit(charts.bar()))
    assert book.sheetnames == ["图表", "数据出处", "清单出处"]
    header, first, *_ = book["数据出处"].iter_rows(values_only=True)
    told = dict(zip(header, first, strict=True))
    assert (told["原文数字"], told["起点"], told["终点"]) == ("60余篇", 10, 14)
    assert (told["出处"], told["编号"], told["数值"]) == ("甲市总结", "jia:1", 60)
    assert book["清单出处"]["B2"].value == "学习不及时"


@settings(deadline=None, max_examples=40)
@given(st.lists(words, min_size=1, max_size=4, unique=True), words)
@example(list(DANGEROUS[:4]), "=1+1")
def test_no_cell_of_any_file_is_a_formula(names, text):
    marks = tuple(charts.Mark(1, text, note=text) for _ in names)
    series = (charts.Series(text, marks),)
    for chart in (
        charts.Chart("x", "bar", text, tuple(names), series, text, text),
        charts.Chart("x", "list", text, (), (), text, columns=("甲",), rows=tuple((n,) for n in names)),
    ):
        exhibit = charts.exhibit(chart)
        for sheet in workbook(exhibit):
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert "f" not in kinds
        read = csv.reader(io.StringIO(csv_face.render(exhibit).decode("utf-8-sig"), newline=""))
        assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_csv_opens_in_excel_with_numbers_gaps_and_their_words():
    content = csv_face.render(charts.exhibit(charts.bar()))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["数值"] for row in rows] == ["60.0", "42000.0", "90.0", "", ""]
    assert [row["显示"] for row in rows][3:] == ["报告未提及", "无报告"]
    assert rows[0]["界限"] == "至少" and rows[1]["说明"] == "年份为推断" and rows[2]["状态"] == "目标"
    assert {row["来源与说明"] for row in rows} == {charts.CAPTION}


def test_every_chart_of_every_page_reads_back(shown):
    for _, exhibit in shown.values():
        chart, book = exhibit.chart, workbook(exhibit)
        rows = cells(book["图表"])
        if chart.kind in ("bar", "stacked", "line") and chart.categories:
            values = [row[1 : 1 + len(chart.series)] for row in rows[1 : 1 + len(chart.categories)]]
            assert values == [[s.marks[at].value for s in chart.series] for at in range(len(chart.categories))]
        assert book["数据出处"].max_row == 1 + len(exhibit.proof)
        assert set(chart.figure_ids) <= set(exhibit.proof["编号"])
        assert csv_face.render(exhibit).startswith(b"\xef\xbb\xbf")
