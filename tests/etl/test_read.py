import os
import zipfile

import pytest
from docx import Document

from etl.read import MAX_BYTES, UnreadableError, read_report

TEXT = "关于巡察整改情况的通报\n县委高度重视,共召开会议12次,发现问题33个。\n"
TRADITIONAL = "關於巡察整改情況的通報\n縣委高度重視,共召開會議12次,發現問題33個。\n"
HTML = """<!DOCTYPE html><html><head><title>甲</title><style>p{}</style></head><body>
<nav>首页 要闻12条</nav><h1>整改情况</h1><p>共召开<b>会议</b>12次,<span style="display:none">x</span>
发现问题33个。</p><table><tr><th>序号</th><th>问题</th></tr><tr><td>1</td><td><p>不细</p></td></tr></table>
<script>var a=1</script><footer>备案9号</footer></body></html>"""


@pytest.fixture
def write(tmp_path):
    def file(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return file


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_encodings_are_told_apart(write, encoding):
    text = read_report(write("a.txt", (TEXT * 5).encode(encoding)))
    assert text.removeprefix("\ufeff") == TEXT * 5


def test_big5_is_told_from_gb18030(write):
    assert read_report(write("a.txt", (TRADITIONAL * 5).encode("big5"))) == TRADITIONAL * 5


def test_utf_8_is_left_unchanged_to_the_last_sign(write):
    data = "\ufeff甲。\r\n乙12个\u200b。\r\n"
    assert read_report(write("a.txt", data.encode())) == data


def test_a_web_page_gives_its_text_and_tables_without_menus(write):
    text = read_report(write("a.html", HTML.encode()))
    assert text == "整改情况\n共召开会议12次, 发现问题33个。\n序号\t问题\n1\t不细\n"


def test_a_web_page_is_known_whatever_its_suffix(write):
    assert read_report(write("a.txt", HTML.encode("gb18030"))).startswith("整改情况\n")


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    document = Document()
    document.add_paragraph("整改情况")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "问题", "12个"
    document.add_paragraph("结束")
    document.save(tmp_path / "a.docx")
    assert read_report(tmp_path / "a.docx") == "整改情况\n问题\t12个\n结束\n"


def broken_docx(path):
    document = Document()
    document.add_paragraph("整改" * 500)
    document.save(path)
    path.write_bytes(path.read_bytes()[:9000])


def trap_docx(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (201 * 2**20))


def other_zip(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")


def huge(path):
    with path.open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)


FAULTS = [
    (lambda path: None, "文件不存在"),
    (lambda path: path.write_bytes(b""), "文件是空的"),
    (lambda path: path.write_bytes(b"\0" * 5000), "文件是空的"),
    (huge, "文件过大"),
    (lambda path: path.write_bytes(os.urandom(20_000)), "不是文本文件"),
    (lambda path: path.write_bytes(TEXT.encode() * 9 + b"\xff\xfe\x80" * 90), "不是文本文件"),
    (broken_docx, "不完整或已损坏"),
    (trap_docx, "拒绝读取"),
    (other_zip, "不是 Word 文档"),
    (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 99), "旧版或加密"),
    (lambda path: path.write_bytes(rb"{\rtf1 abc}"), "RTF"),
]


@pytest.mark.parametrize(("make", "message"), FAULTS)
def test_a_file_that_cannot_be_read_says_why(tmp_path, make, message):
    path = tmp_path / "a.bin"
    make(path)
    with pytest.raises(UnreadableError, match=message):
        read_report(path)
