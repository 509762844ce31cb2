"""Tell numerals that only look like a figure: dates, ordinals, slogans, numbers of documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from etl.candidates import Candidate, measures
from etl.reference import any_word, table
from etl.triggers import any_of

_REACH = 16  # characters before and behind that a pattern may look at
# A longer line is a paragraph, whatever words stand in it.
_FURNITURE_CAP = 120
_REMARK = 40  # 打开手机扫一扫…,累计访问35万人次。: a sentence of the report
_TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80})?》")


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A numeral is no figure where all three patterns hold; an absent one always holds."""

    name: str
    before: re.Pattern[str] | None
    quote: re.Pattern[str] | None
    after: re.Pattern[str] | None
    example: str

    def holds(self, before: str, quote: str, after: str) -> bool:
        """Whether the words around a numeral are of this kind."""
        return (
            (self.quote is None or self.quote.fullmatch(quote) is not None)
            and (self.after is None or self.after.match(after) is not None)
            and (self.before is None or self.before.search(before) is not None)
        )


@cache
def exclusions() -> tuple[Exclusion, ...]:
    """The table of what is no figure."""
    return tuple(
        Exclusion(
            row["name"],
            re.compile(f"(?:{row['before']})$") if row["before"] else None,
            re.compile(row["quote"]) if row["quote"] else None,
            re.compile(row["after"]) if row["after"] else None,
            row["example"],
        )
        for row in table("exclusions.csv")
    )


def why_no_figure(text: str, candidate: Candidate) -> str | None:
    """The name of the exclusion that a candidate falls under, None for a figure."""
    before = text[max(0, candidate.start - _REACH) : candidate.start]
    after = text[candidate.end : candidate.end + _REACH]
    met = _exclusions_for(candidate.unit, candidate.chinese)
    if not met.may_hold(before, candidate.words, after):
        return None
    for exclusion in met.exclusions:
        if exclusion.holds(before, candidate.words, after):
            return exclusion.name
    return None


class _Some:
    """Some exclusions, and three patterns of which one fits where any of them holds."""

    def __init__(self, some: Iterable[Exclusion]) -> None:
        self.exclusions = tuple(some)
        telling = [_most_telling(exclusion) for exclusion in self.exclusions]
        self._after, self._before, self._quote = (
            any_of(pattern.pattern for place, pattern in telling if place == one)
            for one in ("after", "before", "quote")
        )

    def may_hold(self, before: str, quote: str, after: str) -> bool:
        """Nearly always not, which spares asking each."""
        return (
            self._after.match(after) is not None
            or self._before.search(before) is not None
            or self._quote.fullmatch(quote) is not None
        )


def _most_telling(exclusion: Exclusion) -> tuple[str, re.Pattern[str]]:
    """The one of an exclusion's patterns that fits the fewest numerals."""
    if exclusion.after is not None:
        return "after", exclusion.after
    # What fits before nothing only says what must not stand there.
    if exclusion.before is not None and exclusion.before.search("") is None:
        return "before", exclusion.before
    return "quote", exclusion.quote or re.compile(".*", re.DOTALL)


@cache
def _exclusions_for(unit: str, chinese: bool) -> _Some:
    """The exclusions that a numeral with this unit can meet: most speak of a unit or two."""
    return _Some(e for e in exclusions() if _can_meet(e, unit, chinese))


def _can_meet(exclusion: Exclusion, unit: str, chinese: bool) -> bool:
    if exclusion.quote is None:
        return True
    pattern = re.sub(r"\(\?[!=<][^()]*\)", "", exclusion.quote.pattern)
    if not chinese and not re.search(r"\\d|[0-9]|\.\*", pattern):
        return False
    named = [word for word in measures() if word in pattern]
    return not named or unit in named


class Titles:
    """The places of document titles, whose numerals are part of a name."""

    def __init__(self, text: str) -> None:
        spans = [found.span() for found in _TITLE.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def cover(self, position: int) -> bool:
        """Whether the position lies in a title."""
        i = bisect_right(self._starts, position) - 1
        return i >= 0 and position < self._ends[i]


def is_page_furniture(line: str) -> bool:
    """Whether a line belongs to the web page and not to the report."""
    if len(line) >= _FURNITURE_CAP or (len(line) > _REMARK and line.rstrip().endswith("。")):
        return False
    return any_word("page_furniture.txt").search(line) is not None
