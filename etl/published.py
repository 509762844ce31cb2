"""The reviewed data as the files hold it, read and written row by row, report by report."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from etl.drafts import ACCEPTED, CHANGED, Draft, DraftFigure, DraftRow
from etl.reviewed import SCHEMAS, files_of

Row = dict[str, str | None]
TABLES = ("figures", "ledgers", "terms")
KEYS = {"sources": "doc", "figures": "start", "ledgers": "title_start"}
# Staff open these files in spreadsheets, which would run a cell that begins so.
FORMULA_STARTS = "=+-@ "
KEPT = (ACCEPTED, CHANGED)


def files(data: Path) -> dict[str, bytes]:
    """Every reviewed file by its path below ``data``."""
    found = [path for table in ("sources", *TABLES) for path in files_of(data, table)]
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in found if path.exists()}


def rows(content: bytes | None) -> list[Row]:
    """The rows of a file, empty cells as None; no file has none."""
    if content is None:
        return []
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{key: cell or None for key, cell in row.items()} for row in reader]


def to_csv(table: str, new: Iterable[Mapping[str, Any]]) -> bytes:
    """A table's file."""
    buffer = io.StringIO()
    writer = csv.DictWriter(
        buffer, list(SCHEMAS[table].columns), lineterminator="\n", extrasaction="ignore"
    )
    writer.writeheader()
    writer.writerows(
        {key: "" if cell is None else cell for key, cell in row.items()} for row in new
    )
    return buffer.getvalue().encode("utf-8")


def catalogue(held: Mapping[str, bytes]) -> list[Row]:
    """The rows of sources.csv among the reviewed files."""
    return rows(held.get("sources.csv"))


def of_doc(held: Mapping[str, bytes], doc: str) -> dict[str, dict[str, Row]]:
    """One report's rows among the reviewed files: by table, then by key."""
    found = {"sources": {row["doc"]: row for row in catalogue(held) if row["doc"] == doc}}
    for table in ("figures", "ledgers"):
        key = KEYS[table]
        found[table] = {row[key]: row for row in rows(held.get(f"{table}/{doc}.csv"))}
    return found


def of_draft(draft: Draft, today: str) -> dict[str, dict[str, Row]]:
    """What a draft would publish, in the same form; what is not decided or rejected is left out."""
    doc = draft.doc
    kept = [figure for figure in draft.figures if figure.decision in KEPT]
    ledger = sorted((r for r in draft.ledger if r.decision in KEPT), key=lambda r: r.title_start)
    source = {key: _cell(draft.source.get(key)) for key in SCHEMAS["sources"].columns}
    return {
        "sources": {doc: source},
        "figures": {str(figure.start): _figure_row(doc, figure, today) for figure in kept},
        "ledgers": {
            str(row.title_start): _ledger_row(doc, seq, row) for seq, row in enumerate(ledger, 1)
        },
    }


def figure(row: Row) -> DraftFigure:
    """A published figure as one of a draft, accepted."""
    amount = float(row["value"])
    return DraftFigure(
        start=int(row["start"]), end=int(row["end"]), quote=row["quote"],
        value=int(amount) if amount.is_integer() else amount,
        unit=row["unit"], bound=row["bound"], item=row["item"], status=row["status"],
        category=row["category"], indicator=row["indicator"], region=row["region"],
        year=int(row["year"]) if row["year"] else None, role=row["role"],
        of=int(row["of"].rpartition(":")[2]) if row["of"] else None,
        confidence=1.0, decision=ACCEPTED, review=row["review"],
    )  # fmt: skip


def ledger_row(row: Row, text: str) -> DraftRow:
    """A published ledger row as one of a draft, accepted; its heading comes from the report."""
    title = (int(row["title_start"]), int(row["title_end"]))
    return DraftRow(
        *title, int(row["start"]), int(row["end"]), text[slice(*title)], row["section_topic"],
        row["topic"], row["status"], row["due"], ACCEPTED,
    )  # fmt: skip


def number(value: float) -> str:
    """A value as the files write it: no exponent, no trailing zeros."""
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _figure_row(doc: str, figure: DraftFigure, today: str) -> Row:
    unchanged = figure.decision == ACCEPTED and figure.review
    known = {
        key: _cell(getattr(figure, key))
        for key in ("start", "end", "unit", "bound", "item", "status", "category",
                    "indicator", "region", "year", "role")
    }  # fmt: skip
    return {
        "doc": doc,
        "quote": figure.quote,  # verbatim: it is compared with the report
        **known,
        "value": number(figure.value),
        "of": None if figure.of is None else f"{doc}:{figure.of}",
        "review": figure.review if unchanged else f"person {today}",
    }


def _ledger_row(doc: str, seq: int, row: DraftRow) -> Row:
    names = ("section_topic", "topic", "status", "due", "start", "end", "title_start", "title_end")
    return {"doc": doc, "seq": str(seq), **{name: _cell(getattr(row, name)) for name in names}}


def _cell(value: Any) -> str | None:
    """A cell as the files hold it: one line, no blanks around, no formula for a spreadsheet."""
    if value is None:
        return None
    return " ".join(str(value).split()).lstrip(FORMULA_STARTS) or None
