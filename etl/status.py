"""Tell what was done or found from what is planned, required or aimed at."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl.reference import table
from etl.triggers import Triggers

_FEW = 4  # so many patterns are tried sooner than chosen from


class _Cues:
    """The patterns for one place, of which a text is asked only those that it can match."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self._patterns = [re.compile(row["words"]) for row in rows]
        self._few = len(rows) <= _FEW
        self._triggers = Triggers(self._patterns, [row["example"] + "#" for row in rows])

    def speak(self, text: str) -> bool:
        """Whether any of them matches."""
        if self._few:
            return any(pattern.search(text) for pattern in self._patterns)
        return any(self._patterns[n].search(text) for n in self._triggers.candidates(text))


@cache
def _cues() -> dict[str, _Cues]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table("status.csv"):
        rows.setdefault(row["place"], []).append(row)
    return {place: _Cues(some) for place, some in rows.items()}


def is_target(near: str, sentence_left: str, headings: str, *, future: bool) -> bool:
    """Whether the words around a figure make it a plan.

    ``near`` is its clause with # in its place; ``future`` tells that the sentence up to it
    names a year after the publication's.
    """
    cues = _cues()
    if cues["done"].speak(near):
        return False
    if future or cues["plan"].speak(near):
        return True
    if cues["sentence"].speak(sentence_left):
        return True
    return _plans(headings)


@lru_cache(maxsize=4096)
def _plans(headings: str) -> bool:
    return _cues()["heading"].speak(headings)
