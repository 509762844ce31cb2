"""The parts of 简报导出: cards, cover, saved file, template, and the downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from pages.parts import basket, briefings, collection, data, words
from pages.parts.briefings import OUTPUTS, Made, Output
from pages.parts.chart import Chart
from pages.parts.collection import Collection, CollectionError
from pages.parts.exports import template as templates
from pages.parts.exports.briefing import Briefing, silent
from pages.parts.exports.template import NEEDED

OPENED, UPLOADED, FAULT = "briefing_file", "briefing_own_template", "fault_of_"
READY = "briefing_ready"
COVER_KEY, TITLE_KEY = "briefing_cover_", "briefing_title_"
COVER = {"title": "标题", "unit": "单位", "date": "日期"}
# Up to here a file is made at the click; with more charts the page shows how far it is.
QUICK = 15


def line(made: Sequence[Made]) -> str:
    """What stands under the title."""
    changed = sum(bool(each.changes) for each in made)
    lost = sum(each.chart is None for each in made)
    told = [f"数据版本 {data.version()}"]
    told += [f"{changed} 张图的数据与收藏时不同"] if changed else []
    told += [f"{lost} 张图无法重建，不会导出"] if lost else []
    return " · ".join(told)


def card(at: int, made: Made, last: bool) -> None:
    """One chart: its title, where it comes from, what has changed, and its place in the order."""
    item = made.item
    name = f"{item.recipe.page}_{item.recipe.chart}_{hash(item.recipe) & 0xFFFFFFFF:x}"
    with st.container(border=True, key=f"item_{name}"):
        with st.container(horizontal=True, vertical_alignment="bottom", wrap=False):
            st.text_input(
                f"{at + 1}. 标题",
                value=item.title,
                placeholder=item.finding,
                max_chars=collection.MOST_TEXT,
                key=f"{TITLE_KEY}{name}",
                on_change=_retitle,
                args=(at, f"{TITLE_KEY}{name}"),
            )
            _button("上移", ":material/arrow_upward:", f"up_{name}", at == 0, _move, at, -1)
            _button("下移", ":material/arrow_downward:", f"down_{name}", last, _move, at, 1)
            _button("移出", ":material/delete:", f"drop_{name}", False, _remove, at)
        st.caption(words.literal(_origin(made)))
        if made.fault:
            st.warning(words.literal(f"无法重建：{made.fault}。导出时略过这张图。"))
        if made.changes:
            with st.expander(f"与收藏时相比有 {len(made.changes)} 处变化"):
                for told in made.changes:
                    st.markdown(f"- {words.literal(told)}")
                renewed = (at, made.chart, data.version())
                _button("记为已知", ":material/done:", f"renew_{name}", False, _renew, *renewed)


def cover(collected: Collection) -> None:
    """The cover's text."""
    with st.container(border=True):
        st.subheader("封面", anchor=False)
        for name, label in COVER.items():
            key = f"{COVER_KEY}{name}"
            st.text_input(
                label,
                value=getattr(collected, name),
                max_chars=collection.MOST_TEXT,
                key=key,
                on_change=_set_cover,
                args=(name, key),
            )


def file(collected: Collection) -> None:
    """Keep the collection in a file, and open one."""
    with st.container(border=True):
        st.subheader("收藏文件", anchor=False)
        st.download_button(
            "保存收藏",
            collection.dump(collected),
            f"{briefings.stem(collected)}.json",
            "application/json",
            on_click="ignore",
            icon=":material/save:",
            disabled=not collected.items,
        )
        st.file_uploader("打开收藏（.json，不超过 2 MB）", type="json", key=OPENED, on_change=_open)
        if fault := st.session_state.get(f"{FAULT}{OPENED}"):
            st.error(words.literal(fault))
        st.caption("收藏只存图的做法和当时的数值；打开时按现有数据重做，并说明哪些数值变了。")


def template() -> None:
    """The unit's own template."""
    with st.container(border=True):
        st.subheader("PowerPoint 模板", anchor=False)
        st.caption("正在用本单位的模板" if basket.template() else "正在用默认模板")
        st.file_uploader("换用本单位模板（.pptx）", type="pptx", key=UPLOADED, on_change=_take)
        if fault := st.session_state.get(f"{FAULT}{UPLOADED}"):
            st.error(words.literal(fault))
        with st.container(horizontal=True):
            st.download_button(
                "下载默认模板",
                templates.default,
                "简报模板.pptx",
                OUTPUTS[0].mime,
                on_click="ignore",
                icon=":material/download:",
            )
            if basket.template():
                st.button("改回默认模板", on_click=_drop_template, icon=":material/undo:")
        needed = "；".join(f"版式“{name}”含{'、'.join(held)}" for name, held in NEEDED.items())
        st.caption(f"占位符按名称取用：{needed}。")


def downloads(collected: Collection, made: Sequence[Made]) -> None:
    """One file of all charts, in three formats."""
    usable = sum(each.chart is not None for each in made)
    make = data.later(partial(briefings.briefing, collected, tuple(made)))
    with st.container(horizontal=True, key="briefing_downloads"):
        for output in OUTPUTS:
            if usable <= QUICK:
                at_click = partial(_made_at_click, output, make, basket.template())
                _download(output, collected, at_click, disabled=not usable)
            elif st.button(f"生成 {output.label}", key=f"make_{output.suffix}", icon=output.icon):
                st.session_state[READY] = (collected, output, _with_progress(output, make))
    _offer_ready(collected)


def _offer_ready(collected: Collection) -> None:
    """A file that was made with its progress shown, as long as nothing has changed since."""
    of, output, content = st.session_state.get(READY, (None, None, b""))
    if of == collected and content:
        _download(output, collected, content)


def _download(output: Output, collected: Collection, content: Any, disabled: bool = False) -> None:
    st.download_button(
        f"下载 {output.label}",
        content,
        f"{briefings.stem(collected)}.{output.suffix}",
        output.mime,
        on_click="ignore",
        icon=output.icon,
        disabled=disabled,
        type="primary" if output is OUTPUTS[0] else "secondary",
        key=f"briefing_{output.suffix}",
    )


def _made_at_click(output: Output, make: Callable[[], Briefing], template: bytes | None) -> bytes:
    return output.render(make(), template, silent)


def _with_progress(output: Output, make: Callable[[], Briefing]) -> bytes:
    bar = st.progress(0.0, "正在收集数据")
    content = output.render(make(), basket.template(), bar.progress)
    bar.empty()
    return content


def _origin(made: Made) -> str:
    """Which page it is from, and its caption."""
    # the shell knows the pages and imports none of them
    from pages.parts import shell

    page = next(entry.title for entry in shell.PAGES if entry.stem == made.item.recipe.page)
    told = [f"收藏于数据版本 {made.item.version}"]
    if made.chart:
        told = [made.chart.caption]
        told += [f"结论：{made.chart.finding}"] if made.item.title else []
    return " · ".join([page, *told])


def _button(
    label: str, icon: str, key: str, disabled: bool, call: Callable[..., None], *given: Any
) -> None:
    st.button(
        label, icon=icon, key=key, disabled=disabled, type="tertiary", on_click=call, args=given
    )


def _retitle(at: int, key: str) -> None:
    basket.keep(basket.current().retitle(at, st.session_state[key]))


def _move(at: int, by: int) -> None:
    basket.keep(basket.current().move(at, by))


def _remove(at: int) -> None:
    basket.keep(basket.current().remove(at))


def _renew(at: int, chart: Chart, version: str) -> None:
    basket.keep(basket.current().renew(at, chart, version))


def _set_cover(name: str, key: str) -> None:
    told = {name: collection.plain(st.session_state[key])}
    basket.keep(replace(basket.current(), **told))


def _open() -> None:
    """Take an uploaded collection in place of the one there is."""
    uploaded = st.session_state[OPENED]
    st.session_state[f"{FAULT}{OPENED}"] = ""
    if uploaded is None:
        return
    try:
        opened = collection.load(uploaded.getvalue())
    except CollectionError as error:
        st.session_state[f"{FAULT}{OPENED}"] = f"没有打开：{error}"
        return
    basket.keep(opened)
    # inputs show what was opened, not what was typed before
    for key in list(st.session_state):
        if str(key).startswith((COVER_KEY, TITLE_KEY)):
            del st.session_state[key]


def _take() -> None:
    """Check an uploaded template and keep it."""
    uploaded = st.session_state[UPLOADED]
    st.session_state[f"{FAULT}{UPLOADED}"] = ""
    if uploaded is None:
        return
    content = uploaded.getvalue()
    try:
        templates.opened(content)
    except templates.TemplateError as error:
        st.session_state[f"{FAULT}{UPLOADED}"] = f"没有采用：{error}"
        return
    st.session_state[basket.TEMPLATE] = content


def _drop_template() -> None:
    st.session_state[basket.TEMPLATE] = None
