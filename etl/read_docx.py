"""Read the text of a Word document as it is shown, tables as lines of cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from etl.docx_numbers import Element, Numbers
from etl.read import UnreadableError

_MAX_UNPACKED = 200 * 2**20  # a small file that unpacks to more is a trap, not a report
_BODY = "word/document.xml"
_PARAGRAPH, _TABLE, _TEXT = qn("w:p"), qn("w:tbl"), qn("w:t")
# What is not shown: words struck out or moved away, a picture's second form, pinyin above words.
_SKIPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:rPr", "w:sectPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_BOX = qn("w:txbxContent")  # a box beside the paragraph that it hangs on
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_CONTENTS = "toc"  # styles of tables of contents, whose lines repeat the headings


def docx_text(data: bytes) -> str:
    """A line for each paragraph, its number before it, and for each row of a table.

    Raises:
        UnreadableError: the file is broken, no Word document, or unpacks to too much.
    """
    _check(data)
    try:
        document = Document(BytesIO(data))
        lines = list(_lines(document.element.body, Numbers(document)))
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableError(f"Word 文档已损坏，无法读取（{type(error).__name__}）") from None
    return "\n".join(lines) + "\n"


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise UnreadableError("Word 文档不完整或已损坏") from None
    if _BODY not in {entry.filename for entry in entries}:
        raise UnreadableError("是压缩包，但不是 Word 文档（.docx）")
    if sum(entry.file_size for entry in entries) > _MAX_UNPACKED:
        raise UnreadableError(f"解压后超过 {_MAX_UNPACKED // 2**20} MB，拒绝读取")


def _lines(parent: Element, numbers: Numbers) -> Iterator[str]:
    """The lines of all paragraphs and tables in an element, also within controls."""
    for child in parent:
        if child.tag == _PARAGRAPH:
            yield from _paragraph(child, numbers)
        elif child.tag == _TABLE:
            yield from _table(child, numbers)
        elif child.tag not in _SKIPPED:
            yield from _lines(child, numbers)


def _paragraph(paragraph: Element, numbers: Numbers) -> Iterator[str]:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    if style is not None and style.get(qn("w:val"), "").lower().startswith(_CONTENTS):
        return
    number = numbers.before(paragraph)
    boxes: list[Element] = []
    yield number + "".join(_words(paragraph, boxes))
    for box in boxes:
        yield from _lines(box, numbers)


def _words(element: Element, boxes: list[Element]) -> Iterator[str]:
    """The words shown within a paragraph; boxes that hang on it are put aside."""
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == _BOX:
            boxes.append(child)
        elif child.tag not in _SKIPPED and not _is_hidden(child):
            yield from _words(child, boxes)


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")


def _table(table: Element, numbers: Numbers) -> Iterator[str]:
    """A line for each row; the paragraphs of a cell beside others are one."""
    for row in table.iterfind(f".//{qn('w:tr')}"):
        if next(row.iterancestors(_TABLE)) is not table:  # of a table within a cell
            continue
        cells = [list(_cell(cell, numbers)) for cell in _cells(row)]
        if len(cells) == 1:
            yield from cells[0]
        else:
            yield "\t".join(" ".join(" ".join(cell).split()) for cell in cells)


def _cells(row: Element) -> Iterator[Element]:
    for cell in row.iterfind(f".//{qn('w:tc')}"):
        if next(cell.iterancestors(qn("w:tr"))) is row:
            yield cell


def _cell(cell: Element, numbers: Numbers) -> Iterator[str]:
    """Its lines; none where one from above reaches into it."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merged is None or merged.get(qn("w:val")) == "restart":
        yield from _lines(cell, numbers)
