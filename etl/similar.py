"""Recognises a report that is held already: the same file, the same text, or nearly."""

from __future__ import annotations

import array
import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path

from etl import reports
from etl.files import write_atomically

GRAM = 8
# The smallest hashes of a text stand for all of it: their overlap estimates that of the texts,
# to within some 5 %.
SKETCH = 256
ALIKE = 0.5
SAME = 0.95
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A report held already, and how much of the text it shares (1: all)."""

    sha256: str
    share: float

    @property
    def words(self) -> str:
        """How alike, in words."""
        if self.share >= SAME:
            return "文字几乎相同"
        return f"约 {round(self.share * 100, -1):.0f}% 的文字相同"


def alike(data: Path, sha256: str, text: str) -> list[Likeness]:
    """The reports below ``data/reports`` that share much of ``text``, the most alike first."""
    mine = sketch(text)
    found = [Likeness(sha256, 1.0)] if (reports.folder(data) / f"{sha256}.txt").exists() else []
    for path in reports.folder(data).glob("*.txt"):
        if path.stem != sha256:
            share = overlap(mine, _kept_sketch(path))
            if share >= ALIKE:
                found.append(Likeness(path.stem, share))
    return sorted(found, key=lambda likeness: -likeness.share)


def sketch(text: str) -> frozenset[int]:
    """The smallest hashes of the text's runs of characters; spaces and punctuation aside."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    grams = {plain[i : i + GRAM] for i in range(max(1, len(plain) - GRAM + 1))}
    return frozenset(
        sorted({zlib.crc32(gram.encode("utf-8", "replace")) for gram in grams})[:SKETCH]
    )


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of two texts' runs that both have, estimated from their sketches."""
    smallest = sorted(one | other)[:SKETCH]
    return sum(h in one and h in other for h in smallest) / len(smallest) if smallest else 0.0


def _kept_sketch(text_file: Path) -> frozenset[int]:
    path = text_file.with_suffix(".sketch")
    if path.exists():
        return frozenset(array.array("I", path.read_bytes()))
    made = sketch(text_file.read_bytes().decode("utf-8", "replace"))
    write_atomically(path, array.array("I", sorted(made)).tobytes())
    return made
