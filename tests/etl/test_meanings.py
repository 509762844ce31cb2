"""Sentences of the genre mean what they are marked to mean."""

import re
from pathlib import Path

import pytest

from etl import extract

MARK = re.compile(r"\{([^:}]+):(\w+)/(\w*)\}")


def cases():
    text = (Path(__file__).parent / "fixtures" / "meanings.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def read(line):
    """The text of a marked sentence, and the start, category and indicator of its figures."""
    plain, *rest = MARK.split(line.replace(" // ", "\n"))
    marked = []
    for quote, category, indicator, behind in zip(*(rest[i::4] for i in range(4)), strict=True):
        marked.append((len(plain), category, indicator or None))
        plain += quote + behind
    return plain, marked


@pytest.mark.parametrize("line", cases())
def test_a_marked_sentence_gives_its_meanings(line):
    text, marked = read(line)
    found = {figure.start: (figure.category, figure.indicator) for figure in extract(text)}
    assert {start: found.get(start) for start, *_ in marked} == {s: (c, i) for s, c, i in marked}
