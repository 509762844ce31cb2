"""Load the rule tables that domain staff keep in data/reference/."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parent.parent / "data" / "reference"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a CSV table; lines that begin with # are remarks."""
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as handle:
        lines = [line for line in handle if not line.startswith("#")]
    return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(lines)]


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of a word list, one a line."""
    text = (REFERENCE / name).read_text(encoding="utf-8-sig")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def word_set(name: str) -> frozenset[str]:
    """The entries of a word list, to look one up."""
    return frozenset(words(name))


@cache
def any_word(name: str) -> re.Pattern[str]:
    """A pattern that finds any entry of a word list, longer entries first."""
    return re.compile("|".join(sorted(words(name), key=len, reverse=True)))
