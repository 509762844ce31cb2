"""What 整改完成 shows: by the notice's total, by its list, by section, and what is open."""

from __future__ import annotations

from dataclasses import dataclass
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
    doc: str
    title: str
    publisher: str | None
    published: str
    year: int | None
    item: str
    raised: float
    raised_text: str
    done: float | None
    done_text: str
    in_progress: float | None
    in_progress_text: str
    rate: float | None
    figure: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The counts of one notice's own list."""

    place: Place
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
    rated = [row for row in wholes if row.rate is not None or row.done is not None]
    told = findings(shown, filters)
    sources = {row.title: f"{row.title}（{row.published}）" for row in (*rated, *lists)}
    return Rectification(
        title=told[0] if told else _silence(shown),
        line=" · ".join([*list(sources.values())[:2], shown.caption(filters)]),
        table=_table(shown, filters, rated, lists),
        bases=_bases(shown, filters, rated, lists),
        explanation=_explanation(rated, lists),
        funnel=_funnel(shown, filters, rated),
        timeline=_timeline(shown, filters, today),
        sections=_sections(shown, filters),
        open_matters=_open(shown, filters, today),
        others=_others(shown, filters, [row for row in wholes if row not in rated]),
    )


def _silence(shown: Shown) -> str:
    if not shown.places:
        return "当前筛选下没有数据"
    return "没有报告同时写明应整改和已完成的问题数"


def _table(shown: Shown, filters: Filters, rated: list[Stated], lists: tuple[Listed, ...]) -> Chart:
    """A row a region and 口径; a region that tells neither has a row that says so."""
    rows = []
    for place in shown.places:
        found = [
            (
                place.short,
                row.raised_text,
                row.done_text or NO_RATE,
                row.in_progress_text or NO_RATE,
                NO_RATE if row.rate is None else words.percent(row.rate),
                STATED,
                _source(row),
            )
            for row in rated
            if row.place == place
        ]
        found += [
            (
                place.short,
                str(row.total),
                str(row.done),
                str(row.in_progress),
                words.percent(row.rate),
                LISTED,
                _source(row),
            )
            for row in lists
            if row.place == place
        ]
        rows += found or [(place.short, place.silence, "—", "—", "—", "—", "—")]
    reporting = {row[0] for row in rows if row[5] != "—"}
    return Chart(
        key="rectification_table",
        kind="list",
        finding=_table_finding(reporting, shown),
        categories=(),
        series=(),
        columns=("地区", "应整改", "已完成", "进行中", "完成率", "口径", "出处"),
        rows=tuple(rows),
        drills=tuple(Drill(row[0], category="问题整改") for row in rows),
        caption=f"完成率＝已完成÷同一总数的应整改 · {shown.caption(filters)}",
    )


def _table_finding(reporting: set[str], shown: Shown) -> str:
    if not reporting:
        return f"{words.count_word(len(shown.places))}地均未写明整改完成情况"
    if len(shown.places) == 1:
        return f"{shown.places[0].label}的整改完成情况"
    where = words.joined(sorted(reporting))
    return f"{words.count_word(len(shown.places))}地中{where}写明整改完成情况"


def _source(row: Stated | Listed) -> str:
    return " ".join(part for part in (row.publisher or row.title, row.published) if part)


def _bases(
    shown: Shown, filters: Filters, rated: list[Stated], lists: tuple[Listed, ...]
) -> Chart | None:
    """Completion by the notice's total and by its list, one above the other."""
    by_name: dict[str, dict[str, float]] = {}
    drills: dict[str, Drill] = {}
    for row in rated:
        if row.done is None:
            continue
        rest = row.raised - row.done - (row.in_progress or 0)
        name = f"{row.place.short}·{STATED}"
        by_name[name] = {
            "done": row.done,
            "in_progress": row.in_progress or 0,
            "unstated": max(rest, 0),
        }
        drills[name] = Drill(row.place.short, category="问题整改", rollup=False)
    for row in lists:
        name = f"{row.place.short}·{LISTED}"
        by_name[name] = {
            "done": row.done,
            "in_progress": row.in_progress,
            "not_done": row.not_done,
            "unstated": row.unstated,
        }
    if not by_name:
        return None
    return _progress_chart(
        "rectification_bases", _bases_finding(rated, lists), by_name, drills, shown.caption(filters), "口径"
    )


def _bases_finding(rated: list[Stated], lists: tuple[Listed, ...]) -> str:
    pairs = [(row, other) for row in rated for other in lists if row.doc == other.doc]
    if not pairs:
        return "按通报总数看完成" if rated else "按清单看完成"
    row, other = pairs[0]
    gap = row.raised - other.total
    if not gap:
        return f"{row.place.short}两种口径总数一致，均为 {other.total} 项"
    return (
        f"{row.place.short}两种口径相差 {words.number(abs(gap))} 项："
        f"通报 {row.raised_text} 项，清单列出 {other.total} 项"
    )


def _explanation(rated: list[Stated], lists: tuple[Listed, ...]) -> str:
    """Why two counts of one notice differ, as far as it can be told, without judging."""
    pairs = [(row, other) for row in rated for other in lists if row.doc == other.doc]
    if not pairs:
        return ""
    row, other = pairs[0]
    told = (
        f"{STATED}按通报正文写明的总数计：应整改 {row.raised_text} 项，已完成 {row.done_text or NO_RATE}。"
        f"{LISTED}按通报逐条列出的问题及其进展计：列出 {other.total} 项，已完成 {other.done} 项"
    )
    if other.unstated:
        told += f"，{other.unstated} 项未写明进展"
    return told + "。两者计数单位不同，一条列出的问题可能含若干项，故并列而不合并。"


def _sections(shown: Shown, filters: Filters) -> Chart | None:
    found = sections(shown, filters)
    if found.empty:
        return None
    several = found["doc"].nunique() > 1
    short = {place.code: place.short for place in shown.places}
    by_name = {}
    for row in found.itertuples():
        name = f"{short[row.shown]}·{row.section_topic}" if several else row.section_topic
        by_name[name] = {status: getattr(row, status) for status in PROGRESS}
    most = max(by_name.items(), key=lambda item: item[1]["in_progress"])
    total = sum(counts["in_progress"] for counts in by_name.values())
    finding = (
        f"进行中的 {total} 项里，{most[1]['in_progress']} 项在{most[0]}" if total else "清单各部分均无进行中的事项"
    )
    caption = f"按通报的部分，{LISTED} {sum(found['listed'])} 项 · {shown.caption(filters)}"
    return _progress_chart("rectification_sections", finding, by_name, {}, caption, "部分")


def _progress_chart(
    key: str,
    finding: str,
    by_name: dict[str, dict[str, float]],
    drills: dict[str, Drill],
    caption: str,
    category_title: str,
) -> Chart:
    """Stacked bars by status; a status that no bar has is left out."""
    used = [s for s in PROGRESS if any(counts.get(s) for counts in by_name.values())]
    series = [
        Series(
            words.LEDGER_STATUS_NAMES[status],
            tuple(
                Mark(float(n), words.number(n), drill=drills.get(name))
                if (n := counts.get(status) or 0)
                # none of this status in a list that was counted: a true zero
                else Mark(0.0, "0")
                for name, counts in by_name.items()
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
    """From problems raised to measures, done and in progress, of the first notice that tells them."""
    row = next((row for row in rated if row.done is not None), None)
    if row is None:
        return None
    steps = [("应整改", row.raised, row.raised_text, "应整改问题")]
    steps += [
        ("整改措施", amount.value, amount.text, "整改措施")
        for amount in totals.amounts(shown, filters.without_categories(), ("measures",))
        if amount.place == row.place and amount.value is not None and not amount.target
    ][:1]
    steps.append(("已完成", row.done, row.done_text, "完成整改问题"))
    if row.in_progress is not None:
        steps.append(("进行中", row.in_progress, row.in_progress_text, "正在整改问题"))
    marks = [
        Mark(
            value,
            text,
            colour=theme.CAUTION if name == "进行中" else None,
            drill=Drill(row.place.short, indicator=indicator, rollup=False),
        )
        for name, value, text, indicator in steps
    ]
    told = "，".join(f"{name}{text}" for name, _, text, _ in steps)
    return Chart(
        key="rectification_funnel",
        kind="bar",
        finding=f"{row.place.short}：{told}",
        categories=tuple(name for name, *_ in steps),
        series=(Series("数量", tuple(marks), theme.ACCENT),),
        caption=f"措施与问题不是一一对应 · 出处：{_source(row)} · {shown.caption(filters)}",
        category_title="环节",
    )


def _timeline(shown: Shown, filters: Filters, today: date) -> Chart | None:
    """Due dates of what is open, in order, against the report's date."""
    found = data.ask(
        "ledger_rows", shown=shown.codes, years=filters.years, rollup=filters.rollup, open=True
    )
    found = found[found["due"].notna()].sort_values(["due", "seq"])
    if found.empty:
        return None
    gone = [_is_gone(due, today) for due in found["due"]]
    marks = tuple(
        Mark(
            _year_position(row.due),
            due_text(row.due),
            note=due_state(row.status, row.due, bool(row.later_report), today),
            colour=theme.GREY if past else theme.CAUTION,
        )
        for row, past in zip(found.itertuples(), gone, strict=True)
    )
    told = f"{len(found)} 项写明期限"
    finding = f"{told}，{sum(gone)} 项期限已过，未见后续报告" if any(gone) else f"{told}，均未到期"
    published = list(dict.fromkeys(found["published"].dropna()))
    lines = [
        Series("通报发布", (Mark(_decimal_year(day), day),) * len(marks)) for day in published[:1]
    ]
    return Chart(
        key="rectification_timeline",
        kind="timeline",
        finding=finding,
        categories=tuple(found["topic"]),
        series=(Series("期限", marks), *lines),
        caption=f"灰色为期限已过、未见后续报告 · {shown.caption(filters)}",
        category_title="事项",
    )


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


def _open(shown: Shown, filters: Filters, today: date) -> Chart | None:
    """What is not done, with its due date and what became of it."""
    found = data.ask(
        "ledger_rows", shown=shown.codes, years=filters.years, rollup=filters.rollup, open=True
    )
    if found.empty:
        return None
    short = {place.code: place.short for place in shown.places}
    rows = [
        (
            row.topic,
            row.section_topic,
            short[row.shown],
            due_text(row.due),
            due_state(row.status, row.due, bool(row.later_report), today),
        )
        for row in found.sort_values(["due", "seq"], na_position="last").itertuples()
    ]
    return Chart(
        key="rectification_open",
        kind="list",
        finding=_open_finding(found),
        categories=(),
        series=(),
        columns=("事项", "部分", "地区", "期限", "进展"),
        rows=tuple(rows),
        caption=f"事项为本看板的简称 · {shown.caption(filters)}",
    )


def _open_finding(found: pd.DataFrame) -> str:
    going = found[found["status"] == "in_progress"]
    silent = int(found["status"].isna().sum())
    told = [f"{len(going)} 项仍在整改"] if len(going) else []
    due = going["due"].dropna()
    if len(due):
        told.append(f"最晚到 {due_text(due.max())}")
    if silent:
        told.append(f"{silent} 项未写明进展")
    return "，".join(told) or f"{len(found)} 项未完成"


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
            (row.place.short, row.item, row.raised_text, words.year_label(row.year), _source(row))
            for row in rows[:50]
        ),
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
        doc=row.doc,
        title=row.title,
        publisher=row.publisher,
        published=row.published or "",
        year=None if pd.isna(row.year) else int(row.year),
        item=row.item,
        raised=row.raised,
        raised_text=told(row.raised, row.raised_bound),
        done=None if pd.isna(row.done) else row.done,
        done_text=told(row.done, row.done_bound),
        in_progress=None if pd.isna(row.in_progress) else row.in_progress,
        in_progress_text=told(row.in_progress, row.in_progress_bound),
        rate=next((r for r in (row.rate, row.stated_rate) if not pd.isna(r)), None),
        figure=row.id,
    )


def sections(shown: Shown, filters: Filters) -> pd.DataFrame:
    """Counts of the lists by notice and section."""
    return data.ask("ledger_progress", shown=shown.codes, years=filters.years, rollup=filters.rollup)


def listed(shown: Shown, filters: Filters) -> tuple[Listed, ...]:
    """Counts of each notice's list as a whole."""
    by_code = {place.code: place for place in shown.places}
    counts = ["listed", "done", "in_progress", "not_done", "unstated"]
    rows = []
    for (code, doc), part in sections(shown, filters).groupby(["shown", "doc"]):
        numbers = [int(part[column].sum()) for column in counts]
        first = part.iloc[0]
        rows.append(
            Listed(
                by_code[code], doc, first["title"], first["publisher"], first["published"], *numbers
            )
        )
    return tuple(rows)


def findings(shown: Shown, filters: Filters) -> tuple[str, ...]:
    """A sentence for each notice: the rate by its total and, where it has one, by its list."""
    lists = {row.doc: row for row in listed(shown, filters)}
    told = []
    for row in stated(shown, filters):
        if row.rate is None:
            continue
        sentence = f"{row.place.short}整改完成率{words.percent(row.rate)}"
        if row.done_text:
            sentence += f"（{STATED}{row.done_text}/{row.raised_text}）"
        if row.doc in lists:
            sentence += f"，{LISTED}{lists[row.doc].done}/{lists[row.doc].total}"
        told.append(sentence)
    return tuple(told)
