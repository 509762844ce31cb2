"""May amounts of these regions stand in one order? A small model, explained where it says no.

Rates and shares compare freely. An absolute compares only between regions of one level, whose
reports are of one scope (the whole region, or one body of it), for one year and in one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts import words

RATE_UNITS = ("%", "倍")


@dataclass(frozen=True, slots=True)
class Basis:
    """What decides whether one amount may be set against another."""

    level: str
    scope: str
    year: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether amounts may be ranked, and if not, why: the words a finding ends with."""

    ranked: bool
    reason: str = ""


def judge(bases: Sequence[Basis]) -> Verdict:
    """The verdict over all amounts that stand side by side."""
    if len(bases) < 2 or all(basis.unit in RATE_UNITS for basis in bases):
        return Verdict(ranked=True)
    levels = sorted({basis.level for basis in bases}, key=list(words.LEVEL_NAMES).index)
    if len(levels) > 1:
        named = "与".join(words.LEVEL_NAMES[level] for level in levels)
        return Verdict(False, f"{named}级别不同，不排名")
    if len({basis.scope for basis in bases}) > 1:
        return Verdict(False, "报告范围不同，不排名")
    if len({basis.unit for basis in bases}) > 1:
        return Verdict(False, "计量单位不同，不排名")
    if len({basis.year for basis in bases}) > 1:
        return Verdict(False, "年份不同，不排名")
    return Verdict(ranked=True)
