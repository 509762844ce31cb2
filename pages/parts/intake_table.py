"""All figures of a draft as one table to edit in; its changes are saved cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from etl import records
from etl.drafts import Draft
from pages.parts import intake_fields, words
from pages.parts import intake_state as state

SHOWN = "intake_table_shown"
GO = "看"
NUMBER = "序号"
MOST_HIGH = 320


def show(draft: Draft) -> None:
    """The table; a tick in its first column leads to the figure in the text."""
    if not draft.figures:
        return
    choices = _choices(draft)
    # The editor keeps its cells' changes itself: it is made anew only when others change the draft.
    shown = st.session_state.get(SHOWN)
    if not shown or shown["draft"] != (draft.sha256, draft.revision):
        epoch = shown["epoch"] + 1 if shown else 1
        starts = [figure.start for figure in state.by_doubt(draft)]
        shown = {"draft": (draft.sha256, draft.revision), "epoch": epoch, "starts": starts}
        shown["table"] = table(draft, starts, choices)
        st.session_state[SHOWN] = shown
    key = f"intake_table_{shown['epoch']}"
    st.caption("全部数据，把握小的在前。单元格可直接改；勾选“看”在原文中定位。序号与原文标号一致。")
    st.data_editor(
        shown["table"],
        key=key,
        hide_index=True,
        height=min(MOST_HIGH, 40 + 35 * len(shown["table"])),
        disabled=(NUMBER, "原文", "把握"),
        column_config=_columns(choices),
        on_change=_take,
        args=(key, choices),
        alt="全部数据，可编辑",
    )


def table(draft: Draft, starts: list[int], choices: Mapping[str, Mapping]) -> pd.DataFrame:
    """One row a figure in the order of ``starts``, in the words of the choices."""
    rows = []
    for start in starts:
        figure = draft.figure(start)
        row: dict[str, Any] = {GO: False, NUMBER: intake_fields.number_of(draft, start)}
        row |= {"原文": figure.quote, "把握": figure.confidence}
        for field, name in _fields().items():
            value = getattr(figure, field)
            row[name] = choices[field].get(value, str(value)) if field in choices else value
        row["数值"] = float(figure.value)
        rows.append(row)
    return pd.DataFrame(rows)


def _fields() -> dict[str, str]:
    names = ("decision", "item", "value", "unit", "bound", "status", "category", "indicator",
             "region", "year", "role", "of")  # fmt: skip
    return {field: intake_fields.FIELD_NAMES[field] for field in names}


def _choices(draft: Draft) -> dict[str, Mapping[Any, str]]:
    return {
        "decision": intake_fields.DECISION_NAMES,
        "bound": {bound: intake_fields.BOUND_NAMES[bound] for bound in records.BOUNDS},
        "status": words.STATUS_NAMES,
        "category": intake_fields.categories(),
        "indicator": intake_fields.indicators(),
        "region": state.region_choices(draft),
        "year": intake_fields.YEARS,
        "role": words.ROLE_NAMES,
        "of": intake_fields.wholes(draft),
    }


def _columns(choices: Mapping[str, Mapping[Any, str]]) -> dict[str, Any]:
    config: dict[str, Any] = {
        intake_fields.FIELD_NAMES[field]: st.column_config.SelectboxColumn(
            options=list(options.values()), required=True
        )
        for field, options in choices.items()
    }
    return config | {
        GO: st.column_config.CheckboxColumn(width=64, pinned=True),
        NUMBER: st.column_config.NumberColumn(width=50, pinned=True),
        "把握": st.column_config.NumberColumn(format="percent", width=60),
        "计什么": st.column_config.TextColumn(max_chars=60, required=True),
        "单位": st.column_config.TextColumn(max_chars=20, required=True),
        "数值": st.column_config.NumberColumn(required=True),
    }


def _take(key: str, choices: Mapping[str, Mapping[Any, str]]) -> None:
    """Bring the table's changed cells into the draft."""
    shown = st.session_state[SHOWN]
    fields = {name: field for field, name in _fields().items()}
    seen: Draft = st.session_state[state.SEEN]
    changed = seen
    for row, cells in st.session_state[key]["edited_rows"].items():
        start = shown["starts"][int(row)]
        if cells.get(GO):
            st.session_state[state.AT] = start
            st.session_state[SHOWN] = shown | {"draft": None}
        for name, cell in cells.items():
            if name in fields and cell is not None:
                field = fields[name]
                value = _meant(cell, choices.get(field))
                if field == "value":
                    value = int(cell) if float(cell).is_integer() else cell
                changed = intake_fields.with_field(changed, start, field, value)
    if changed == seen:
        return
    state.edit(lambda _: changed)
    after: Draft = st.session_state[state.SEEN]
    mine = after.revision == seen.revision + 1
    # what a change entails in other cells (指标 brings 类别) has to be shown too
    entailed = table(after, shown["starts"], choices).equals(_as_edited(key, shown["table"]))
    if mine and entailed and st.session_state[SHOWN]["draft"]:
        st.session_state[SHOWN] = shown | {"draft": (after.sha256, after.revision)}


def _meant(cell: Any, options: Mapping[Any, str] | None) -> Any:
    if options is None:
        return " ".join(str(cell).split())
    return next((value for value, name in options.items() if name == cell), None)


def _as_edited(key: str, base: pd.DataFrame) -> pd.DataFrame:
    edited = base.copy()
    for row, cells in st.session_state[key]["edited_rows"].items():
        for name, cell in cells.items():
            edited.loc[int(row), name] = cell
    return edited
