"""Findings, titles and captions are sound sentences whose numbers stand in the data."""

from __future__ import annotations

import re
from typing import Any

from pages.parts import recipes
from pages.parts.chart import Chart
from pages.parts.views import overview, rectification, region_profile
from tests.pages import expected, filter_states
from tests.pages.rederive import RATES, State, percent

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
FAULTS = re.compile(
    r"\bnan\b|None|NaT|<NA>|[，、；：·。]{2}|^[，、；：。·]|[，、；：·]$|（）|《》|“”|地地|零地|(?<!\d)0地"
    r"|[\"']|\{|\}|二地|中，?中|的的|  |undefined"
)



def test_every_sentence_is_sound_and_its_numbers_stand_in_the_data(run, batch):
    for choice in batch.choices:
        for page in batch.pages(choice):
            view = batch.view(choice, page)
            for sentence in TOLD[page](view):
                sound(choice, sentence)
            for chart in recipes.charts(view):
                sound(choice, chart.finding)
                sound(choice, chart.caption)
                told_in_chart(choice, chart)


def test_amounts_are_ranked_just_where_they_may_be(run, batch):
    for choice in batch.choices:
        for chart in batch.view(choice, "region_comparison").bars:
            indicator = chart.key.removeprefix("compare_")
            reason = why_unranked(choice.state, indicator)
            where = (choice.address, chart.finding)
            assert ("不排名" in chart.finding) == bool(reason), where
            assert reason in chart.finding, where
            if reason:
                assert "最" not in chart.finding, where
            elif "最" in chart.finding:
                ranked_right(choice.state, indicator, chart.finding)


def test_the_rate_in_the_title_is_that_of_a_last_notice(run, batch):
    world = batch.world
    for choice in (c for c in batch.choices if "rectification" in batch.pages(c)):
        title = batch.view(choice, "rectification").title
        wholes, lists = expected.last_notices(choice.state)
        told = set()
        for w in (w for w in wholes if w.rate is not None):
            sentence = f"{world.short(w.figure.region)}整改完成率{percent(w.rate)}"
            if w.done:
                sentence += f"（通报口径{expected.bare(w.done)}/{expected.bare(w.figure)}）"
            for n in (n for n in lists if n.source == w.source):
                sentence += f"，清单口径{n.count('done')}/{len(n.matters)}"
            told.add(sentence)
        assert title in told or (not told and "完成率" not in title), (choice.address, title)


def of_overview(view: overview.Overview) -> list[str]:
    return [view.title, view.line, *view.standing_out, *of_cards(view.cards)]


def of_profile(view: region_profile.Profile) -> list[str]:
    return [view.title, view.line, *of_cards(view.cards)]


def of_rectification(view: rectification.Rectification) -> list[str]:
    return [told for told in (view.title, view.line, view.explanation) if told]


def head(view: Any) -> list[str]:
    return [view.title, view.line]


TOLD = {
    "overview": of_overview,
    "region_profile": of_profile,
    "region_comparison": head,
    "rectification": of_rectification,
    "training": head,
    "category_analysis": head,
}


def of_cards(cards: tuple[overview.Card, ...]) -> list[str]:
    return [text for card in cards for text in (card.label, card.value, card.context)]


def sound(choice: filter_states.Choice, sentence: str) -> None:
    fault = FAULTS.search(sentence)
    assert sentence.strip() == sentence != "", choice.address
    assert not fault, (choice.address, sentence, fault)
    for opening, closing in ("（）", "《》", "“”"):
        assert sentence.count(opening) == sentence.count(closing), (choice.address, sentence)


def told_in_chart(choice: filter_states.Choice, chart: Chart) -> None:
    """Every number of a finding is one of its marks or cells, or how many of them there are."""
    cells = [cell for row in chart.rows for cell in row] + list(chart.categories)
    marks = [mark for series in chart.series for mark in series.marks]
    known = set(NUMBER.findall(" ".join(cells + [f"{mark.text} {mark.note}" for mark in marks])))
    numbers = [int(mark.value) for mark in marks if mark.value and mark.value < 10**6]
    known |= set(map(str, range(1 + max(len(chart.rows), len(marks), len(chart.columns)))))
    known |= {str(sum(numbers)), *differences(numbers, cells)}
    if chart.key in ("rectification_sections", "profile_below", "rectification_bases"):
        known |= {str(sum(col)) for col in ([int(m.value or 0) for m in s.marks] for s in chart.series)}
        known |= {str(sum(int(s.marks[i].value or 0) for s in chart.series)) for i in range(len(chart.categories))}
    strange = set(NUMBER.findall(chart.finding)) - known
    if chart.key == "rectification_bases":
        strange = {n for n in strange if not any(n in row for row in raised(choice.state))}
    assert not strange, (choice.address, chart.key, chart.finding, strange)


def raised(state: State) -> set[str]:
    """What notices raise, and by how much their lists differ from it."""
    wholes, lists = expected.last_notices(state)
    told = {expected.bare(w.figure).lstrip("≥≤约") for w in wholes} | {str(len(n.matters)) for n in lists}
    gaps = {abs(w.figure.value - len(n.matters)) for w in wholes for n in lists if w.source == n.source}
    return told | {f"{gap:,f}" for gap in gaps}


def differences(numbers: list[int], cells: list[str]) -> set[str]:
    """A span of years is told by its ends."""
    years = [cell.removesuffix("年") for cell in cells if re.fullmatch(r"\d{4}年", cell)]
    return {str(len(numbers)), *years}


def why_unranked(state: State, indicator: str) -> str:
    """The first reason that forbids an order, or nothing."""
    rows = [a for a in state.last(indicator) if not a.target]
    if len({a.place for a in rows}) < 2 or all(a.unit in RATES for a in rows):
        return ""
    if len({state.world.regions[a.place]["level"] for a in rows}) > 1:
        return "级别不同，不排名"
    for kind, words in (("scope", "报告范围不同"), ("unit", "计量单位不同"), ("year", "年份不同")):
        if len({getattr(a, kind) for a in rows}) > 1:
            return f"{words}，不排名"
    return ""


def ranked_right(state: State, indicator: str, finding: str) -> None:
    rows = [a for a in state.last(indicator) if not a.target]
    assert all(a.bound == "exact" and a.value is not None for a in rows), finding
    top = [a for a in rows if a.value == max(b.value for b in rows)]
    assert ("并列" in finding) == (len(top) > 1), finding
    assert all(state.world.short(a.place) in finding for a in top[:4]), finding
    assert finding.endswith(top[0].text), finding
