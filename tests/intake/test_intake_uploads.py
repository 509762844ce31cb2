"""Uploads come from outside: what is no report is refused, the rest is harmless."""

import pytest

from etl import similar, uploads
from etl.read import UnreadableError
from tests.intake.helpers import HELD_TEXT, NEW_TEXT, docx, zip_bomb
from tests.pdf_files import lines, pdf

BOMB = b"made when it is needed"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.exe", b"MZ", "不支持“.exe”文件，请用 txt、html、docx 或 pdf"),
        ("a", b"text", "不支持“无后缀”文件，请用 txt、html、docx 或 pdf"),
        ("a.txt", b"", "文件是空的"),
        (
            "a.txt",
            b"x" * (21 * 2**20),
            "文件有 21.0 MB，超过上限 20 MB；请压缩其中的图片、拆成几份，或另存为 docx、txt 后再传",
        ),
        ("a.docx", BOMB, "文件展开后过大，疑似压缩炸弹，未收入"),
        ("a.txt", BOMB, "文件展开后过大，疑似压缩炸弹，未收入"),
        ("a.docx", b"PK\x03\x04 broken", "压缩内容已损坏，无法打开"),
        ("a.txt", "字".encode() * 2_000_001, "文字有 2,000,001 字，超过上限 2,000,000 字"),
        ("a.txt", b"\x01\x02text" * 900, "不是文本文件"),
    ],
)
def test_what_is_no_report_is_refused_and_nothing_is_kept(small_data, name, content, message):
    before = sorted((small_data / "reports").iterdir())
    with pytest.raises(UnreadableError, match=message.replace("(", r"\(")):
        uploads.take(small_data, name, zip_bomb() if content is BOMB else content)
    assert sorted((small_data / "reports").iterdir()) == before


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("总结.txt", "总结.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\x.txt", "x.txt"),
        ("/abs.txt", "abs.txt"),
        ("a\x00b\n.txt", "ab.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
    ],
)
def test_a_name_never_leaves_the_folder(small_data, name, shown):
    outside = {path for path in small_data.parent.rglob("*") if "reports" not in path.parts}
    upload = uploads.take(small_data, name, NEW_TEXT.encode())
    assert upload.name == shown
    assert {path for path in small_data.parent.rglob("*") if "reports" not in path.parts} == outside
    assert [path.name for path in uploads.files_of(small_data, upload.sha256)] == [
        f"{upload.sha256}.txt"
    ]


def test_a_text_in_gb18030_is_kept_as_file_and_as_read(small_data):
    upload = uploads.take(small_data, "兰考.txt", NEW_TEXT.encode("gb18030"))
    assert upload.text == NEW_TEXT
    kept = {path.suffix: path.read_bytes() for path in uploads.files_of(small_data, upload.sha256)}
    assert kept == {".orig": NEW_TEXT.encode("gb18030"), ".txt": NEW_TEXT.encode()}
    assert uploads.forget(small_data, upload.sha256) == 2


@pytest.mark.parametrize(
    ("text", "share"),
    [
        (HELD_TEXT, 1.0),
        (HELD_TEXT.replace("，", "， ").replace("\n", "\n\n"), 1.0),
        ("网站首页\n" + HELD_TEXT, 0.7),
        (NEW_TEXT, 0),
    ],
)
def test_a_report_held_already_is_recognised(small_data, text, share):
    found = similar.alike(small_data, "0" * 64, text)
    assert [likeness.share >= share for likeness in found] == ([True] if share else [])


def test_the_overlap_of_long_texts_is_estimated_well():
    one = "".join(chr(0x4E00 + (i * i * 7 + i * 31) % 5000) for i in range(9000))
    other = "".join(chr(0x4E00 + (i * i * 11 + i * 17) % 5000) for i in range(9000))
    half = one[:6000] + other[:3000]
    assert similar.overlap(similar.sketch(one), similar.sketch(half)) == pytest.approx(
        0.5, abs=0.12
    )


LINES = ["兰考县2024年清廉建设工作总结", "全县开展监督检查36次。"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", docx(LINES)),
        ("a.pdf", pdf(lines(LINES))),
        ("a.pdf", pdf(lines(LINES), script="app.alert(1)")),
        (
            "a.html",
            f"<html><script>alert(1)</script><p>{LINES[0]}</p><p onclick='x()'>{LINES[1]}</p></html>".encode(),
        ),
        ("a.txt", "\n".join(LINES).encode("gb18030")),
        ("a.txt", "\n".join(LINES).encode("utf-16")),
    ],
)
def test_every_format_gives_its_words_and_no_script(small_data, name, content):
    text = uploads.take(small_data, name, content).text
    assert [line.strip("\ufeff ") for line in text.splitlines() if line.strip()] == LINES
    assert "alert" not in text


def test_a_reader_that_does_not_come_to_an_end_is_stopped(small_data, monkeypatch):
    monkeypatch.setattr(uploads, "READ_SECONDS", 0.01)
    with pytest.raises(UnreadableError, match="秒内没有读完"):
        uploads.take(small_data, "a.pdf", pdf(lines(LINES)))
