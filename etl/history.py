"""Earlier versions of the reviewed data, and the log of who changed what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etl import published, transaction


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the reviewed data: when, by whom, why, and its files by hash."""

    number: int
    when: str
    who: str
    what: str
    version: str
    files: Mapping[str, str]


def snapshots(data: Path) -> list[Snapshot]:
    """Every version kept, the newest first."""
    found = sorted((transaction.folder(data) / "versions").glob("*.json"), reverse=True)
    return [Snapshot(**json.loads(path.read_bytes())) for path in found]


def contents(data: Path, snapshot: Snapshot) -> dict[str, bytes]:
    """The files of a version."""
    return {path: transaction.stored(data, sha256) for path, sha256 in snapshot.files.items()}


def hashes(data: Path, held: Mapping[str, bytes]) -> dict[str, str]:
    """Keep the contents of files; their hashes by path."""
    return {path: transaction.store(data, content) for path, content in held.items()}


def last_of(data: Path, sha256: str) -> dict[str, bytes] | None:
    """The files of the newest version that held a report, None where none did."""
    for snapshot in snapshots(data):
        held = {"sources.csv": transaction.stored(data, snapshot.files["sources.csv"])}
        if any(row["sha256"] == sha256 for row in published.catalogue(held)):
            return contents(data, snapshot)
    return None


def log(data: Path, most: int = 500) -> list[dict[str, Any]]:
    """The log's entries, the newest first; a line that a crash cut off is passed over."""
    path = data / transaction.LOG
    lines = path.read_bytes().splitlines() if path.exists() else []
    entries = []
    for line in reversed(lines):
        try:
            entries.append(json.loads(line))
        except ValueError:
            continue
        if len(entries) == most:
            break
    return entries
