"""The figures as read beside the figures as they should be."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.catalog import read_catalog
from etl.meaning import rules
from etl.pipeline import Explained, explain
from etl.read import read_report
from etl.votes import Weights

GOLD = Path(__file__).resolve().parent
SENTENCES = GOLD.parent / "etl" / "fixtures" / "meanings.txt"
PHRASES = GOLD / "phrases.txt"
PASSAGES = GOLD / "passages.txt"
NO_INDICATOR = "none"  # so a phrase marks a figure that no indicator measures
MARK = re.compile(r"\{([^:}]+):(\w+)/(\w*)\}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure as read, and what it should be; None where the gold does not tell."""

    doc: str
    explained: Explained
    gold: dict | None


def reports(
    name: str, learned: Callable[[str], Weights | None] = lambda doc: None
) -> Iterator[list[Judged]]:
    """The figures of each report of a set; ``learned`` gives the weights to read a report with.

    The set "passages" has category and indicator alone.
    """
    if name == PASSAGES.stem:
        yield from sentences(PASSAGES, learned)
        return
    folder = GOLD / name
    gold: dict[str, list[dict]] = defaultdict(list)
    for line in (folder / "figures.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold[row["doc"]].append(row)
    for source in read_catalog(folder / "catalog.csv"):
        read = explain(read_report(folder / (source.file or "")), source, learned(source.doc))
        yield [Judged(source.doc, one, _match(one, gold[source.doc])) for one in read]


def _match(explained: Explained, gold: list[dict]) -> dict | None:
    figure = explained.figure
    match = next((g for g in gold if figure.start < g["end"] and g["start"] < figure.end), None)
    return None if match is None or match.get("optional") else match


def examples() -> Iterator[list[Judged]]:
    """The figures of the rules' examples, by the rules alone."""
    for _, rule in rules():
        if rule.category.startswith("="):
            continue
        read = explain(rule.example.replace(" // ", "\n"), learned=Weights(()))
        gold = {"category": rule.category, "indicator": rule.indicator}
        yield [
            Judged(f"rule {rule.name}", one, gold if one.meaning.rule == rule.name else None)
            for one in read
        ]


def sentences(
    file: Path = SENTENCES, learned: Callable[[str], Weights | None] = lambda doc: None
) -> Iterator[list[Judged]]:
    """The figures of a file of marked sentences, a line each."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            text, marked = unmarked(line)
            meant = {s: {"category": c, "indicator": i} for s, c, i in marked}
            doc = f"{file.stem} {number}"
            read = explain(text, learned=learned(doc))
            yield [Judged(doc, one, meant.get(one.figure.start)) for one in read]


def unmarked(line: str) -> tuple[str, list[tuple[int, str, str | None]]]:
    """The text of a marked sentence, and the start, category and indicator of its figures."""
    plain, *rest = MARK.split(line.replace(" // ", "\n"))
    marked = []
    for quote, category, indicator, behind in zip(*(rest[i::4] for i in range(4)), strict=True):
        marked.append((len(plain), category, indicator or None))
        plain += quote + behind
    return plain, marked
