"""The figures and listed matters behind a chart, asked of this run's build."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from pages.parts import data, words
from pages.parts.chart import Chart
from pages.parts.exports.exhibit import MATTERS, PROOF, Exhibit

# A sheet of more figures is no evidence that anybody reads; 数据出处 offers them all.
MOST_FIGURES = 20_000


def exhibit(chart: Chart, title: str | None = None) -> Exhibit:
    """The chart with all that it rests on."""
    title, found = title or chart.finding, figures(chart)
    if chart.counted and len(found) >= MOST_FIGURES:
        told = f"{chart.caption} · 附表只列前 {MOST_FIGURES:,} 个数据，全部可在“数据出处”页下载"
        chart = replace(chart, caption=told)
    return Exhibit(chart, title, found, matters(chart))


def figures(chart: Chart) -> pd.DataFrame:
    """A row a figure, in the columns that people read."""
    ids = (*chart.figure_ids, *_counted(chart))
    if not ids:
        return pd.DataFrame(columns=list(PROOF))
    found = data.ask("figures_by_ids", ids=ids)
    years = zip(found["year"], found["year_inferred"], strict=True)
    return pd.DataFrame(
        {
            "计什么": found["item"],
            "界限": found["bound"].map(words.BOUND_SIGNS),
            "数值": found["value"],
            "单位": found["unit"],
            "地区": found["region_name"].fillna(words.UNDATED),
            "年份": [words.year_label(year, inferred=bool(guess)) for year, guess in years],
            "类别": found["category_name"],
            "指标": found["indicator_name"].fillna("—"),
            "状态": found["status"].map(words.STATUS_NAMES),
            "原文数字": found["quote"],
            "角色": found["role"].map(words.ROLE_NAMES),
            "所属数据": found["of"].fillna(""),
            "编号": found["id"],
            "核对": found["review"],
            "数据版本": data.version(),
            **_source(found),
        }
    )[list(PROOF)]


def _counted(chart: Chart) -> tuple[str, ...]:
    if chart.counted is None:
        return ()
    asked = dict(chart.counted.parameters)
    return tuple(data.ask(chart.counted.name, **asked, limit=MOST_FIGURES)["id"])


def matters(chart: Chart) -> pd.DataFrame:
    """A row a matter of the lists that the chart counts."""
    if not chart.ledgers:
        return pd.DataFrame(columns=list(MATTERS))
    found = data.ask("ledger_by_docs", docs=chart.ledgers)
    return pd.DataFrame(
        {
            "序号": found["seq"],
            "事项": found["topic"],
            "部分": found["section_topic"],
            "进展": [
                words.LEDGER_STATUS_NAMES[None if pd.isna(status) else status]
                for status in found["status"]
            ],
            "期限": found["due"].fillna(""),
            "编号": found["doc"] + "#" + found["seq"].astype(str),
            **_source(found),
        }
    )[list(MATTERS)]


def _source(found: pd.DataFrame) -> dict[str, pd.Series]:
    return {
        "出处": found["title"],
        "发布者": found["publisher"].fillna(""),
        "发布时间": found["published"].fillna(""),
        "报告类型": found["kind"].fillna(""),
        "范围": found["scope"].map(words.scope_name),
        "网址": found["url"].fillna(""),
        "起点": found["start"],
        "终点": found["end"],
    }
