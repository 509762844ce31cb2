"""录入: files or pasted text become drafts; what is held already is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from etl import drafts, intake, proposals, published, reports, similar, uploads
from etl.drafts import Draft
from etl.read import UnreadableError
from pages.parts import access, data, intake_fields, words
from pages.parts import intake_state as state

FILES, PASTED, DONE, RUNNING = "intake_files", "intake_pasted", "intake_done", "intake_running"
MOST_TOLD = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file."""

    name: str
    words: str
    taken: bool = True


def show() -> None:
    """Take reports in, and list those under review and those published."""
    _take_files()
    _take_pasted()
    draft = state.current()
    if draft is not None:
        _entry(draft)
    _under_review()
    _published()
    with st.expander("这台电脑上保存了什么"):
        st.markdown(
            "- 报告文件和读出的文字按内容哈希存在 `data/reports/`，草稿存在 `data/drafts/`，"
            "历次版本存在 `data/history/`，都不进入 Git，也不上传。\n"
            "- 已发布的数据只有数字、简短说法和原文位置，不含原文句子。\n"
            "- 删除草稿时可一并删除原文；删除已发布报告的原文后，数据仍在，只是看不到原句。"
        )


def _take_files() -> None:
    files = st.file_uploader(
        "上传报告（可多选；txt、html、docx、pdf，每份不超过 20 MB）",
        accept_multiple_files=True,
        key=FILES,
    )
    done: dict[str, Told] = st.session_state.setdefault(DONE, {})
    waiting = [file for file in files or () if file.file_id not in done]
    if len(waiting) == 1:
        _take_batch(waiting)
    elif waiting:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                f"开始处理 {len(waiting)} 份",
                type="primary",
                key="intake_start",
                on_click=lambda: st.session_state.update({RUNNING: True}),
            )
            if st.session_state.get(RUNNING):
                st.button(
                    "取消",
                    key="intake_cancel",
                    on_click=lambda: st.session_state.update({RUNNING: False}),
                )
        if st.session_state.get(RUNNING):
            _take_batch(waiting)
            st.session_state[RUNNING] = False
            st.rerun()
    for told in [done[file.file_id] for file in files or () if file.file_id in done][:MOST_TOLD]:
        sign = ":material/check:" if told.taken else ":material/block:"
        st.markdown(f"{sign} **{words.literal(told.name)}**：{words.literal(told.words)}")
    if any(told.taken for told in done.values()):
        st.button(
            "去审核", type="primary", key="intake_to_review", on_click=state.go, args=("审核",)
        )


def _take_batch(waiting: list) -> None:
    """One after the other; a click on 取消 stops between two, and what was done is kept."""
    access.require(access.EDITOR)
    bar = st.progress(0.0, text=f"0 / {len(waiting)}")
    for number, file in enumerate(waiting, 1):
        told = _take(file.name, file.getvalue())
        st.session_state[DONE][file.file_id] = told
        name = words.literal(uploads.safe_name(file.name))
        bar.progress(number / len(waiting), text=f"{number} / {len(waiting)} · {name}")
    bar.empty()


def _take_pasted() -> None:
    with st.expander("粘贴文字"):
        st.text_area("报告文字", key=PASTED, height=160, placeholder="把报告全文粘贴在这里")
        st.button("收入", key="intake_paste", on_click=_paste)


def _paste() -> None:
    text = st.session_state[PASTED]
    if text.strip():
        told = _take("粘贴的文字.txt", text.encode("utf-8"))
        state.note(f"{told.name}：{told.words}")
        st.session_state[PASTED] = ""


def _take(name: str, content: bytes) -> Told:
    """Read one file and open its draft."""
    shown = uploads.safe_name(name)
    try:
        who = access.require(access.EDITOR)
        held = reports.folder(data.DATA).is_dir()
        upload = uploads.take(data.DATA, name, content)
        alike = similar.alike(data.DATA, upload.sha256, upload.text) if held else []
        draft = intake.begin(data.DATA, upload, who.name)
    except (UnreadableError, access.DeniedError) as error:
        return Told(shown, str(error), taken=False)
    state.open_draft(draft)
    doubles = _doubles(draft, alike)
    told = f"{len(draft.figures)} 条数据" + (
        f"、{len(draft.ledger)} 项台账" if draft.ledger else ""
    )
    return Told(shown, told + doubles)


def _doubles(draft: Draft, alike: list[similar.Likeness]) -> str:
    """Which reports held already are this one, or nearly."""
    known = {row["sha256"]: row["title"] for row in published.catalogue(published.files(data.DATA))}
    others = {found.sha256: found.source["title"] for found in drafts.listed(data.DATA)}
    told = []
    for likeness in alike:
        same = likeness.sha256 == draft.sha256
        if likeness.sha256 in known:
            told.append(
                f"与已发布的《{known[likeness.sha256]}》{'是同一文件' if same else likeness.words}"
            )
        elif likeness.sha256 in others and not same:
            told.append(f"与待审的《{others[likeness.sha256]}》{likeness.words}")
    return "；" + "；".join(told[:3]) if told else ""


def _entry(draft: Draft) -> None:
    """The catalogue entry of the open draft, to be corrected."""
    source = draft.source
    with st.form("intake_entry"):
        st.subheader(words.literal(f"报告信息：{source['title']}"), anchor=False)
        title = st.text_input("标题", source["title"], max_chars=120)
        left, middle, right = st.columns(3)
        with left:
            publisher = st.text_input("发布者", source.get("publisher") or "", max_chars=60)
            region = _region(source.get("region"))
        with middle:
            published_ = st.text_input(
                "发布时间", source.get("published") or "", max_chars=10, placeholder="2024-08-01"
            )
            year = _pick("年份", intake_fields.YEARS, _int(source.get("year")))
        with right:
            kinds = dict.fromkeys([*proposals.KINDS, *filter(None, [source.get("kind")])])
            kind = _pick("种类", {kind: kind for kind in kinds}, source.get("kind"))
            scope = st.text_input(
                "范围",
                "" if source["scope"] == "region" else source["scope"],
                placeholder="全地区；只报一个部门则写部门名",
                max_chars=30,
            )
        url = st.text_input("网址", source.get("url") or "", max_chars=200, placeholder="https://")
        if st.form_submit_button("保存报告信息"):
            _save_entry(
                {
                    "title": title.strip(), "publisher": publisher.strip() or None,
                    "published": published_.strip() or None, "kind": kind, "region": region,
                    "year": year, "scope": scope.strip() or "region", "url": url.strip() or None,
                }
            )  # fmt: skip


def _region(code: str | None) -> str | None:
    names = {None: words.UNDATED, **intake_fields.region_names()}
    return _pick("地区", names, code)


def _pick(label: str, choices: dict[Any, str], value: Any) -> Any:
    options = list(choices)
    at = options.index(value) if value in choices else 0
    return st.selectbox(label, options, index=at, format_func=lambda key: choices[key])


def _int(value: Any) -> int | None:
    return int(value) if value else None


def _save_entry(entered: dict[str, Any]) -> None:
    """Save the entry; figures that nobody decided on follow a changed region or year."""

    def change(draft: Draft) -> Draft:
        old = draft.source
        new = old | entered
        if new["year"] != _int(old.get("year")):
            new["year_basis"] = "stated" if new["year"] else None
        changed = replace(draft, source=new)
        moved = new["year"] != _int(old.get("year")) or new["region"] != old.get("region")
        text = reports.read_text(data.DATA, draft.sha256) if moved else None
        return intake.again(changed, text) if text else changed

    state.edit(change)
    st.rerun()


def _under_review() -> None:
    listed = drafts.listed(data.DATA)
    if not listed:
        return
    st.subheader(f"待审的报告 · {len(listed)} 份", anchor=False)
    for draft in listed[:MOST_TOLD]:
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
    if len(listed) > MOST_TOLD:
        st.caption(f"另有 {len(listed) - MOST_TOLD} 份，可在“审核”中选择。")


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
