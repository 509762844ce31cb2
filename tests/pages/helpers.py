"""Opening pages in this process, and reading reviewed data without the project's own code."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


def open_page(stem: str | None = None, **address) -> AppTest:
    """A new session whose first run is the page of an address; nothing has run before it."""
    at = AppTest.from_file(ROOT / "app.py", default_timeout=60)
    if stem:
        at.switch_page(f"pages/{stem}.py")
    for key, value in address.items():
        at.query_params[key] = value
    return at.run()


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file read without the project's own code."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def figures_of(folder: Path) -> list[dict[str, str]]:
    """Every reviewed figure with its id, in the order of documents and places."""
    found = [row for path in sorted(folder.glob("figures/*.csv")) for row in rows(path)]
    for row in found:
        row["id"] = f"{row['doc']}:{row['start']}"
    return sorted(found, key=lambda row: (row["doc"], int(row["start"])))


def divisions_below(folder: Path, code: str) -> set[str]:
    """A division and all below it."""
    parents = {row["code"]: row["parent"] for row in rows(folder / "reference" / "regions.csv")}
    found = {code}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def code_of(folder: Path, short: str) -> str:
    """The code of a region by its short name."""
    regions = rows(folder / "reference" / "regions.csv")
    return next(row["code"] for row in regions if row["short"] == short)


def add_rows(path: Path, new: list[dict[str, object]]) -> None:
    """Append rows to a CSV file below ``data``; a new figures file takes another's header."""
    if not path.is_file():
        header = next(iter(sorted(path.parent.glob("*.csv")))).read_text("utf-8").splitlines()[0]
        path.write_text(header + "\n", encoding="utf-8")
    with path.open(encoding="utf-8", newline="") as handle:
        columns = next(csv.reader(handle))
    with path.open("a", encoding="utf-8", newline="") as handle:
        csv.DictWriter(handle, columns, lineterminator="\n").writerows(new)


def add_report(folder: Path, text: str, figures: dict[str, dict], **source: object) -> str:
    """Add an invented report ``demo`` whose figures are found by their quotes; return its hash."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    catalogue = {
        "doc": "demo", "file": "demo.txt", "title": "示例报告", "kind": "经验做法",
        "scope": "region", "region": "140300", "year": 2023, "year_basis": "stated",
        "sha256": sha256, "chars": len(text),
    }  # fmt: skip
    add_rows(folder / "sources.csv", [catalogue | source])
    fixed = {
        "doc": "demo", "value": 1, "unit": "场", "bound": "exact", "item": "示例事项",
        "status": "actual", "category": "training", "region": "140300", "year": 2023,
        "role": "total", "review": "person 2026-11-22",
    }  # fmt: skip
    found = []
    for quote, facts in figures.items():
        start = text.index(quote)
        found.append(fixed | {"start": start, "end": start + len(quote), "quote": quote} | facts)
    add_rows(folder / "figures" / "demo.csv", found)
    return sha256


def keep_text(folder: Path, sha256: str, text: str) -> None:
    """Put a report's text where the pages look for it."""
    (folder / "reports").mkdir(exist_ok=True)
    (folder / "reports" / f"{sha256}.txt").write_bytes(text.encode())
