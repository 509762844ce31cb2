"""What 总览 shows: coverage, four key numbers, the matrix, what stands out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pages.parts import answers, data, places, progress, totals, words
from pages.parts.chart import Chart, Drill, Mark, Question, Series
from pages.parts.filters import Filters
from pages.parts.places import Shown
from pages.parts.progress import Notices

# Key numbers are looked for in this order; the first four that any shown region reports stand.
KEY_INDICATORS = (
    "training_attendance",
    "rules_total",
    "risk_points",
    "integrity_talks",
    "persons_disciplined",
    "cases_filed",
    "rules_revised",
    "units_building",
    "culture_sites",
)
BAR_INDICATORS = ("training_attendance", "risk_points")
MOST_CARDS = 4
# Notices whose completion stands out; the others are on 整改完成.
MOST_NOTICES = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One key number: whose, what, how much, and a line of context."""

    region: str
    name: str
    value: str
    context: str

    @property
    def label(self) -> str:
        """Whose and what."""
        return f"{self.region} · {self.name}"


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page draws."""

    title: str
    line: str
    cards: tuple[Card, ...]
    matrix: Chart
    bars: tuple[Chart, ...]
    standing_out: tuple[str, ...]


def build(filters: Filters) -> Overview:
    """The overview under these filters."""
    shown = places.shown(filters)
    names = totals.indicator_names()
    found = totals.amounts(shown, filters, tuple(names))
    notices = progress.notices(shown, filters)
    matrix = coverage_matrix(shown, filters)
    charts = [
        totals.bars(f"overview_{i}", names[i], i, shown, filters, found)
        for i in BAR_INDICATORS
        if any(row.indicator == i for row in found)
    ]
    return Overview(
        title=_title(shown, matrix),
        line=_line(shown, filters),
        cards=cards(shown, notices, names, found),
        matrix=matrix,
        bars=tuple(charts),
        standing_out=_standing_out(shown, notices, found, names),
    )


def cards(
    shown: Shown, notices: Notices, names: dict[str, str], found: list[totals.Amount]
) -> tuple[Card, ...]:
    """At most four key numbers of the shown regions."""
    told = (*_completion_card(notices), *_amount_cards(shown, names, found))
    return told[:MOST_CARDS]


def as_count(mark: Mark, place: places.Place) -> Mark:
    """A cell of the matrix as a bar of its region."""
    if mark.gap:
        return Mark(None, place.silence, gap=True)
    return replace(mark, text=f"{mark.text}个", colour=place.colour)


def one_series(name: str, marks: list[Mark]) -> tuple[Series, ...]:
    """A chart's only series."""
    return (Series(name, tuple(marks)),)


def _line(shown: Shown, filters: Filters) -> str:
    meta = data.ask("meta").iloc[0]
    tally = answers.on_shown("figure_tally", filters.regions, filters)
    tally = answers.of_categories(tally, filters.categories)
    told = [
        f"{shown.reports} 份公开报告",
        words.span(shown.years),
        f"{tally['figures'].sum():,} 个数据",
        f"筛选：{filters.words}",
        f"数据版本 {meta['version']}",
        f"更新于 {meta['built_at']:%Y-%m-%d}",
    ]
    return " · ".join(told)


def coverage_matrix(shown: Shown, filters: Filters) -> Chart:
    """Region × category: how many figures; 报告未提及 and 无报告 told apart."""
    cells = _coverage(shown, filters)
    categories = data.ask("category_choices")
    if filters.categories:
        categories = categories[categories["category"].isin(filters.categories)]
    series = [
        Series(
            place.label,
            tuple(
                _cell(place, category.name_, cells.get((place.code, category.category)), filters)
                for category in categories.rename(columns={"name": "name_"}).itertuples()
            ),
        )
        for place in shown.places
    ]
    return Chart(
        key="coverage",
        kind="matrix",
        finding=_widest(shown, cells),
        categories=tuple(categories["name"]),
        series=tuple(series),
        caption=f"格中为数据个数，点击可看出处 · {shown.caption(filters)}",
        category_title="类别",
        counted=Question("coverage_figures", tuple(_counted(shown, filters).items())),
    )


@dataclass(slots=True)
class _Covered:
    """What a region reports of a category under the filter."""

    figures: int = 0
    targets: int = 0
    bounded: int = 0
    from_elsewhere: int = 0
    rolled_up: int = 0
    latest_year: int | None = None  # of a result


def _coverage(shown: Shown, filters: Filters) -> dict[tuple[str, str], _Covered]:
    """By shown region and category; none where there is no figure."""
    found = answers.on_shown("coverage", shown.codes, filters)
    cells: dict[tuple[str, str], _Covered] = {}
    for row in answers.of_categories(found, filters.categories).itertuples():
        cell = cells.setdefault((row.shown, row.category), _Covered())
        cell.figures += row.figures
        cell.targets += row.targets
        cell.bounded += row.bounded
        cell.from_elsewhere += row.from_elsewhere
        cell.rolled_up += row.rolled_up
        # the rows of a cell come by year, those without one last
        if row.figures > row.targets and not pd.isna(row.year):
            cell.latest_year = int(row.year)
    return cells


def _counted(shown: Shown, filters: Filters) -> dict[str, Any]:
    return {
        "shown": shown.codes,
        "years": filters.years,
        "categories": filters.categories,
        "rollup": filters.rollup,
    }


def _cell(place: places.Place, category: str, row: _Covered | None, filters: Filters) -> Mark:
    if row is None:
        text = "未提及" if place.reported else words.NO_REPORT
        return Mark(None, text, gap=True, note=place.silence)
    notes = [f"最近 {row.latest_year} 年"] if row.latest_year else []
    notes += [f"{row.bounded} 个为下限或约数"] if row.bounded else []
    notes += [f"其中目标 {row.targets} 个"] if row.targets else []
    notes += [f"{row.from_elsewhere} 个见其他地区的报告"] if row.from_elsewhere else []
    # a year filter of several years cannot be one drill: then the figures of all of them show
    year = str(filters.years[0]) if len(filters.years) == 1 and filters.years[0] else None
    drill = Drill(place.short, year, category, rollup=bool(row.rolled_up))
    return Mark(
        float(row.figures),
        str(row.figures),
        note="，".join(notes),
        drill=drill,
    )


def _widest(shown: Shown, cells: dict) -> str:
    """Whose report touches the most categories: breadth of reporting, no praise of work."""
    touched = {
        place.short: sum(1 for code, _ in cells if code == place.code) for place in shown.places
    }
    most = max(touched.values(), default=0)
    if not most:
        return "当前筛选下没有数据"
    widest = [short for short, n in touched.items() if n == most]
    if len(touched) == 1:
        return f"{widest[0]}的报告涉及 {most} 类工作"
    return f"{words.places(widest)}的报告涉及类别最多，{most} 类"


def _title(shown: Shown, matrix: Chart) -> str:
    """The category that most regions report, and one that a single region does."""
    rows = tuple(zip(shown.places, matrix.series, strict=True))
    reporting = {
        category: [place.short for place, series in rows if not series.marks[at].gap]
        for at, category in enumerate(matrix.categories)
    }
    told = {category: found for category, found in reporting.items() if found}
    if not shown.places or not told:
        return "当前筛选下没有数据"
    if len(shown.places) == 1:
        return f"{shown.places[0].label}的报告涉及 {len(told)} 类工作"
    most = max(told, key=lambda category: len(told[category]))
    if len(told[most]) == 1:
        return f"{most}只有{told[most][0]}提到"
    head = f"{words.count_word(len(told[most]))}地报告了{most}"
    single = [category for category, found in told.items() if len(found) == 1]
    if not single:
        return head
    only = single[0]
    return f"{head}，{only}只有{told[only][0]}提到"


def _completion_card(notices: Notices) -> list[Card]:
    stated = [row for row in notices.stated if row.rate is not None]
    if not stated:
        return []
    row = stated[0]
    listed = [r for r in notices.listed if r.doc == row.doc]
    context = f"{row.done_text}/{row.raised_text}"
    if listed:
        context += (
            f"；清单口径 {listed[0].done}/{listed[0].total}（{words.percent(listed[0].rate)}）"
        )
    return [Card(row.region, "整改完成率（通报口径）", words.percent(row.rate), context)]


def _amount_cards(shown: Shown, names: dict[str, str], found: list[totals.Amount]) -> list[Card]:
    cards = []
    for indicator in KEY_INDICATORS:
        rows = [
            row
            for row in totals.latest(r for r in found if r.indicator == indicator)
            if row.value is not None and not row.target
        ]
        if rows:
            best = max(rows, key=lambda row: row.value)
            cards.append(Card(best.label, names[indicator], best.text, _context(best, rows, shown)))
    return cards


def _context(best: totals.Amount, rows: list[totals.Amount], shown: Shown) -> str:
    others = [row for row in rows if row.place.code != best.place.code]
    told = [f"{row.label} {row.text}" for row in others[:1]]
    mentioned = {row.place.code for row in rows}
    silent = [p for p in shown.places if p.reported and p.code not in mentioned]
    if silent:
        told.append(f"另{words.count_word(len(silent))}地报告未提及")
    return "；".join([words.year_label(best.year), *told])


def _standing_out(
    shown: Shown, notices: Notices, found: list[totals.Amount], names: dict[str, str]
) -> tuple[str, ...]:
    told = list(progress.findings(notices)[:MOST_NOTICES])
    shared: dict[str, set[str]] = {}
    for row in found:
        if not row.target:
            shared.setdefault(row.indicator, set()).add(row.place.short)
    common = [i for i, where in shared.items() if len(where) > 1]
    if len(shown.places) > 1:
        if common:
            listed = words.joined([names[i] for i in names if i in common], 5)
            told.append(f"两地以上都报告的指标有 {len(common)} 项：{listed}")
        else:
            told.append("没有一项指标由两地以上报告")
    aims = list(dict.fromkeys(row.place.short for row in found if row.target))
    if aims:
        told.append(f"{words.places(aims)}的报告写有目标，与已发生的数据分开计")
    bounded = sum(1 for row in found if row.bound != "exact")
    if bounded:
        told.append(f"{bounded} 项数据只说明下限或约数，图中以 ≥ 或“约”标出")
    return tuple(told)
