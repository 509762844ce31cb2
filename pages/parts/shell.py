"""What stands around every page: registry, theme, filter bar, and the guard for cold links."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

import queries
from etl import transaction
from pages.parts import access, basket, cache, data, filters, log, watch, wire, words

TITLE = "清廉建设数据看板"
ICON = "static/icon.png"
STYLE = Path(__file__).with_name("style.css")


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: the stem of its file (and its address), its name, icon and group in the menu."""

    stem: str
    title: str
    icon: str
    group: str
    role: str = access.READER
    filtered: bool = True  # does the filter bar mean anything here

    @property
    def path(self) -> str:
        """The page's file, as Streamlit names it."""
        return f"pages/{self.stem}.py"


PAGES = (
    PageEntry("overview", "总览", ":material/dashboard:", "看"),
    PageEntry("region_profile", "地区画像", ":material/location_on:", "看"),
    PageEntry("region_comparison", "地区对比", ":material/compare_arrows:", "看"),
    PageEntry("rectification", "整改完成", ":material/task_alt:", "专题"),
    PageEntry("training", "学习培训", ":material/school:", "专题"),
    PageEntry("category_analysis", "分类分析", ":material/category:", "专题"),
    PageEntry("themes", "主题词", ":material/tag:", "专题"),
    PageEntry("evidence", "数据出处", ":material/find_in_page:", "用"),
    PageEntry("briefing", "简报导出", ":material/co_present:", "用"),
    PageEntry(
        "intake", "报告录入", ":material/note_add:", "用", role=access.EDITOR, filtered=False
    ),
    PageEntry("about", "说明", ":material/help:", "用"),
)

_routed: ContextVar[bool] = ContextVar("routed", default=False)
_filters: ContextVar[filters.Filters] = ContextVar("filters")


def choices() -> filters.Choices:
    """What the bar offers, for a page's own choice."""
    return filters.choices()


def main() -> None:
    """Run the page that the address names, inside the shell."""
    log.setup()
    wire.send_at_once()
    st.set_page_config(page_title=TITLE, page_icon=ICON, layout="wide")
    st.html(STYLE)
    pages = _pages()
    page, entry = _navigation(pages)
    access.gate()
    _menu(access.user(), pages)
    access.account()
    if entry.role != access.READER:  # what the gate asks of everybody
        needs(entry.role)
    if entry.filtered:
        _draw_apart(page, entry)
    else:
        _draw(page, entry)


def _draw(page: st.Page, entry: PageEntry) -> None:
    """The bar and the page below it, on the current build."""
    _begin_run()
    with watch.page(entry.stem, data.version()):
        _filters.set(filters.bar() if entry.filtered else filters.kept())
        token = _routed.set(True)
        try:
            # The router lets a page run once for each run of its own, and a fragment has more.
            page._can_be_called = True
            page.run()
        finally:
            _routed.reset(token)
        basket.say()


# A filter's change draws this anew and leaves the menu as it is. Not for pages that work for long:
# a click within a fragment waits for its end, and would cancel nothing.
_draw_apart = st.fragment(_draw)


def enter() -> filters.Filters:
    """First statement of every page: what the bar holds.

    After a server's start the old router serves /<page> without app.py until some session has
    called st.navigation (docs/decisions/001); then the page runs the shell, which runs the page.
    """
    if not _routed.get():
        main()
        st.stop()
    return _filters.get()


def heading(finding: str, line: str, asks: str) -> None:
    """A page's head: what it answers, its strongest finding, and where that comes from."""
    st.caption(words.literal(asks))
    st.title(words.literal(finding), anchor=False)
    st.caption(words.literal(line))


def needs(role: str) -> None:
    """Stop a page for those who may not use it, whatever way they came."""
    try:
        access.require(role)
    except access.DeniedError as error:
        heading("没有权限", f"{error}。请联系管理员。", asks="这一页需要更多权限")
        st.stop()


def _pages() -> dict[str, st.Page]:
    """Every page by its stem, as the router knows it."""
    return {
        entry.stem: st.Page(entry.path, title=entry.title, icon=entry.icon, url_path=entry.stem)
        for entry in PAGES
    }


def _navigation(pages: dict[str, st.Page]) -> tuple[st.Page, PageEntry]:
    """The page that the address names; the first of ``pages`` becomes the one without a name.

    Every page is known to the router, whoever asks: an unknown address would show the first page
    under an English dialogue. What a user may not see is left out of the menu and refused.
    """
    first = PAGES[0]
    # The first page's own address is the server's; by its name it is found like every other.
    named = pages[first.stem]
    pages[first.stem] = st.Page(
        first.path, title=first.title, icon=first.icon, url_path="home", default=True
    )
    # Streamlit's own grouped menu fails accessibility checks: hidden, and drawn from links.
    page = st.navigation([*pages.values(), named], position="hidden")
    if page == named:
        return page, first
    return page, next(entry for entry in PAGES if pages[entry.stem] == page)


def _menu(found: access.User, pages: dict[str, st.Page]) -> None:
    listed = [entry for entry in PAGES if found.may(entry.role)]
    with st.sidebar:
        st.markdown(f"**{TITLE}**")
        for group in dict.fromkeys(entry.group for entry in listed):
            st.caption(group)
            for entry in listed:
                if entry.group == group:
                    st.page_link(pages[entry.stem])


def _begin_run() -> None:
    """Open the current build; make the first one where there is none."""
    # what a killed publication left is carried out before anybody looks
    transaction.recover(data.DATA)
    try:
        data.begin_run()
    except queries.NoBuildError:
        _build("首次启动：正在生成数据库……")
        data.begin_run()
    if not _fits(data.version()):
        _build("程序已更新：正在重新生成数据库……")
        data.begin_run()
    cache.begin_run()


@st.cache_resource(max_entries=4, show_spinner=False)
def _fits(version: str) -> bool:
    """Whether the build has the tables that this code asks: an update may have changed them."""
    from etl.build import schema_version

    return data.ask("meta")["schema_version"].iloc[0] == schema_version()


def _build(why: str) -> None:
    # Only a copy started without `make run` comes here: fresh, or updated.
    from etl.build import build
    from etl.faults import FaultyDataError

    with st.status(why, expanded=True) as status:
        try:
            build(data.DATA, data.BUILD, progress=st.write)
        except FaultyDataError as error:
            status.update(label="数据有错误，未能生成数据库", state="error", expanded=True)
            for fault in error.faults[:20]:
                st.error(words.literal(str(fault)))
            st.stop()
        status.update(label="数据库已生成", state="complete", expanded=False)
