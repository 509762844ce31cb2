"""What regions report on one indicator, as a bar chart with its finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from pages.parts import answers, comparability, data, words
from pages.parts.chart import Chart, Drill, Mark, Series
from pages.parts.filters import Filters
from pages.parts.places import Place, Shown

# A list of amounts that may not be added is written out up to this many.
LISTED = 3
# What `latest` gives, as a caption says it.
LATEST = "各地取本地最近一年；本地没有的，取下级单位"


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a region on one indicator, year, scope, unit and status."""

    place: Place
    label: str
    indicator: str
    year: int | None
    scope: str
    unit: str
    target: bool
    value: float | None  # None where several may not be added
    bound: str
    text: str
    note: str
    figures: tuple[str, ...]
    titles: tuple[str, ...]
    rolled_up: bool
    year_inferred: bool
    below: bool  # told only by bodies of lower divisions


def indicator_names() -> dict[str, str]:
    """Indicator id → name, in the reference order, of those that any figure measures."""
    choices = data.ask("indicator_choices")
    return dict(zip(choices["indicator"], choices["name"], strict=True))


def amounts(shown: Shown, filters: Filters, indicators: Sequence[str]) -> list[Amount]:
    """Every amount of the shown regions on these indicators, on all where none is given."""
    found = answers.on_shown("indicator_totals", shown.codes, filters)
    found = answers.of_categories(found, filters.categories)
    if indicators:
        found = found[found["indicator"].isin(indicators)]
    by_code = {place.code: place for place in shown.places}
    rows = [_amount(row, by_code[row.shown]) for row in found.itertuples()]
    order = {place.code: at for at, place in enumerate(shown.places)}
    return sorted(rows, key=lambda a: (order[a.place.code], -(a.year or 0), a.target))


def _amount(row: object, place: Place) -> Amount:
    values, bounds = list(row.values), list(row.bounds)
    known = not pd.isna(row.value)
    if known:
        text = words.amount(row.value, row.unit, row.bound)
    else:
        parts = [words.amount(v, row.unit, b) for v, b in zip(values, bounds, strict=True)]
        text = "、".join(parts[:LISTED]) + (f"等{row.figures}项" if row.figures > LISTED else "")
        text += "（不相加）"
    notes = []
    if row.from_elsewhere:
        notes.append(f"见{words.sources(row.titles)}")
    if row.rolled_up:
        notes.append("含下级地区")
    if row.year_inferred:
        notes.append("年份为推断")
    below = not (row.own_report or row.from_elsewhere)
    return Amount(
        place=place,
        label=words.scoped(place.short, [row.scope], below=below),
        indicator=row.indicator,
        year=None if pd.isna(row.year) else int(row.year),
        scope=row.scope,
        unit=row.unit,
        target=row.status == "target",
        value=float(row.value) if known else None,
        bound=row.bound if known else "exact",
        text=text,
        note="，".join(notes),
        figures=tuple(row.ids),
        titles=tuple(row.titles),
        rolled_up=bool(row.rolled_up),
        year_inferred=bool(row.year_inferred),
        below=below,
    )


def latest(found: Iterable[Amount]) -> list[Amount]:
    """Of each region and indicator the last year that has a result, and that year's targets.

    What is told of the region itself comes before what only bodies of its lower divisions tell,
    however new: one bureau's training is not the province's.
    """
    rows = list(found)
    last: dict[tuple[str, str], tuple[bool, int]] = {}
    for row in rows:
        if not row.target:
            key = _whose(row)
            last[key] = max(last.get(key, (False, 0)), _standing(row))
    return [row for row in rows if row.target or _standing(row) == last[_whose(row)]]


def told(row: Amount, *, with_year: bool, with_scope: bool) -> str:
    """The amount in a table's cell, with whose work and of which year it is."""
    more = [words.scope_name(row.scope, below=row.below)] if with_scope else []
    more += [words.year_label(row.year)] if with_year else []
    return f"{row.text}（{'，'.join(more)}）" if more else row.text


def _whose(row: Amount) -> tuple[str, str]:
    return row.place.code, row.indicator


def _standing(row: Amount) -> tuple[bool, int]:
    return not row.below, row.year or 0


def verdict(found: Iterable[Amount]) -> comparability.Verdict:
    """Whether these amounts may be ranked."""
    return comparability.judge(
        [
            comparability.Basis(row.place.level, row.scope, row.year, row.unit)
            for row in found
            if not row.target
        ]
    )


def finding(name: str, shown: Shown, found: Sequence[Amount]) -> str:
    """A sentence on who reports the indicator and whether the amounts may be ranked."""
    done = [row for row in found if not row.target]
    reporting = list(dict.fromkeys(row.place.short for row in done))
    if not done:
        aims = list(dict.fromkeys(row.place.short for row in found))
        return f"{words.places(aims)}报告了{name}的目标" if aims else f"没有报告提及{name}"
    if len(reporting) == 1:
        texts = list(dict.fromkeys(row.text for row in done))
        told = "、".join(texts[:2]) + ("等" if len(texts) > 2 else "")
        labels = {row.label for row in done if row.below}
        whose = labels.pop().replace("·", "") if len(labels) == 1 else reporting[0]
        return f"{whose}报告{name}{told}" + _others(shown, reporting)
    judged = verdict(done)
    head = f"{words.count_word(len(reporting))}地报告{name}"
    if not judged.ranked:
        return f"{head}；{judged.reason}"
    return head + _first(done)


def _first(done: Sequence[Amount]) -> str:
    """Who stands first, where all amounts are known exactly and not all are alike."""
    if any(row.value is None or row.bound != "exact" for row in done):
        return ""
    top = max(row.value for row in done)
    first = [row for row in done if row.value == top]
    if len(first) == len(done):
        return f"，均为{first[0].text}"
    most = "最高" if first[0].unit in comparability.RATE_UNITS else "最多"
    tied = "并列" if len(first) > 1 else ""
    return f"，{words.places(row.label for row in first)}{tied}{most}，{first[0].text}"


def _others(shown: Shown, reporting: Sequence[str]) -> str:
    silent = [p for p in shown.places if p.reported and p.short not in reporting]
    if not silent:
        return ""
    return f"，另{words.count_word(len(silent))}地报告未提及"


def bars(
    key: str, name: str, indicator: str, shown: Shown, filters: Filters, found: Sequence[Amount]
) -> Chart:
    """A bar a region (its last year), gaps in words, ranked only where the verdict allows."""
    rows = latest(row for row in found if row.indicator == indicator)
    known = [row for row in rows if row.value is not None]
    if verdict(rows).ranked and len({row.place.code for row in known}) > 1:
        rows = sorted(rows, key=lambda row: (row.target, -(row.value or 0)))
    marks = [(_row_label(row, rows), _mark(row, name)) for row in rows]
    mentioned = {row.place.code for row in rows}
    marks += [
        (place.short, Mark(None, place.silence, gap=True))
        for place in shown.places
        if place.code not in mentioned
    ]
    return Chart(
        key=key,
        kind="bar",
        finding=finding(name, shown, rows),
        categories=tuple(label for label, _ in marks),
        series=(Series(name, tuple(mark for _, mark in marks)),),
        caption=_caption(rows, shown, filters),
    )


def _row_label(row: Amount, rows: Sequence[Amount]) -> str:
    same = [other for other in rows if other.label == row.label]
    qualifiers = []
    if len({other.year for other in rows}) > 1:
        qualifiers.append(words.year_label(row.year))
    if len({other.unit for other in same}) > 1:
        qualifiers.append(row.unit)
    if row.target:
        qualifiers.append("目标")
    return f"{row.label}（{'，'.join(qualifiers)}）" if qualifiers else row.label


def drill(row: Amount, name: str) -> Drill:
    """The way from an amount to the figures that make it."""
    return Drill(
        region=row.place.short,
        year=str(row.year) if row.year else words.UNDATED,
        indicator=name,
        status=words.STATUS_NAMES["target" if row.target else "actual"],
        rollup=row.rolled_up,
    )


def _mark(row: Amount, name: str) -> Mark:
    return Mark(
        value=row.value,
        text=row.text,
        bound=row.bound,
        target=row.target,
        gap=row.value is None,
        note=row.note,
        colour=row.place.colour,
        drill=drill(row, name),
        figures=row.figures,
    )


def _caption(rows: Sequence[Amount], shown: Shown, filters: Filters) -> str:
    if not rows:
        return shown.caption(filters)
    notes = list(dict.fromkeys(f"{row.place.short}{row.note}" for row in rows if row.note))
    titles = dict.fromkeys(title for row in rows for title in row.titles)
    years = words.span(row.year for row in rows if row.year)
    sources = f"出处：{words.sources(titles)}，{years}"
    return " · ".join([*notes[:3], shown.caption(filters, sources)])
