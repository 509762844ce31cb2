"""The draft that a session has open: every change checks the role, is saved, is merged."""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import streamlit as st

from etl import draft_check, drafts, places, publish, transaction
from etl.draft_check import DraftFault
from etl.drafts import Draft, DraftFigure
from etl.merge import Conflict
from pages.parts import access, data, intake_fields, words

TAB = "intake_tab"
CURRENT, SEEN, AT, NOTES, SESSION = (
    "intake_sha", "intake_seen", "intake_at", "intake_notes", "intake_session",
)  # fmt: skip
KEPT_CHECKS = 64


def open_draft(draft: Draft) -> None:
    """Make a draft the one that this session reviews, at its most doubtful figure."""
    st.session_state[CURRENT] = draft.sha256
    st.session_state[SEEN] = draft
    st.session_state.pop(AT, None)
    go_on(draft)


def current() -> Draft | None:
    """The open draft as it stands now; what others saved is taken over and told."""
    sha256 = st.session_state.get(CURRENT)
    found = drafts.load(data.DATA, sha256) if sha256 else None
    seen = st.session_state.get(SEEN)
    if found is None:
        st.session_state.pop(CURRENT, None)
        return None
    if seen and seen.sha256 == sha256 and seen.revision != found.revision:
        note(f"{found.saved_by} 刚保存了对这份报告的修改，已合并显示。")
    st.session_state[SEEN] = found
    return found


def edit(change: Callable[[Draft], Draft]) -> None:
    """Change the open draft on top of what this session has seen, and save."""
    try:
        who = access.require(access.EDITOR)
    except access.DeniedError as error:
        note(str(error))
        return
    seen: Draft = st.session_state[SEEN]
    if drafts.load(data.DATA, seen.sha256) is None:
        note("这份草稿已被发布或删除，未保存这次修改。")
        return
    changed = change(seen)
    if changed == seen:
        return
    saved = drafts.save(data.DATA, changed, seen, who.name)
    st.session_state[SEEN] = saved.draft
    if saved.merged_with:
        note(f"{saved.merged_with} 同时在改这份报告，双方的修改已逐条合并。")
    tell(saved.draft, saved.conflicts)


def tell(draft: Draft, conflicts: tuple[Conflict, ...]) -> None:
    """Name every field that two people changed: what was kept and what was wanted."""
    for conflict in conflicts:
        at = intake_fields.number_of(draft, conflict.key)
        place = f"第 {at} 条" if at else "报告信息"
        field = intake_fields.FIELD_NAMES.get(conflict.field, conflict.field)
        kept, wanted = (
            intake_fields.shown(conflict.field, value) for value in (conflict.kept, conflict.wanted)
        )
        note(f"{place}的“{field}”两人都改了：保留“{kept}”，你的“{wanted}”未写入，可再改一次。")


def go(tab: str) -> None:
    """Turn to a tab on the coming run."""
    st.session_state[TAB] = tab


def note(words_: str) -> None:
    """Say something at the head of the page on the coming run."""
    st.session_state.setdefault(NOTES, []).append(words_)


def show_notes() -> None:
    """What there is to say, once."""
    for told in st.session_state.pop(NOTES, []):
        st.info(words.literal(told), icon=":material/info:")


def others(draft: Draft, who: str) -> list[str]:
    """Who else has this draft open."""
    session = st.session_state.setdefault(SESSION, f"{time.time_ns()}")
    return drafts.present(data.DATA, draft.sha256, session, who, time.time())


def by_doubt(draft: Draft) -> list[DraftFigure]:
    """The figures, the least sure first."""
    return sorted(draft.figures, key=lambda f: (f.confidence or 0, f.start))


def go_on(draft: Draft, step: int = 1, *, pending: bool = True) -> None:
    """Go to the next figure by doubt; with ``pending`` to one that waits for a decision."""
    ordered = by_doubt(draft)
    if not ordered:
        return
    at = next((i for i, f in enumerate(ordered) if f.start == st.session_state.get(AT)), -step)
    turned = [ordered[(at + step * k) % len(ordered)] for k in range(1, len(ordered) + 1)]
    waiting = [f for f in turned if f.decision == drafts.PENDING] if pending else []
    st.session_state[AT] = (waiting or turned)[0].start


def decide(decision: str) -> None:
    """Decide on the figure at hand and go on."""
    start = st.session_state.get(AT)
    edit(lambda draft: draft.with_figure(start, decision=_kept(draft, start, decision)))
    go_on(st.session_state[SEEN])


def _kept(draft: Draft, start: int, decision: str) -> str:
    """Accepting what was changed leaves it marked as changed."""
    figure = draft.figure(start)
    changed = figure is not None and figure.decision == drafts.CHANGED
    return drafts.CHANGED if changed and decision == drafts.ACCEPTED else decision


def faults(draft: Draft) -> list[DraftFault]:
    """What the rules say of the draft."""
    # accepting a row changes nothing that the rules look at; rejecting takes it out
    rows = [
        replace(row, decision=drafts.REJECTED if row.decision == drafts.REJECTED else "")
        for row in (*draft.figures, *draft.ledger)
    ]
    asked = hashlib.sha256(repr((draft.sha256, draft.source, rows)).encode()).hexdigest()
    return _faults(asked, draft)


@st.cache_data(max_entries=KEPT_CHECKS, show_spinner=False)
def _faults(asked: str, _draft: Draft) -> list[DraftFault]:
    return draft_check.check_draft(data.DATA, _draft)


def region_choices(draft: Draft) -> dict[str | None, str]:
    """The divisions that a report's figures may belong to: its own, those above and below."""
    used = frozenset(figure.region for figure in draft.figures if figure.region)
    return _region_choices(draft.source.get("region"), used)


@lru_cache(maxsize=64)
def _region_choices(home: str | None, used: frozenset[str]) -> dict[str | None, str]:
    known = places.places()
    near = used | set(places.ancestors(home)) if home else used
    listed = [code for code in known if code in near or (home and places.within(code, home))]
    return {None: words.UNDATED, **{code: known[code].short for code in listed}}


def log(who: str, action: str, what: str) -> None:
    """Note in the log what was done beside publishing."""
    when = datetime.now().isoformat(timespec="seconds")
    entry = {"id": uuid.uuid4().hex, "when": when, "who": who, "action": action, "what": what}
    with transaction.locked(data.DATA):
        transaction.append_log(data.DATA, entry)


def rebase(draft: Draft) -> None:
    """Take over what others have published of this report."""
    saved = publish.rebase(data.DATA, draft, access.require(access.EDITOR).name)
    st.session_state[SEEN] = saved.draft
    tell(saved.draft, saved.conflicts)
