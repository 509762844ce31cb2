"""The rectification ledger of a draft: its rows in a table, decided and edited like the figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from etl import drafts
from etl.drafts import Draft
from pages.parts import intake_fields
from pages.parts import intake_state as state

SHOWN = "intake_ledger_shown"
COLUMNS = {
    "decision": "审核",
    "section_topic": "分组",
    "topic": "问题",
    "status": "进展",
    "due": "期限",
}
CHOICES = {"decision": intake_fields.DECISION_NAMES, "status": intake_fields.LEDGER_STATUSES}


def show(draft: Draft) -> None:
    """The table, if the report lists problems."""
    if not draft.ledger:
        return
    st.subheader(f"整改台账 · {len(draft.ledger)} 项", anchor=False)
    st.caption("“分组”和“问题”请用自己的简短说法，不照抄原文；原标题只在本机显示。")
    shown = st.session_state.get(SHOWN)
    if not shown or shown["draft"] != (draft.sha256, draft.revision):
        epoch = shown["epoch"] + 1 if shown else 1
        shown = {"draft": (draft.sha256, draft.revision), "epoch": epoch, "table": _table(draft)}
        st.session_state[SHOWN] = shown
    key = f"intake_ledger_{shown['epoch']}"
    st.data_editor(
        shown["table"],
        key=key,
        hide_index=True,
        disabled=("原标题",),
        column_config=_columns(),
        on_change=_take,
        args=(key,),
        alt="整改台账，可编辑",
    )
    waiting = sum(row.decision == drafts.PENDING for row in draft.ledger)
    st.button(
        f"接受其余 {waiting} 项",
        disabled=not waiting,
        key="intake_ledger_accept",
        on_click=_accept_rest,
    )


def _table(draft: Draft) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "原标题": [row.title for row in draft.ledger],
            **{
                name: [
                    CHOICES[field][getattr(row, field)]
                    if field in CHOICES
                    else getattr(row, field) or ""
                    for row in draft.ledger
                ]
                for field, name in COLUMNS.items()
            },
        }
    )


def _columns() -> dict[str, Any]:
    return {
        "原标题": st.column_config.TextColumn(width="large"),
        "审核": st.column_config.SelectboxColumn(options=list(CHOICES["decision"].values())),
        "进展": st.column_config.SelectboxColumn(options=list(CHOICES["status"].values())),
        "分组": st.column_config.TextColumn(max_chars=30, required=True),
        "问题": st.column_config.TextColumn(max_chars=30, required=True),
        "期限": st.column_config.TextColumn(help="写成 2025 或 2025-06，未写明则留空", max_chars=7),
    }


def _take(key: str) -> None:
    seen: Draft = st.session_state[state.SEEN]
    changed = seen
    for at, cells in st.session_state[key]["edited_rows"].items():
        row = changed.ledger[int(at)]
        changes = {
            field: _meant(field, cells[name]) for field, name in COLUMNS.items() if name in cells
        }
        if any(getattr(row, field) != value for field, value in changes.items()):
            if "decision" not in changes and row.decision != drafts.REJECTED:
                changes["decision"] = drafts.CHANGED
            changed = changed.with_row(row.title_start, **changes)
    if changed != seen:
        state.edit(lambda _: changed)


def _meant(field: str, cell: Any) -> Any:
    if field in CHOICES:
        return next(value for value, name in CHOICES[field].items() if name == cell)
    return " ".join(str(cell).split()) or None if cell is not None else None


def _accept_rest() -> None:
    def accept(draft: Draft) -> Draft:
        for row in draft.ledger:
            if row.decision == drafts.PENDING:
                draft = draft.with_row(row.title_start, decision=drafts.ACCEPTED)
        return draft

    state.edit(accept)
