"""What 整改完成 shows: by the notice's total, by its list, by section, and what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from pages.parts import data, places, theme, totals, words
from pages.parts.chart import Chart, Drill, Mark, Series
from pages.parts.filters import Filters
from pages.parts.places import Place, Shown

STATED, LISTED = "通报口径", "清单口径"
PAST_DUE = "期限已过，未见后续报告"
# The order in which progress is stacked, with each status's colour.
PROGRESS = {
    "done": theme.ACCENT,
    "in_progress": theme.CAUTION,
    "not_done": theme.GREY,
    "unstated": theme.NEUTRAL,
}
NO_RATE = "未写明"
# Notices of one region and year listed in the table; matters drawn, and listed, one by one.
MOST_NOTICES, MOST_DRAWN, MOST_LISTED = 4, 30, 200


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


@dataclass(frozen=True, slots=True)
class Stated:
    """One whole that a report states, with what is done and in progress of it."""

    place: Place
    region: str  # whose work it is: the place's own name, or that of a division below it
    doc: str
    title: str
    publisher: str | None
    published: str
    year: int | None
    item: str
    raised: float
    raised_bound: str
    raised_text: str
    done: float | None
    done_bound: str
    done_text: str
    in_progress: float | None
    in_progress_bound: str
    in_progress_text: str
    rate: float | None
    figures: tuple[str, ...]  # the whole and its parts


@dataclass(frozen=True, slots=True)
class Listed:
    """The counts of one notice's own list."""

    place: Place
    region: str
    year: int | None
    doc: str
    title: str
    publisher: str | None
    published: str
    total: int
    done: int
    in_progress: int
    not_done: int
    unstated: int

    @property
    def rate(self) -> float:
        """Done of all listed, in per cent."""
        return 100 * self.done / self.total


def build(filters: Filters, today: date) -> Rectification:
    """The page under these filters; ``today`` decides which due dates have gone by."""
    shown = places.shown(filters)
    wholes, lists = stated(shown, filters), listed(shown, filters)
    rated = [row for row in wholes if _is_rated(row)]
    told = findings(shown, filters)
    last = _last(rated, lists)
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
        timeline=_timeline(shown, filters, docs, today),
        sections=_sections(shown, filters, last),
        open_matters=_open(shown, filters, docs, today),
        others=_others(shown, filters, [row for row in wholes if not _is_rated(row)]),
    )


def _is_rated(row: Stated) -> bool:
    return row.rate is not None or row.done is not None


def _silence(shown: Shown) -> str:
    if not shown.places:
        return "当前筛选下没有数据"
    return "没有报告同时写明应整改和已完成的问题数"


def _last(rated: list[Stated], lists: tuple[Listed, ...]) -> list[Stated | Listed]:
    """Of each region the notices of its last year, by their total first, then by their list."""
    years: dict[str, int] = {}
    for row in (*rated, *lists):
        years[row.place.code] = max(years.get(row.place.code, 0), row.year or 0)
    return [row for row in (*rated, *lists) if (row.year or 0) == years[row.place.code]]


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
        rate = NO_RATE if row.rate is None else words.percent(row.rate)
        told = (
            row.raised_text,
            row.done_text or NO_RATE,
            row.in_progress_text or NO_RATE,
            rate,
            STATED,
        )
    return (row.region, *told, _source(row))


def _table_finding(reporting: list[str], shown: Shown) -> str:
    if not shown.places:
        return "当前筛选下没有数据"
    if len(shown.places) == 1:
        place = shown.places[0]
        return f"{place.label}的整改完成情况" if reporting else f"{place.label}未写明整改完成情况"
    if not reporting:
        return f"{words.count_word(len(shown.places))}地均未写明整改完成情况"
    return f"{words.count_word(len(shown.places))}地中{words.places(reporting)}写明整改完成情况"


def _source(row: Stated | Listed) -> str:
    return " ".join(part for part in (row.publisher or row.title, row.published) if part)


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
    found = sections(shown, filters)
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
    if len(by_name) > MOST_DRAWN:
        caption = f"画出进行中最多的 {MOST_DRAWN} 个部分 · {caption}"
        by_name = dict(
            sorted(by_name.items(), key=lambda m: -m[1]["in_progress"].value)[:MOST_DRAWN]
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
            tuple(marks.get(status) or Mark(None, NO_RATE, gap=True) for marks in by_name.values()),
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
        caption=f"措施与问题不是一一对应 · 出处：{_source(row)} · {shown.caption(filters)}",
        category_title="环节",
    )


def _open_rows(shown: Shown, filters: Filters, docs: list[str]) -> pd.DataFrame:
    """What is not done in the drawn notices, by due date."""
    found = data.ask(
        "ledger_rows", shown=shown.codes, years=filters.years, rollup=filters.rollup, open=True
    )
    found = found[found["doc"].isin(docs)]
    return found.sort_values(["due", "doc", "seq"], na_position="last")


def _timeline(shown: Shown, filters: Filters, docs: list[str], today: date) -> Chart | None:
    """Due dates of what is open, in order, against the report's date."""
    found = _open_rows(shown, filters, docs)
    found = found[found["due"].notna()]
    if found.empty:
        return None
    drawn = found.head(MOST_DRAWN)
    marks = tuple(
        Mark(
            _year_position(row.due),
            due_text(row.due),
            note=due_state(row.status, row.due, bool(row.later_report), today),
            colour=theme.GREY if _is_gone(row.due, today) else theme.CAUTION,
        )
        for row in drawn.itertuples()
    )
    several = drawn["doc"].nunique() > 1
    published = list(dict.fromkeys(found["published"].dropna()))
    # one line where one notice is drawn: it would mislead beside the matters of another
    lines = [
        Series("通报发布", (Mark(_decimal_year(day), day),) * len(marks))
        for day in published
        if not several
    ]
    more = f"画出最早到期的 {MOST_DRAWN} 项，" if len(found) > MOST_DRAWN else ""
    return Chart(
        key="rectification_timeline",
        kind="timeline",
        finding=_timeline_finding(found, today),
        categories=tuple(
            f"{row.region_name}·{row.topic}" if several else row.topic for row in drawn.itertuples()
        ),
        series=(Series("期限", marks), *lines),
        caption=f"{more}灰色为期限已过、未见后续报告 · {shown.caption(filters)}",
        category_title="事项",
    )


def _timeline_finding(found: pd.DataFrame, today: date) -> str:
    gone = [row.later_report for row in found.itertuples() if _is_gone(row.due, today)]
    told = [f"{len(found)} 项写明期限"]
    for count, words_ in (
        (gone.count(False), "未见后续报告"),
        (gone.count(True), "后续报告未提及"),
    ):
        told += [f"{count} 项期限已过，{words_}"] if count else []
    return "，".join(told) if gone else f"{told[0]}，均未到期"


def _year_position(due: str) -> float:
    """A due date on an axis of years: the end of its year or month."""
    year, _, month = due.partition("-")
    return int(year) + int(month or 12) / 12


def _decimal_year(published: str) -> float:
    """A date of publication, as precisely as it is known, on the same axis."""
    year, month, day = (int(part) for part in (published + "-12-31").split("-")[:3])
    return year + (month - 1) / 12 + day / 365


def _is_gone(due: str, today: date) -> bool:
    year, _, month = due.partition("-")
    return (int(year), int(month or 12)) < (today.year, today.month)


def _open(shown: Shown, filters: Filters, docs: list[str], today: date) -> Chart | None:
    """What is not done, with its due date and what became of it."""
    found = _open_rows(shown, filters, docs)
    if found.empty:
        return None
    rows = [
        (
            row.topic,
            row.section_topic,
            row.region_name,
            due_text(row.due),
            due_state(row.status, row.due, bool(row.later_report), today),
        )
        for row in found.head(MOST_LISTED).itertuples()
    ]
    more = f"最多列出 {MOST_LISTED} 项 · " if len(found) > MOST_LISTED else ""
    return Chart(
        key="rectification_open",
        kind="list",
        finding=_open_finding(found),
        categories=(),
        series=(),
        columns=("事项", "部分", "地区", "期限", "进展"),
        rows=tuple(rows),
        ledgers=tuple(found["doc"].unique()),
        caption=f"事项为本看板的简称 · {more}{shown.caption(filters)}",
    )


def _open_finding(found: pd.DataFrame) -> str:
    going = found[found["status"] == "in_progress"]
    silent, undone = int(found["status"].isna().sum()), int((found["status"] == "not_done").sum())
    told = [f"{len(going)} 项仍在整改"] if len(going) else []
    due = going["due"].dropna()
    if len(due):
        told.append(f"最晚到 {due_text(due.max())}")
    if undone:
        told.append(f"{undone} 项未完成")
    if silent:
        told.append(f"{silent} 项未写明进展")
    return "，".join(told)


def due_text(due: str | None) -> str:
    """``2025年底``, ``2025年6月`` or ``未写明``."""
    if not due or pd.isna(due):
        return NO_RATE
    year, _, month = due.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年底"


def due_state(status: str | None, due: str | None, later_report: bool, today: date) -> str:
    """How an open matter stands: nobody is called late without a later report that says so."""
    name = words.LEDGER_STATUS_NAMES[None if pd.isna(status) else status]
    if not due or pd.isna(due):
        return name
    if not _is_gone(due, today):
        return f"{name}，未到期限"
    return f"{name}；期限已过，后续报告未提及" if later_report else f"{name}；{PAST_DUE}"


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
            (row.region, row.item, row.raised_text, words.year_label(row.year), _source(row))
            for row in rows[:50]
        ),
        behind=tuple(i for row in rows[:50] for i in row.figures),
        caption=f"不与上表合并计算 · {shown.caption(filters)}",
    )


def stated(shown: Shown, filters: Filters) -> tuple[Stated, ...]:
    """Every stated whole of the shown regions; those with a linked part first."""
    found = data.ask("completion", shown=shown.codes, years=filters.years, rollup=filters.rollup)
    by_code = {place.code: place for place in shown.places}
    return tuple(_stated(row, by_code[row.shown]) for row in found.itertuples())


def _stated(row: object, place: Place) -> Stated:
    def told(value: float, bound: str) -> str:
        return "" if pd.isna(value) else words.amount(value, "", bound or "exact")

    return Stated(
        place=place,
        region=row.region_name,
        doc=row.doc,
        title=row.title,
        publisher=row.publisher,
        published=row.published or "",
        year=None if pd.isna(row.year) else int(row.year),
        item=row.item,
        raised=row.raised,
        raised_bound=row.raised_bound,
        raised_text=told(row.raised, row.raised_bound),
        done=None if pd.isna(row.done) else row.done,
        done_bound=row.done_bound or "exact",
        done_text=told(row.done, row.done_bound),
        in_progress=None if pd.isna(row.in_progress) else row.in_progress,
        in_progress_bound=row.in_progress_bound or "exact",
        in_progress_text=told(row.in_progress, row.in_progress_bound),
        rate=next((r for r in (row.rate, row.stated_rate) if not pd.isna(r)), None),
        figures=tuple(row.ids),
    )


def sections(shown: Shown, filters: Filters) -> pd.DataFrame:
    """Counts of the lists by notice and section."""
    return data.ask(
        "ledger_progress", shown=shown.codes, years=filters.years, rollup=filters.rollup
    )


def listed(shown: Shown, filters: Filters) -> tuple[Listed, ...]:
    """Counts of each notice's list as a whole."""
    by_code = {place.code: place for place in shown.places}
    found: dict[str, Listed] = {}
    for row in sections(shown, filters).itertuples():
        counts = (row.listed, row.done, row.in_progress, row.not_done, row.unstated)
        if before := found.get(row.doc):
            so_far = (
                before.total,
                before.done,
                before.in_progress,
                before.not_done,
                before.unstated,
            )
            counts = tuple(a + b for a, b in zip(so_far, counts, strict=True))
        found[row.doc] = Listed(
            by_code[row.shown],
            row.region_name,
            None if pd.isna(row.year) else int(row.year),
            row.doc,
            row.title,
            row.publisher,
            row.published or "",
            *(int(n) for n in counts),
        )
    return tuple(found.values())


def findings(shown: Shown, filters: Filters) -> tuple[str, ...]:
    """A sentence for each notice of a region's last year: the rate by its total and by its list."""
    wholes = [row for row in stated(shown, filters) if _is_rated(row)]
    last = _last(wholes, listed(shown, filters))
    lists = {row.doc: row for row in last if isinstance(row, Listed)}
    told = []
    for row in last:
        if isinstance(row, Listed) or row.rate is None:
            continue
        sentence = f"{row.region}整改完成率{words.percent(row.rate)}"
        if row.done_text:
            sentence += f"（{STATED}{row.done_text}/{row.raised_text}）"
        if row.doc in lists:
            sentence += f"，{LISTED}{lists[row.doc].done}/{lists[row.doc].total}"
        told.append(sentence)
    return tuple(told)
