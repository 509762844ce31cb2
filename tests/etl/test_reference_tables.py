"""Each rule that domain staff may edit shows its example at work."""

import re

import pytest

from etl.bounds import bound_of
from etl.candidates import find_candidates, measures
from etl.exclusions import exclusions, is_page_furniture, why_no_figure
from etl.ledger_status import prose_state, status_in
from etl.meaning import indicator_units, rules
from etl.normalise import normalise, same_length_form
from etl.pipeline import explain
from etl.reference import table

CATEGORIES = {
    "deployment", "training", "warning", "institution", "cadre", "supervision", "discipline",
    "rectification", "culture", "units", "service", "livelihood", "sector",
}  # fmt: skip


@pytest.mark.parametrize("rule", [rule for _, rule in rules()], ids=lambda rule: rule.name)
def test_a_rule_of_meaning_gives_its_example_its_meaning(rule):
    # // stands for a line break: some rules look at the title or heading above.
    explained = explain(rule.example.replace(" // ", "\n"))
    assert rule.name in [e.meaning.rule for e in explained]


def test_rules_have_names_of_their_own_and_known_categories():
    names = [rule.name for _, rule in rules()]
    assert len(names) == len(set(names))
    assert {rule.category for _, rule in rules()} <= CATEGORIES | {"=same", "=previous"}


def test_indicators_of_rules_have_units():
    assert {r.indicator for _, r in rules() if r.indicator} <= set(indicator_units())


@pytest.mark.parametrize("exclusion", exclusions(), ids=lambda exclusion: exclusion.name)
def test_what_is_no_figure_is_left_out(exclusion):
    text = normalise(exclusion.example).text
    reasons = [why_no_figure(text, candidate) for candidate in find_candidates(text)]
    assert reasons
    assert all(reasons)


@pytest.mark.parametrize("row", table("bounds.csv"), ids=lambda row: row["example"])
def test_words_beside_a_figure_set_its_bound(row):
    text = normalise(row["example"]).text
    candidate = next(find_candidates(text))
    assert bound_of(text, candidate) == row["bound"]


@pytest.mark.parametrize("row", table("status.csv"), ids=lambda row: row["example"])
def test_cues_of_status_occur_in_their_examples(row):
    text = normalise(row["example"]).text
    figure = next(find_candidates(text), None)
    near = text if figure is None else text[: figure.start] + "#" + text[figure.end :]
    assert re.search(row["words"], near)


@pytest.mark.parametrize("row", table("default_indicators.csv"), ids=lambda row: row["example"])
def test_the_words_and_units_of_a_default_indicator_occur_in_its_example(row):
    text = normalise(row["example"]).text
    figure = next(found for found in find_candidates(text) if found.unit in row["units"].split())
    assert re.search(row["words"], text[: figure.start] + "#" + text[figure.end :])


@pytest.mark.parametrize("row", table("ledger_words.csv"), ids=lambda row: row["example"])
def test_words_that_make_a_ledger_occur_in_their_examples(row):
    assert re.search(row["words"], same_length_form(row["example"]))


@pytest.mark.parametrize("row", table("ledger_status.csv"), ids=lambda row: row["example"])
def test_a_state_in_few_words_is_the_one_of_its_row(row):
    form = same_length_form(row["example"])
    assert status_in(form, 0, len(form)).status == row["status"]


@pytest.mark.parametrize("row", table("ledger_prose.csv"), ids=lambda row: row["example"])
def test_a_state_in_prose_is_the_one_of_its_row(row):
    form = same_length_form(row["example"])
    assert re.search(row["words"], form)
    assert prose_state(form, 0, len(form)).status == row["status"]


@pytest.mark.parametrize("row", table("ledger_signs.csv"), ids=lambda row: row["example"])
def test_a_sign_shows_in_its_example(row):
    assert re.search(row["words"], same_length_form(row["example"]))


def test_measure_words_are_not_listed_twice():
    units = [row["unit"] for row in table("measures.csv")]
    assert len(units) == len(set(units)) == len(measures())


@pytest.mark.parametrize(
    "line",
    [
        "浏览次数:1,208次",
        "上一篇:县里召开推进会12次",
        "版权所有:某市纪委 备案12号",
        "【打印】 【关闭】",
        "评论 0人参与,0条评论",
    ],
)
def test_lines_of_the_web_page_are_known(line):
    assert is_page_furniture(line)
