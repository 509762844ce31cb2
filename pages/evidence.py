"""数据出处: every figure with its source, its sentence, its whole and its parts."""

from datetime import date

import streamlit as st

from pages.parts import data, evidence, list_downloads, shell, words
from pages.parts.filters import forget_notes, name_strange

PAGE_ROWS = 200
MOST_ROWS_SEEN = 11  # a longer table scrolls
EXPORT_ROWS = 100_000
FIGURE, TABLE = "figure", "figure_table"
SORTS = {"按报告中的顺序": "source", "数值从大到小": "value", "年份从近到远": "year"}

filters = shell.enter()

indicators = data.ask("indicator_choices")
indicator_ids = dict(zip(indicators["name"], indicators["indicator"], strict=True))
status_ids = {name: status for status, name in words.STATUS_NAMES.items()}

name_strange("指标", "indicator", indicator_ids)
name_strange("状态", "status", status_ids)
name_strange("排序", "sort", SORTS)
title = st.container()
with st.container(horizontal=True, key="evidence_bar"):
    search = st.text_input(
        "搜索", key="q", bind="query-params", placeholder="事项、地区、指标或报告", max_chars=40
    )
    address = {"bind": "query-params", "on_change": forget_notes}
    indicator = st.selectbox(
        "指标", indicator_ids, index=None, key="indicator", placeholder="全部指标", **address
    )
    status = st.selectbox(
        "状态", status_ids, index=None, key="status", placeholder="全部状态", **address
    )
    sort = st.selectbox("排序", SORTS, key="sort", **address)

question = filters.parameters() | {
    "indicator": indicator_ids.get(indicator, ""),
    "status": status_ids.get(status, ""),
    "search": search.strip(),
}
count = data.ask("figure_count", **question).iloc[0]
with title:
    shell.heading(
        f"{count['figures']:,} 个数据，出自 {count['sources']} 份公开报告"
        if count["figures"]
        else "没有符合条件的数据",
        f"筛选：{filters.words} · 数据版本 {data.version()}",
        asks="每个数字出自哪份报告的哪一句？",
    )

if not count["figures"]:
    st.info("当前筛选下没有数据。可放宽地区、年份或类别，清空搜索，或打开“含下级地区”。")
else:
    pages = -(-int(count["figures"]) // PAGE_ROWS)
    at = st.pagination(pages, key="page_number") if pages > 1 else 1
    listed = data.ask(
        "figure_list",
        **question,
        sort=SORTS[sort],
        limit=PAGE_ROWS,
        offset=PAGE_ROWS * (at - 1),
    )

    def choose() -> None:
        """A row that is clicked becomes the figure below."""
        rows = st.session_state[TABLE]["selection"]["rows"]
        st.session_state[FIGURE] = listed["id"].iloc[rows[0]] if rows else ""

    st.dataframe(
        evidence.table(listed),
        key=TABLE,
        on_select=choose,
        selection_mode="single-row",
        hide_index=True,
        height=420 if len(listed) > MOST_ROWS_SEEN else "content",
        column_config={"数值": st.column_config.NumberColumn(format="localized")},
        alt="数据列表，可点选一行查看原句",
    )
    note = "点选一行，在下方看它在报告中的原句。"
    if count["undated_left_out"]:
        note += f"另有 {count['undated_left_out']} 个未注明年份的数据因年份筛选未列入。"
    st.caption(note)

    def everything() -> "object":
        """All rows of the filter, not only those of this page of the table."""
        rows = data.ask("figure_list", **question, sort=SORTS[sort], limit=EXPORT_ROWS, offset=0)
        return evidence.export_table(rows)

    name = f"数据出处_{words.file_part(filters.words)}_{date.today():%Y%m%d}"
    if count["figures"] > EXPORT_ROWS:
        st.caption(f"一次最多导出 {EXPORT_ROWS:,} 个数据，按上面的排序取前面的；可用筛选分次导出。")
    rows = min(int(count["figures"]), EXPORT_ROWS)
    asked = (data.version(), sort, *question.values())
    list_downloads.offer(name, rows, asked, everything)

only = listed["id"].iloc[0] if count["figures"] == 1 else ""
figure_id = st.text_input(
    "数据编号", key=FIGURE, bind="query-params", placeholder="如 yangquan:1034", max_chars=100
)
if figure_id.strip() or only:
    evidence.panel(figure_id.strip() or only)
