"""Sentences of the genre mean what they are marked to mean."""

import pytest

from etl import extract
from etl.reference import table
from etl.votes import categories
from tests.gold.judged import NO_INDICATOR, PASSAGES, PHRASES, SENTENCES, unmarked


def cases(file=SENTENCES):
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", cases())
def test_a_marked_sentence_gives_its_meanings(line):
    text, marked = unmarked(line)
    found = {figure.start: (figure.category, figure.indicator) for figure in extract(text)}
    assert {start: found.get(start) for start, *_ in marked} == {s: (c, i) for s, c, i in marked}


@pytest.mark.parametrize("line", cases(PHRASES))
def test_a_marked_phrase_has_its_figures_and_known_categories(line):
    text, marked = unmarked(line)
    assert {start for start, *_ in marked} <= {figure.start for figure in extract(text)}
    all_are_known(marked)


def test_marked_passages_have_known_categories_and_nearly_all_their_figures():
    """They were written to be odd: the share is what was reached, not what reports reach."""
    found = 0
    passages = [unmarked(line) for line in cases(PASSAGES)]
    for text, marked in passages:
        all_are_known(marked)
        starts = {figure.start for figure in extract(text)}
        found += sum(start in starts for start, *_ in marked)
    assert found >= 0.98 * sum(len(marked) for _, marked in passages)


def all_are_known(marked):
    assert {category for _, category, _ in marked} <= set(categories())
    indicators = {(category, indicator) for _, category, indicator in marked if indicator}
    told = {one for one in indicators if one[1] != NO_INDICATOR}
    assert told <= {(row["category"], row["id"]) for row in table("indicators.csv")}
