"""A chart with what it rests on: what every renderer takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from pages.parts.chart import Chart

# The columns of the figures behind a chart, as people read them first.
PROOF = (
    "计什么", "界限", "数值", "单位", "地区", "年份", "类别", "指标", "状态", "出处", "发布者",
    "发布时间", "报告类型", "范围", "原文数字", "起点", "终点", "角色", "所属数据", "编号", "核对",
    "网址", "数据版本",
)  # fmt: skip
# The columns of a notice's own list.
MATTERS = (
    "序号", "事项", "部分", "进展", "期限", "出处", "发布者", "发布时间", "起点", "终点", "编号",
    "报告类型", "范围", "网址",
)  # fmt: skip
SOURCES = ("出处", "发布者", "发布时间", "报告类型", "范围", "网址")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One chart to export: its title (the finding, unless retitled) and the figures behind it."""

    chart: Chart
    title: str
    proof: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(PROOF)))
    matters: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(MATTERS)))


def amount(row: pd.Series) -> str:
    """A proof row's amount: ``≥60篇``."""
    from pages.parts import words

    return f"{row['界限']}{words.number(row['数值'])}{row['单位']}"


def sources(exhibits: Iterable[Exhibit]) -> pd.DataFrame:
    """The reports behind these charts, each once."""
    frames = [
        frame[list(SOURCES)] for e in exhibits for frame in (e.proof, e.matters) if len(frame)
    ]
    if not frames:
        return pd.DataFrame(columns=list(SOURCES))
    return pd.concat(frames).drop_duplicates().sort_values(list(SOURCES)).reset_index(drop=True)


def all_proof(exhibits: Iterable[Exhibit]) -> pd.DataFrame:
    """Every figure used, each once, in the order of reports and places."""
    frames = [e.proof for e in exhibits if len(e.proof)]
    if not frames:
        return pd.DataFrame(columns=list(PROOF))
    found = pd.concat(frames).drop_duplicates("编号")
    return found.sort_values(["出处", "起点"]).reset_index(drop=True)


def all_matters(exhibits: Iterable[Exhibit]) -> pd.DataFrame:
    """Every listed matter used, each once."""
    frames = [e.matters for e in exhibits if len(e.matters)]
    if not frames:
        return pd.DataFrame(columns=list(MATTERS))
    return pd.concat(frames).drop_duplicates("编号").reset_index(drop=True)
