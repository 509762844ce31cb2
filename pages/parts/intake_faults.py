"""What the rules of `etl check` say of the open draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from etl.draft_check import DraftFault
from etl.drafts import Draft
from pages.parts import intake_fields, words
from pages.parts import intake_state as state

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

MOST_FAULTS = 12


def show(draft: Draft, of_this: DeltaGenerator | None, of_all: DeltaGenerator) -> None:
    """What the rules say: of the figure at hand beside its fields, and of the whole draft."""
    found = state.faults(draft)
    if of_this is not None:
        with of_this:
            for fault in found:
                if fault.table == "figures" and fault.key == st.session_state.get(state.AT):
                    _fault(fault)
    with of_all:
        _all_faults(draft, found)


def _all_faults(draft: Draft, found: Sequence[DraftFault]) -> None:
    wrong = [fault for fault in found if fault.level == "错误"]
    if not found:
        st.caption("校验：没有问题。")
        return
    with st.expander(
        f"校验：{len(wrong)} 处错误，{len(found) - len(wrong)} 条提示", expanded=bool(wrong)
    ):
        for fault in found[:MOST_FAULTS]:
            number = intake_fields.number_of(draft, fault.key) if fault.table == "figures" else None
            _fault(fault, f"第 {number} 条：" if number else "")
        if len(found) > MOST_FAULTS:
            st.caption(f"另有 {len(found) - MOST_FAULTS} 条。")


def _fault(fault: DraftFault, place: str = "") -> None:
    told = words.literal(f"{place}{fault.problem}。{fault.remedy}。")
    (st.error if fault.level == "错误" else st.caption)(told)
