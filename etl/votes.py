"""Weigh the words around a figure: what each speaks for stands in data/reference/cues.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add

from etl.reference import table

# What the category of the figure before weighs beside the cue words.
_SAME_SENTENCE, _SAME_PARAGRAPH = 2.7, 3.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words that a rule looks at; # stands in place of the figure."""

    unit: str
    item: str
    near: str  # the figure's clause
    sentence: str  # the sentence up to the end of that clause
    headings: str


def votes_of(words: Surroundings, before: str | None, *, near: bool) -> dict[str, float]:
    """How much speaks for each category; the nearer a word to the figure, the more it weighs.

    ``before`` is the category of the figure before, ``near`` whether it shares the sentence.
    """
    votes = cues()
    scores = dict.fromkeys(categories(), 0.0)
    for place, nearness in _places(words):
        for word in _cue_words(place):
            for category, weight in votes[word]:
                scores[category] += weight * nearness
    if before is not None:
        scores[before] += _SAME_SENTENCE if near else _SAME_PARAGRAPH
    return scores


def _places(words: Surroundings) -> tuple[tuple[str, float], ...]:
    """The stretches around a figure, each with how much its words tell of the figure."""
    left, _, right = words.near.partition("#")
    sentence = words.sentence.partition("#")[0]
    title, *headings = words.headings.split("|")
    return (
        (words.item, 3.0),
        (left[-12:], 4.0),
        (left[-40:-12], 1.0),
        (right[:14], 4.0),
        (sentence[-120 : len(sentence) - len(left)], 3.5),
        (_theme(headings[-1]) if headings else "", 1.5),
        (_theme("|".join(headings[:-1])), 1.4),
        (_theme(title), 1.2),
    )


def _theme(heading: str) -> str:
    """审计查出问题整改情况 is about rectification, however many words tell who found what."""
    return "整改" if "整改" in heading else heading


@cache
def categories() -> tuple[str, ...]:
    """The ids of all categories, in the table's order."""
    return tuple(row["id"] for row in table("categories.csv"))


@lru_cache(maxsize=4096)
def _cue_words(place: str) -> tuple[str, ...]:
    """The longest cue word that begins at each place of a stretch, each once.

    They are sorted, so that their weights add up to the same last digit in every process.
    """
    votes, lengths = cues(), _lengths()
    found = set()
    for pair in lengths.keys() & set(map(add, place, place[1:])):
        start = place.find(pair)
        while start >= 0:
            words = (place[start : start + length] for length in lengths[pair])
            if word := next((word for word in words if word in votes), None):
                found.add(word)
            start = place.find(pair, start + 1)
    return tuple(sorted(found))


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The first two characters of cue words → how long such words are, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in cues():
        lengths.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


@cache
def cues() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each cue word with the categories that it speaks for, and how loud.

    A longer word speaks for what the words that it begins with speak for, too.
    """
    votes: dict[str, dict[str, float]] = {}
    for row in table("cues.csv"):
        for word in row["words"].split("|"):
            own = votes.setdefault(word, {})
            own[row["category"]] = max(own.get(row["category"], 0.0), float(row["weight"]))
    return {word: tuple(_with_beginnings(word, votes).items()) for word in votes}


def _with_beginnings(word: str, votes: dict[str, dict[str, float]]) -> dict[str, float]:
    own: dict[str, float] = {}
    for end in range(1, len(word) + 1):
        for category, weight in votes.get(word[:end], {}).items():
            own[category] = max(own.get(category, 0.0), weight)
    return own
