"""发布: what would change, whether the rules allow it; publish, or return to an earlier version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from etl import drafts, history, publish, transaction
from etl.changes import ADDED, CHANGED, REMOVED, RowChange
from etl.drafts import Draft
from etl.faults import FaultyDataError
from pages.parts import access, data, intake_fields, words
from pages.parts import intake_state as state

CHOSEN, VERSION = "intake_chosen", "intake_version"
MOST_ROWS = 500
# Which pages a change of these categories moves, beside 总览, 地区画像, 地区对比 and 分类分析.
PAGES_OF = {"rectification": "整改完成", "training": "学习培训"}
REFUSALS = (
    access.DeniedError,
    publish.PublishError,
    publish.ConflictsError,
    transaction.BusyError,
)
EVERYWHERE = ("总览", "地区画像", "地区对比", "分类分析", "数据出处")


def show() -> None:
    """Choose drafts, see what changes, publish; below it the versions."""
    listed = {draft.sha256: draft for draft in drafts.listed(data.DATA)}
    may = access.user().may(access.PUBLISHER)
    if not may:
        st.info("你可以查看将发布的内容；发布和撤回需要“发布”权限。")
    if listed:
        _draft_part(listed, may)
    else:
        st.info("没有待发布的报告。")
    _versions(may)


def _draft_part(listed: dict[str, Draft], may: bool) -> None:
    # through the session alone: Streamlit warns of a value that has a default as well
    before = st.session_state.get(CHOSEN, [st.session_state.get(state.CURRENT)])
    st.session_state[CHOSEN] = [sha for sha in before if sha in listed]
    chosen = st.multiselect(
        "要发布的报告",
        list(listed),
        format_func=lambda sha: listed[sha].source["title"] if sha in listed else "",
        placeholder="选择一份或多份",
        key=CHOSEN,
    )
    picked = [listed[sha] for sha in chosen if sha in listed]
    if not picked:
        return
    try:
        made = publish.plan(data.DATA, picked)
    except publish.ConflictsError as error:
        _clash(error)
        return
    except publish.PublishError as error:
        st.error(words.literal(str(error)))
        return
    wrong = _checked(picked)
    pending = sum(draft.pending for draft in picked)
    if pending:
        st.warning(f"另有 {pending} 条尚未审核，不会发布，留在草稿里。")
    if not any(change.table != "sources" or change.kind == CHANGED for change in made.changes):
        st.info("没有可发布的变动：请先在“审核”中接受数据，或与已发布的数据相同。")
        return
    summary(made.changes)
    st.button(
        "发布",
        type="primary",
        disabled=bool(wrong) or not may,
        key="intake_publish",
        on_click=_do,
        args=("发布", lambda who, tell: publish.publish(data.DATA, data.BUILD, picked, who, tell)),
    )


def _checked(picked: Sequence[Draft]) -> int:
    """Tell the faults of the drafts; return how many are errors."""
    wrong = 0
    for draft in picked:
        undecided = {f.start for f in draft.figures if f.decision not in ("accepted", "changed")}
        for fault in state.faults(draft):
            if fault.level == "错误" and fault.key not in undecided:
                wrong += 1
                number = intake_fields.number_of(draft, fault.key) if fault.key else None
                place = f"《{draft.source['title']}》" + (f"第 {number} 条" if number else "")
                st.error(words.literal(f"{place}：{fault.problem}。{fault.remedy}。"))
    if not wrong:
        st.success("校验通过。", icon=":material/check:")
    return wrong


def _clash(error: publish.ConflictsError) -> None:
    st.warning(words.literal(f"{error}。他人已先发布，请合并后再核对一遍。"))
    for conflict in error.conflicts[:10]:
        field = intake_fields.FIELD_NAMES.get(conflict.field, conflict.field)
        told = f"{conflict.key} 的“{field}”：已发布“{conflict.kept}”，你的“{conflict.wanted}”"
        st.markdown(f"- {words.literal(told)}")
    st.button("以已发布的为准合并", key="intake_rebase", on_click=state.rebase, args=(error.draft,))


def summary(changes: Sequence[RowChange]) -> None:
    """How many rows are new, changed and gone, what they move, and each with its cells."""
    figures = [change for change in changes if change.table == "figures"]
    counts = Counter(change.kind for change in figures)
    told = "、".join(
        f"{kind} {counts[kind]} 条" for kind in (ADDED, CHANGED, REMOVED) if counts[kind]
    )
    st.markdown(f"**数据：{told or '没有变动'}**")
    names = intake_fields.region_names()
    places = list(dict.fromkeys(names[c.region] for c in figures if c.region in names))
    measured = list(
        dict.fromkeys(intake_fields.indicators()[c.indicator] for c in figures if c.indicator)
    )
    pages = [
        *EVERYWHERE,
        *dict.fromkeys(PAGES_OF[c.category] for c in figures if c.category in PAGES_OF),
    ]
    lines = [
        ("涉及地区", words.joined(places, 8)),
        ("涉及指标", words.joined(measured, 8)),
        ("会变的页面", "、".join(pages)),
    ]
    for label, line in lines:
        if line:
            st.caption(words.literal(f"{label}：{line}"))
    with st.expander(f"逐条查看 {len(changes)} 处变动"):
        st.dataframe(rows(changes), hide_index=True, alt="逐条变动")


def rows(changes: Sequence[RowChange]) -> pd.DataFrame:
    """One row a cell that changes; a new or removed row is one line."""
    kinds = {"figures": "数据", "ledgers": "台账", "sources": "报告"}
    told = []
    for change in changes[:MOST_ROWS]:
        head = (kinds[change.table], change.kind, change.label)
        if change.kind != CHANGED:
            told.append((*head, "", "", ""))
            continue
        told += [
            (*head, intake_fields.FIELD_NAMES.get(field, field),
             intake_fields.shown(field, old), intake_fields.shown(field, new))
            for field, old, new in change.cells
        ]  # fmt: skip
    return pd.DataFrame(told, columns=["表", "变动", "内容", "字段", "原来", "现在"])


def _versions(may: bool) -> None:
    kept = history.snapshots(data.DATA)
    st.subheader("历次版本", anchor=False)
    if not kept:
        st.caption("第一次发布后，这里可撤回到任何一个更早的版本。")
        return
    names = {snapshot.number: _told(snapshot) for snapshot in kept}
    number = st.selectbox(
        "撤回到",
        list(names)[1:],
        index=None,
        format_func=names.get,
        placeholder="选择一个更早的版本",
        key=VERSION,
    )
    st.caption(words.literal(f"现在：{names[kept[0].number]}"))
    st.button(
        "撤回",
        disabled=number is None or not may,
        key="intake_withdraw",
        on_click=_do,
        args=("撤回", lambda who, tell: publish.withdraw(data.DATA, data.BUILD, number, who, tell)),
    )


def _told(snapshot: history.Snapshot) -> str:
    when = snapshot.when[:16].replace("T", " ")
    told = (f"第 {snapshot.number} 版", when, snapshot.who, snapshot.what, snapshot.version)
    return " · ".join(told)


def _do(what: str, change: Callable[..., publish.Published]) -> None:
    """Make a change if the role allows it now; say what became of it."""
    try:
        who = access.require(access.PUBLISHER)
        done = change(who.name, lambda _: None)
    except REFUSALS as error:
        state.note(f"未{what}：{error}。")
    except FaultyDataError as error:
        for fault in error.faults[:10]:
            state.note(f"未{what}：{fault}")
    else:
        state.note(
            f"已{what}。数据版本 {done.version}，第 {done.number} 版，{len(done.changes)} 处变动。"
        )
        # set and not dropped: the browser would go on showing what was chosen
        st.session_state[CHOSEN] = []
        st.session_state[VERSION] = None
        st.session_state.pop(state.SEEN, None)
