"""Sentences of the genre mean what they are marked to mean."""

import pytest

from etl import extract
from tests.gold.judged import SENTENCES, unmarked


def cases():
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", cases())
def test_a_marked_sentence_gives_its_meanings(line):
    text, marked = unmarked(line)
    found = {figure.start: (figure.category, figure.indicator) for figure in extract(text)}
    assert {start: found.get(start) for start, *_ in marked} == {s: (c, i) for s, c, i in marked}
