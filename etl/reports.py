"""The reports kept on this machine, found by the hash of their file."""

from __future__ import annotations

import csv
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from etl.files import swap_in, temporary_beside, write_atomically
from etl.read import read_report


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of one file: its name, its hash and the document that it is, if any."""

    file: str
    sha256: str
    doc: str | None


def folder(data: Path) -> Path:
    """Where report files and their texts lie; never committed."""
    return data / "reports"


def read_text(data: Path, sha256: str) -> str | None:
    """The text that offsets refer to, or None where the report is not on this machine."""
    path = folder(data) / f"{sha256}.txt"
    # bytes, not text mode: line ends must stay as they are
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def take_in(data: Path, files: list[Path]) -> list[Intake]:
    """Copy the files that the catalogue knows, by hash, beside their text as read."""
    known = _known_hashes(data)
    folder(data).mkdir(parents=True, exist_ok=True)
    taken = []
    for path in files:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        doc = known.get(sha256)
        if doc is not None:
            _keep(data, path, sha256)
        taken.append(Intake(path.name, sha256, doc))
    return taken


def _keep(data: Path, path: Path, sha256: str) -> None:
    if path.suffix.lower() != ".txt":
        target = folder(data) / f"{sha256}{path.suffix.lower()}"
        temporary = temporary_beside(target)
        shutil.copyfile(path, temporary)
        swap_in(temporary, target)
    text = read_report(path)
    write_atomically(folder(data) / f"{sha256}.txt", text.encode("utf-8"))


def _known_hashes(data: Path) -> dict[str, str]:
    with (data / "sources.csv").open(encoding="utf-8-sig", newline="") as handle:
        return {row["sha256"]: row["doc"] for row in csv.DictReader(handle) if row["sha256"]}
