"""What 整改完成 shows: by the notice's total, by its list, by section, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pages.parts import places, progress, theme, totals, words
from pages.parts.chart import Chart, Drill, Mark, Series
from pages.parts.filters import Filters
from pages.parts.places import Shown
from pages.parts.progress import LISTED, STATED, Listed, Stated
from pages.parts.views import open_matters

# The order in which progress is stacked, with each status's colour.
PROGRESS = {
    "done": theme.ACCENT,
    "in_progress": theme.CAUTION,
    "not_done": theme.GREY,
    "unstated": theme.NEUTRAL,
}
# Notices of one region and year listed in the table.
MOST_NOTICES = 4


@dataclass(frozen=True, slots=True)
class Rectification:
    """All that the page draws."""

    title: str
    line: str
    table: Chart
    bases: Chart | None
    explanation: str
    funnel: Chart | None
    timeline: Chart | None
    sections: Chart | None
    open_matters: Chart | None
    others: Chart | None


def build(filters: Filters, today: date) -> Rectification:
    """The page under these filters; ``today`` decides which due dates have gone by."""
    shown = places.shown(filters)
    notices = progress.notices(shown, filters)
    told = progress.findings(notices)
    rated = [row for row in notices.stated if progress.is_rated(row)]
    unrated = [row for row in notices.stated if not progress.is_rated(row)]
    last = progress.last(rated, notices.listed)
    docs = _listed_docs(shown, last)
    sources = {
        row.title: row.title + (f"（{row.published}）" if row.published else "") for row in last
    }
    return Rectification(
        title=told[0] if told else _silence(shown),
        line=" · ".join([*list(sources.values())[:2], shown.caption(filters)]),
        table=_table(shown, filters, last),
        bases=_bases(shown, filters, last),
        explanation=_explanation(_pair(last)),
        funnel=_funnel(shown, filters, [row for row in last if isinstance(row, Stated)]),
        timeline=open_matters.timeline(shown, filters, docs, today),
        sections=_sections(shown, filters, last),
        open_matters=open_matters.listing(shown, filters, docs, today),
        others=_others(shown, filters, unrated),
    )


def _silence(shown: Shown) -> str:
    if not shown.places:
        return "当前筛选下没有数据"
    return "没有报告同时写明应整改和已完成的问题数"


def _table(shown: Shown, filters: Filters, last: list[Stated | Listed]) -> Chart:
    """A row a region and 口径; a region that tells neither has a row that says so."""
    rows, left_out = [], 0
    for place in shown.places:
        found = [row for row in last if row.place == place]
        told = _few(found)
        left_out += len(found) - len(told)
        rows += [_table_row(row) for row in told]
        if not found:
            rows.append((place.short, place.silence, "—", "—", "—", "—", "—"))
    reporting = [place.short for place in shown.places if any(row.place == place for row in last)]
    more = f"另有 {left_out} 行未列出 · " if left_out else ""
    return Chart(
        key="rectification_table",
        kind="list",
        finding=_table_finding(reporting, shown),
        categories=(),
        series=(),
        columns=("地区", "应整改", "已完成", "进行中", "完成率", "口径", "出处"),
        rows=tuple(rows),
        drills=tuple(Drill(row[0], category="问题整改") for row in rows),
        behind=_behind(last),
        ledgers=_ledgers(last),
        caption=f"完成率＝已完成÷同一总数的应整改；各地取最近一年 · {more}{shown.caption(filters)}",
    )


def _few(found: list[Stated | Listed]) -> list[Stated | Listed]:
    """The first notices of a region, each with both counts that it has."""
    docs = list(dict.fromkeys(row.doc for row in found))[:MOST_NOTICES]
    return [row for row in found if row.doc in docs]


def _table_row(row: Stated | Listed) -> tuple[str, ...]:
    if isinstance(row, Listed):
        told = (
            str(row.total),
            str(row.done),
            str(row.in_progress),
            words.percent(row.rate),
            LISTED,
        )
    else:
        rate = words.NOT_STATED if row.rate is None else words.percent(row.rate)
        told = (
            row.raised_text,
            row.done_text or words.NOT_STATED,
            row.in_progress_text or words.NOT_STATED,
            rate,
            STATED,
        )
    return (row.region, *told, progress.source(row))


def _table_finding(reporting: list[str], shown: Shown) -> str:
    if not shown.places:
        return "当前筛选下没有数据"
    if len(shown.places) == 1:
        place = shown.places[0]
        return f"{place.label}的整改完成情况" if reporting else f"{place.label}未写明整改完成情况"
    if not reporting:
        return f"{words.count_word(len(shown.places))}地均未写明整改完成情况"
    return f"{words.count_word(len(shown.places))}地中{words.places(reporting)}写明整改完成情况"


def _bases(shown: Shown, filters: Filters, last: list[Stated | Listed]) -> Chart | None:
    """Completion by the notice's total and by its list, one above the other."""
    told = [row for row in last if isinstance(row, Listed) or row.done is not None]
    told = [row for place in shown.places for row in _few([r for r in told if r.place == place])]
    if not told:
        return None
    by_name = {_base_name(row, told): _base_marks(row) for row in told}
    pair = _pair(told)
    finding = _bases_finding(pair) if pair else _one_basis(told)
    chart = _progress_chart("rectification_bases", finding, by_name, shown.caption(filters), "口径")
    return replace(chart, behind=_behind(told), ledgers=_ledgers(told))


def _behind(told: list[Stated | Listed]) -> tuple[str, ...]:
    """The figures of stated wholes and their parts."""
    return tuple(i for row in told if isinstance(row, Stated) for i in row.figures)


def _ledgers(told: list[Stated | Listed]) -> tuple[str, ...]:
    """The notices whose lists are counted."""
    return tuple(dict.fromkeys(row.doc for row in told if isinstance(row, Listed)))


def _base_name(row: Stated | Listed, told: list[Stated | Listed]) -> str:
    """Region and 口径; the report, too, where that is not enough to tell bars apart."""
    name = f"{row.region}·{LISTED if isinstance(row, Listed) else STATED}"
    same = [other for other in told if (other.region, type(other)) == (row.region, type(row))]
    if len(same) == 1:
        return name
    return f"{name}（{same.index(row) + 1}，{row.title}）"


def _base_marks(row: Stated | Listed) -> dict[str, Mark]:
    """What of it is how far; a status that nobody counted is not there, and none is no zero."""
    if isinstance(row, Listed):
        return {status: _counted(getattr(row, status)) for status in PROGRESS}
    drill = Drill(row.region, category="问题整改", rollup=False)
    marks = {"done": Mark(row.done, row.done_text, row.done_bound, drill=drill)}
    if row.in_progress is not None:
        marks["in_progress"] = Mark(
            row.in_progress, row.in_progress_text, row.in_progress_bound, drill=drill
        )
    rest = row.raised - row.done - (row.in_progress or 0)
    # what is left of a bound is no number
    bounds = {row.raised_bound, row.done_bound}
    bounds |= {row.in_progress_bound} if row.in_progress is not None else set()
    if rest > 0 and bounds == {"exact"}:
        marks["unstated"] = Mark(rest, words.number(rest), drill=drill)
    return marks


def _counted(n: int) -> Mark:
    """A status of a list that was counted: none of it is a true zero."""
    return Mark(float(n), words.number(n))


def _pair(last: list[Stated | Listed]) -> tuple[Stated, Listed] | None:
    """The first notice that has both a total and a list."""
    lists = {row.doc: row for row in last if isinstance(row, Listed)}
    pairs = [(row, lists[row.doc]) for row in last if isinstance(row, Stated) and row.doc in lists]
    return pairs[0] if pairs else None


def _one_basis(told: list[Stated | Listed]) -> str:
    names = {LISTED if isinstance(row, Listed) else STATED for row in told}
    regions = words.places(dict.fromkeys(row.region for row in told))
    return f"{regions}按{'、'.join(sorted(names, reverse=True))}的完成情况"


def _bases_finding(pair: tuple[Stated, Listed]) -> str:
    row, other = pair
    if row.raised_bound != "exact":
        return f"{row.region}通报 {row.raised_text} 项，清单列出 {other.total} 项"
    gap = row.raised - other.total
    if not gap:
        return f"{row.region}两种口径总数一致，均为 {other.total} 项"
    return (
        f"{row.region}两种口径相差 {words.number(abs(gap))} 项："
        f"通报 {row.raised_text} 项，清单列出 {other.total} 项"
    )


def _explanation(pair: tuple[Stated, Listed] | None) -> str:
    """Why two counts of one notice differ, as far as it can be told, without judging."""
    if not pair:
        return ""
    row, other = pair
    done = f"已完成 {row.done_text} 项" if row.done_text else "未写明已完成多少"
    told = (
        f"{STATED}按通报正文写明的总数计：应整改 {row.raised_text} 项，{done}。"
        f"{LISTED}按通报逐条列出的问题及其进展计：列出 {other.total} 项，已完成 {other.done} 项"
    )
    if other.unstated:
        told += f"，{other.unstated} 项未写明进展"
    return told + "。两者计数单位不同，一条列出的问题可能含若干项，故并列而不合并。"


def _sections(shown: Shown, filters: Filters, last: list[Stated | Listed]) -> Chart | None:
    """How far each section of the lists is."""
    docs = _listed_docs(shown, last)
    found = progress.sections(shown, filters)
    found = found[found["doc"].isin(docs)]
    if found.empty:
        return None
    several = len(docs) > 1
    by_name = {}
    for row in found.itertuples():
        name = f"{row.region_name}·{row.section_topic}" if several else row.section_topic
        if name in by_name:
            name = f"{name}（{row.title}）"
        by_name[name] = {status: _counted(int(getattr(row, status))) for status in PROGRESS}
    caption = f"按通报的部分，{LISTED} {sum(found['listed'])} 项 · {shown.caption(filters)}"
    finding = _sections_finding(by_name)
    if len(by_name) > open_matters.MOST_DRAWN:
        caption = f"画出进行中最多的 {open_matters.MOST_DRAWN} 个部分 · {caption}"
        by_name = dict(
            sorted(by_name.items(), key=lambda m: -m[1]["in_progress"].value)[
                : open_matters.MOST_DRAWN
            ]
        )
    chart = _progress_chart("rectification_sections", finding, by_name, caption, "部分")
    return replace(chart, ledgers=tuple(found["doc"].unique()))


def _sections_finding(by_name: dict[str, dict[str, Mark]]) -> str:
    going = {name: int(marks["in_progress"].value) for name, marks in by_name.items()}
    total, most = sum(going.values()), max(going.values())
    if not total:
        return "清单各部分均无进行中的事项"
    names = [name for name, n in going.items() if n == most]
    if len(by_name) == 1:
        return f"{names[0]}有 {total} 项进行中"
    each = "各有 " if len(names) > 1 else "有 "
    return f"进行中的 {total} 项里，{words.joined(names, 3)}{each}{most} 项"


def _listed_docs(shown: Shown, last: list[Stated | Listed]) -> list[str]:
    """The notices whose lists are drawn and listed."""
    lists = [row for row in last if isinstance(row, Listed)]
    return [r.doc for place in shown.places for r in _few([r for r in lists if r.place == place])]


def _progress_chart(
    key: str,
    finding: str,
    by_name: dict[str, dict[str, Mark]],
    caption: str,
    category_title: str,
) -> Chart:
    """Stacked bars by status; a status that no bar has is left out."""
    used = [s for s in PROGRESS if any(s in m and m[s].value for m in by_name.values())]
    series = [
        Series(
            words.LEDGER_STATUS_NAMES[status],
            tuple(
                marks.get(status) or Mark(None, words.NOT_STATED, gap=True)
                for marks in by_name.values()
            ),
            PROGRESS[status],
        )
        for status in used
    ]
    return Chart(
        key=key,
        kind="stacked",
        finding=finding,
        categories=tuple(by_name),
        series=tuple(series),
        caption=caption,
        category_title=category_title,
    )


def _funnel(shown: Shown, filters: Filters, rated: list[Stated]) -> Chart | None:
    """From problems raised to measures, done and in progress, of the first that tells them."""
    row = next((row for row in rated if row.done is not None), None)
    if row is None:
        return None
    steps = [("应整改", row.raised, row.raised_text, row.raised_bound, "应整改问题")]
    steps += [
        ("整改措施", amount.value, amount.text, amount.bound, "整改措施")
        for amount in totals.amounts(shown, filters.without_categories(), ("measures",))
        if amount.titles == (row.title,)
        and amount.year == row.year
        and amount.value is not None
        and not amount.target
    ][:1]
    steps.append(("已完成", row.done, row.done_text, row.done_bound, "完成整改问题"))
    if row.in_progress is not None:
        steps.append(
            ("进行中", row.in_progress, row.in_progress_text, row.in_progress_bound, "正在整改问题")
        )
    marks = [
        Mark(
            value,
            text,
            bound,
            colour=theme.CAUTION if name == "进行中" else None,
            drill=Drill(row.region, indicator=indicator, rollup=False),
        )
        for name, value, text, bound, indicator in steps
    ]
    told = "，".join(f"{name} {text}" for name, _, text, *_ in steps)
    return Chart(
        key="rectification_funnel",
        kind="bar",
        finding=f"{row.region}：{told}",
        categories=tuple(name for name, *_ in steps),
        series=(Series("数量", tuple(marks), theme.ACCENT),),
        caption=f"措施与问题不是一一对应 · 出处：{progress.source(row)} · {shown.caption(filters)}",
        category_title="环节",
    )


def _others(shown: Shown, filters: Filters, rows: list[Stated]) -> Chart | None:
    if not rows:
        return None
    return Chart(
        key="rectification_others",
        kind="list",
        finding=f"另有 {len(rows)} 个问题总数，报告未写明其中完成多少",
        categories=(),
        series=(),
        columns=("地区", "问题", "数量", "年份", "出处"),
        rows=tuple(
            (
                row.region,
                row.item,
                row.raised_text,
                words.year_label(row.year),
                progress.source(row),
            )
            for row in rows[:50]
        ),
        behind=tuple(i for row in rows[:50] for i in row.figures),
        caption=f"不与上表合并计算 · {shown.caption(filters)}",
    )
