"""Tries the rules of `etl check` on one draft, as its reviewer edits."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from etl import drafts, published
from etl.check import check_tables
from etl.drafts import Draft, DraftFigure, DraftRow
from etl.faults import Fault
from etl.places import ancestors
from etl.reference import table
from etl.reviewed import read_tables

Row = TypeVar("Row", DraftFigure, DraftRow)


@dataclass(frozen=True, slots=True)
class DraftFault:
    """One fault: of the figure or ledger row with this key, or of the whole report (None)."""

    table: str
    key: int | None
    problem: str
    remedy: str
    level: str


def check_draft(data: Path, draft: Draft) -> list[DraftFault]:
    """What `etl check` would say of the draft, its open rows taken as accepted."""
    if not draft.source.get("title"):
        return [DraftFault("sources", None, "title 为空", "补上内容", "错误")]
    whole = replace(
        draft,
        figures=tuple(_as_accepted(figure) for figure in draft.figures),
        ledger=tuple(_as_accepted(row) for row in draft.ledger),
    )
    rows = published.of_draft(whole, date.today().isoformat())
    keys = {
        f"{name}/{draft.doc}.csv": [int(key) for key in rows[name]]
        for name in ("figures", "ledgers")
    }
    with tempfile.TemporaryDirectory(prefix="draft-") as place:
        _write(Path(place), draft.doc, rows)
        tables = replace(read_tables(Path(place)), data=data)
    return [
        DraftFault(_table(fault.file), _key(keys, fault), fault.problem, fault.remedy, fault.level)
        for fault in check_tables(tables)
        if not fault.file.startswith("reference/")
    ]


def _as_accepted(row: Row) -> Row:
    return replace(row, decision=drafts.ACCEPTED) if row.decision == drafts.PENDING else row


def _write(place: Path, doc: str, rows: dict[str, dict]) -> None:
    """A data folder of this report alone, with the divisions that it names."""
    named = [row["region"] for name in ("sources", "figures") for row in rows[name].values()]
    chains = {code for region in named if region for code in ancestors(region)}
    for name in ("reference", "figures", "ledgers", "terms"):
        (place / name).mkdir()
    for name in ("regions", "categories", "indicators"):
        known = table(f"{name}.csv")
        used = [row for row in known if name != "regions" or row["code"] in chains]
        (place / "reference" / f"{name}.csv").write_bytes(published.to_csv(name, used))
    (place / "sources.csv").write_bytes(published.to_csv("sources", rows["sources"].values()))
    for name in ("figures", "ledgers"):
        content = published.to_csv(name, rows[name].values())
        (place / name / f"{doc}.csv").write_bytes(content)


def _table(file: str) -> str:
    return file.partition("/")[0].removesuffix(".csv")


def _key(keys: dict[str, list[int]], fault: Fault) -> int | None:
    known = keys.get(fault.file)
    return known[fault.line - 2] if known and fault.line >= 2 else None
