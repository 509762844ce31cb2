"""Give a figure its category and indicator by the rules in data/reference/meaning.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.reference import table
from etl.triggers import Triggers
from etl.votes import Surroundings, votes_of

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
BY_CUES = "按周边词语"  # stands for a rule's name where none fits
_WIDE_RULE = 10.0  # what a rule that is not sure weighs beside them


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

    def fits_beyond_clause(self, words: Surroundings) -> bool:
        """Whether all but the pattern of the clause, which is asked first, fit."""
        return (
            (self.item is None or self.item.search(words.item) is not None)
            and (self.sentence is None or self.sentence.search(words.sentence) is not None)
            and (self.heading is None or self.heading.search(words.headings) is not None)
            and (self.unless is None or self.unless.search(words.near) is None)
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """Category and indicator, and the rule that gave them."""

    category: str
    indicator: str | None
    rule: str
    sure: bool
    lead: float = 0.0  # how far the words around the figure prefer its category to any other


@dataclass(frozen=True, slots=True)
class Previous:
    """The figure before in the same paragraph."""

    meaning: Meaning
    unit: str
    near: bool  # in the same sentence


def meaning_of(words: Surroundings, before: Previous | None = None) -> Meaning:
    """By the first rule that fits; where none does, by the cue words around the figure."""
    votes = votes_of(
        words, before and before.meaning.category, near=before is not None and before.near
    )
    near = words.near
    ruling = rules()
    for number in _triggers().candidates(near, rules_for(words.unit)):
        _, rule = ruling[number]
        if rule.near is not None and rule.near.search(near) is None:
            continue
        if not rule.fits_beyond_clause(words):
            continue
        if not rule.category.startswith("="):
            if not rule.sure:
                return _by_votes(words, votes, rule)
            indicator = _fitting(rule.indicator, words.unit)
            return _meant(votes, rule.category, indicator, rule.name, sure=True)
        if before is not None and (rule.category == SAME or before.near):
            alike = rule.category == SAME and _alike(before.unit, words.unit)
            indicator = before.meaning.indicator if alike else None
            sure = rule.sure and before.meaning.sure
            return _meant(votes, before.meaning.category, indicator, rule.name, sure=sure)
    return _by_votes(words, votes)


def _fitting(indicator: str | None, unit: str) -> str | None:
    """The indicator where it is counted in this unit: 抽查处方317张 is no number of checks."""
    if indicator is None or unit in indicator_units().get(indicator, ()):
        return indicator
    return None


def _alike(unit: str, other: str) -> bool:
    people = UNIT_CLASSES["@people"]
    return unit == other or (unit in people and other in people)


def _by_votes(words: Surroundings, votes: dict[str, float], leaning: Rule | None = None) -> Meaning:
    """By the most votes; a wide rule that fits has some of its own."""
    if leaning is not None:
        votes = {**votes, leaning.category: votes[leaning.category] + _WIDE_RULE}
    best = max(votes, key=votes.__getitem__)
    if leaning is not None and best == leaning.category:
        indicator = _fitting(leaning.indicator, words.unit)
        return _meant(votes, best, indicator, leaning.name, sure=False)
    indicator = default_indicators().get((best, words.unit))
    return _meant(votes, best, indicator, BY_CUES, sure=False)


def _meant(
    votes: dict[str, float], category: str, indicator: str | None, rule: str, *, sure: bool
) -> Meaning:
    first, second = sorted(votes.values())[:-3:-1]
    lead = votes[category] - (second if votes[category] == first else first)
    return Meaning(category, indicator, rule, sure, lead)


@cache
def indicator_units() -> dict[str, frozenset[str]]:
    """Indicator → the units that it is counted in."""
    return {r["indicator"]: frozenset(r["units"].split()) for r in table("indicator_units.csv")}


@cache
def default_indicators() -> dict[tuple[str, str], str]:
    """(category, unit) → what such a figure mostly measures where no rule says so."""
    return {
        (row["category"], unit): row["indicator"]
        for row in table("default_indicators.csv")
        for unit in row["units"].split()
    }


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
