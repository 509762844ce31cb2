"""Say how sure every field of a figure is, so that review can begin with the doubtful ones.

A figure is as sure as the rule that gave its meaning has been on reviewed reports
(data/reference/rule_trust.csv): the lower end of what those few figures tell, for a rule that
was right three times has shown little. The words around the figure are asked as a second judge;
where they agree by themselves, half of the doubt and more goes. What is odd about the figure, its
division or its year takes away. From `SURE` on, 97 of 100 figures are to be right in every field;
README.md says what was measured.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from etl.reference import table, word_set

SURE = 0.94
# How much of a rule's doubt is left when its category is at least so far ahead of any other, the
# rule's own worth (etl/meaning.py) included: so far ahead, the words alone would have put it first.
_DOUBT_LEFT = ((10.5, 0.3), (7.5, 0.5), (4.5, 1.0), (-math.inf, 1.5))
_UNKNOWN = 0.5  # what a rule without a reviewed figure is worth
# What is left where the unit is odd, it is a target, of another division, undated, unplaced.
_ODD = (0.93, 0.93, 0.97, 0.8, 0.95)
_ITEM_HEAD = re.compile("[的了和与及在对由从将把被已共其各约先给]|组织|分别|先后|通过")
_ITEM_TAIL = re.compile(r"(?:[下前后中里上均对和的将已为]|推动|一律|等|负责人|负责)$")
# Who took part or did it, where the figure counts what was done.
_ITEM_BARE = re.compile(
    "(?:党员|领导|机关|基层|全体|有关|相关)?(?:单位|干部|党员|群众|家庭|作品|企业|人员|干部群众|党员干部|教师|学生|对象|部门|学校|职工)"
)
_DIGIT = re.compile(r"\d")
_LONG_ITEM = 9


class Signs(NamedTuple):
    """What speaks for a figure's fields and against them."""

    rule: str
    lead: float  # how far its category is ahead of the next, as a logarithm of odds
    indicator: str | None
    item: str
    unit: str
    target: bool
    at_home: bool  # it is of the document's own division
    dated: bool  # the document tells its year, and so the figure
    placed: bool  # the document tells its division where it says who speaks


Counts = Mapping[str, tuple[int, int]]  # rule → (figures, of them right in meaning)


def confidence_of(signs: Signs, counts: Counts | None = None) -> float:
    """Between 0 and 1; ``counts`` stands in for rule_trust.csv."""
    figures, right = (rule_counts() if counts is None else counts).get(signs.rule, (0, 0))
    odd_unit = signs.indicator is not None and (
        signs.unit not in _usual_units().get(signs.indicator, ())
    )
    return _sure(
        lower_end(right, figures),
        _doubt_left(signs.lead),
        _item_factor(signs.item),
        (odd_unit, signs.target, not signs.at_home, not signs.dated, not signs.placed),
    )


@lru_cache(maxsize=4096)
def _sure(right: float, doubt_left: float, item: float, odd: tuple[bool, ...]) -> float:
    sure = 1 - min(1.0, (1 - right) * doubt_left)
    sure *= item
    for factor, holds in zip(_ODD, odd, strict=True):
        if holds:
            sure *= factor
    return round(sure, 3)


def _doubt_left(lead: float) -> float:
    for least, share in _DOUBT_LEFT:
        if lead >= least:
            return share
    raise ValueError(f"{lead} is no number")


@lru_cache(maxsize=1024)
def lower_end(right: int, figures: int) -> float:
    """The lower end of Wilson's interval (one standard error) for a share of so few."""
    if not figures:
        return _UNKNOWN
    share = right / figures
    spread = math.sqrt(share * (1 - share) / figures + 1 / (4 * figures**2))
    return (share + 1 / (2 * figures) - spread) / (1 + 1 / figures)


@cache
def rule_counts() -> dict[str, tuple[int, int]]:
    """Rule → how many reviewed figures it gave, and how many of them rightly."""
    return {r["rule"]: (int(r["figures"]), int(r["right"])) for r in table("rule_trust.csv")}


@cache
def _usual_units() -> dict[str, frozenset[str]]:
    return {row["id"]: frozenset(row["units"].split("/")) for row in table("indicators.csv")}


@lru_cache(maxsize=4096)
def _item_factor(item: str) -> float:
    """A phrase that reads like no noun makes the item doubtful, and with it the record."""
    if len(item) < 2:
        return 0.5
    factor = 1.0
    if _DIGIT.search(item):
        factor *= 0.85
    if _ITEM_HEAD.match(item) or _ITEM_TAIL.search(item) or item in word_set("verbs.txt"):
        factor *= 0.9
    if _ITEM_BARE.fullmatch(item):
        factor *= 0.93
    if len(item) > _LONG_ITEM:
        factor *= 0.985
    if item[-2:] not in word_set("item_heads.txt"):
        factor *= 0.9
    return factor
