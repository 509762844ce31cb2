"""记录: who changed what, when, from what to what."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from etl import history
from etl.changes import RowChange
from pages.parts import data, intake_publish, words


def show() -> None:
    """The log, newest first; a chosen entry shows its changes."""
    entries = history.log(data.DATA)
    if not entries:
        st.info("还没有记录。发布、撤回和删除都会记在这里，只增不改。")
        return
    table = pd.DataFrame(
        {
            "时间": [entry["when"].replace("T", " ") for entry in entries],
            "谁": [entry["who"] for entry in entries],
            "做了什么": [entry["what"] for entry in entries],
            "变动": [len(entry.get("changes", ())) for entry in entries],
            "从版本": [entry.get("from") for entry in entries],
            "到版本": [entry.get("to") for entry in entries],
        }
    )
    chosen = st.dataframe(
        table,
        hide_index=True,
        key="intake_log",
        on_select="rerun",
        selection_mode="single-row",
        alt="操作记录，可点选一行查看变动",
    )
    at = chosen["selection"]["rows"]
    if not at:
        st.caption("点选一行，在下方看逐条变动。")
        return
    entry = entries[at[0]]
    st.subheader(words.literal(entry["what"]), anchor=False)
    changes = [
        RowChange(**change | {"cells": tuple(map(tuple, change["cells"]))})
        for change in entry.get("changes", ())
    ]
    st.dataframe(intake_publish.rows(changes), hide_index=True, alt="逐条变动")
