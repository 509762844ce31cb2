"""Begins the review of a report: from an upload, or again from what is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from etl import drafts, history, published, reports
from etl.drafts import ACCEPTED, Draft, DraftFigure
from etl.ledger import extract_ledger
from etl.pipeline import extract
from etl.proposals import propose
from etl.records import Source
from etl.uploads import Upload

SOURCE_FIELDS = (
    "doc", "file", "title", "publisher", "published", "kind", "scope", "region", "year",
    "year_basis", "url",
)  # fmt: skip


def begin(data: Path, upload: Upload, who: str) -> Draft:
    """The draft of an upload: the one there is, what was once reviewed, or freshly extracted."""
    there = drafts.load(data, upload.sha256)
    if there is not None:
        return there
    held = {"sources.csv": (data / "sources.csv").read_bytes()}
    if not _holds(held, upload.sha256):
        # a report that was withdrawn keeps the work that went into it
        held = history.last_of(data, upload.sha256) or {}
        if not held:
            return drafts.save(data, fresh(upload), None, who).draft
        known = replace(_known(data, held, upload.sha256), base=None)
    else:
        known = _known(data, published.files(data), upload.sha256)
    return drafts.save(data, known, None, who).draft


def fresh(upload: Upload) -> Draft:
    """What the extractor makes of an upload; nothing is saved."""
    source = propose(upload.sha256, upload.name, upload.text)
    figures = extract(upload.text, source_of(source))
    ledger = extract_ledger(upload.text, source_of(source))
    rows = {row.title_start: drafts.draft_row(row) for row in ledger}
    return Draft(
        upload.sha256,
        source,
        tuple(drafts.draft_figure(figure) for figure in figures),
        tuple(rows[start] for start in sorted(rows)),
    )


def reopen(data: Path, doc: str, who: str) -> Draft:
    """The draft of a published report.

    Raises:
        LookupError: its text is not on this machine.
    """
    held = published.files(data)
    source = published.of_doc(held, doc)["sources"][doc]
    sha256 = source["sha256"]
    if not sha256 or reports.read_text(data, sha256) is None:
        raise LookupError(f"这台电脑上没有《{source['title']}》的原文，请先上传原文件")
    return (
        drafts.load(data, sha256) or drafts.save(data, _known(data, held, sha256), None, who).draft
    )


def again(draft: Draft, text: str) -> Draft:
    """The draft with region and year taken anew for the figures that nobody has decided on."""
    found = {f.start: drafts.draft_figure(f) for f in extract(text, source_of(draft.source))}
    figures = (
        replace(f, region=found[f.start].region, year=found[f.start].year)
        if f.decision == drafts.PENDING and f.start in found
        else f
        for f in draft.figures
    )
    return replace(draft, figures=tuple(figures))


def source_of(row: dict[str, Any]) -> Source:
    """A catalogue row as the extractor takes it."""
    known = {name: row.get(name) for name in SOURCE_FIELDS}
    return Source(**known | {"year": int(known["year"]) if known["year"] else None})


def added(draft: Draft, text: str, start: int, end: int) -> DraftFigure:
    """A figure for words that a person marked: read by the extractor where it can."""
    quote = text[start:end]
    for found in extract(quote, source_of(draft.source)):
        if found.start == 0:
            read = drafts.draft_figure(found)
            break
    else:
        read = DraftFigure(
            start, end, quote, 0, "项", "exact", "", "actual", "deployment", None, None, None
        )
    source = draft.source
    return replace(
        read, start=start, end=end, quote=quote, region=source["region"],
        year=int(source["year"]) if source["year"] else None, of=None, confidence=0.0,
    )  # fmt: skip


def _holds(held: dict[str, bytes], sha256: str) -> bool:
    return any(row["sha256"] == sha256 for row in published.catalogue(held))


def _known(data: Path, held: dict[str, bytes], sha256: str) -> Draft:
    doc = next(row["doc"] for row in published.catalogue(held) if row["sha256"] == sha256)
    tables = published.of_doc(held, doc)
    text = reports.read_text(data, sha256) or ""
    source: dict[str, Any] = dict(tables["sources"][doc])
    source |= {key: int(source[key]) if source[key] else None for key in ("year", "chars")}
    figures = sorted(map(published.figure, tables["figures"].values()), key=lambda f: f.start)
    rows = [published.ledger_row(row, text) for row in tables["ledgers"].values()]
    assert all(figure.decision == ACCEPTED for figure in figures)
    return Draft(sha256, source, tuple(figures), tuple(rows), base=tables)
