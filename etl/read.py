"""Read a report's file as text, whatever its format and encoding."""

from __future__ import annotations

import codecs
from pathlib import Path

MAX_BYTES = 200 * 1024 * 1024  # a report is a few kilobytes; more is no report
_BINARY_SHARE = 0.02  # more control characters than this: not a text
_GARBLED_SHARE = 0.01  # more replacement or private characters than this: wrongly decoded
_LEAST_COMMON = 0.04  # wrongly decoded bytes hit a common character now and then
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnreadableError(Exception):
    """The file holds no text that can be read; the message says why, in Chinese."""


def read_report(path: Path) -> str:
    """The report's text; offsets of figures refer to it."""
    data = _bytes_of(path)
    if data.startswith(b"%PDF-"):
        from etl.read_pdf import pdf_text

        return _checked(pdf_text(data))
    if data.startswith(b"PK\x03\x04"):
        from etl.read_docx import docx_text

        return _checked(docx_text(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("是旧版或加密的 Office 文件，请另存为不加密的 .docx 后再试")
    if data.startswith(b"{\\rtf"):
        raise UnreadableError("是 RTF 文件，请另存为 .docx 后再试")
    text = decode(data)
    if path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml") or _looks_like_html(text):
        from etl.read_html import html_text

        return _checked(html_text(text))
    return text


def decode(data: bytes) -> str:
    """Text of unknown encoding: UTF-8, UTF-16, GB18030 or Big5, by what decodes and reads best."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    try:
        text = data.decode("utf-8")
        if "\x00" in text:
            text = _best_reading(data)
    except UnicodeDecodeError:
        text = _best_reading(data)
    return _checked(text)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"文件过大（{size // 2**20} MB，上限 {MAX_BYTES // 2**20} MB）")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError("文件不存在") from None
    except OSError as error:
        raise UnreadableError(f"无法打开文件：{error.strerror or error}") from None
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableError("文件是空的")
    return data


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError:
        raise UnreadableError("文字编码已损坏，无法解码") from None


def _best_reading(data: bytes) -> str:
    """GB18030 and UTF-16 decode nearly anything: the reading with the commonest characters wins."""
    readings = []
    for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        try:
            readings.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    best = max(readings, key=_common_share, default="")
    if _common_share(best) < _LEAST_COMMON:
        raise UnreadableError(
            "不是文本文件，或文字编码无法识别（应为 UTF-8、GB18030、Big5 或 UTF-16）"
        )
    return best


# The characters that make up a third of any Chinese text, simplified and traditional.
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "这個們來為國說時會對過發後開問題項導黨幹員實檢察監廉政紀清廉建设整改情况制度工作领导单位"
    "市县区省委责任落实检查监督部门教育管理完成,。、:;,。:;0123456789\n "
)


def _common_share(text: str) -> float:
    sample = text[:20_000]
    return sum(c in _FREQUENT for c in sample) / max(1, len(sample))


def _checked(text: str) -> str:
    if not text.strip():
        raise UnreadableError("没有可读的文字（扫描件请先做文字识别）")
    sample = text[:100_000]
    controls = sum(c < " " and c not in "\t\n\r\x0b\x0c" for c in sample)
    garbled = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in sample)
    if controls > len(sample) * _BINARY_SHARE:
        raise UnreadableError("不是文本文件")
    if garbled > max(5, len(sample) * _GARBLED_SHARE):
        raise UnreadableError("文字编码已损坏，多处无法辨认")
    return text


def _looks_like_html(text: str) -> bool:
    start = text[:2000].lower()
    return "<html" in start or "<!doctype html" in start or "<body" in start
