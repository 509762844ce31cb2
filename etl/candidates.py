"""Find every numeral with a measure word in normalised text, figure or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from etl.numerals import (
    ARABIC,
    ARABIC_PARTED,
    ARABIC_TAIL,
    CHINESE,
    FRACTION,
    read_fraction,
    read_number,
)
from etl.reference import table

_JOIN = r"(?:-{1,2}|~|\u2014{1,2}|至|到)"
_FIRST = r"[\d零〇一二两三四五六七八九十百千半上数几好]"  # what a numeral begins with


class Candidate(NamedTuple):
    """A numeral with its measure word at ``start:end`` of the normalised text."""

    start: int
    end: int
    words: str
    value: float
    unit: str
    kind: str
    open_upwards: bool  # 余, 多, 上百, or the lower end of a range
    chinese: bool


def find_candidates(text: str) -> Iterator[Candidate]:
    """Numerals with measure word, fractions in words, ranges by their lower end; in order."""
    for found in _pattern().finditer(text):
        candidate = _read(found)
        if candidate is not None:
            yield candidate


def _read(found: re.Match[str]) -> Candidate | None:
    told = _told(*found.groups())
    if told is None:
        return None
    return Candidate._make((*found.span(), found.group(), *told))  # sooner made than by a call


@lru_cache(maxsize=4096)
def _told(
    fraction: str | None, low: str | None, numeral: str, unit: str
) -> tuple[float, str, str, bool, bool] | None:
    """A candidate's fields from the value on, by the pattern's groups; 3次 and 两个 come often."""
    if fraction is not None:
        value = read_fraction(fraction)
        if value is None:
            return None
        return value, "%", "percent", fraction.endswith("多"), not fraction[-1].isdigit()
    read = read_number(numeral)
    if read is None:
        return None
    value, open_upwards = read
    if low is not None:
        value, open_upwards = _lower_end(low, numeral, value), True
    kind, _ = measures()[unit]
    return value, unit, kind, open_upwards, not numeral[0].isdigit()


def _lower_end(low: str, numeral: str, high: float) -> float:
    read = read_number(low)
    if read is None:
        return high
    # 3至5万元: the multiplier stands once, behind the upper end.
    if low[-1].isdigit() and (tail := re.search("[万亿]", numeral)):
        return (read_number(low + tail.group()) or read)[0]
    return read[0]


@cache
def measures() -> dict[str, tuple[str, bool]]:
    """Measure word → its kind and whether Chinese numerals count with it."""
    return {r["unit"]: (r["kind"], r["chinese"] == "yes") for r in table("measures.csv")}


@cache
def _pattern() -> re.Pattern[str]:
    by_length = sorted(measures(), key=len, reverse=True)
    with_chinese = "|".join(re.escape(u) for u in by_length if measures()[u][1])
    unit = f"(?=[{''.join(sorted({re.escape(u[0]) for u in by_length}))}])(?:"
    unit += "|".join(re.escape(u) for u in by_length) + ")"
    arabic = f"(?:{ARABIC_PARTED}|{ARABIC}){ARABIC_TAIL}"
    # Asked first, a sign that joins spares nearly every number the search for a lower end.
    reach = f".{{0,{len(by_length[0])}}}?"
    joined = rf"(?=[\d.,一二两三四五六七八九十百千万亿兆余多]{{1,44}}+{reach}{_JOIN})"
    low = f"(?:{joined}(?P<low>{arabic}|[一二两三四五六七八九十百千]{{1,8}})(?:{unit})?{_JOIN})?"
    return re.compile(
        f"(?={_FIRST})(?<![0-9.零〇一二两三四五六七八九十百千万亿兆])(?:(?P<fraction>{FRACTION})"
        f"|{low}(?P<numeral>{arabic}(?={unit})|{CHINESE}(?={with_chinese}))(?P<unit>{unit}))"
    )
