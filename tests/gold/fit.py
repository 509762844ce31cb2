"""Learn what the words around a figure speak for from the gold reports.

python -m tests.gold.fit [--write] SET ...     SET is dev, another folder beside this file, or any other with such files

The rules' examples, the marked sentences of tests/etl and phrases.txt are learned from too. Without `--write`
each fifth of the reports is judged with the weights that the others give.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np

from etl.reference import REFERENCE, table
from etl.votes import (
    Neighbour,
    Surroundings,
    Weights,
    Word,
    categories,
    kinds,
    near_grams,
    pairs,
    stretches,
)
from tests.gold.judged import NO_INDICATOR, PHRASES, Judged, examples, reports, sentences

HEADER = (
    "# What a word beside a figure adds to the logarithm of the odds of a category, in hundredths."
    "\n# Learned by tests/gold/fit.py.\n"
)
HEADER_OF_INDICATORS = (
    "# What a word beside a figure adds to the logarithm of the odds of an indicator against none,"
    "\n# in hundredths, where the category is known. Learned by tests/gold/fit.py.\n"
)
FOLDS = 5
# How much a word may say at each place before the reports have shown it.
SCALE = {"once": 1.0, "near": 1.4, "kind": 1.4, "clause": 0.4, "sentence": 0.35}
SCALE |= {"heading": 0.2, "title": 0.3}
STRENGTH = 1.5  # of what the figures show, against weights of zero
STEPS, PACE = 80, 0.12
_NO_WORD = set('0123456789.,。;、:()“”"|《》# \n\t')

Row = tuple[str, str, list[int]]
Gram = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """The words that a figure can be known by, its category and indicator."""

    doc: str
    grams: frozenset[Gram]
    category: int
    indicator: str | None = None  # "" for none; None where it is not told


def main(arguments: list[str]) -> None:
    """Learn from all reports, or judge each with the others' weights."""
    names = [name for name in arguments if not name.startswith("--")] or ["dev"]
    if "--write" in arguments:
        all_of_them = [e for name in names for r in reports(name) for e in to_learn(r)]
        _write([*_known(), *all_of_them])
        return
    judged = [one for report in cross_read(names) for one in report if one.gold is not None]
    right = sum(one.explained.figure.category == one.gold["category"] for one in judged)
    print(f"category {right} of {len(judged)} = {right / len(judged):.4f}")


def cross_read(names: list[str]) -> Iterator[list[Judged]]:
    """The figures of each report, read with the weights that the other folds' reports give."""
    known = _known()
    examples_of = {r[0].doc: to_learn(r) for name in names for r in reports(name) if r}
    weights = []
    for fold in range(FOLDS):
        rest = [e for doc, some in examples_of.items() if _fold(doc) != fold for e in some]
        shown = [*known, *rest]
        weights.append(Weights(learn(shown), learn_indicators(shown)))
    for name in names:
        yield from reports(name, lambda doc: weights[_fold(doc)])


def _fold(doc: str) -> int:
    return crc32(doc.encode()) % FOLDS


def _known() -> list[Example]:
    alike = (e for group in (examples(), sentences()) for report in group for e in to_learn(report))
    # What follows what in a heap of phrases tells nothing of reports.
    alone = (e for line in sentences(PHRASES) for e in to_learn(line, alone=True))
    return [*alike, *alone]


def to_learn(report: list[Judged], *, alone: bool = False) -> list[Example]:
    """The figures of a report whose category is known; ``alone`` forgets the one before each."""
    return [
        Example(
            one.doc,
            frozenset(_grams(one.explained.words, None if alone else before)),
            categories().index(one.gold["category"]),
            _indicator_of(one.gold, alone=alone),
        )
        for one, before in _with_before(report)
    ]


def _indicator_of(gold: dict[str, Any], *, alone: bool) -> str | None:
    """A report's figure without one has none; a phrase's says so, or its indicator is not told."""
    told = gold.get("indicator")
    if alone:
        return "" if told == NO_INDICATOR else told
    return told or ""


def _with_before(report: list[Judged]) -> Iterable[tuple[Judged, Neighbour | None]]:
    """Each known figure with the one before it, whose category is the right one if known."""
    last = None
    for one in report:
        before = one.explained.before and one.explained.before.neighbour
        if before is not None and last is not None and last.gold is not None:
            before = Neighbour(last.gold["category"], before.unit, before.near)
        if one.gold is not None:
            yield one, before
        last = one


def _grams(words: Surroundings, before: Neighbour | None) -> Iterable[Gram]:
    yield "once", ""
    found = {place: pairs(stretch) for place, stretch in stretches(words)}
    for place, grams in {**found, "near": near_grams(words)}.items():
        yield from ((place, gram) for gram in grams if _NO_WORD.isdisjoint(gram))
    yield from (("kind", kind) for kind in kinds(words, before))


def learn(figures: list[Example]) -> list[Row]:
    """The weights that make the figures' categories likeliest, none larger than it must be."""
    told = shared((f.doc, f.grams) for f in figures)
    scale = np.array([SCALE[where] for where, _ in told], dtype=np.float32)[:, None]
    seen = [numbers(f.grams, told) for f in figures]
    right = np.eye(len(categories()), dtype=np.float32)[[f.category for f in figures]]
    weights = likeliest(seen, right, scale) * scale * 100
    rounded = np.rint(weights).astype(int)
    return [(*gram, row.tolist()) for gram, row in zip(told, rounded, strict=True) if row.any()]


def learn_indicators(figures: list[Example]) -> dict[Word, dict[str, int]]:
    """What each word beside a figure adds to the odds of an indicator against none."""
    votes: dict[Word, dict[str, int]] = defaultdict(dict)
    for category in range(len(categories())):
        own = [f for f in figures if f.category == category and f.indicator is not None]
        labels = sorted({"", *(f.indicator or "" for f in own)})
        if len(labels) > 1:
            for label, word, vote in _votes_on(labels, [_beside(f) for f in own]):
                votes[word][label] = vote
    return votes


def _beside(figure: Example) -> Example:
    """The figure with the words alone that ``etl.votes.indicator_words`` asks."""
    kept = (
        gram
        for gram in figure.grams
        if gram[0] in ("once", "near") or (gram[0] == "kind" and " " not in gram[1])
    )
    return replace(figure, grams=frozenset(kept))


def _votes_on(labels: list[str], figures: list[Example]) -> Iterator[tuple[str, Word, int]]:
    told = shared((f.doc, f.grams) for f in figures)
    scale = np.array([SCALE[where] for where, _ in told], dtype=np.float32)[:, None]
    seen = [numbers(f.grams, told) for f in figures]
    right = np.eye(len(labels), dtype=np.float32)[[labels.index(f.indicator) for f in figures]]
    weights = likeliest(seen, right, scale) * scale * 100
    against_none = np.rint(weights - weights[:, [labels.index("")]]).astype(int)
    for gram, row in zip(told, against_none.tolist(), strict=True):
        yield from ((label, gram, vote) for label, vote in zip(labels, row, strict=True) if vote)


def shared(told: Iterable[tuple[str, Iterable[Gram]]]) -> dict[Gram, int]:
    """The words of two reports at least, in order, each with its number.

    Those of one alone tell nothing of the next. ``told`` gives reports by name with their words.
    """
    docs: dict[Gram, set[str]] = defaultdict(set)
    for doc, words in told:
        for word in words:
            docs[word].add(doc)
    known = sorted(word for word, where in docs.items() if len(where) > 1)
    return {word: i for i, word in enumerate(known)}


def numbers(words: Iterable[Gram], places: dict[Gram, int]) -> list[int]:
    """The numbers of those words that are known, in order."""
    return sorted(places[word] for word in words if word in places)


class Bags:
    """Which words, by their numbers, each of many things holds, for sums over either."""

    def __init__(self, seen: list[list[int]], words: int) -> None:
        """``seen`` holds the words of each thing, one at least; each word occurs in some thing."""
        self._words = np.concatenate(seen)
        owners = np.repeat(np.arange(len(seen)), [len(some) for some in seen])
        self._first_of_owner = np.searchsorted(owners, np.arange(len(seen)))
        by_word = np.argsort(self._words, kind="stable")
        self._owner_of = owners[by_word]
        self._first_of_word = np.searchsorted(self._words[by_word], np.arange(words))

    def of_things(self, of_words: np.ndarray) -> np.ndarray:
        """For each thing the sum of what its words have."""
        return np.add.reduceat(of_words[self._words], self._first_of_owner)

    def of_words(self, of_things: np.ndarray) -> np.ndarray:
        """For each word the sum of what the things have that hold it."""
        return np.add.reduceat(of_things[self._owner_of], self._first_of_word)


class Descent:
    """Weights that Adam's steps move, the same on every run."""

    def __init__(self, words: int, labels: int) -> None:
        self.own = np.zeros((words, labels), dtype=np.float32)
        self._mean, self._square = np.zeros_like(self.own), np.zeros_like(self.own)

    def step(self, slope: np.ndarray, number: int, steps: int) -> None:
        """One of ``steps``, each shorter than the one before."""
        self._mean = 0.9 * self._mean + 0.1 * slope
        self._square = 0.99 * self._square + 0.01 * slope**2
        pace = PACE * (1 - number / (steps + 1))
        root = np.sqrt(self._square / (1 - 0.99**number)) + 1e-6
        self.own -= pace * (self._mean / (1 - 0.9**number)) / root


def likeliest(
    seen: list[list[int]], right: np.ndarray, scale: np.ndarray, steps: int = STEPS
) -> np.ndarray:
    """Multinomial logistic regression by Adam's steps.

    ``seen`` holds the words of each figure by their numbers; each occurs with some figure.
    """
    bags = Bags(seen, len(scale))
    weights = Descent(len(scale), right.shape[1])
    for number in range(1, steps + 1):
        wrong = shares(bags.of_things(weights.own * scale)) - right
        weights.step(STRENGTH * scale * bags.of_words(wrong) + weights.own, number, steps)
    return weights.own


def shares(odds: np.ndarray) -> np.ndarray:
    """Logarithms of odds as shares of one, a row each."""
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    return odds / odds.sum(axis=1, keepdims=True)


def _write(figures: list[Example]) -> None:
    with open_table("word_votes.csv", HEADER) as writer:
        writer.writerow(("place", "word", *categories()))
        for place, word, own in learn(figures):
            writer.writerow((place, word, *(vote or "" for vote in own)))
    votes = learn_indicators(figures)
    indicators = [row["id"] for row in table("indicators.csv")]
    with open_table("indicator_votes.csv", HEADER_OF_INDICATORS) as writer:
        writer.writerow(("place", "word", *indicators))
        for word, own in sorted(votes.items()):
            writer.writerow((*word, *(own.get(indicator, "") for indicator in indicators)))


@contextmanager
def open_table(name: str, header: str) -> Iterator[Any]:
    with (REFERENCE / name).open("w", encoding="utf-8", newline="") as file:
        file.write(header)
        yield csv.writer(file, lineterminator="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
