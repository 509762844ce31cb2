"""What 分类分析 shows of one category: regions, indicators, years, single figures."""

from __future__ import annotations

from dataclasses import dataclass

from pages.parts import data, places, totals, trends, words
from pages.parts.chart import Chart, Drill
from pages.parts.filters import Filters
from pages.parts.places import Shown
from pages.parts.views import overview

# Single figures listed on the page; all of them are on 数据出处.
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the page draws."""

    title: str
    line: str
    regions: Chart
    bars: tuple[Chart, ...]
    trends: tuple[Chart, ...]
    figures: Chart | None


def build(filters: Filters, category: str, name: str) -> Analysis:
    """The page of one category under the bar's regions and years."""
    filters = filters.for_category(category)
    shown = places.shown(filters)
    names = totals.indicator_names()
    found = totals.amounts(shown, filters, ())
    measured = [i for i in names if any(row.indicator == i for row in found)]
    regions = _regions(name, shown, filters)
    return Analysis(
        title=_title(name, shown, regions),
        line=f"{_definition(category)} · {shown.caption(filters)}",
        regions=regions,
        bars=tuple(
            totals.bars(f"category_{i}", names[i], i, shown, filters, found) for i in measured
        ),
        trends=tuple(
            chart
            for i in measured
            if (chart := trends.lines(f"category_trend_{i}", names[i], i, shown, filters, found))
        ),
        figures=_figures(name, shown, filters),
    )


def _definition(category: str) -> str:
    categories = data.ask("category_choices")
    return categories.set_index("category").loc[category, "definition"]


def _title(name: str, shown: Shown, regions: Chart) -> str:
    """Whose reports mention the category."""
    told = [
        place
        for place, mark in zip(shown.places, regions.series[0].marks, strict=True)
        if not mark.gap
    ]
    if not told:
        return f"没有报告提及{name}"
    if len(shown.places) == 1:
        return f"{told[0].label}的报告提及{name}"
    total = words.count_word(len(shown.places))
    if len(told) == len(shown.places):
        return f"{total}地报告都提及{name}"
    return f"{total}地中{words.places([place.short for place in told])}的报告提及{name}"


def _regions(name: str, shown: Shown, filters: Filters) -> Chart:
    matrix = overview.coverage_matrix(shown, filters)
    marks = [
        overview.as_count(series.marks[0], place)
        for series, place in zip(matrix.series, shown.places, strict=True)
    ]
    return Chart(
        key="category_regions",
        kind="bar",
        finding="各地报告写了多少",
        categories=tuple(place.label for place in shown.places),
        series=overview.one_series("数据个数", marks),
        caption=f"数据个数只说明报告写了多少，不代表工作量 · {shown.caption(filters)}",
        counted=matrix.counted,
    )


def _figures(name: str, shown: Shown, filters: Filters) -> Chart | None:
    found = data.ask(
        "figure_list",
        **filters.parameters(),
        indicator="",
        status="",
        search="",
        sort="source",
        limit=MOST_LISTED,
        offset=0,
    )
    if found.empty:
        return None
    return Chart(
        key="category_figures",
        kind="list",
        finding=f"{name}的逐条数据",
        categories=(),
        series=(),
        columns=("计什么", "数量", "地区", "年份", "指标", "状态", "出处"),
        rows=tuple(
            (
                row.item,
                words.amount(row.value, row.unit, row.bound),
                words.place_name(row.region_name),
                words.year_label(row.year, inferred=bool(row.year_inferred)),
                words.or_dash(row.indicator_name),
                words.STATUS_NAMES[row.status],
                row.title,
            )
            for row in found.itertuples()
        ),
        drills=tuple(Drill(figure=row.id) for row in found.itertuples()),
        caption=f"最多列出 {MOST_LISTED} 条，其余见数据出处 · {shown.caption(filters)}",
    )
