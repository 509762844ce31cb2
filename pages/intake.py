"""报告录入: take reports in, review them, publish or withdraw, and see who changed what."""

import streamlit as st

from pages.parts import (
    access,
    intake_log,
    intake_publish,
    intake_review,
    intake_state,
    intake_upload,
    intake_watch,
    shell,
)

TABS = {
    "录入": intake_upload.show,
    "审核": intake_review.show,
    "发布": intake_publish.show,
    "记录": intake_log.show,
    "运行情况": intake_watch.show,
}

shell.enter()
shell.needs(access.EDITOR)

shell.heading(
    "每个数字都由人核对过才进入看板",
    "上传 → 审核 → 发布，随时可撤回",
    asks="怎样加入一份新报告？",
)
intake_state.show_notes()
tabs = st.tabs(list(TABS), key=intake_state.TAB, on_change="rerun", bind="query-params")
for tab, show in zip(tabs, TABS.values(), strict=True):
    if tab.open:
        with tab:
            show()
