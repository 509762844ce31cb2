"""Takes an uploaded report in: refuses what is no report, reads the rest behind limits.

Uploads come from outside. A name never becomes a path: files are kept by hash. Formats that can
unfold or loop (docx, pdf, html) are read in a process of their own with a limit of time and memory.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

from etl import reports
from etl.files import write_atomically
from etl.read import UnreadableError, read_report

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARS = 2_000_000
# A report of 20 MB with pictures unfolds little; a bomb a thousandfold.
MAX_UNFOLDED = 200 * 1024 * 1024
MAX_MEMBERS = 5_000
READ_SECONDS = 60
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf")
MACROS = "vbaProject.bin"
HERE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Upload:
    """A report that was taken in: its shown name, the hash of its file, its text as read."""

    name: str
    sha256: str
    text: str


def take(data: Path, name: str, content: bytes) -> Upload:
    """Read and keep one uploaded file.

    Raises:
        UnreadableError: it is refused; the message says why, in Chinese. Nothing is kept.
    """
    shown, suffix = safe_name(name), Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableError(f"不支持“{suffix or '无后缀'}”文件，请用 txt、html、docx 或 pdf")
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            f"文件有 {len(content) / 2**20:.1f} MB，超过上限 20 MB；"
            "请压缩其中的图片、拆成几份，或另存为 docx、txt 后再传"
        )
    if content.startswith(b"PK"):
        _check_zip(content)
    text = _text_of(content, suffix)
    if len(text) > MAX_CHARS:
        raise UnreadableError(f"文字有 {len(text):,} 字，超过上限 {MAX_CHARS:,} 字")
    sha256 = hashlib.sha256(content).hexdigest()
    _keep(data, sha256, suffix, content, text)
    return Upload(shown, sha256, text)


def take_text(data: Path, text: str) -> Upload:
    """Keep a pasted text."""
    return take(data, "粘贴的文字.txt", text.encode("utf-8"))


def safe_name(name: str) -> str:
    """An uploaded file's name as people see it: no folders, no control characters, not long."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(". ")
    return shown[-120:].strip() or "未命名"


def files_of(data: Path, sha256: str) -> list[Path]:
    """What is kept of a report on this machine."""
    return sorted(reports.folder(data).glob(f"{sha256}.*"))


def forget(data: Path, sha256: str) -> int:
    """Delete a report's file and text; return how many files went."""
    found = files_of(data, sha256)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def _check_zip(content: bytes) -> None:
    """Refuse an archive that unfolds beyond measure, before anything unfolds it."""
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UnreadableError("压缩内容已损坏，无法打开") from None
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNFOLDED:
        raise UnreadableError("文件展开后过大，疑似压缩炸弹，未收入")
    if any(m.filename.endswith(MACROS) for m in members):
        raise UnreadableError("文件带有宏，请另存为不带宏的 docx")


def _text_of(content: bytes, suffix: str) -> str:
    with tempfile.TemporaryDirectory(prefix="report-") as place:
        path = Path(place) / f"upload{suffix}"
        path.write_bytes(content)
        if suffix == ".txt" and not content.startswith((b"PK", b"%PDF")):
            return read_report(path)
        return _read_apart(path)


def _read_apart(path: Path) -> str:
    command = [sys.executable, "-m", "etl.read_apart", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=READ_SECONDS, cwd=HERE)
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"{READ_SECONDS} 秒内没有读完，未收入") from None
    if done.returncode == 2:
        raise UnreadableError(done.stderr.decode("utf-8", "replace").strip())
    if done.returncode:
        raise UnreadableError("文件已损坏，或展开后过大，无法读取")
    return done.stdout.decode("utf-8")


def _keep(data: Path, sha256: str, suffix: str, content: bytes, text: str) -> None:
    reports.folder(data).mkdir(parents=True, exist_ok=True)
    as_read = text.encode("utf-8")
    if suffix != ".txt":
        write_atomically(reports.folder(data) / f"{sha256}{suffix}", content)
    elif as_read != content:
        # the text as read takes the name that the file would have
        write_atomically(reports.folder(data) / f"{sha256}.orig", content)
    write_atomically(reports.folder(data) / f"{sha256}.txt", as_read)
