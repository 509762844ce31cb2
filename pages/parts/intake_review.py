"""审核: the report's text beside the figure at hand, the doubtful first; every change is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from etl import drafts, intake, published, records, reports
from etl.drafts import Draft, DraftFigure
from pages.parts import (
    access,
    data,
    intake_entry,
    intake_faults,
    intake_fields,
    intake_ledger,
    intake_table,
    intake_text,
    words,
)
from pages.parts import intake_state as state

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

MARKED = "intake_marked"


def show() -> None:
    """The open draft, or what to do where there is none."""
    draft = _choose()
    if draft is None:
        st.info("还没有待审的报告。请先在“录入”中上传，或打开一份已发布的报告。")
        return
    _head(draft)
    with st.expander("报告信息：地区、年份、发布者等"):
        intake_entry.show(draft)
    text = reports.read_text(data.DATA, draft.sha256)
    left, right = st.columns([1.15, 1])
    with left:
        if text is None:
            st.warning("这台电脑上没有这份报告的原文，只能修改已有数据。")
        else:
            intake_text.show(text, draft, st.session_state.get(state.AT), _go_to, _mark)
            _add(draft, text)
    with right:
        of_this = _at_hand(draft)
    of_all = st.container()
    intake_table.show(draft)
    intake_ledger.show(draft)
    # last: what there is to review is on the screen before the rules have been tried
    intake_faults.show(draft, of_this, of_all)


def _choose() -> Draft | None:
    listed = {draft.sha256: draft for draft in drafts.listed(data.DATA)}
    if not listed:
        return None
    if st.session_state.get(state.CURRENT) not in listed:
        state.open_draft(next(iter(listed.values())))
    if len(listed) == 1:
        st.subheader(words.literal(next(iter(listed.values())).source["title"]), anchor=False)
    else:
        key = "intake_choice"
        st.session_state[key] = st.session_state[state.CURRENT]
        st.selectbox(
            "正在审核",
            list(listed),
            key=key,
            format_func=lambda sha: (
                f"{listed[sha].source['title']}（{listed[sha].pending} 条待审）"
            ),
            on_change=lambda: state.open_draft(listed[st.session_state[key]]),
        )
    return state.current()


def _head(draft: Draft) -> None:
    decided = len(draft.figures) + len(draft.ledger) - draft.pending
    total = len(draft.figures) + len(draft.ledger)
    st.caption(
        f"已审 {decided} / {total} · 第 {draft.revision} 次保存于 {draft.saved[11:16]}"
        f"（{words.literal(draft.saved_by)}） · 改动即时保存，刷新或断电都不会丢失"
    )
    others = state.others(draft, access.user().name)
    if others == [access.user().name]:
        st.caption("你在另一个窗口也打开了这份报告，或刚刷新过页面；各处的修改会逐条合并。")
    elif others:
        st.warning(
            words.literal(
                f"{'、'.join(others)} 也在审核这份报告。双方的修改会逐条合并，冲突会提示。"
            ),
            icon=":material/group:",
        )


def _go_to(start: int) -> None:
    st.session_state[state.AT] = start


def _mark(start: int, end: int) -> None:
    st.session_state[MARKED] = (start, end)


def _add(draft: Draft, text: str) -> None:
    """Add a figure: words selected in the text, or typed and found there."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="intake_add"):
        typed = st.text_input(
            "补充漏掉的数据",
            key="intake_typed",
            placeholder="在原文中选中，或在此键入，如 36次",
            max_chars=60,
        ).strip()
        places = [i for i in range(len(text)) if text.startswith(typed, i)] if typed else []
        nth = 1
        if len(places) > 1:
            nth = st.selectbox("第几处", range(1, len(places) + 1), key="intake_nth", width=110)
        span = _span(typed, places, nth)
        words_ = text[slice(*span)] if span else ""
        st.button(
            f"添加“{words.literal(words_[:20])}”" if span else "添加",
            disabled=not span,
            shortcut="M",
            key="intake_add_button",
            on_click=_add_figure,
            args=(text, span),
        )
    if typed and not places:
        st.caption("原文中没有这些字。")


def _span(typed: str, places: list[int], nth: int) -> tuple[int, int] | None:
    if typed:
        return (places[nth - 1], places[nth - 1] + len(typed)) if places else None
    return st.session_state.get(MARKED)


def _add_figure(text: str, span: tuple[int, int]) -> None:
    start, end = span
    seen: Draft = st.session_state[state.SEEN]
    if text[start] in published.FORMULA_STARTS:
        state.note("数据从数字开始：请重新选中，不含前面的符号和空格。")
        return
    overlapping = next((f for f in seen.figures if f.start < end and start < f.end), None)
    if overlapping is not None:
        number = intake_fields.number_of(seen, overlapping.start)
        state.note(f"与第 {number} 条的位置重叠，未添加。可先驳回那一条，或直接改它。")
        if overlapping.decision != drafts.REJECTED or overlapping.start == start:
            st.session_state[state.AT] = overlapping.start
            return
    state.edit(lambda draft: draft.with_new(intake.added(draft, text, start, end)))
    st.session_state[state.AT] = start
    st.session_state.pop(MARKED, None)
    st.session_state["intake_typed"] = ""


def _at_hand(draft: Draft) -> DeltaGenerator | None:
    """The figure at hand: what the report says of it, and its fields; where its faults belong."""
    figure = draft.figure(st.session_state.get(state.AT))
    if figure is None:
        st.info("这份报告里没有找到数据。可在原文中选中数字添加。")
        return None
    number = intake_fields.number_of(draft, figure.start)
    with st.container(border=True, key="intake_at_hand"):
        decision = intake_fields.DECISION_NAMES[figure.decision]
        sure = "" if figure.confidence is None else f" · 把握 {figure.confidence:.0%}"
        st.markdown(f"**第 {number} 条 · {words.literal(figure.quote)}** · {decision}{sure}")
        _fields(draft, figure)
        faults = st.container()
        _buttons()
    return faults


def _buttons() -> None:
    with st.container(horizontal=True, key="intake_buttons"):
        st.button(
            "接受",
            type="primary",
            shortcut="A",
            key="intake_accept",
            on_click=state.decide,
            args=(drafts.ACCEPTED,),
        )
        st.button(
            "驳回",
            shortcut="X",
            key="intake_reject",
            on_click=state.decide,
            args=(drafts.REJECTED,),
        )
        for label, shortcut, step in (("上一条", "P", -1), ("下一条", "N", 1)):
            st.button(
                label, shortcut=shortcut, key=f"intake_step{step}", on_click=_step, args=(step,)
            )


def _step(step: int) -> None:
    state.go_on(st.session_state[state.SEEN], step, pending=False)


def _fields(draft: Draft, figure: DraftFigure) -> None:
    left, middle, right = st.columns(3)
    with left:
        _words(figure, "item")
        _select(figure, "category", intake_fields.categories())
        _select(figure, "region", state.region_choices(draft))
        _select(figure, "role", words.ROLE_NAMES)
    with middle:
        _value(figure)
        _select(figure, "indicator", intake_fields.indicators_of(figure.category))
        _select(figure, "year", intake_fields.YEARS)
        _select(figure, "of", intake_fields.wholes(draft))
    with right:
        _words(figure, "unit")
        _select(figure, "bound", {b: intake_fields.BOUND_NAMES[b] for b in records.BOUNDS})
        _select(figure, "status", words.STATUS_NAMES)


def _key(figure: DraftFigure, field: str) -> str:
    return f"intake_field_{figure.start}_{field}"


def _words(figure: DraftFigure, field: str) -> None:
    key = _key(figure, field)
    st.session_state[key] = getattr(figure, field)
    st.text_input(
        intake_fields.FIELD_NAMES[field],
        key=key,
        max_chars=60,
        on_change=lambda: _set(figure.start, field, " ".join(st.session_state[key].split())),
    )


def _value(figure: DraftFigure) -> None:
    key = _key(figure, "value")
    st.session_state[key] = float(figure.value)
    st.number_input(
        "数值",
        key=key,
        format="%g" if abs(figure.value) < 1e6 else "%.0f",
        on_change=lambda: _set(figure.start, "value", st.session_state[key]),
    )


def _select(figure: DraftFigure, field: str, choices: Mapping[Any, str]) -> None:
    key = _key(figure, field)
    value = getattr(figure, field)
    choices = choices if value in choices else {value: str(value), **choices}
    st.session_state[key] = value
    st.selectbox(
        intake_fields.FIELD_NAMES[field],
        list(choices),
        key=key,
        placeholder=choices.get(None, intake_fields.NONE),
        format_func=lambda option: choices.get(option, str(option)),
        on_change=lambda: _set(figure.start, field, st.session_state[key]),
    )


def _set(start: int, field: str, value: Any) -> None:
    if field == "value":
        value = int(value) if float(value).is_integer() else value
    state.edit(lambda draft: intake_fields.with_field(draft, start, field, value))
