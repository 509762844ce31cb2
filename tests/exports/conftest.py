"""Charts of every kind with all that an export must carry, and the real ones of every page."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pages.parts import cache, data, filters, proof, recipes
from pages.parts.chart import Chart, Drill, Mark, Series
from pages.parts.exports.exhibit import MATTERS, PROOF, Exhibit

CAPTION = "乙年份为推断 · 出处：《甲市总结》，2022—2023年 · 数据版本 0123456789ab"
BLUE, ORANGE = "#0072B2", "#E69F00"


def bar() -> Chart:
    """A bound, an inferred year, a target, both kinds of gap."""
    marks = (
        Mark(60, "≥60篇", "at_least", colour=BLUE, drill=Drill("甲", "2022"), figures=("jia:1",)),
        Mark(42000, "4.2万篇", colour=ORANGE, note="年份为推断", drill=Drill("乙"), figures=("yi:2",)),
        Mark(90, "90篇", target=True, colour=BLUE, figures=("jia:3",)),
        Mark(None, "报告未提及", gap=True),
        Mark(None, "无报告", gap=True),
    )
    names = ("甲（2022年）", "乙（2023年）", "甲（目标）", "丙", "丁")
    return Chart("bars", "bar", "两地报告宣传稿件；年份不同，不排名", names, (Series("宣传稿件", marks),), CAPTION)


def stacked() -> Chart:
    """Two statuses, a true zero, a row without any value."""
    gap = Mark(None, "无报告", gap=True)
    done = (Mark(28, "28"), Mark(4, "4"), gap)
    going = (Mark(8, "8"), Mark(0, "0"), gap)
    series = (Series("已完成", done, "#0F6B5C"), Series("进行中", going, "#E2B04A"))
    return Chart("stack", "stacked", "36 项中 28 项已完成", ("通报", "清单", "丁"), series, CAPTION, "口径")


def line() -> Chart:
    """Two lines, one of them broken by a year that the report does not mention."""
    gap = Mark(None, "报告未提及", gap=True)
    first = Series("甲", (Mark(1, "1次"), Mark(3, "3次"), Mark(2, "2次")), BLUE)
    second = Series("乙", (Mark(2, "2次"), gap, Mark(5, "≥5次", "at_least")), ORANGE)
    return Chart("lines", "line", "两地报告了多年的会议", ("2021年", "2022年", "2023年"), (first, second), CAPTION, "年份")


def matrix() -> Chart:
    """Counts and both gaps."""
    gap = Mark(None, "未提及", gap=True, note="报告未提及")
    none = Mark(None, "无报告", gap=True, note="无报告")
    series = (Series("甲", (Mark(4, "4"), gap)), Series("丁", (none, Mark(10, "10", note="其中目标 2 个"))))
    return Chart("matrix", "matrix", "丁的报告涉及类别最多", ("培训", "制度"), series, CAPTION, "类别")


def listed(rows: int = 3) -> Chart:
    """A list; many rows go over several slides."""
    cells = tuple((f"第{n}件", "报告未提及" if n % 3 == 2 else f"{n}次", "甲市工作总结") for n in range(rows))
    return Chart("list", "list", "逐条数据", (), (), CAPTION, columns=("事项", "数量", "出处"), rows=cells)


def timeline() -> Chart:
    """A date and one that is not told."""
    marks = (Mark(2025, "2025年底"), Mark(None, "未写明", gap=True))
    return Chart("due", "timeline", "最晚到 2025年底", ("投融资", "主题教育"), (Series("期限", marks),), CAPTION, "事项")


def cloud() -> Chart:
    """Words by how often they are used."""
    marks = tuple(Mark(float(n), f"{n}次") for n in (9, 5, 3))
    return Chart("words", "cloud", "甲的词云", ("清廉", "监督", "家风"), (Series("出现次数", marks, "#0F5E4D"),), CAPTION, "词")


KINDS = {"cloud": cloud, "bar": bar, "stacked": stacked, "line": line, "matrix": matrix, "list": listed, "timeline": timeline}


def proof_rows() -> pd.DataFrame:
    """The figures behind ``bar``."""
    fixed = dict.fromkeys(PROOF, "") | {
        "单位": "篇", "界限": "", "状态": "已发生", "出处": "甲市总结", "发布者": "甲市纪委",
        "发布时间": "2022-03", "角色": "总数", "地区": "甲", "年份": "2022年", "数据版本": "0123456789ab",
    }  # fmt: skip
    rows = [
        fixed | {"计什么": "稿件", "数值": 60.0, "界限": "≥", "原文数字": "60余篇", "起点": 10, "终点": 14, "编号": "jia:1"},
        fixed | {"计什么": "=稿件", "数值": 42000.0, "原文数字": "4.2万篇", "起点": 30, "终点": 35, "编号": "yi:2"},
        fixed | {"计什么": "稿件", "数值": 90.0, "状态": "目标", "原文数字": "90篇", "起点": 50, "终点": 53, "编号": "jia:3"},
    ]
    return pd.DataFrame(rows, columns=list(PROOF))


def matter_rows() -> pd.DataFrame:
    """One matter of a list."""
    row = dict.fromkeys(MATTERS, "") | {"序号": 1, "事项": "学习不及时", "出处": "甲市总结", "起点": 1, "终点": 2, "编号": "jia#1"}
    return pd.DataFrame([row], columns=list(MATTERS))


def exhibit(chart: Chart, title: str | None = None) -> Exhibit:
    """A chart with invented evidence."""
    return Exhibit(chart, title or chart.finding, proof_rows(), matter_rows())


@pytest.fixture(params=KINDS, ids=KINDS)
def each(request) -> Exhibit:
    """A chart of each kind."""
    return exhibit(KINDS[request.param]())


@pytest.fixture(scope="module")
def run(built_data):
    """A run on the project's data, as a page or the command line has it."""
    before = data.DATA
    data.close()
    data.read_from(built_data)
    data.begin_run()
    yield
    data.close()
    data.read_from(before)


@pytest.fixture(scope="module")
def shown(run) -> dict[str, tuple[recipes.Recipe, Exhibit]]:
    """Every chart of every page under no filter: its recipe and its exhibit."""
    given = filters.of_codes(filters.choices(), (), (), (), True)
    today = date.today()
    calls = {
        "region_profile": ("210000", today),
        "region_comparison": ((),),
        "rectification": (today,),
        "category_analysis": ("training", "学习培训"),
    }
    found = {}
    for page, builder in recipes.BUILDERS.items():
        view = cache.view(builder, given, *calls.get(page, ()))
        for chart in recipes.charts(view):
            found[chart.key] = (recipes.of(chart), proof.exhibit(chart))
    return found
