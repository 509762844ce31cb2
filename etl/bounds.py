"""Tell whether a figure is exact, a lower or upper bound, or about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl.candidates import Candidate
from etl.reference import table
from etl.triggers import any_of

_REACH = 8


@cache
def _cues() -> tuple[tuple[re.Pattern[str], bool, str], ...]:
    """(pattern, stands before the figure, bound), in the table's order."""
    return tuple(
        (
            re.compile(f"(?:{r['words']})$" if r["place"] == "before" else r["words"]),
            r["place"] == "before",
            r["bound"],
        )
        for r in table("bounds.csv")
    )


@cache
def _any_cue() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One pattern for all cues before a figure and one for those behind: most have none."""
    before, after = ([p.pattern for p, b, _ in _cues() if b is place] for place in (True, False))
    return any_of(before), any_of(after)


def bound_of(text: str, candidate: Candidate) -> str:
    """The figure's bound by the words around it and by its own 余 and 多."""
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    after = text[candidate.end : candidate.end + _REACH]
    return _told(before, after) or ("at_least" if candidate.open_upwards else "exact")


@lru_cache(maxsize=4096)
def _told(before: str, after: str) -> str | None:
    any_before, any_after = _any_cue()
    if any_before.search(before) or any_after.match(after):
        for pattern, is_before, bound in _cues():
            if pattern.search(before) if is_before else pattern.match(after):
                return bound
    return None
