"""Changes the reviewed data and the pointer to its database together, or not at all.

What shall stand is first stored by hash under ``history/objects``; then ``history/journal.json``
is written in one step. Before that moment a kill leaves everything as it was; after it, the next
start, build or change carries the journal out to its end (docs/decisions/004).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.files import remove_temporaries, swap_in, temporary_beside, write_atomically

JOURNAL = "journal.json"
LOG = "log.jsonl"
# A journal names nothing but reviewed data and drafts.
ALLOWED = re.compile(
    r"sources\.csv|(figures|ledgers|terms)/[\w\-]{1,80}\.(csv|parquet)|drafts/[0-9a-f]{64}\.json"
)


class BusyError(Exception):
    """Another publication or build is under way."""


@dataclass(frozen=True, slots=True)
class Change:
    """One whole change: files by path below ``data`` (None removes), the build to point at."""

    files: Mapping[str, bytes | None]
    pointer: Path
    version: str
    snapshot: Mapping[str, Any] | None = None  # to be kept as history/versions/<number>.json
    entry: Mapping[str, Any] = field(default_factory=dict)  # of the log


def folder(data: Path) -> Path:
    """Where earlier versions, the journal and the lock lie; never committed."""
    return data / "history"


@contextlib.contextmanager
def locked(data: Path, timeout: float = -1) -> Iterator[None]:
    """Hold the data folder against other writers; what a killed one left is finished first.

    A folder that cannot be written needs no lock: nobody can change it.

    Raises:
        BusyError: another writer did not finish within ``timeout`` seconds.
    """
    try:
        folder(data).mkdir(exist_ok=True)
        lock = FileLock(folder(data) / ".lock", timeout=timeout)
        lock.acquire()
    except Timeout:
        raise BusyError("另一次发布或建库正在进行") from None
    except OSError:
        yield
        return
    try:
        _clear_leftovers(folder(data))
        _finish(data)
        yield
    finally:
        lock.release()


def pending(data: Path) -> bool:
    """Whether a change is under way, or was cut off."""
    return (folder(data) / JOURNAL).exists()


def recover(data: Path) -> None:
    """Finish what a killed writer left; a writer that is at work is left alone."""
    if pending(data):
        with contextlib.suppress(BusyError), locked(data, timeout=0):
            pass


def commit(data: Path, change: Change) -> None:
    """Make the change; the caller holds the lock."""
    wrong = [path for path in change.files if not ALLOWED.fullmatch(path)]
    if wrong:
        raise ValueError(f"not reviewed data: {wrong[0]}")
    journal = asdict(change) | {
        "files": {path: store(data, content) for path, content in change.files.items()},
        "pointer": os.path.relpath(change.pointer, data),
    }
    write_atomically(folder(data) / JOURNAL, json.dumps(journal, ensure_ascii=False).encode())
    _sync(folder(data))
    _finish(data)


def store(data: Path, content: bytes | None) -> str | None:
    """Keep a file's content by its hash; None stays None."""
    if content is None:
        return None
    sha256 = hashlib.sha256(content).hexdigest()
    path = _object(data, sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    return sha256


def stored(data: Path, sha256: str) -> bytes:
    """A content kept by ``store``."""
    return _object(data, sha256).read_bytes()


def keep_snapshot(data: Path, snapshot: Mapping[str, Any]) -> None:
    """Write what a version consists of as history/versions/<number>.json."""
    versions = folder(data) / "versions"
    versions.mkdir(exist_ok=True)
    target = versions / f"{snapshot['number']:06d}.json"
    write_atomically(target, json.dumps(snapshot, ensure_ascii=False).encode())


def append_log(data: Path, entry: Mapping[str, Any]) -> None:
    """Add one line to the log, unless its last line is that very entry."""
    path = data / LOG
    old = path.read_bytes() if path.exists() else b""
    line = json.dumps(entry, ensure_ascii=False).encode()
    if old.endswith(line + b"\n"):
        return
    # a line that a kill cut off stays as it is; the next one begins on its own line
    start = b"" if not old or old.endswith(b"\n") else b"\n"
    with path.open("ab") as handle:
        handle.write(start + line + b"\n")
        handle.flush()
        os.fsync(handle.fileno())


def _finish(data: Path) -> None:
    """Carry the journal out; every step may be repeated."""
    path = folder(data) / JOURNAL
    if not path.exists():
        return
    journal = json.loads(path.read_bytes())
    for name, sha256 in journal["files"].items():
        _put(data, name, sha256)
    if journal["snapshot"]:
        keep_snapshot(data, journal["snapshot"])
    pointer = data / journal["pointer"]
    write_atomically(pointer, f"{journal['version']}\n".encode())
    if journal["entry"]:
        append_log(data, journal["entry"])
    _sync(folder(data))
    path.unlink()


def _clear_leftovers(history: Path) -> None:
    """What a killed writer staged; the lock is held, so nobody is using it."""
    remove_temporaries(history)
    for stage in history.glob("staged-*"):
        shutil.rmtree(stage, ignore_errors=True)


def _put(data: Path, name: str, sha256: str | None) -> None:
    target = data / name
    if sha256 is None:
        target.unlink(missing_ok=True)
        return
    content = stored(data, sha256)
    if target.exists() and target.read_bytes() == content:
        return
    target.parent.mkdir(exist_ok=True)
    # not beside the target: a half-written file must never look like a table
    temporary = temporary_beside(folder(data) / target.name)
    temporary.write_bytes(content)
    swap_in(temporary, target)


def _object(data: Path, sha256: str) -> Path:
    return folder(data) / "objects" / sha256[:2] / sha256


def _sync(path: Path) -> None:
    """Make renames in a folder durable, where the system lets folders be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
