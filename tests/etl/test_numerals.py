import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.candidates import find_candidates
from etl.numerals import read_fraction, read_number

NUMBERS = [
    ("178", 178, False),
    ("1,057", 1057, False),
    ("2 740", 2740, False),
    ("60余", 60, True),
    ("4.2万", 42_000, False),
    ("10万余", 100_000, True),
    ("100多万", 1_000_000, True),
    ("8千余万", 80_000_000, True),
    ("1.2亿", 120_000_000, False),
    ("1.005万", 10_050, False),
    ("5万8千", 58_000, False),
    ("8万3千余", 83_000, True),
    ("2万1,600", 21_600, False),
    ("52亿3,900万", 5_239_000_000, False),
    ("4亿2千余万", 420_000_000, True),
    ("1兆9,081亿余", 1_908_100_000_000, True),
    ("两", 2, False),
    ("十三", 13, False),
    ("二十九", 29, False),
    ("一百零六", 106, False),
    ("三百五", 350, False),
    ("一万二", 12_000, False),
    ("两千三百余万", 23_000_000, True),
    ("上百", 100, True),
    ("数十", 10, True),
    ("百余", 100, True),
    ("千余", 1000, True),
    ("八百余", 800, True),
    ("三四", 3, False),
    ("二百一十六", 216, False),
]
FRACTIONS = [
    ("百分之九十", 90),
    ("百分之12.5", 12.5),
    ("百分之百", 100),
    ("百分之九十九点五", 99.5),
    ("三分之一", 100 / 3),
    ("半数", 50),
    ("一半", 50),
    ("八成", 80),
    ("七成五", 75),
    ("一成半", 15),
]


@pytest.mark.parametrize(("words", "value", "open_upwards"), NUMBERS)
def test_numerals_are_read(words, value, open_upwards):
    assert read_number(words) == (value, open_upwards)


@pytest.mark.parametrize(("words", "value"), FRACTIONS)
def test_fractions_are_read_as_per_cent(words, value):
    assert read_fraction(words) == pytest.approx(value)


def chinese(number: int) -> str:
    """A number below a hundred million in plain additive numerals."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + gap + (chinese(low) if low else "")
    words, zero = "", False
    for factor, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, factor)
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + sign
            zero = False
        else:
            zero = bool(words)
    return words


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_come_back_as_they_were_written(number):
    assert read_number(chinese(number)) == (number, False)


@given(st.integers(min_value=0, max_value=10**12))
def test_thousands_separators_change_nothing(number):
    assert read_number(f"{number:,}") == read_number(str(number)) == (number, False)


@given(st.integers(1, 999), st.integers(0, 9999), st.integers(1, 9999), st.booleans())
def test_parts_of_a_written_amount_add_up_and_are_read_as_one(large, middle, small, separated):
    digits = "{:,}" if separated else "{}"
    parts = [(large, "亿"), (middle, "万")] if middle else [(large, "亿")]
    words = "".join(f"{digits.format(number)}{sign}" for number, sign in parts)
    words += digits.format(small) if small > 99 else ""
    value = large * 10**8 + middle * 10**4 + (small if small > 99 else 0)
    assert read_number(words) == (value, False)
    (found,) = find_candidates(f"核定补助{words}元,")
    assert (found.start, found.value) == (4, value)
