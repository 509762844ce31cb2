"""录入: files or pasted text become drafts; what is under review and what is published."""

from __future__ import annotations

import streamlit as st

from etl import drafts, intake, published, uploads
from etl.drafts import Draft
from pages.parts import access, data, intake_batch, intake_entry, words
from pages.parts import intake_state as state

PASTED = "intake_pasted"
MOST_LISTED = 30


def show() -> None:
    """Take reports in, and list those under review and those published."""
    intake_batch.show()
    _take_pasted()
    draft = state.current()
    if draft is not None:
        intake_entry.show(draft)
    _under_review()
    _published()
    with st.expander("这台电脑上保存了什么"):
        st.markdown(
            "- 报告文件和读出的文字按内容哈希存在 `data/reports/`，草稿存在 `data/drafts/`，"
            "历次版本存在 `data/history/`，都不进入 Git，也不上传。\n"
            "- 已发布的数据只有数字、简短说法和原文位置，不含原文句子。\n"
            "- 删除草稿时可一并删除原文；删除已发布报告的原文后，数据仍在，只是看不到原句。"
        )


def _take_pasted() -> None:
    with st.expander("粘贴文字"):
        st.text_area("报告文字", key=PASTED, height=160, placeholder="把报告全文粘贴在这里")
        st.button("收入", key="intake_paste", on_click=_paste)


def _paste() -> None:
    text = st.session_state[PASTED]
    if text.strip():
        told = intake_batch.take("粘贴的文字.txt", text.encode("utf-8"))
        state.note(f"{told.name}：{told.words}")
        st.session_state[PASTED] = ""


def _under_review() -> None:
    listed = drafts.listed(data.DATA)
    if not listed:
        return
    st.subheader(f"待审的报告 · {len(listed)} 份", anchor=False)
    for draft in listed[:MOST_LISTED]:
        with st.container(horizontal=True, vertical_alignment="center"):
            saved = draft.saved[:16].replace("T", " ")
            told = (draft.source["title"], f"{draft.pending} 条待审", draft.saved_by, saved)
            st.markdown(words.literal(" · ".join(told)), width="stretch")
            st.button("审核", key=f"open_{draft.sha256}", on_click=_open, args=(draft,))
            with st.popover("删除"):
                st.markdown("草稿里的审核结果会丢失，已发布的数据不受影响。")
                too = st.checkbox("一并删除本机上的原文", key=f"too_{draft.sha256}")
                st.button(
                    "确认删除", key=f"delete_{draft.sha256}", on_click=_delete, args=(draft, too)
                )
    if len(listed) > MOST_LISTED:
        st.caption(f"另有 {len(listed) - MOST_LISTED} 份，可在“审核”中选择。")


def _open(draft: Draft) -> None:
    state.open_draft(draft)
    state.go("审核")


def _delete(draft: Draft, with_text: bool) -> None:
    try:
        who = access.require(access.EDITOR)
    except access.DeniedError as error:
        state.note(str(error))
        return
    drafts.delete(data.DATA, draft.sha256)
    gone = uploads.forget(data.DATA, draft.sha256) if with_text else 0
    state.log(
        who.name,
        "删除草稿",
        f"《{draft.source['title']}》" + (f"及原文 {gone} 个文件" if gone else ""),
    )
    state.note(f"已删除《{draft.source['title']}》的草稿" + ("和原文。" if gone else "。"))


def _published() -> None:
    rows = published.catalogue(published.files(data.DATA))
    titles = {row["doc"]: f"{row['title']}（{row['year'] or words.UNDATED}）" for row in rows}
    with st.expander(f"修改已发布的报告 · {len(rows)} 份"):
        doc = st.selectbox(
            "报告", list(titles), index=None, format_func=titles.get, placeholder="选择一份",
            key="intake_reopen_doc",
        )  # fmt: skip
        st.button(
            "打开审核", key="intake_reopen", disabled=doc is None, on_click=_reopen, args=(doc,)
        )


def _reopen(doc: str) -> None:
    try:
        draft = intake.reopen(data.DATA, doc, access.require(access.EDITOR).name)
    except (LookupError, access.DeniedError) as error:
        state.note(str(error))
        return
    state.open_draft(draft)
    state.go("审核")
