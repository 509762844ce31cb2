"""An answer put together from kept ones is the one that a question to the build would give."""

import csv
import random
from itertools import combinations

import pandas as pd
import pytest

from pages.parts import answers, data, places
from pages.parts.filters import Filters
from tests.conftest import ROOT

QUESTIONS = {
    "completion": {},
    "coverage": {},
    "figure_tally": {},
    "indicator_totals": {},
    "ledger_progress": {},
    "ledger_rows": {"open": False},
    "report_years": {},
    "term_counts": {},
}


@pytest.fixture
def entangled(data_sets, use_data):
    world, build = data_sets("entangled")
    use_data(build.parent)
    data.begin_run()
    return world


@pytest.mark.parametrize("question", QUESTIONS)
def test_regions_asked_apart_answer_as_they_do_together(entangled, question):
    chance = random.Random(question)
    codes = sorted(entangled.regions)
    for _ in range(20):
        chosen = tuple(chance.sample(codes, chance.randint(1, 3)))
        rollup = chance.random() < 0.7
        found = answers.on_shown(
            question, chosen, Filters(chosen, rollup=rollup), **QUESTIONS[question]
        )
        asked = data.ask(question, shown=chosen, rollup=rollup, **QUESTIONS[question])
        if question == "figure_tally":
            found, asked = (
                t.groupby(["year", "category"], dropna=False).sum() for t in (found, asked)
            )
        same(found, asked)


def same(found: pd.DataFrame, asked: pd.DataFrame) -> None:
    """The same rows in the same order; a number beside a missing one may be of another kind."""
    cells = [told.astype(object).map(str).to_numpy().tolist() for told in (found, asked)]
    assert cells[0] == cells[1]


def test_another_year_or_region_beside_asks_nothing(entangled, monkeypatch):
    asked = []
    ask = type(data._database.get()).ask

    def noted(self, name, **given):
        asked.append((name, tuple(given["shown"])))
        return ask(self, name, **given)

    monkeypatch.setattr(type(data._database.get()), "ask", noted)
    province, *others = sorted({code for code in entangled.regions if code.endswith("0000")})
    for chosen in ((province,), (others[0],), (province, others[0])):
        for years in ((), (2023,), (0,)):
            answers.on_shown("completion", chosen, Filters(chosen, years))
    assert asked == [("completion", (province,)), ("completion", (others[0],))]


def test_a_region_stands_with_the_one_it_lies_in():
    codes = ["140800", "140826", "140000", "210000", "610400", "610429"]
    assert answers._apart(codes) == [
        ["140000", "140800", "140826"],
        ["210000"],
        ["610400", "610429"],
    ]
    assert answers._apart(["140826", "140300"]) == [["140300"], ["140826"]]


def test_the_code_of_every_division_tells_what_it_lies_in():
    with (ROOT / "data/reference/regions.csv").open(encoding="utf-8", newline="") as file:
        above = {row["code"]: row["parent"] for row in csv.DictReader(file)}
    for code, parent in above.items():
        if parent:
            assert answers._apart([code, parent]) == [[parent, code]], (code, parent)
    provinces = [code for code, parent in above.items() if not parent]
    assert all(len(answers._apart(pair)) == 2 for pair in combinations(provinces, 2))


def test_no_year_is_a_year_of_its_own():
    found = pd.DataFrame({"year": pd.array([2023, None, 2024], dtype="Int64"), "n": [1, 2, 3]})
    assert answers.of_years(found, ())["n"].tolist() == [1, 2, 3]
    assert answers.of_years(found, (2023,))["n"].tolist() == [1]
    assert answers.of_years(found, (0,))["n"].tolist() == [2]
    assert answers.of_years(found, (0, 2024))["n"].tolist() == [2, 3]


def test_without_a_choice_those_with_a_report_are_shown_the_higher_levels_first(project_data):
    data.begin_run()
    shown = places.shown(Filters())
    levels = [place.level for place in shown.places]
    assert levels == sorted(levels, key=["province", "city", "county"].index)
    assert all(place.reported for place in shown.places) and shown.left_out == 0


def test_a_chosen_region_is_shown_without_a_report_of_its_own(entangled):
    held = {source.region for source in entangled.sources.values()}
    offered = data.ask("region_choices")["region"]
    silent = next(code for code in offered if code not in held)
    assert places.shown(Filters((silent,), rollup=False)).codes == (silent,)


def test_a_comparison_that_is_cut_says_how_many_it_leaves_out(entangled, monkeypatch):
    many = len(places.shown(Filters()).places)
    monkeypatch.setattr(places, "MOST_SHOWN", 2)
    shown = places.shown(Filters())
    assert (len(shown.places), shown.left_out) == (2, many - 2)
    assert "个地区未列出" in shown.caption(Filters(words="全部"))
