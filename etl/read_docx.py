"""Read the text of a Word document, tables as lines of cells."""

from __future__ import annotations

import zipfile
from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from etl.read import UnreadableError

_MAX_UNPACKED = 200 * 2**20  # a small file that unpacks to more is a trap, not a report
_BODY = "word/document.xml"


def docx_text(data: bytes) -> str:
    """A line for each paragraph and each row of a table, in the document's order."""
    _check(data)
    try:
        document = Document(BytesIO(data))
        lines = [line for block in document.iter_inner_content() for line in _lines(block)]
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


def _lines(block: Paragraph | Table) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    lines = []
    for row in block.rows:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            # A merged cell comes once for each column that it spans.
            if id(cell._tc) in seen:
                continue
            seen.add(id(cell._tc))
            cells.append(" ".join(cell.text.split()))
        lines.append("\t".join(cells))
    return lines
