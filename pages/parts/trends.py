"""One indicator over the years, a line a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pages.parts import words
from pages.parts.chart import Chart, Drill, Mark, Series
from pages.parts.filters import Filters
from pages.parts.places import Shown
from pages.parts.totals import Amount

# More lines than this cannot be told apart: so many strokes and symbols each face has.
MOST_LINES = 6


def lines(
    key: str, name: str, indicator: str, shown: Shown, filters: Filters, found: Sequence[Amount]
) -> Chart | None:
    """Results by year in the commonest unit; None where no region has two years of them."""
    rows = [
        row
        for row in found
        if row.indicator == indicator and not row.target and row.year and row.value is not None
    ]
    units = [row.unit for row in rows]
    if not units:
        return None
    unit = max(dict.fromkeys(units), key=units.count)
    labels = [
        label for label in dict.fromkeys(r.label for r in rows) if _years(rows, label, unit) > 1
    ]
    if not labels:
        return None
    years = sorted({row.year for row in rows if row.unit == unit and row.label in labels})
    series = _told_apart([_series(label, rows, unit, years, name) for label in labels[:MOST_LINES]])
    regions = {row.place.code for row in rows if row.label in labels}
    told = [f"单位：{unit}；未提及的年份断开"]
    told += [f"另有 {len(labels) - MOST_LINES} 条线未画出"] if len(labels) > MOST_LINES else []
    return Chart(
        key=key,
        kind="line",
        name=name,
        finding=_finding(name, series, years, len(regions)),
        categories=tuple(f"{year}年" for year in years),
        series=series,
        caption=" · ".join([*told, shown.caption(filters)]),
        category_title="年份",
    )


def _years(rows: Sequence[Amount], label: str, unit: str) -> int:
    return len({row.year for row in rows if row.label == label and row.unit == unit})


def _series(
    label: str, rows: Sequence[Amount], unit: str, years: Sequence[int], name: str
) -> Series:
    by_year = {row.year: row for row in rows if row.label == label and row.unit == unit}
    first = next(iter(by_year.values()))
    marks = tuple(
        Mark(
            value=row.value,
            text=row.text,
            bound=row.bound,
            note=row.note,
            drill=Drill(row.place.short, str(year), indicator=name, rollup=row.rolled_up),
            figures=row.figures,
        )
        if (row := by_year.get(year))
        else Mark(None, words.NOT_MENTIONED, gap=True)
        for year in years
    )
    return Series(label, marks, first.place.colour)


def _told_apart(series: Sequence[Series]) -> tuple[Series, ...]:
    """Lines of one region have one colour, and each a stroke of its own."""
    colours = [each.colour for each in series]
    return tuple(
        replace(each, stroke=colours[:at].count(each.colour)) for at, each in enumerate(series)
    )


def _finding(name: str, series: Sequence[Series], years: Sequence[int], regions: int) -> str:
    if regions > 1:
        return f"{words.count_word(regions)}地报告了多年的{name}，{words.span(years)}"
    if len(series) > 1:
        # one region, told for its work as a whole and for that of a body
        return f"{words.joined([s.name for s in series])}的{name}，{words.span(years)}"
    known = [mark for mark in series[0].marks if mark.value is not None]
    first, last = known[0], known[-1]
    return f"{series[0].name}{name}由{first.text}到{last.text}，{words.span(years)}"
