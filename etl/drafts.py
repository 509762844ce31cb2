"""Drafts: one report under review, saved at every change, safe against lost edits.

A draft lies in ``drafts/<sha256>.json``. Its revision counts the savings; who saves on top of an
older one gets both sides merged figure by figure, field by field.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from etl.files import write_atomically
from etl.merge import Conflict, merge
from etl.records import Figure, LedgerRow

PENDING, ACCEPTED, CHANGED, REJECTED = "pending", "accepted", "changed", "rejected"
DECISIONS = (PENDING, ACCEPTED, CHANGED, REJECTED)
# Who else is at a draft is told for so long after the last sign of life.
PRESENT_SECONDS = 180
TOPIC_LENGTH = 16


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A figure under review; ``start`` is its key within the report."""

    start: int
    end: int
    quote: str
    value: float
    unit: str
    bound: str
    item: str
    status: str
    category: str
    indicator: str | None
    region: str | None
    year: int | None
    role: str = "total"
    of: int | None = None  # start of the figure that this one belongs to
    confidence: float | None = None
    decision: str = PENDING
    review: str | None = None  # of a figure that was published before


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of the rectification ledger under review; ``title_start`` is its key."""

    title_start: int
    title_end: int
    start: int
    end: int
    title: str
    section_topic: str
    topic: str
    status: str | None
    due: str | None
    decision: str = PENDING


@dataclass(frozen=True, slots=True)
class Draft:
    """One report's catalogue entry, figures and ledger, and how far their review is."""

    sha256: str
    source: dict[str, Any]  # a row of sources.csv; None for an empty cell
    figures: tuple[DraftFigure, ...] = ()
    ledger: tuple[DraftRow, ...] = ()
    # the rows that stood published when this draft began: figures and ledger by key, and source
    base: dict[str, Any] | None = None
    revision: int = 0
    created: str = ""
    saved: str = ""
    saved_by: str = ""

    @property
    def doc(self) -> str:
        """The document's id."""
        return self.source["doc"]

    @property
    def pending(self) -> int:
        """How many rows wait for a decision."""
        return sum(row.decision == PENDING for row in (*self.figures, *self.ledger))

    def figure(self, start: int | None) -> DraftFigure | None:
        """The figure that begins at ``start``."""
        return next((figure for figure in self.figures if figure.start == start), None)

    def with_figure(self, start: int, **changes: Any) -> Draft:
        """The draft with one figure changed."""
        return replace(
            self,
            figures=tuple(replace(f, **changes) if f.start == start else f for f in self.figures),
        )

    def with_row(self, title_start: int, **changes: Any) -> Draft:
        """The draft with one row of the ledger changed."""
        rows = (replace(r, **changes) if r.title_start == title_start else r for r in self.ledger)
        return replace(self, ledger=tuple(rows))

    def with_new(self, figure: DraftFigure) -> Draft:
        """The draft with one more figure, in its place."""
        return replace(self, figures=tuple(sorted((*self.figures, figure), key=lambda f: f.start)))


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it stands after saving, whose changes were merged in, and what clashed."""

    draft: Draft
    merged_with: str | None = None
    conflicts: tuple[Conflict, ...] = ()


def folder(data: Path) -> Path:
    """Where drafts lie; never committed."""
    return data / "drafts"


def draft_figure(figure: Figure) -> DraftFigure:
    """What the extractor found, waiting for a decision."""
    known = {
        field.name: getattr(figure, field.name) for field in fields(Figure) if field.name != "doc"
    }
    known["of"] = int(figure.of.rpartition(":")[2]) if figure.of else None
    if figure.role == "share" and figure.unit not in ("%", "倍"):
        known["role"] = "part"  # 128 个中完成 112 个: a count of its whole is a part of it
    return DraftFigure(**known)


def draft_row(row: LedgerRow) -> DraftRow:
    """What the extractor found of the ledger; the topics are shortened headings to be reworded."""
    return DraftRow(
        row.title_start, row.title_end, row.start, row.end, row.title,
        _short(row.path[-1] if row.path else "未分类"), _short(row.title), row.status, row.due,
    )  # fmt: skip


def _short(words: str) -> str:
    return re.sub(r"[\s“”\"'《》（）()，,。；;：:]", "", words)[:TOPIC_LENGTH] or "未命名"


def listed(data: Path) -> list[Draft]:
    """All drafts, the last saved first."""
    found = (load(data, path.stem) for path in folder(data).glob("*.json") if len(path.stem) == 64)
    return sorted((draft for draft in found if draft), key=lambda d: d.saved, reverse=True)


def load(data: Path, sha256: str) -> Draft | None:
    """The draft as it stands, or None."""
    path = _path(data, sha256)
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    try:
        # each saving makes a new file
        return _read(path, found.st_ino, found.st_mtime_ns)
    except FileNotFoundError:
        return load(data, sha256)


def save(data: Path, draft: Draft, base: Draft | None, who: str) -> Saved:
    """Write a draft that began as ``base``; what others saved meanwhile is merged in."""
    with holding(data, draft.sha256):
        current = load(data, draft.sha256)
        if current is None or base is None or current.revision == base.revision:
            revision = current.revision if current else draft.revision
            return Saved(_write(data, replace(draft, revision=revision), who))
        merged, conflicts = _merged(base, draft, current)
        return Saved(_write(data, merged, who), current.saved_by, tuple(conflicts))


def delete(data: Path, sha256: str) -> None:
    """Remove a draft."""
    with holding(data, sha256):
        _path(data, sha256).unlink(missing_ok=True)


@contextlib.contextmanager
def holding(data: Path, sha256: str) -> Iterator[None]:
    """Nobody else saves this draft meanwhile."""
    folder(data).mkdir(parents=True, exist_ok=True)
    with FileLock(_path(data, sha256).with_suffix(".lock")):
        yield


def present(data: Path, sha256: str, session: str, who: str, now: float) -> list[str]:
    """Note that ``who`` has the draft open; return who else has."""
    path = _path(data, sha256).with_suffix(".open")
    with holding(data, sha256):
        try:
            seen = json.loads(path.read_bytes())
        except (FileNotFoundError, ValueError):
            seen = {}
        seen = {key: told for key, told in seen.items() if now - told[1] < PRESENT_SECONDS}
        seen[session] = [who, now]
        write_atomically(path, json.dumps(seen, ensure_ascii=False).encode())
    return sorted({told[0] for key, told in seen.items() if key != session})


def to_json(draft: Draft) -> bytes:
    """The draft as its file holds it."""
    return json.dumps(asdict(draft), ensure_ascii=False, indent=1).encode()


@lru_cache(maxsize=512)
def _read(path: Path, inode: int, written: int) -> Draft:
    content = json.loads(path.read_bytes())
    figures = tuple(DraftFigure(**figure) for figure in content.pop("figures"))
    ledger = tuple(DraftRow(**row) for row in content.pop("ledger"))
    return Draft(figures=figures, ledger=ledger, **content)


def _path(data: Path, sha256: str) -> Path:
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError("no hash of a report")
    return folder(data) / f"{sha256}.json"


def _write(data: Path, draft: Draft, who: str) -> Draft:
    now = datetime.now().isoformat(timespec="seconds")
    told = replace(
        draft, revision=draft.revision + 1, saved=now, saved_by=who, created=draft.created or now
    )
    write_atomically(_path(data, draft.sha256), to_json(told))
    return told


def _merged(base: Draft, mine: Draft, theirs: Draft) -> tuple[Draft, list[Conflict]]:
    source, conflicts = merge(*({"source": draft.source} for draft in (base, mine, theirs)))
    figures, clashes = merge(
        *({f.start: asdict(f) for f in draft.figures} for draft in (base, mine, theirs))
    )
    rows, more = merge(
        *({r.title_start: asdict(r) for r in draft.ledger} for draft in (base, mine, theirs))
    )
    merged = replace(
        theirs,
        source=source["source"],
        figures=tuple(DraftFigure(**figures[start]) for start in sorted(figures)),
        ledger=tuple(DraftRow(**rows[start]) for start in sorted(rows)),
    )
    return merged, [*conflicts, *clashes, *more]
