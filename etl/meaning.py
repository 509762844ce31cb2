"""Give a figure its category and indicator by the rules in data/reference/meaning.csv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from etl.reference import table

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


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words that a rule looks at; # stands in place of the figure."""

    unit: str
    item: str
    near: str  # the figure's clause
    sentence: str  # the sentence up to the end of that clause
    headings: str


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

    def fits(self, words: Surroundings) -> bool:
        """Whether the rule speaks of a figure in these surroundings."""
        return (
            (self.near is None or self.near.search(words.near) is not None)
            and (self.item is None or self.item.search(words.item) is not None)
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


def meaning_of(words: Surroundings) -> Meaning:
    """The first rule that fits; the last rules of the table fit by heading or by unit alone."""
    for rule in rules_for(words.unit):
        if rule.fits(words):
            return Meaning(rule.category, rule.indicator, rule.name, rule.sure)
    return Meaning("deployment", None, "none", False)


@cache
def rules() -> tuple[tuple[frozenset[str], Rule], ...]:
    """Every rule with the units it is for; no unit means any."""
    return tuple((_units(row["units"]), _rule(row)) for row in table("meaning.csv"))


@cache
def rules_for(unit: str) -> tuple[Rule, ...]:
    """The rules that a unit can meet, in the table's order."""
    return tuple(rule for units, rule in rules() if not units or unit in units)


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
