"""Count anew how often each rule is right, and say how far `confidence` can be believed.

python -m tests.gold.recount [--write] SET ...     SET is dev, or another folder beside this file

Each report's figures are judged with the counts of the other reports alone. `--write` puts the
counts of all of them into data/reference/rule_trust.csv.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from etl.catalog import read_catalog
from etl.confidence import SURE, Counts, confidence_of
from etl.pipeline import Explained, explain
from etl.read import read_report
from etl.reference import REFERENCE

GOLD = Path(__file__).resolve().parent
FIELDS = ("value", "unit", "bound", "status", "category", "indicator", "region", "year")
HEADER = (
    "# How many figures a rule gave on the gold reports, and how many with the right meaning.\n"
)

Judged = tuple[str, Explained, dict]  # report, figure as read, figure as it should be


def main(arguments: list[str]) -> None:
    """Print what each set shows; write the counts where that is asked for."""
    names = [name for name in arguments if not name.startswith("--")] or ["dev"]
    judged = [row for name in names for row in _judged(GOLD / name)]
    counts = _counts(judged)
    sure = [row for row in judged if _left_out(row, counts) >= SURE]
    right = sum(_right(figure, gold) for _, figure, gold in sure)
    print(f"figures {len(judged)}, sure {len(sure)}, of them right in every field {right}")
    if "--write" in arguments:
        _write(_together(counts.values()))


def _judged(folder: Path) -> list[Judged]:
    """The figures of a set that match one of its gold."""
    gold: dict[str, list[dict]] = defaultdict(list)
    for line in (folder / "figures.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"]].append(row)
    judged = []
    for source in read_catalog(folder / "catalog.csv"):
        for figure in explain(read_report(folder / (source.file or "")), source):
            match = next((g for g in gold[source.doc] if _overlap(figure, g)), None)
            if match is not None and not match.get("optional"):
                judged.append((source.doc, figure, match))
    return judged


def _overlap(explained: Explained, gold: dict) -> bool:
    figure = explained.figure
    return figure.start < gold["end"] and gold["start"] < figure.end


def _counts(judged: list[Judged]) -> dict[str, Counts]:
    """Report → rule → (figures, right in category and indicator)."""
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for doc, explained, gold in judged:
        figure, rule = explained.figure, explained.meaning.rule
        right = (figure.category, figure.indicator) == (gold["category"], gold.get("indicator"))
        figures, so_far = counts[doc].get(rule, (0, 0))
        counts[doc][rule] = figures + 1, so_far + right
    return dict(counts)


def _together(parts: object) -> Counts:
    figures: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for part in parts:  # type: ignore[attr-defined]
        for rule, (n, k) in part.items():
            figures[rule] += n
            right[rule] += k
    return {rule: (figures[rule], right[rule]) for rule in sorted(figures)}


def _left_out(row: Judged, counts: dict[str, Counts]) -> float:
    doc, explained, _ = row
    return confidence_of(
        explained.signs, _together(part for name, part in counts.items() if name != doc)
    )


def _right(explained: Explained, gold: dict) -> bool:
    figure = explained.figure
    same = {field: getattr(figure, field) == gold.get(field) for field in FIELDS}
    same["year"] |= figure.year in gold.get("year_also", ())
    return all(same.values()) and _same_item(figure.item, gold["item"])


def _same_item(ours: str, gold: str) -> bool:
    """As the scorer has it: two characters in common will do."""
    pairs = {gold[i : i + 2] for i in range(len(gold) - 1)}
    return ours == gold or any(ours[i : i + 2] in pairs for i in range(len(ours) - 1))


def _write(counts: Counts) -> None:
    with (REFERENCE / "rule_trust.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("rule", "figures", "right"))
        writer.writerows((rule, *pair) for rule, pair in counts.items())


if __name__ == "__main__":
    main(sys.argv[1:])
