"""Tell what was done or found from what is planned, required or aimed at."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl.reference import table


@cache
def _cues() -> dict[str, tuple[re.Pattern[str], ...]]:
    cues: dict[str, list[re.Pattern[str]]] = {}
    for row in table("status.csv"):
        cues.setdefault(row["place"], []).append(re.compile(row["words"]))
    return {place: tuple(patterns) for place, patterns in cues.items()}


def is_target(near: str, sentence_left: str, headings: str, *, future: bool) -> bool:
    """Whether the words around a figure make it a plan.

    ``near`` is its clause with # in its place; ``future`` tells that the sentence up to it
    names a year after the publication's.
    """
    cues = _cues()
    if any(cue.search(near) for cue in cues["done"]):
        return False
    if future or any(cue.search(near) for cue in cues["plan"]):
        return True
    if any(cue.search(sentence_left) for cue in cues["sentence"]):
        return True
    return _plans(headings)


@lru_cache(maxsize=4096)
def _plans(headings: str) -> bool:
    return any(cue.search(headings) for cue in _cues()["heading"])
