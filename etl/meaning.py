"""Give a figure its category and indicator by the rules in data/reference/meaning.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from etl.reference import table
from etl.triggers import Triggers
from etl.votes import Neighbour, Surroundings, Votes, Weights, categories, weights

# A rule's patterns may use {verbs}-like sets; a unit class stands for several measure words.
UNIT_CLASSES = {
    "@people": ("人", "名", "人次", "位"),
    "@times": ("次", "场", "场次", "期", "轮", "批", "批次", "轮次", "班次", "堂", "节", "课次"),
    "@things": ("个", "项", "条", "件", "起", "宗", "处", "份", "类", "例", "种"),
    "@cases": ("件", "起", "宗", "例", "个"),
    "@problems": ("个", "项", "条", "处", "类", "件", "起"),
    "@money": ("元", "美元", "港元", "欧元"),
    "@percent": ("%", "个百分点", "‰", "倍"),
    "@bodies": ("家", "个", "户", "所", "家次"),
}


SAME = "=same"  # as the figure before, indicator too: the second of 由17项压减至9项
BY_WORDS = "按周边词语"  # stands for a rule's name where the words around the figure decide
# What a rule that fits weighs beside them, in hundredths of the logarithm of the odds; a wide one
# less than the reports that it was written with would have it, as others are read better so.
_SURE_RULE, _WIDE_RULE = 300, 60


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure whose surroundings fit every pattern of a rule gets its meaning."""

    name: str
    item: re.Pattern[str] | None
    near: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    heading: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    category: str
    indicator: str | None
    sure: bool
    example: str

    def fits_clause(self, near: str) -> bool:
        """Whether the patterns that look at the clause alone allow the rule."""
        return (self.near is None or self.near.search(near) is not None) and (
            self.unless is None or self.unless.search(near) is None
        )

    def fits_beyond_clause(self, words: Surroundings) -> bool:
        """Whether all other patterns fit."""
        return (
            (self.item is None or self.item.search(words.item) is not None)
            and (self.sentence is None or self.sentence.search(words.sentence) is not None)
            and (self.heading is None or self.heading.search(words.headings) is not None)
        )


class Meaning(NamedTuple):
    """Category and indicator, and the rule that gave them."""

    category: str
    indicator: str | None
    rule: str
    sure: bool
    lead: float = 0.0  # how far its category is ahead of any other, as a logarithm of odds


class Previous(NamedTuple):
    """The figure before in the same paragraph."""

    meaning: Meaning
    unit: str
    near: bool  # in the same sentence

    @property
    def neighbour(self) -> Neighbour:
        """As far as it votes on the next figure."""
        return Neighbour(self.meaning.category, self.unit, self.near)


def meaning_of(
    words: Surroundings, before: Previous | None = None, learned: Weights | None = None
) -> Meaning:
    """By the words around the figure and the first rule that fits, which outweighs most of them.

    ``learned`` stands in for the weights of word_votes.csv and indicator_votes.csv.
    """
    learned = learned or weights()
    votes = learned.votes_of(words, before and before.neighbour)
    for rule in _rules_near(words.near, words.unit):
        if not rule.fits_beyond_clause(words):
            continue
        if not rule.category.startswith("="):
            indicator = _fitting(rule.indicator, words.unit)
            proposed = Meaning(rule.category, indicator, rule.name, rule.sure)
            return _weighed(words, votes, learned, proposed, sure=rule.sure)
        if before is not None and (rule.category == SAME or before.near):
            alike = rule.category == SAME and _alike(before.unit, words.unit)
            indicator = before.meaning.indicator if alike else None
            passed_on = rule.sure and before.meaning.sure
            proposed = Meaning(before.meaning.category, indicator, rule.name, passed_on)
            return _weighed(words, votes, learned, proposed, sure=rule.sure)
    return _weighed(words, votes, learned)


@lru_cache(maxsize=4096)
def _rules_near(near: str, unit: str) -> tuple[Rule, ...]:
    """The rules for a unit that the clause fits; stock phrases come again and again."""
    possible = [rules()[n][1] for n in _triggers().candidates(near, rules_for(unit))]
    return tuple(rule for rule in possible if rule.fits_clause(near))


def _fitting(indicator: str | None, unit: str) -> str | None:
    """The indicator where it is counted in this unit: 抽查处方317张 is no number of checks."""
    if indicator is None or unit in indicator_units().get(indicator, ()):
        return indicator
    return None


def _alike(unit: str, other: str) -> bool:
    people = UNIT_CLASSES["@people"]
    return unit == other or (unit in people and other in people)


def _weighed(
    words: Surroundings,
    votes: Votes,
    learned: Weights,
    proposed: Meaning | None = None,
    *,
    sure: bool = False,
) -> Meaning:
    """What a rule proposes, unless the words around the figure speak louder against it."""
    if proposed is not None:
        votes[categories().index(proposed.category)] += _SURE_RULE if sure else _WIDE_RULE
    second, first = sorted(votes)[-2:]
    category = categories()[votes.index(first)]
    lead = (first - second) / 100
    if proposed is not None and category == proposed.category:
        rule, certain, indicator = proposed.rule, proposed.sure, proposed.indicator
        if indicator is None and not certain:
            indicator = learned.indicator_of(words, _indicators_of(category, words.unit))
        return Meaning(category, indicator, rule, certain, lead)
    indicator = _default_indicator(category, words) or learned.indicator_of(
        words, _indicators_of(category, words.unit)
    )
    return Meaning(category, indicator, BY_WORDS, sure=False, lead=lead)


@cache
def indicator_units() -> dict[str, frozenset[str]]:
    """Indicator → the units that it is counted in."""
    return {r["indicator"]: frozenset(r["units"].split()) for r in table("indicator_units.csv")}


@cache
def _indicators_of(category: str, unit: str) -> tuple[str, ...]:
    """The indicators of a category that are counted in a unit."""
    own = (row["id"] for row in table("indicators.csv") if row["category"] == category)
    return tuple(one for one in own if unit in indicator_units().get(one, ()))


def _default_indicator(category: str, words: Surroundings) -> str | None:
    for pattern, indicator in default_indicators().get((category, words.unit), ()):
        if pattern.search(words.near):
            return indicator
    return None


@cache
def default_indicators() -> dict[tuple[str, str], list[tuple[re.Pattern[str], str]]]:
    """(category, unit) → what a clause with such words mostly measures where no rule says so."""
    defaults: dict[tuple[str, str], list[tuple[re.Pattern[str], str]]] = {}
    for row in table("default_indicators.csv"):
        for unit in row["units"].split():
            told = re.compile(row["words"]), row["indicator"]
            defaults.setdefault((row["category"], unit), []).append(told)
    return defaults


@cache
def rules() -> tuple[tuple[frozenset[str], Rule], ...]:
    """Every rule with the units it is for; no unit means any."""
    return tuple((_units(row["units"]), _rule(row)) for row in table("meaning.csv"))


@cache
def rules_for(unit: str) -> int:
    """The rules that a unit can meet, as a mask of their places in the table."""
    return sum(1 << n for n, (units, _) in enumerate(rules()) if not units or unit in units)


@cache
def _triggers() -> Triggers:
    """Which rules a clause may fit by its characters."""
    usual = [rule.example + "#" for _, rule in rules()]
    return Triggers([rule.near for _, rule in rules()], usual)


def _units(cell: str) -> frozenset[str]:
    units: set[str] = set()
    for word in cell.split():
        units.update(UNIT_CLASSES.get(word, (word,)))
    return frozenset(units)


def _rule(row: dict[str, str]) -> Rule:
    patterns = {
        key: re.compile(row[key]) if row[key] else None
        for key in ("item", "near", "sentence", "heading", "unless")
    }
    return Rule(
        name=row["name"],
        **patterns,
        category=row["category"],
        indicator=row["indicator"] or None,
        sure=row["sure"] != "no",
        example=row["example"],
    )
