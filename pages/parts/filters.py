"""The filter bar that all pages share; the address carries it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import streamlit as st

from pages.parts import data, words

REGION, YEAR, CATEGORY, ROLLUP = "region", "year", "category", "rollup"
NOTES, OWN_NOTES = "address_notes", "address_own_notes"
# The address is text from outside; more than this of it is not repeated.
ECHO_LIMIT = 20
NOTE_LIMIT = 3
KIND_NAMES = {REGION: "地区", YEAR: "年份", CATEGORY: "类别"}
# What Streamlit takes for a switch in an address.
SWITCH_WORDS = frozenset({"true", "false", "1", "0"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What the bar says: codes, years (0 for 未注明), category ids; empty means all."""

    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    rollup: bool = True
    words: str = ""
    without_regions: str = ""  # the words but for the regions

    def without_categories(self) -> Filters:
        """The same for a page that is about one category: the bar's category does not narrow it."""
        return replace(self, categories=())

    def for_category(self, category: str) -> Filters:
        """The same for a page about one category, which has its own choice."""
        return replace(self, categories=(category,))

    def for_region(self, region: str) -> Filters:
        """The same for a page about one region, which has its own choice."""
        return replace(self, regions=(region,), words=self.without_regions)

    def parameters(self) -> dict[str, Any]:
        """As the questions name them."""
        return {
            "regions": self.regions,
            "years": self.years,
            "categories": self.categories,
            "rollup": self.rollup,
        }


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: label → code, year or id."""

    regions: dict[str, str]
    years: dict[str, int]
    categories: dict[str, str]

    def of(self, key: str) -> dict:
        """The choices of one filter."""
        return {REGION: self.regions, YEAR: self.years, CATEGORY: self.categories}[key]


def choices() -> Choices:
    """Regions that have figures and what is above them, years of results, all categories."""
    return _choices(data.version())


# The bar asks for it at every run; unpacking three answers each time costs more than a click.
@st.cache_resource(max_entries=4, show_spinner=False)
def _choices(version: str) -> Choices:
    regions = data.ask("region_choices")
    years = data.ask("year_choices")["year"]
    categories = data.ask("category_choices")
    return Choices(
        dict(zip(regions["short"], regions["region"], strict=True)),
        {str(year) if year else words.UNDATED: int(year) for year in years},
        dict(zip(categories["name"], categories["category"], strict=True)),
    )


def bar() -> Filters:
    """Draw the bar and say what it holds."""
    offered = choices()
    _read_address(offered)
    with st.container(horizontal=True, vertical_alignment="bottom", key="filter_bar"):
        regions = _multiple("地区", REGION, offered, "全部地区", width=320)
        years = _multiple("年份", YEAR, offered, "全部年份", width=180)
        categories = _multiple("类别", CATEGORY, offered, "全部类别", width=220)
        rollup = st.toggle(
            "含下级地区",
            value=True,
            key=ROLLUP,
            bind="query-params",
            on_change=forget_notes,
            help="上级地区没有自己的总数时，计入下级地区的数据",
        )
    _show(st.session_state[NOTES])
    return Filters(
        tuple(offered.regions[label] for label in regions),
        tuple(offered.years[label] for label in years),
        tuple(offered.categories[label] for label in categories),
        rollup,
        _in_words(regions, years, categories, rollup),
        _in_words([], years, categories, rollup),
    )


def of_codes(
    offered: Choices,
    regions: tuple[str, ...],
    years: tuple[int, ...],
    categories: tuple[str, ...],
    rollup: bool,
) -> Filters:
    """The filters of codes that are among what is offered, with their words."""
    labels = [
        [label for label, code in known.items() if code in chosen]
        for known, chosen in (
            (offered.regions, regions),
            (offered.years, years),
            (offered.categories, categories),
        )
    ]
    return Filters(
        regions,
        years,
        categories,
        rollup,
        _in_words(*labels, rollup),
        _in_words([], *labels[1:], rollup),
    )


def kept() -> Filters:
    """No filter, for a page that none concerns; what the bar held stays for the next page."""
    for key in (REGION, YEAR, CATEGORY, ROLLUP):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    return Filters()


def single(label: str, key: str, offered: dict[str, str], first: str | None) -> str:
    """A page's own single choice, kept in the address; ``first`` (a code) until one is made.

    The first is the widget's default and not a value set for it: that would make an entry in the
    browser's history, and Back would not leave the page.
    """
    name_strange(label, key, offered)
    codes = list(offered.values())
    chosen = st.selectbox(
        label,
        offered,
        index=codes.index(first) if first in codes else 0,
        key=key,
        bind="query-params",
        on_change=forget_notes,
        width=340,
    )
    return offered[chosen]


def _multiple(label: str, key: str, offered: Choices, empty: str, width: int) -> list[str]:
    return st.multiselect(
        label,
        list(offered.of(key)),
        key=key,
        placeholder=empty,
        bind="query-params",
        on_change=forget_notes,
        width=width,
    )


def _in_words(regions: list, years: list, categories: list, rollup: bool) -> str:
    chosen = [words.joined(found) for found in (regions, years, categories) if found]
    if regions and not rollup:
        chosen.append("不含下级地区")
    return " · ".join(chosen) or "全部"


def name_strange(name: str, key: str, known: Collection[str]) -> None:
    """On a session's first run: name what the address asks of a page's own choice in vain."""
    noted = st.session_state.setdefault(OWN_NOTES, {})
    if key not in noted:
        noted[key] = _strange(name, (v for v in st.query_params.get_all(key) if v not in known))
    _show(noted[key])


def forget_notes() -> None:
    """The reader has chosen anew: what the address asked for no longer matters."""
    st.session_state[NOTES] = []
    st.session_state[OWN_NOTES] = {key: [] for key in st.session_state.get(OWN_NOTES, ())}


def _read_address(offered: Choices) -> None:
    """On a session's first run: let codes in, and name what the address asks for in vain."""
    if NOTES in st.session_state:
        return
    notes, named = [], {}
    for key, name in KIND_NAMES.items():
        known = offered.of(key)
        labels = {str(code): label for label, code in known.items()} | {
            label: label for label in known
        }
        asked = st.query_params.get_all(key)
        if any(value in labels and value not in known for value in asked):
            chosen = (labels[value] for value in asked if value in labels)
            named[key] = list(dict.fromkeys(chosen))
        notes += _strange(name, (value for value in asked if value not in labels))
    switches = st.query_params.get_all(ROLLUP)
    notes += _strange("含下级地区", (v for v in switches if v.lower() not in SWITCH_WORDS))
    st.session_state[NOTES] = notes
    if named:
        # Before any widget is bound the address may be written: a code becomes its name.
        st.query_params.update(named)
        st.rerun()


def _strange(name: str, values: Iterable[str]) -> list[str]:
    return [
        f"链接里的{name}“{value[:ECHO_LIMIT]}”不在可选范围内，已忽略。"
        for value in islice(values, NOTE_LIMIT)
    ]


def _show(notes: Iterable[str]) -> None:
    for note in notes:
        st.info(words.literal(note), icon=":material/info:")
