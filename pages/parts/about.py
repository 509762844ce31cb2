"""The words of 说明: how the figures are made and how to read them."""

from __future__ import annotations

import pandas as pd

from pages.parts import data, words

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "数字怎么来",
        (
            "看板收录各地公开发布的清廉建设报告。程序从报告中找出每一个说明“做了多少、结果多少”的数字，"
            "由人逐句核对后入库；五份起始报告各由两人独立通读，分歧按原文裁定。",
            "日期、序号、口号、文件号，以及“7个环节”一类只说明范围的数字不收。"
            "同一数字在报告中再次写到，记为“重复提及”，不再计数；总数中的部分记为“其中”，不与总数相加。",
        ),
    ),
    (
        "符号与用语",
        (
            f"**{words.NOT_MENTIONED}**：有该地该年的报告，但报告没有写到。"
            f"**{words.NO_REPORT}**：没有收录该地该年的报告。两者都不等于零。",
            "**≥60**：报告写“60余”“超60”，至少这么多；**≤60**：不超过；**约60**：近似。"
            "条末的 → 表示上不封顶。含 ≥ 的合计也只是下限。",
            "**目标**：计划或要求达到的数，空心显示，从不与已发生的数相加。",
            "**（推断）**：报告没有写明年份，年份由发布时间或上下文推断，理由见该数据的出处。",
            "**通报口径**与**清单口径**：通报正文写明的总数，与通报逐条列出的问题数，可能不同，两者并列，不作评判。",
            "**期限已过，未见后续报告**：整改期限已过，而看板没有收录此后的报告；不表示逾期。",
        ),
    ),
    (
        "怎样才算可比",
        (
            "比率（完成率、参与率）可以直接比较。数量只有在行政级别相同、报告范围相同（全地区，或同类单位）、"
            "年份相同、单位相同时才排序；否则按地区顺序列出，并写明“不排名”的理由。",
            "比率只在同一总数内计算（如 36 项中完成 28 项），不用两个合计相除。",
            "**含下级地区**：上级地区没有自己的总数时，才计入下级地区的数据；"
            "同一页上，一个数据只计入离它最近的一个地区。",
            "地区名后的单位（如“阳泉·交通运输局”）表示该地的数据都出自这一个单位的报告，不代表全市。",
        ),
    ),
)


def definitions() -> pd.DataFrame:
    """Every category and indicator with its definition."""
    found = data.ask("definitions")
    return pd.DataFrame(
        {
            "类别": found["category"],
            "类别含义": found["category_definition"],
            "指标": found["indicator"].map(words.or_dash),
            "单位": found["units"].map(words.or_dash),
            "指标含义": found["indicator_definition"].map(words.or_dash),
            "可否相加": found["additive"].map({True: "可以", False: "不可以"}).fillna("—"),
        }
    )


def citation() -> str:
    """How to cite this build."""
    built = data.ask("meta").iloc[0]
    return (
        f"清廉建设数据看板，数据版本 {built['version']}（{built['built_at']:%Y-%m-%d}）。"
        "引用单个数字时，请引用原报告，并附数据编号。"
    )
