"""Tell what was done or found from what is planned, required or aimed at."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl.reference import table
from etl.triggers import any_of


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """Place → what makes a figure there a plan, or done."""
    rows: dict[str, list[str]] = {}
    for row in table("status.csv"):
        rows.setdefault(row["place"], []).append(row["words"])
    return {place: any_of(words) for place, words in rows.items()}


def is_target(near: str, sentence_left: str, headings: str, *, future: bool) -> bool:
    """Whether the words around a figure make it a plan.

    ``near`` is its clause with # in its place; ``future`` tells that the sentence up to it
    names a year after the publication's. What a plan tells of the time before it is done.
    """
    told = _told_by_clause(near)
    if told is not None or future:
        return told != "done"
    if _cues()["sentence"].search(sentence_left) is not None:
        return True
    return _plans(headings) and _cues()["done_before"].search(sentence_left) is None


@lru_cache(maxsize=4096)
def _told_by_clause(near: str) -> str | None:
    """The first of "done" and "plan" that speaks here; stock phrases come again and again."""
    return next((place for place in ("done", "plan") if _cues()[place].search(near)), None)


@lru_cache(maxsize=4096)
def _plans(headings: str) -> bool:
    return _cues()["heading"].search(headings) is not None
