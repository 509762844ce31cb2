"""What 学习培训 shows: a table a row a region, then each indicator by region and year."""

from __future__ import annotations

from dataclasses import dataclass

from pages.parts import places, totals, trends, words
from pages.parts.chart import Chart, Drill
from pages.parts.filters import Filters
from pages.parts.places import Place, Shown
from pages.parts.totals import Amount

# The table's columns, in the order people read them.
COLUMNS = {
    "training_sessions": "场次",
    "training_attendance": "人次",
    "audience": "受众",
    "participation_rate": "参与率",
}


@dataclass(frozen=True, slots=True)
class Training:
    """All that the page draws."""

    title: str
    line: str
    table: Chart
    bars: tuple[Chart, ...]
    trends: tuple[Chart, ...]


def build(filters: Filters) -> Training:
    """The page under these filters; the category filter does not narrow it, as the page is one."""
    filters = filters.without_categories()
    shown = places.shown(filters)
    found = totals.amounts(shown, filters, tuple(COLUMNS))
    names = totals.indicator_names()
    table = _table(shown, filters, found)
    measured = [i for i in COLUMNS if any(row.indicator == i for row in found)]
    return Training(
        title=_title(shown, found, names),
        line=shown.caption(filters),
        table=table,
        bars=tuple(
            totals.bars(f"training_{i}", names[i], i, shown, filters, found) for i in measured
        ),
        trends=tuple(
            chart
            for i in measured
            if (chart := trends.lines(f"trend_{i}", names[i], i, shown, filters, found))
        ),
    )


def _title(shown: Shown, found: list[Amount], names: dict[str, str]) -> str:
    rows = [row for row in found if row.indicator == "training_attendance"]
    if not shown.places:
        return "当前筛选下没有数据"
    if rows:
        sentence = totals.finding("培训人次", shown, totals.latest(rows))
        head = f"{words.count_word(len(shown.places))}地"
        # 五地中两地报告……, but not 五地中五地
        several = len(shown.places) > 2 and "地报告" in sentence
        return f"{head}中{sentence}" if several and not sentence.startswith(head) else sentence
    others = [i for i in COLUMNS if any(row.indicator == i for row in found)]
    if others:
        return f"没有报告提及培训人次，有报告提及{'、'.join(names[i] for i in others)}"
    return "没有报告提及学习培训的数量"


def _table(shown: Shown, filters: Filters, found: list[Amount]) -> Chart:
    rows = tuple(_row(place, found) for place in shown.places)
    reporting = [
        row[0]
        for row in rows
        if any(cell not in (words.NOT_MENTIONED, words.NO_REPORT) for cell in row[1:5])
    ]
    total = words.count_word(len(shown.places))
    return Chart(
        key="training_table",
        kind="list",
        finding=f"{total}地中{words.places(reporting)}报告了学习培训的数量"
        if len(shown.places) > 1 and reporting
        else "各地学习培训的数量"
        if reporting
        else "所选地区均未提及学习培训的数量",
        categories=(),
        series=(),
        columns=("地区", *COLUMNS.values(), "年份", "出处"),
        rows=rows,
        drills=tuple(Drill(place.short, category="学习培训") for place in shown.places),
        behind=tuple(i for place in shown.places for r in _latest(place, found) for i in r.figures),
        caption=f"{totals.LATEST}；单位不同的分别列出，不相加 · {shown.caption(filters)}",
    )


def _row(place: Place, found: list[Amount]) -> tuple[str, ...]:
    mine = _latest(place, found)
    if not mine:
        return (place.label, *(place.silence,) * len(COLUMNS), "—", "—")
    years = list(
        dict.fromkeys(words.year_label(row.year, inferred=row.year_inferred) for row in mine)
    )
    scopes = {row.scope for row in mine}
    cells = []
    for indicator in COLUMNS:
        told = [
            totals.told(row, with_year=len(years) > 1, with_scope=len(scopes) > 1 or row.below)
            for row in mine
            if row.indicator == indicator
        ]
        cells.append("、".join(told) or place.silence)
    titles = dict.fromkeys(title for row in mine for title in row.titles)
    return (place.label, *cells, "、".join(years), words.sources(titles))


def _latest(place: Place, found: list[Amount]) -> list[Amount]:
    return totals.latest(row for row in found if row.place == place and not row.target)
