"""What a reader downloads opens right, and holds what the page held."""

import csv
import io
import re

import openpyxl
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def filtered(visit):
    """数据出处 for one region, and how many figures its title names."""
    page = visit.open("evidence", region="山西", year="2022")
    (count,) = re.findall(r"^([\d,]+) 个数据", page.locator("h1").inner_text())
    return page, int(count.replace(",", ""))


def downloaded(page, name):
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    download = waiting.value
    return download.suggested_filename, download.path().read_bytes()


def test_the_workbook_opens_with_every_row_of_the_filter(filtered):
    page, count = filtered
    name, content = downloaded(page, "下载 Excel")
    assert re.fullmatch(r"数据出处_山西_2022_\d{8}\.xlsx", name)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    header, *found = sheet.iter_rows(values_only=True)
    assert header[:4] == ("计什么", "界限", "数值", "单位")
    assert len(found) == count
    assert {type(row[2]) for row in found} <= {int, float}


def test_the_csv_begins_with_a_byte_order_mark_and_holds_the_same(filtered):
    page, count = filtered
    name, content = downloaded(page, "下载 CSV")
    assert re.fullmatch(r"数据出处_山西_2022_\d{8}\.csv", name)
    assert content.startswith(b"\xef\xbb\xbf")
    header, *found = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert header[:4] == ["计什么", "界限", "数值", "单位"]
    assert len(found) == count
    assert {row[header.index("年份")][:5] for row in found} == {"2022年"}
