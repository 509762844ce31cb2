"""The catalogue entry of the open draft: proposed from its text, corrected by a person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from etl import intake, proposals, reports
from etl.drafts import Draft
from pages.parts import data, intake_fields, words
from pages.parts import intake_state as state


def show(draft: Draft) -> None:
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
