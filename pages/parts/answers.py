"""Answers on the regions of a page: asked once for all years, and kept by region.

Readers change one filter at a time. What a region's reports tell is the same whatever year is
chosen and whichever region stands beside it, so that both are applied to the kept answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages.parts import data
from pages.parts.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd

# More groups of regions than this are asked at once: none of them is likely to be looked at alone.
MOST_APART = 3
NO_YEAR = 0  # in a filter's years: without a year


def on_shown(question: str, codes: Iterable[str], filters: Filters, **others: Any) -> pd.DataFrame:
    """The rows of ``question`` for these regions and the filter's years, in its order.

    The question takes ``shown`` and ``rollup``, tells the year in every row, and sorts by the shown
    region first where it tells one.
    """
    groups = _apart(codes)
    if len(groups) > MOST_APART:
        groups = [[code for group in groups for code in group]]
    found = [
        data.ask(question, shown=tuple(group), rollup=filters.rollup, **others)
        for group in groups or [[]]
    ]
    return of_years(_together(found), filters.years)


def of_filters(found: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows of the filter's years and categories."""
    return of_categories(of_years(found, filters.years), filters.categories)


def of_years(found: pd.DataFrame, years: Collection[int]) -> pd.DataFrame:
    """The rows of these years; 0 stands for those without one, and none chosen means all."""
    if not years or found.empty:
        return found
    wanted = found["year"].isin(years)
    return found[wanted | found["year"].isna() if NO_YEAR in years else wanted]


def of_categories(found: pd.DataFrame, categories: Collection[str]) -> pd.DataFrame:
    """The rows of these categories; none chosen means all."""
    return found[found["category"].isin(categories)] if categories and len(found) else found


def _apart(codes: Iterable[str]) -> list[list[str]]:
    """The regions in order, those with one that they lie in: there each counts under the nearest.

    A division's code begins with that of the one above it but for zeros (GB/T 2260).
    """
    groups: list[list[str]] = []
    for code in sorted(codes):
        if groups and code.startswith(_stem(groups[-1][0])):
            groups[-1].append(code)
        else:
            groups.append([code])
    return groups


def _stem(code: str) -> str:
    """A code without the zeros for what it leaves open: 1403 of 140300."""
    pairs = [code[at : at + 2] for at in range(0, len(code), 2)]
    while pairs and pairs[-1] == "00":
        pairs.pop()
    return "".join(pairs)


def _together(found: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    told = [each for each in found if len(each)] or found[:1]
    return told[0] if len(told) == 1 else pd.concat(told, ignore_index=True)
