"""Writes files so that a reader sees the old or the new one, never half of it."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

TEMPORARY = ".tmp-"


def temporary_beside(path: Path) -> Path:
    """A name in the same folder for what shall become ``path``."""
    return path.with_name(f"{TEMPORARY}{uuid.uuid4().hex}-{path.name}")


def swap_in(temporary: Path, path: Path) -> None:
    """Give a finished temporary file its real name, durably."""
    with temporary.open("rb+") as handle:
        os.fsync(handle.fileno())
    temporary.replace(path)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step."""
    temporary = temporary_beside(path)
    try:
        temporary.write_bytes(content)
        swap_in(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def remove_temporaries(folder: Path) -> None:
    """Remove what a killed writer left behind."""
    for path in folder.glob(f"{TEMPORARY}*"):
        path.unlink(missing_ok=True)
