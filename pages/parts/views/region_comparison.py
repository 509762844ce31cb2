"""What 地区对比 shows: chosen regions side by side on chosen indicators."""

from __future__ import annotations

from dataclasses import dataclass

from pages.parts import places, totals, words
from pages.parts.chart import Chart
from pages.parts.filters import Filters
from pages.parts.places import Shown
from pages.parts.totals import Amount

# Without a choice, the indicators that most regions report, at most this many.
MOST_CHARTS = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the page draws."""

    title: str
    line: str
    table: Chart
    bars: tuple[Chart, ...]


def build(filters: Filters, chosen: tuple[str, ...]) -> Comparison:
    """The page under these filters for the chosen indicators (ids), or the commonest."""
    shown = places.shown(filters)
    names = totals.indicator_names()
    found = totals.amounts(shown, filters, chosen)
    picked = [i for i in names if i in chosen] or commonest(found, names)
    table = _table(shown, filters, found, picked, names)
    return Comparison(
        title=_title(shown, found, chosen, picked, names),
        line=shown.caption(filters),
        table=table,
        bars=tuple(totals.bars(f"compare_{i}", names[i], i, shown, filters, found) for i in picked),
    )


def commonest(found: list[Amount], names: dict[str, str]) -> list[str]:
    """The indicators that most regions report, in falling order; alike ones in the reference's."""
    where: dict[str, set[str]] = {}
    for row in found:
        if not row.target:
            where.setdefault(row.indicator, set()).add(row.place.code)
    told = [indicator for indicator in names if indicator in where]
    ordered = sorted(told, key=lambda indicator: -len(where[indicator]))
    return ordered[:MOST_CHARTS]


def _title(
    shown: Shown,
    found: list[Amount],
    chosen: tuple[str, ...],
    picked: list[str],
    names: dict[str, str],
) -> str:
    if not shown.places:
        return "当前筛选下没有数据"
    if len(chosen) == 1 and picked:
        rows = totals.latest(row for row in found if row.indicator == picked[0])
        return totals.finding(names[picked[0]], shown, rows)
    where: dict[str, set[str]] = {}
    for row in found:
        if not row.target:
            where.setdefault(row.indicator, set()).add(row.place.code)
    shared = [i for i in names if len(where.get(i, ())) > 1]
    head = words.count_word(len(shown.places))
    if len(shown.places) == 1:
        return f"{shown.places[0].label}报告了 {len(where)} 项指标，再选一地即可对比"
    if not shared:
        return f"{head}地没有共同报告的指标"
    if len(shown.places) == 2:
        return f"两地都报告的指标有 {len(shared)} 项"
    return f"{head}地中，两地以上都报告的指标有 {len(shared)} 项"


def _table(
    shown: Shown, filters: Filters, found: list[Amount], picked: list[str], names: dict[str, str]
) -> Chart:
    amounts: dict[tuple[str, str], list[Amount]] = {}
    for row in totals.latest(found):
        amounts.setdefault((row.place.code, row.indicator), []).append(row)
    rows, behind = [], []
    for place in shown.places:
        cells = []
        for indicator in picked:
            mine = amounts.get((place.code, indicator), [])
            cells.append("、".join(map(_told, mine)) or place.silence)
            behind += [i for row in mine for i in row.figures]
        rows.append((place.label, *cells))
    return Chart(
        key="compare_table",
        kind="list",
        finding=f"{words.count_word(len(shown.places))}地、{len(picked)} 项指标对照"
        if picked
        else "没有可对照的指标",
        categories=(),
        series=(),
        columns=("地区", *(names[i] for i in picked)),
        rows=tuple(rows),
        behind=tuple(behind),
        caption=f"{totals.LATEST} · {shown.caption(filters)}",
    )


def _told(row: Amount) -> str:
    """The amount with its year, and whose it is where only a lower division's body tells it."""
    amount = totals.told(row, with_year=True, with_scope=row.below)
    return f"目标{amount}" if row.target else amount
