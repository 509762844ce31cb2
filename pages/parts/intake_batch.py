"""Files dropped on 录入: read one after the other; stopped and resumed, nothing done is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

import streamlit as st

from etl import draft_check, drafts, intake, published, reports, similar, uploads
from etl.drafts import Draft
from etl.read import UnreadableError
from pages.parts import access, data, watch, words
from pages.parts import intake_state as state

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

FILES, DONE, RUNNING = "intake_files", "intake_done", "intake_running"
MOST_TOLD, MOST_NAMED = 30, 10
BROKEN = "读取时出错，未收入。可另存为 docx 或 txt 再试；错误已记在“运行情况”"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file."""

    name: str
    words: str
    taken: bool = True


def show() -> None:
    """The place to drop files, how far their reading is, and what became of each."""
    files = st.file_uploader(
        "上传报告（可多选；txt、html、docx、pdf，每份不超过 20 MB）",
        accept_multiple_files=True,
        key=FILES,
    )
    _load_ahead()
    done: dict[str, Told] = st.session_state.setdefault(DONE, {})
    waiting = [file for file in files or () if file.file_id not in done]
    if len(waiting) == 1:
        _take_all(waiting)
    elif waiting:
        _begin_or_go_on(waiting, begun=len(waiting) < len(files))
    told = [done[file.file_id] for file in files or () if file.file_id in done]
    _tell(told)
    if any(each.taken for each in told):
        st.button(
            "去审核", type="primary", key="intake_to_review", on_click=state.go, args=("审核",)
        )


def _begin_or_go_on(waiting: Sequence[UploadedFile], *, begun: bool) -> None:
    """Many are read when asked to; 取消 stops between two of them."""
    running = st.session_state.get(RUNNING)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"{'继续' if begun else '开始'}处理 {len(waiting)} 份",
            type="primary",
            key="intake_start",
            on_click=_set_running,
            args=(True,),
            disabled=bool(running),
        )
        if running:
            st.button("取消", key="intake_cancel", on_click=_set_running, args=(False,))
    if running:
        _take_all(waiting)
        _set_running(False)
        st.rerun()
    if begun:
        names = words.joined(
            (uploads.safe_name(file.name) for file in waiting), MOST_NAMED, unit="份"
        )
        st.warning(
            words.literal(f"还有 {len(waiting)} 份没有读：{names}。已读入的都已保存为草稿。"),
            icon=":material/pause_circle:",
        )


def _set_running(running: bool) -> None:
    st.session_state[RUNNING] = running


def _take_all(waiting: Sequence[UploadedFile]) -> None:
    """One after the other; a click stops the run between two, and what was done is kept."""
    access.require(access.EDITOR)
    bar = st.progress(0.0, text=f"0 / {len(waiting)}")
    for number, file in enumerate(waiting, 1):
        st.session_state[DONE][file.file_id] = take(file.name, file.getvalue())
        name = words.literal(uploads.safe_name(file.name))
        bar.progress(number / len(waiting), text=f"{number} / {len(waiting)} · {name}")
    bar.empty()


def _tell(told: Sequence[Told]) -> None:
    """What became of each file, those that were refused first."""
    refused = sum(not each.taken for each in told)
    if len(told) > 1:
        more = f"，{refused} 份未收入" if refused else ""
        st.markdown(f"**已读入 {len(told) - refused} 份{more}**")
    ordered = sorted(told, key=lambda each: each.taken)
    if told:
        st.markdown("  \n".join(map(_line, ordered[:MOST_TOLD])))
    if len(told) > MOST_TOLD:
        st.caption(f"另有 {len(told) - MOST_TOLD} 份，见下面“待审的报告”。")


def _line(told: Told) -> str:
    sign = ":material/check:" if told.taken else ":material/block:"
    return f"{sign} **{words.literal(told.name)}**：{words.literal(told.words)}"


@st.cache_resource(max_entries=1, show_spinner=False)
def _load_ahead() -> Thread:
    """Load extractor and rules, once a process, while the first file is being chosen."""
    upload = uploads.Upload("", "0" * 64, "全市开展监督检查1次。")
    thread = Thread(
        target=lambda: draft_check.check_draft(data.DATA, intake.fresh(upload)), daemon=True
    )
    thread.start()
    return thread


def take(name: str, content: bytes) -> Told:
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
    # one file that breaks the reader must not keep the others of its batch out
    except Exception as error:
        watch.fault(error, "intake")
        return Told(shown, BROKEN, taken=False)
    state.open_draft(draft)
    found = f"{len(draft.figures)} 条数据" + (
        f"、{len(draft.ledger)} 项台账" if draft.ledger else ""
    )
    return Told(shown, found + _doubles(draft, alike))


def _doubles(draft: Draft, alike: Sequence[similar.Likeness]) -> str:
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
