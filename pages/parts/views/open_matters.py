"""What a notice's list leaves open: each matter with its due date, drawn and listed."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.parts import answers, due, theme
from pages.parts.chart import Chart, Mark, Series
from pages.parts.filters import Filters
from pages.parts.places import Shown

# Matters drawn, and listed, one by one.
MOST_DRAWN, MOST_LISTED = 30, 200


def rows_of(shown: Shown, filters: Filters, docs: list[str]) -> pd.DataFrame:
    """What is not done in the drawn notices, by due date."""
    found = answers.on_shown("ledger_rows", shown.codes, filters, open=True)
    found = found[found["doc"].isin(docs)]
    return found.sort_values(["due", "doc", "seq"], na_position="last")


def timeline(shown: Shown, filters: Filters, docs: list[str], today: date) -> Chart | None:
    """Due dates of what is open, in order, against the report's date."""
    found = rows_of(shown, filters, docs)
    found = found[found["due"].notna()]
    if found.empty:
        return None
    drawn = found.head(MOST_DRAWN)
    marks = tuple(
        Mark(
            due.year_position(row.due),
            due.text(row.due),
            note=due.state(row.status, row.due, bool(row.later_report), today),
            colour=theme.GREY if due.is_gone(row.due, today) else theme.CAUTION,
        )
        for row in drawn.itertuples()
    )
    several = drawn["doc"].nunique() > 1
    published = list(dict.fromkeys(found["published"].dropna()))
    # one line where one notice is drawn: it would mislead beside the matters of another
    lines = [
        Series("通报发布", (Mark(due.decimal_year(day), day),) * len(marks))
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
    gone = [row.later_report for row in found.itertuples() if due.is_gone(row.due, today)]
    told = [f"{len(found)} 项写明期限"]
    for count, words_ in (
        (gone.count(False), "未见后续报告"),
        (gone.count(True), "后续报告未提及"),
    ):
        told += [f"{count} 项期限已过，{words_}"] if count else []
    return "，".join(told) if gone else f"{told[0]}，均未到期"


def listing(shown: Shown, filters: Filters, docs: list[str], today: date) -> Chart | None:
    """What is not done, with its due date and what became of it."""
    found = rows_of(shown, filters, docs)
    if found.empty:
        return None
    rows = [
        (
            row.topic,
            row.section_topic,
            row.region_name,
            due.text(row.due),
            due.state(row.status, row.due, bool(row.later_report), today),
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
    dates = going["due"].dropna()
    if len(dates):
        told.append(f"最晚到 {due.text(dates.max())}")
    if undone:
        told.append(f"{undone} 项未完成")
    if silent:
        told.append(f"{silent} 项未写明进展")
    return "，".join(told)
