"""Read the text layer of a PDF file: paragraphs and tables as they were before printing."""

from __future__ import annotations

import logging
from io import BytesIO
from itertools import chain

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from etl.normalise import in_whole_characters
from etl.pdf_lines import Line, lines_of, paragraphs, without_page_marks
from etl.pdf_tables import Table, tables_of, whole_tables
from etl.read import UnreadableError

_MAX_PAGES = 2000
_MAX_CHARS = 20_000_000


def pdf_text(data: bytes) -> str:
    """A line for each paragraph and for each row of a table, in the document's order.

    Raises:
        UnreadableError: the file is broken, locked or too long.
    """
    for library in ("pdfminer", "pdfplumber"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # its warnings mean nothing to staff
    try:
        return in_whole_characters(_text(data)).replace("⸺", "——")  # two dashes may share a glyph
    except UnreadableError:
        raise
    # The library raises many kinds of error on broken files; none may stop the other documents.
    except Exception as error:
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise UnreadableError("PDF 有密码保护，请先去除密码") from None
        raise UnreadableError(f"PDF 已损坏，无法读取（{type(cause).__name__}）") from None


def _text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as document:
        if len(document.pages) > _MAX_PAGES:
            raise UnreadableError(f"PDF 超过 {_MAX_PAGES} 页")
        pages, total = [], 0
        for page in document.pages:
            total += len(page.chars)
            if total > _MAX_CHARS:
                raise UnreadableError("PDF 文字过多，不像一份报告")
            pages.append(_blocks(page))
            page.close()  # it keeps all that was found on it
    blocks = whole_tables(without_page_marks(pages))
    lines = (block.lines() if isinstance(block, Table) else [block] for block in blocks)
    return "\n".join(paragraphs(chain.from_iterable(lines))) + "\n"


def _blocks(page: Page) -> list[Line | Table]:
    """The lines and tables of a page, from top to bottom."""
    page = page.dedupe_chars()  # characters printed twice are a bold type's
    tables = tables_of(page)
    outside = [char for char in page.chars if not any(table.holds(char) for table in tables)]
    return sorted([*lines_of(outside, page), *tables], key=lambda block: block.top)
