"""Read the text layer of a PDF file."""

from __future__ import annotations

import logging
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from etl.read import UnreadableError

_MAX_PAGES = 2000
_MAX_CHARS = 20_000_000


def pdf_text(data: bytes) -> str:
    """The pages' text, one after the other."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings mean nothing to staff
    try:
        return _pages(data)
    except FileNotDecryptedError:
        raise UnreadableError("PDF 有密码保护，请先去除密码") from None
    except UnreadableError:
        raise
    # The library raises many kinds of error on broken files; none may stop the other documents.
    except Exception as error:
        raise UnreadableError(f"PDF 已损坏，无法读取（{type(error).__name__}）") from None


def _pages(data: bytes) -> str:
    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("PDF 有密码保护，请先去除密码")
    if len(reader.pages) > _MAX_PAGES:
        raise UnreadableError(f"PDF 超过 {_MAX_PAGES} 页")
    texts, total = [], 0
    for page in reader.pages:
        text = page.extract_text()
        total += len(text)
        if total > _MAX_CHARS:
            raise UnreadableError("PDF 文字过多，不像一份报告")
        texts.append(text.rstrip("\n"))
    return "\n".join(texts) + "\n"
