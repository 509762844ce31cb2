"""The reviewed figures of the five reports say what their number phrases say."""

import re

import pytest

from etl.numerals import read_number
from tests.pages.helpers import ROOT, figures_of

MULTIPLES = {"": 1, "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8}
ARABIC = re.compile(r"([\d,.]+) ?([万萬亿億]?)")
CHINESE = re.compile(r"上?([一二两三四五六七八九十百千]+)")
FIGURES = figures_of(ROOT / "data")


def told(quote):
    """The number of a phrase, read again without the extractor."""
    if found := ARABIC.match(quote):
        return float(found[1].replace(",", "")) * MULTIPLES[found[2]]
    words = CHINESE.match(quote.replace("兩", "两"))[1]
    return float({"百": 100, "千": 1000}.get(words) or read_number(words)[0])


@pytest.mark.parametrize("doc", sorted({row["doc"] for row in FIGURES}))
def test_a_value_is_the_number_of_its_phrase(doc):
    rows = [row for row in FIGURES if row["doc"] == doc]
    differing = [
        (row["id"], row["quote"], row["value"])
        for row in rows
        if told(row["quote"]) != pytest.approx(float(row["value"]))
    ]
    assert differing == []
