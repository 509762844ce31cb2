"""The records that travel through the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

BOUNDS = ("exact", "at_least", "at_most", "about")
FIGURE_STATUSES = ("actual", "target")
ROLES = ("total", "part", "repeat", "share")
LEDGER_STATUSES = ("done", "in_progress", "not_done")


@dataclass(frozen=True, slots=True)
class Source:
    """One report of the catalogue; None where the catalogue does not say."""

    doc: str
    file: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD: as precise as known
    kind: str | None = None
    scope: str | None = None
    region: str | None = None  # six-digit division code
    year: int | None = None
    year_basis: str | None = None  # "stated" or "inferred: why"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report that counts or measures work or its result.

    ``start`` and ``end`` are half-open character offsets into the text as read;
    ``value`` is in the unit itself (万 and 亿 expanded, a per cent as its number).
    """

    doc: str
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
    of: str | None = None  # id ("doc:start") of the figure that this one is part, repeat, share of
    confidence: float | None = None

    @property
    def id(self) -> str:
        """The figure's key: its document and where it begins there."""
        return f"{self.doc}:{self.start}"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One problem that a rectification notice lists, with its progress."""

    doc: str
    seq: int
    path: tuple[str, ...]
    title: str
    status: str | None
    due: str | None  # YYYY or YYYY-MM
    start: int
    end: int
    title_start: int
    title_end: int
