"""Compare the ledgers that the extractor reads from gold sets with those written by hand.

python -m tests.gold.ledgers [--counts] SET ...     SET is notices, dev, or another folder beside this file

Prints each problem that is missed, invented or wrong, and for each set how many are right;
`--counts` prints counts for each report instead, so that a set can be scored unread.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from etl.catalog import read_catalog
from etl.ledger import extract_ledger
from etl.read import read_report
from etl.records import LedgerRow

GOLD = Path(__file__).parent
_ALIKE = 0.5  # of two titles' characters, so that 关于 and quotation marks make no difference


@dataclass(frozen=True, slots=True)
class Compared:
    """One report: each gold problem with the row that gives it, and the rows that give none."""

    doc: str
    pairs: list[tuple[dict[str, object], LedgerRow | None]]
    invented: list[LedgerRow]

    @property
    def right(self) -> int:
        """Problems whose status is the gold's."""
        return sum(row is not None and row.status == gold["status"] for gold, row in self.pairs)

    @property
    def dates(self) -> int:
        """Problems whose status and due date are the gold's."""
        return sum(
            row is not None and (row.status, row.due) == (gold["status"], gold["due"])
            for gold, row in self.pairs
        )


def problems(name: str) -> dict[str, list[dict[str, Any]]]:
    """The problems of each notice of a set, as written by hand."""
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (GOLD / name / "ledger.jsonl").read_text(encoding="utf-8").splitlines():
        problem = json.loads(line)
        gold[problem["doc"]].append(problem)
    return gold


def compare(name: str) -> list[Compared]:
    """Every report of a set, those without a ledger too."""
    folder, gold = GOLD / name, problems(name)
    found = []
    for source in read_catalog(folder / "catalog.csv"):
        rows = extract_ledger(read_report(folder / (source.file or "")), source)
        found.append(_aligned(source.doc, gold[source.doc], rows))
    return found


def _aligned(doc: str, gold: list[dict[str, object]], rows: list[LedgerRow]) -> Compared:
    """In order: the longest series of problems and rows of the same title."""
    best = [[0] * (len(rows) + 1) for _ in range(len(gold) + 1)]
    alike = [[_alike(str(problem["title"]), row.title) for row in rows] for problem in gold]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(rows))):
            both = best[i + 1][j + 1] + 1 if alike[i][j] else 0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[dict[str, object], LedgerRow | None]] = []
    invented: list[LedgerRow] = []
    j = 0
    for i, problem in enumerate(gold):
        while j < len(rows) and best[i][j] == best[i][j + 1]:
            invented.append(rows[j])
            j += 1
        taken = j < len(rows) and alike[i][j] and best[i][j] == best[i + 1][j + 1] + 1
        pairs.append((problem, rows[j] if taken else None))
        j += taken
    return Compared(doc, pairs, invented + rows[j:])


def _alike(one: str, other: str) -> bool:
    one, other = (re.sub(r"\W", "", words) for words in (one, other))
    return one in other or other in one or SequenceMatcher(None, one, other).ratio() >= _ALIKE


def main(arguments: list[str]) -> None:
    """Print what each set shows."""
    counts = "--counts" in arguments
    for name in [name for name in arguments if not name.startswith("--")] or ["notices"]:
        reports = compare(name)
        for report in reports:
            if counts and (report.pairs or report.invented):
                print(f"  {report.doc}: {_count([report])}")
            elif not counts:
                _tell(report)
        print(f"{name}: {_count(reports)}")


def _count(reports: list[Compared]) -> str:
    pairs = sum(len(report.pairs) for report in reports)
    invented = sum(len(report.invented) for report in reports)
    right, dates = (sum(getattr(r, name) for r in reports) for name in ("right", "dates"))
    return f"status right {right} of {pairs}, with due date {dates}, invented {invented}"


def _tell(report: Compared) -> None:
    for gold, row in report.pairs:
        found = (row.status, row.due) if row else "missed"
        if found != (gold["status"], gold["due"]):
            wanted = gold["status"], gold["due"]
            print(f"  {report.doc} {gold['title']}: {wanted} but {found}", row.title if row else "")
    for row in report.invented:
        print(f"  {report.doc} invented: {row.title} {row.status}")


if __name__ == "__main__":
    main(sys.argv[1:])
