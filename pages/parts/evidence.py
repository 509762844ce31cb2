"""One figure with its sentence in the report, its whole and its parts."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from pages.parts import data, words

SENTENCE_END = re.compile(r"[。！？；!?;\n]")
# A report without full stops must not fill the page.
CONTEXT = 160


def table(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures as people read them first: what, how much, where, when, and from where."""
    return pd.DataFrame(
        {
            "计什么": figures["item"],
            "界限": figures["bound"].map(words.BOUND_SIGNS),
            "数值": figures["value"],
            "单位": figures["unit"],
            "地区": figures["region_name"].fillna("未注明"),
            "年份": [
                words.year_label(year, inferred=bool(inferred))
                for year, inferred in zip(figures["year"], figures["year_inferred"], strict=True)
            ],
            "类别": figures["category_name"],
            "指标": figures["indicator_name"].fillna("—"),
            "状态": figures["status"].map(words.STATUS_NAMES),
            "出处": figures["title"],
        }
    )


def export_table(figures: pd.DataFrame) -> pd.DataFrame:
    """The same with what an analyst checks: quote, position, role, review."""
    return table(figures).assign(
        原文数字=figures["quote"].to_numpy(),
        角色=figures["role"].map(words.ROLE_NAMES).to_numpy(),
        所属数据=figures["of"].to_numpy(),
        发布者=figures["publisher"].to_numpy(),
        发布时间=figures["published"].to_numpy(),
        编号=figures["id"].to_numpy(),
        起点=figures["start"].to_numpy(),
        终点=figures["end"].to_numpy(),
        核对=figures["review"].to_numpy(),
        数据版本=data.version(),
    )


def panel(figure_id: str) -> None:
    """What is known of one figure, or a word that there is none of that number."""
    found = data.ask("figure_detail", id=figure_id)
    if found.empty:
        st.info(f"没有编号为“{words.literal(figure_id[:40])}”的数据。请在上表点选一行，或核对编号。")
        return
    figure = found.iloc[0]
    with st.container(border=True):
        st.subheader(words.literal(_headline(figure)), anchor=False)
        _sentence(figure)
        _facts(figure)
        _family(figure)


def _headline(figure: pd.Series) -> str:
    place = words.scoped(figure["region_name"] or "地区未注明", [figure["scope"]])
    told = words.amount(figure["value"], figure["unit"], figure["bound"])
    year = words.year_label(figure["year"], inferred=bool(figure["year_inferred"]))
    target = "目标 " if figure["status"] == "target" else ""
    return f"{place} · {figure['item']} {target}{told} · {year}"


def _sentence(figure: pd.Series) -> None:
    text = data.report_text(figure["sha256"])
    if text is None:
        st.markdown(f"原文数字：**{words.literal(figure['quote'])}**")
        st.info(
            "这台电脑上没有这份报告的原文。把报告文件放进一个文件夹，"
            "运行 `make reports DIR=文件夹`，即可在此看到原句。",
            icon=":material/description:",
        )
        return
    before, after = around(text, int(figure["start"]), int(figure["end"]))
    quote = words.literal(figure["quote"])
    st.markdown(f"{words.literal(before)}:green-background[**{quote}**]{words.literal(after)}")


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``text[start:end]`` in its sentence, each bounded in length."""
    low, high = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = text[low:start], text[end:high]
    breaks = [match.end() for match in SENTENCE_END.finditer(before)]
    stop = SENTENCE_END.search(after)
    return before[breaks[-1] if breaks else 0 :], after[: stop.end()] if stop else after


def _facts(figure: pd.Series) -> None:
    told = [
        f"出处：《{figure['title']}》",
        *(figure[key] for key in ("publisher", "published") if figure[key]),
        f"类别：{figure['category_name']}",
        *([f"指标：{figure['indicator_name']}"] if figure["indicator_name"] else []),
    ]
    st.caption(words.literal(" · ".join(told)))
    by = "人工核对" if figure["review"].startswith("person") else "规则提取"
    place = f"第 {figure['start']}—{figure['end']} 字"
    st.caption(words.literal(f"编号 {figure['id']} · 原文{place} · {by} {figure['review'][-10:]}"))
    if figure["year_inferred"]:
        reason = figure["year_basis"].removeprefix("inferred: ")
        st.caption(words.literal(f"年份为推断：{reason}"))


def _family(figure: pd.Series) -> None:
    family = data.ask("figure_family", id=figure["id"])
    if len(family) < 2:
        return
    st.markdown("**总数与组成**")
    st.dataframe(
        pd.DataFrame(
            {
                "角色": family["role"].map(words.ROLE_NAMES),
                "计什么": family["item"],
                "数量": [
                    words.amount(row.value, row.unit, row.bound) for row in family.itertuples()
                ],
                "编号": family["id"],
            }
        ),
        hide_index=True,
        width="stretch",
    )
