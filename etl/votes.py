"""Weigh the words around a figure: what each speaks for stands in data/reference/word_votes.csv,
and within a category, for each indicator and against none, in indicator_votes.csv.

The weights are learned from the gold reports (tests/gold/fit.py), not set by hand: a weight is how
much a word at its place raises the logarithm of the odds, in hundredths.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Set
from functools import cache, lru_cache
from operator import add, sub
from typing import NamedTuple

from etl.reference import table

_LEFT, _RIGHT, _FAR, _BEFORE = 10, 12, 40, 100  # characters of each stretch

_BITS = 32  # of a word's votes for one category: all categories' stand side by side in one number

Votes = list[int]
Word = tuple[str, str]  # place and word
_LEAST = 150  # so far an indicator must be ahead of none


class Surroundings(NamedTuple):
    """The words that a rule looks at; # stands in place of the figure."""

    unit: str
    item: str
    near: str  # the figure's clause
    sentence: str  # the sentence up to the end of that clause
    headings: str


class Neighbour(NamedTuple):
    """The figure before in the same paragraph, as far as it votes on the next."""

    category: str
    unit: str
    near: bool  # in the same sentence


class Link(NamedTuple):
    """As much of the figure before as is known before its category."""

    unit: str
    near: bool  # in the same sentence


class Weights:
    """What each word at each place speaks for."""

    def __init__(
        self,
        rows: Iterable[tuple[str, str, list[int]]],
        indicators: Mapping[Word, Mapping[str, int]] | None = None,
    ) -> None:
        self._indicators = indicators or {}
        self._votes: dict[str, dict[str, int]] = {place: {} for place in PLACES}
        for place, word, own in rows:
            self._votes[place][word] = _packed(own)
        # Reports share headings and stock phrases: 立案#, 党纪政务处分#.
        self._of_stretch = lru_cache(maxsize=4096)(self._of_pairs)
        self._of_clause = lru_cache(maxsize=4096)(self._of_own_clause)
        self._of_kind = lru_cache(maxsize=4096)(self._of_kinds)
        self._of_all_before = lru_cache(maxsize=4096)(self._behind_each)
        self._most_over = lru_cache(maxsize=4096)(self._most_behind)
        self._of_headings = lru_cache(maxsize=1024)(self._of_all_above)

    def votes_of(self, words: Surroundings) -> Votes:
        """How much the words speak for each category, in the order of ``categories()``."""
        votes = self._of_headings(words.headings) + self._of_clause(words.near, words.item)
        sentence = _before_clause(words.near, words.sentence)
        if len(sentence) > 1:
            votes += self._of_stretch("sentence", sentence)
        return _unpacked(votes)

    def votes_behind(self, link: Link | None, unit: str) -> tuple[Votes, ...]:
        """What the figure before adds to that, for each category that it may have.

        The first in its paragraph has one row, whatever stands before.
        """
        return self._of_all_before(link, unit)

    def most_behind(self, link: Link, unit: str, than: int) -> Votes:
        """How much more each category before can add, to whatever follows, than that one."""
        return self._most_over(link, unit, than)

    def _most_behind(self, link: Link, unit: str, than: int) -> Votes:
        rows = self.votes_behind(link, unit)
        return [max(map(sub, row, rows[than])) for row in rows]

    def _behind_each(self, link: Link | None, unit: str) -> tuple[Votes, ...]:
        if link is None:
            return (_unpacked(self._of_kind(unit, None)),)
        neighbours = (Neighbour(category, *link) for category in categories())
        return tuple(_unpacked(self._of_kind(unit, before)) for before in neighbours)

    def indicator_of(self, words: Surroundings, among: Iterable[str]) -> str | None:
        """The one of ``among`` that the words beside the figure speak for; None if for none."""
        told = [self._indicators.get(word, {}) for word in indicator_words(words)]
        best, votes = None, _LEAST
        for indicator in among:
            own = sum(weights.get(indicator, 0) for weights in told)
            if own > votes:
                best, votes = indicator, own
        return best

    def _of_all_above(self, headings: str) -> int:
        """What every figure has, and what those under these headings share."""
        above = sum(self._of_stretch(*place) for place in _above(headings))
        return self._votes["once"].get("", 0) + above

    def _of_own_clause(self, near: str, item: str) -> int:
        close = self._sum("near", _grams(*_close(near, item)))
        return close + self._of_pairs("clause", _around_close(near))

    def _of_kinds(self, unit: str, before: Neighbour | None) -> int:
        return self._sum("kind", _kinds(unit, before))

    def _of_pairs(self, place: str, stretch: str) -> int:
        return self._sum(place, _in_pairs(stretch))

    def _sum(self, place: str, grams: Iterable[str]) -> int:
        """The votes of the grams that the table knows, each once; few are among them."""
        votes = self._votes[place]
        return sum(map(votes.__getitem__, votes.keys() & grams))


def _packed(votes: Votes) -> int:
    return sum(vote << (_BITS * place) for place, vote in enumerate(votes))


def _unpacked(packed: int) -> Votes:
    signs, fields = _layout()
    # A number below zero borrows from its neighbour: with the signs added, none is below zero.
    return list(fields.unpack(((packed + signs) ^ signs).to_bytes(fields.size, "little")))


@cache
def _layout() -> tuple[int, struct.Struct]:
    """The sign bits of all categories' votes, and how the votes lie in memory."""
    count = len(categories())
    return _packed([1 << (_BITS - 1)] * count), struct.Struct(f"<{count}i")


# near: the characters and pairs on both sides; the other places: the pairs of a stretch;
# kind: unit and category of this figure and the one before; once: what every figure has.
PLACES = ("once", "near", "kind", "clause", "sentence", "heading", "title")


def stretches(words: Surroundings) -> tuple[tuple[str, str], ...]:
    """The wider stretches around a figure by the place that their words have."""
    return *_in_sentence(words), *_above(words.headings)


def _in_sentence(words: Surroundings) -> tuple[tuple[str, str], ...]:
    return (
        ("clause", _around_close(words.near)),
        ("sentence", _before_clause(words.near, words.sentence)),
    )


def _around_close(near: str) -> str:
    """The clause but for what stands close to the figure."""
    left, _, right = near.partition("#")
    return f"{left[-_FAR:-_LEFT]}#{right[_RIGHT:_FAR]}"


def _before_clause(near: str, sentence: str) -> str:
    """What the sentence says before the figure's clause."""
    before = sentence.partition("#")[0]
    return before[: len(before) - near.find("#")][-_BEFORE:]


def _above(headings: str) -> tuple[tuple[str, str], ...]:
    title, _, others = headings.partition("|")
    return ("heading", others), ("title", title)


def near_grams(words: Surroundings) -> Set[str]:
    """Characters and pairs of characters beside the figure, and of what it counts."""
    return _grams(*_close(words.near, words.item))


def indicator_words(words: Surroundings) -> Set[Word]:
    """What may tell the indicator: the words close to the figure, and its unit."""
    near = {("near", gram) for gram in near_grams(words)}
    return near | {("kind", words.unit), ("once", "")}


def _close(near: str, item: str) -> tuple[str, str, str]:
    """What stands close to the figure on either side, and what it counts."""
    left, _, right = near.partition("#")
    return left[-_LEFT:], right[:_RIGHT], item


def _grams(left: str, right: str, item: str) -> Set[str]:
    grams = {*left, *right, *item, *map(add, left, left[1:]), *map(add, item, item[1:])}
    grams.update(map(add, right, right[1:]))
    return grams


def pairs(stretch: str) -> Set[str]:
    """The pairs of neighbouring characters."""
    return set(_in_pairs(stretch))


def _in_pairs(stretch: str) -> Iterable[str]:
    return map(add, stretch, stretch[1:])


def kinds(words: Surroundings, before: Neighbour | None) -> Set[str]:
    """The figure's unit, and what the figure before was."""
    return _kinds(words.unit, before)


def _kinds(unit: str, before: Neighbour | None) -> Set[str]:
    if before is None:
        return {unit, "-"}
    where = "near" if before.near else "far"
    change = f"{before.category} {before.unit} {unit}"
    return {unit, f"{before.category} {where}", change}


@cache
def categories() -> tuple[str, ...]:
    """The ids of all categories, in the table's order."""
    return tuple(row["id"] for row in table("categories.csv"))


@cache
def weights() -> Weights:
    """The learned tables."""
    rows = table("word_votes.csv")
    of_categories = ((r["place"], r["word"], [int(r[c] or 0) for c in categories()]) for r in rows)
    return Weights(of_categories, _indicator_votes())


def _indicator_votes() -> dict[Word, dict[str, int]]:
    votes = {}
    for row in table("indicator_votes.csv"):
        word = row.pop("place"), row.pop("word")
        votes[word] = {indicator: int(vote) for indicator, vote in row.items() if vote}
    return votes
