"""Count anew how often each rule is right, and say how far `confidence` can be believed.

python -m tests.gold.recount [--write] SET ...     SET is dev, another folder beside this file, or any other with such files

Each report is read with words' weights and judged with counts that others gave. `--write` puts the
counts of all of them into data/reference/rule_trust.csv.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict

from etl.confidence import SURE, Counts, confidence_of
from etl.pipeline import Explained
from etl.reference import REFERENCE
from tests.gold.fit import cross_read
from tests.gold.judged import Judged

FIELDS = ("value", "unit", "bound", "status", "category", "indicator", "region", "year")
HEADER = (
    "# How many figures a rule gave on the gold reports, and how many with the right meaning.\n"
)


def main(arguments: list[str]) -> None:
    """Print what each set shows; write the counts where that is asked for."""
    names = [name for name in arguments if not name.startswith("--")] or ["dev"]
    # The passages are learned from alone: they are odder than reports, and tell no other field.
    judged = [one for read in cross_read(names) for one in read if one.gold and "item" in one.gold]
    counts = _counts(judged)
    others = {doc: _together(part for d, part in counts.items() if d != doc) for doc in counts}
    told = [(one, confidence_of(one.explained.signs, others[one.doc])) for one in judged]
    for least in sorted({0.9, 0.93, SURE, 0.95, 0.96, 0.97}):
        sure = [one for one, confidence in told if confidence >= least]
        right = sum(_right(one.explained, one.gold) for one in sure)
        print(f"from {least}: {len(sure)} of {len(judged)} sure, {right} right in every field")
    if "--write" in arguments:
        _write(_together(counts.values()))


def _counts(judged: list[Judged]) -> dict[str, Counts]:
    """Report → rule → (figures, right in category and indicator)."""
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in judged:
        doc, gold, rule = one.doc, one.gold, one.explained.meaning.rule
        figure = one.explained.figure
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
