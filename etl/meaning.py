"""Give a figure its category and indicator by the rules in data/reference/meaning.csv."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from etl.reference import table
from etl.triggers import Triggers
from etl.votes import Link, Neighbour, Surroundings, Votes, Weights, categories, weights

# A rule's patterns may use {verbs}-like sets; a unit class stands for several measure words.
UNIT_CLASSES = {
    "@people": ("人", "名", "人次", "位"),
    "@times": ("次", "场", "场次", "期", "轮", "批", "批次", "轮次", "班次", "堂", "节", "课次"),
    "@things": ("个", "项", "条", "件", "起", "宗", "处", "份", "类", "例", "种"),
    "@cases": ("件", "起", "宗", "例", "个"),
    "@problems": ("个", "项", "条", "处", "类", "件", "起"),
    "@money": ("元", "美元", "港元", "澳门元", "欧元"),
    "@percent": ("%", "个百分点", "‰", "倍"),
    "@bodies": ("家", "个", "户", "所", "家次"),
}


SAME = "=same"  # as the figure before, indicator too: the second of 由17项压减至9项
BY_WORDS = "按周边词语"  # stands for a rule's name where the words around the figure decide
# What a rule that fits weighs beside them, in hundredths of the logarithm of the odds; a wide one
# less than the reports that it was written with would have it, as others are read better so.
_SURE_RULE, _WIDE_RULE = 400, 80


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

    @property
    def weight(self) -> int:
        """What it weighs beside the words."""
        return _SURE_RULE if self.sure else _WIDE_RULE

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
    link: Link

    @property
    def neighbour(self) -> Neighbour:
        """As far as it votes on the next figure."""
        return Neighbour(self.meaning.category, *self.link)


class Evidence(NamedTuple):
    """What speaks for a figure's meaning before that of the figure before is known."""

    words: Surroundings
    link: Link | None  # None for the first figure of a paragraph
    votes: Votes
    rule: Rule | None

    @property
    def repeats(self) -> bool:
        """Whether its rule gives it the category of the figure before."""
        return self.rule is not None and self.rule.category.startswith("=")


def evidence_of(words: Surroundings, link: Link | None, learned: Weights | None = None) -> Evidence:
    """The votes of the words around a figure and of the first rule that fits.

    ``learned`` stands in for the weights of word_votes.csv and indicator_votes.csv.
    """
    votes = (learned or weights()).votes_of(words)
    rule = _rule_for(words, link)
    if rule is not None and not rule.category.startswith("="):
        votes[categories().index(rule.category)] += rule.weight
    return Evidence(words, link, votes, rule)


def _rule_for(words: Surroundings, link: Link | None) -> Rule | None:
    for rule in _rules_near(words.near, words.unit):
        if rule.fits_beyond_clause(words) and (
            not rule.category.startswith("=")
            or (link is not None and (rule.category == SAME or link.near))
        ):
            return rule
    return None


def meanings_of(figures: Sequence[Evidence], learned: Weights | None = None) -> list[Meaning]:
    """The meanings of a paragraph's figures, which decide on one another.

    ``learned`` is as for the evidence.
    """
    learned = learned or weights()
    meanings: list[Meaning] = []
    for figure, category in zip(figures, _likeliest(figures, learned), strict=True):
        meanings.append(_meaning(figure, category, meanings[-1] if meanings else None, learned))
    return meanings


def _likeliest(figures: Sequence[Evidence], learned: Weights) -> list[int]:
    """The run of categories with the most votes together (Viterbi's algorithm).

    One by one, each would be chosen for what stands before it and never for what follows.
    """
    best: Votes = []  # of the runs up to here, by the category of their last
    came: list[list[int]] = []  # from which category before
    for figure in figures:
        if not best:
            best = list(map(add, figure.votes, _votes_after(figure, 0, learned)))
            continue
        last = _still_possible(best, figure, learned)
        ways = [[best[one] + vote for vote in _votes_after(figure, one, learned)] for one in last]
        if len(last) == 1:
            tops, origins = ways[0], last * len(best)
        else:
            to_each = list(zip(*ways, strict=True))
            tops = list(map(max, to_each))
            origins = [last[way.index(top)] for way, top in zip(to_each, tops, strict=True)]
        came.append(origins)
        best = list(map(add, figure.votes, tops))
    chosen = [best.index(max(best))]
    for origins in reversed(came):
        chosen.append(origins[chosen[-1]])
    return chosen[::-1]


def _still_possible(best: Votes, figure: Evidence, learned: Weights) -> list[int]:
    """The categories before that may be on the best way to one of this figure's: mostly one."""
    lead = max(best)
    first = best.index(lead)
    most = learned.most_behind(figure.link, figure.words.unit, first)
    if figure.repeats:
        lead -= figure.rule.weight
    return [one for one, votes in enumerate(map(add, best, most)) if votes >= lead]


def _votes_after(figure: Evidence, last: int, learned: Weights) -> Votes:
    """What the figure before adds by having that category, if one stands before."""
    behind = learned.votes_behind(figure.link, figure.words.unit)
    if figure.link is None:
        return behind[0]
    if not figure.repeats:
        return behind[last]
    votes = behind[last].copy()
    votes[last] += figure.rule.weight
    return votes


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


def _meaning(figure: Evidence, chosen: int, before: Meaning | None, learned: Weights) -> Meaning:
    """The meaning of a figure whose category is chosen, by its rule if that says the same."""
    words, rule, category = figure.words, figure.rule, categories()[chosen]
    last = categories().index(before.category) if before else 0
    votes = list(map(add, figure.votes, _votes_after(figure, last, learned)))
    lead = (votes.pop(chosen) - max(votes)) / 100
    if rule is not None and category == (before.category if figure.repeats else rule.category):
        certain = rule.sure
        if not figure.repeats:
            indicator = _fitting(rule.indicator, words.unit)
        else:
            alike = rule.category == SAME and _alike(figure.link.unit, words.unit)
            indicator = before.indicator if alike else None
            certain = certain and before.sure
        if indicator is None and not certain:
            indicator = learned.indicator_of(words, _indicators_of(category, words.unit))
        return Meaning(category, indicator, rule.name, certain, lead)
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
    own = _indicators_by_category().get(category, ())
    return tuple(one for one in own if unit in indicator_units().get(one, ()))


@cache
def _indicators_by_category() -> dict[str, list[str]]:
    indicators: dict[str, list[str]] = {}
    for row in table("indicators.csv"):
        indicators.setdefault(row["category"], []).append(row["id"])
    return indicators


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
