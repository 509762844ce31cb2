"""What 地区画像 shows of one region: categories, amounts, ledger, reports, others' words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pages.parts import answers, data, due, places, progress, totals, words
from pages.parts.chart import Chart, Drill
from pages.parts.filters import Filters
from pages.parts.places import Place, Shown
from pages.parts.views import open_matters, overview


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the page draws; what the data does not hold is None."""

    title: str
    line: str
    cards: tuple[overview.Card, ...]
    categories: Chart
    amounts: Chart
    ledger: Chart | None
    reports: Chart | None
    below: Chart | None
    elsewhere: Chart | None


def build(filters: Filters, region: str, today: date) -> Profile:
    """The profile of one region under the bar's years and categories."""
    filters = filters.for_region(region)
    shown = places.shown(filters)
    place = shown.places[0]
    found = totals.amounts(shown, filters, ())
    names = totals.indicator_names()
    categories = _categories(place, shown, filters)
    cards = overview.cards(shown, progress.notices(shown, filters), names, found)
    return Profile(
        title=_title(place, cards, categories),
        line=shown.caption(filters),
        cards=cards,
        categories=categories,
        amounts=_amounts(place, shown, filters, found, names),
        ledger=_ledger(shown, filters, today),
        reports=_reports(place, shown, filters),
        below=_below(place, shown, filters),
        elsewhere=_elsewhere(place, shown, filters),
    )


def _title(place: Place, cards: tuple[overview.Card, ...], categories: Chart) -> str:
    """The first two key numbers; without any, what the report touches."""
    if not cards:
        return f"{place.label}：{categories.finding}"
    told = "，".join(f"{_whose(card, place)}{card.name}{card.value}" for card in cards[:2])
    return f"{place.label}：{told}"


def _whose(card: overview.Card, place: Place) -> str:
    """The body or division that a key number is of, where it is not all that the page is about."""
    if card.region == place.label:
        return ""
    return card.region.removeprefix(place.short).replace("·", "")


def _categories(place: Place, shown: Shown, filters: Filters) -> Chart:
    matrix = overview.coverage_matrix(shown, filters)
    marks = matrix.series[0].marks
    pairs = sorted(
        zip(matrix.categories, marks, strict=True), key=lambda pair: -(pair[1].value or 0)
    )
    told = [(name, mark) for name, mark in pairs if not mark.gap]
    silent = [name for name, mark in pairs if mark.gap]
    if told:
        most = [name for name, mark in told if mark.value == told[0][1].value]
        finding = f"报告涉及 {len(told)} 类工作，{words.joined(most)}的数据最多"
        tail = f"{words.NOT_MENTIONED}：{words.joined(silent, 13)}" if silent else "各类均有提及"
    else:
        finding = "报告中没有符合条件的数据" if place.reported else "没有这些年份的报告"
        tail = "可放宽年份或类别"
    return Chart(
        key="profile_categories",
        kind="bar",
        finding=finding,
        categories=tuple(name for name, _ in told),
        series=overview.one_series("数据个数", [overview.as_count(m, place) for _, m in told]),
        caption=f"{tail} · {shown.caption(filters)}",
        category_title="类别",
        counted=matrix.counted,
    )


def _amounts(
    place: Place,
    shown: Shown,
    filters: Filters,
    found: list[totals.Amount],
    names: dict[str, str],
) -> Chart:
    rows = [row for i in names for row in found if row.indicator == i]
    listed = rows[: open_matters.MOST_LISTED]
    return Chart(
        key="profile_amounts",
        kind="list",
        finding=f"{place.short}报告了 {len({row.indicator for row in rows})} 项指标"
        if rows
        else f"{place.short}没有可归入指标的数据",
        categories=(),
        series=(),
        columns=("指标", "数量", "状态", "年份", "说明"),
        rows=tuple(
            (
                names[row.indicator],
                row.text,
                words.STATUS_NAMES["target" if row.target else "actual"],
                words.year_label(row.year),
                row.note or "—",
            )
            for row in listed
        ),
        drills=tuple(totals.drill(row, names[row.indicator]) for row in listed),
        behind=tuple(i for row in listed for i in row.figures),
        caption="同一指标、年份和单位的总数相加，其中部分不再计 · "
        f"{_at_most(len(rows))}{shown.caption(filters)}",
    )


def _ledger(shown: Shown, filters: Filters, today: date) -> Chart | None:
    found = answers.on_shown("ledger_rows", shown.codes, filters, open=False)
    if found.empty:
        return None
    done = int((found["status"] == "done").sum())
    return Chart(
        key="profile_ledger",
        kind="list",
        finding=f"整改清单列出 {len(found)} 项，已完成 {done} 项",
        categories=(),
        series=(),
        columns=("序号", "事项", "部分", "期限", "进展"),
        rows=tuple(
            (
                str(row.seq),
                row.topic,
                row.section_topic,
                "—" if row.status == "done" else due.text(row.due),
                due.state(row.status, row.due, bool(row.later_report), today),
            )
            for row in found.head(open_matters.MOST_LISTED).itertuples()
        ),
        ledgers=tuple(found["doc"].unique()),
        caption=f"事项为本看板的简称 · {_at_most(len(found))}{shown.caption(filters)}",
    )


def _reports(place: Place, shown: Shown, filters: Filters) -> Chart | None:
    found = answers.on_shown("report_years", shown.codes, filters)
    if found.empty:
        return None
    return Chart(
        key="profile_reports",
        kind="list",
        finding=f"{place.short}的报告 {len(found)} 份",
        categories=(),
        series=(),
        columns=("报告", "发布者", "发布时间", "类型", "范围", "年份"),
        rows=tuple(
            (
                row.title,
                row.publisher or "未注明",
                row.published or "未注明",
                row.kind or "未注明",
                words.scope_name(row.scope),
                words.year_label(
                    row.year, inferred=str(row.year_basis or "").startswith("inferred")
                ),
            )
            for row in found.head(open_matters.MOST_LISTED).itertuples()
        ),
        caption=f"{_at_most(len(found))}{shown.caption(filters)}",
    )


def _at_most(found: int) -> str:
    """That a long table is cut."""
    most = open_matters.MOST_LISTED
    return f"最多列出 {most} 行 · " if found > most else ""


def _below(place: Place, shown: Shown, filters: Filters) -> Chart | None:
    found = answers.of_filters(data.ask("divisions_below", region=place.code), filters)
    if found.empty:
        return None
    named = _divisions(found)
    return Chart(
        key="profile_below",
        kind="list",
        finding=f"数据点名 {len(named)} 个下级地区：{words.places(short for short, *_ in named)}",
        categories=(),
        series=(),
        columns=("下级地区", "数据个数", "类别"),
        rows=tuple(
            (short, str(figures), words.joined(categories))
            for short, figures, categories in named[: places.MOST_SHOWN]
        ),
        drills=tuple(Drill(short, rollup=False) for short, *_ in named[: places.MOST_SHOWN]),
        caption=shown.caption(filters),
    )


def _divisions(found: pd.DataFrame) -> list[tuple[str, int, list[str]]]:
    """Short name, number of figures and names of their categories, the most named first."""
    counts: dict[str, int] = {}
    categories: dict[str, set[str]] = {}
    for row in found.itertuples():
        counts[row.short] = counts.get(row.short, 0) + int(row.figures)
        categories.setdefault(row.short, set()).add(row.category_name)
    return [
        (short, counts[short], sorted(categories[short]))
        for short in sorted(counts, key=counts.__getitem__, reverse=True)
    ]


def _elsewhere(place: Place, shown: Shown, filters: Filters) -> Chart | None:
    found = answers.of_filters(data.ask("told_elsewhere", region=place.code), filters)
    if found.empty:
        return None
    return Chart(
        key="profile_elsewhere",
        kind="list",
        finding=f"其他地区的报告提到{place.short} {len(found)} 处",
        categories=(),
        series=(),
        columns=("计什么", "数量", "年份", "出处"),
        rows=tuple(
            (
                row.item,
                words.amount(row.value, row.unit, row.bound),
                words.year_label(row.year, inferred=bool(row.year_inferred)),
                row.title,
            )
            for row in found.head(50).itertuples()
        ),
        behind=tuple(found.head(50)["id"]),
        caption=shown.caption(filters),
    )
