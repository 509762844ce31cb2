"""Read Arabic, Chinese and mixed numerals as numbers with their bound."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "半": 0.5}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000, "兆": 1_000_000_000_000}
_FACTORS = _SMALL | _LARGE

# Lengths are bounded, so that a text of digits alone takes no more than linear time.
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?!\d)|\d{1,15}(?:\.\d{1,8})?)"
# GB/T 15835 parts thousands by a thin blank: 2 740. Behind another number it parts cells instead.
ARABIC_PARTED = r"(?<!\d )\d{1,3}(?: \d{3}){1,5}(?!\d)"
_PART = r"\d{1,4}(?:,\d{3})?"
# 2万1,600, 52亿3,900万, 1兆9,081亿余, 8万3千余; 4.2万, 10万余, 100多万, 5000余万, 8千余万
ARABIC_TAIL = (
    rf"(?:(?:兆(?:{_PART}亿)?(?:{_PART}万)?|(?:亿{_PART})?万|亿)(?:\d{{3,4}}|\d,\d{{3}})(?![\d,.万亿])"
    rf"|兆(?:{_PART}亿)?(?:{_PART}万)?[余多]?|亿(?:{_PART}|\d千)[余多]?万[余多]?"
    r"|万\d千(?=\D)[余多]?|[十百千][余多][万亿]"
    r"|[余多]?(?:[十百千]?万亿|[十百千]?[万亿]|[百千])[余多]?|[余多])?"
)
CHINESE = (
    r"(?:(?:[上数几好][十百千万亿]|十几|几十|[零〇一二两三四五六七八九十百千])"
    r"[零〇一二两三四五六七八九十百千万亿]{0,20}[余多几]?[万亿]?[余多]?)"
)
FRACTION = (
    r"(?:百分之(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]{1,6}(?:点[零〇一二三四五六七八九]{1,4})?)"
    r"|[二三四五六七八九十]{1,3}分之[一二两三四五六七八九十]{1,3}|[一二两三四五六七八九]成(?:[半多]|[一二三四五六七八九](?![成个名人项]))?|半数|一半)"
)
_ARABIC = re.compile(ARABIC)
_EXACT = 15  # digits that a float holds
_MORE = re.compile("[余多]")
_VAGUE = re.compile("[余多几上数好]")


def read_number(words: str) -> tuple[float, bool] | None:
    """The numeral's value and whether it is open upwards; None if it is no numeral."""
    if words.isascii() and words.isdigit() and len(words) <= _EXACT:
        return int(words), False
    words = words.strip()
    open_upwards = bool(_VAGUE.search(words))
    value = _arabic(words) if words[:1].isdigit() else _chinese(words)
    return None if value is None else (value, open_upwards)


def read_fraction(words: str) -> float | None:
    """`百分之九十`, `三分之一`, `九成`, `半数` as a per cent."""
    if words in ("半数", "一半"):
        return 50
    if words.startswith("百分之"):
        rest = words[3:]
        return float(rest) if rest[0].isdigit() else _decimal(rest)
    if "分之" in words:
        below, above = (_chinese(part) for part in words.split("分之"))
        return round(above / below * 100, 8) if above and below else None
    tenths = _DIGITS[words[0]]
    return tenths * 10 + _DIGITS.get(words[2:], 0) * (10 if words.endswith("半") else 1)


def _decimal(words: str) -> float | None:
    whole, _, places = words.partition("点")
    value = _chinese(whole)
    if value is None:
        return None
    digits = "".join(str(_DIGITS[c]) for c in places)
    return float(f"{value:.0f}.{digits}") if digits else value


def _arabic(words: str) -> float | None:
    """`4.2万`, and parts that add up: `5万8千`, `52亿3,900万`."""
    words = words.replace(" ", "")
    numbers = list(_ARABIC.finditer(words))
    if not numbers or numbers[0].start():
        return None
    ends = [*(number.start() for number in numbers[1:]), len(words)]
    total = 0.0
    for number, end in zip(numbers, ends, strict=True):
        value = float(number.group().replace(",", ""))
        for sign in words[number.end() : end]:
            value *= _FACTORS.get(sign, 1)
        # 1.005万 must be 10050, not 10049.999…
        total += round(value, 4)
    return _tidy(total)


def _chinese(words: str) -> float | None:
    """Positional (`二〇二二`) or additive (`一千二百三十五`) Chinese numerals."""
    words = _MORE.sub("", words)
    words = re.sub("^[上数好几](?=[十百千万亿])", "一", words)
    words = re.sub("几$|几(?=[万亿])", "", words)
    if not words or any(c not in _DIGITS and c not in _FACTORS for c in words):
        return None
    if len(words) > 1 and all(c in _DIGITS for c in words):
        if len(words) == 2 and _DIGITS[words[0]] + 1 == _DIGITS[words[1]]:
            return _DIGITS[words[0]]  # 三四个: the lower of two
        return float("".join(str(_DIGITS[c]) for c in words)) if "半" not in words else None
    return _additive(words)


def _additive(words: str) -> float:
    total = section = 0.0
    digit: float | None = None
    last = 1
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            section += (1 if digit is None or digit == 0 else digit) * _SMALL[sign]
            digit, last = None, _SMALL[sign]
        else:
            section += digit or 0
            total = (total + (section or (0 if total else 1))) * _LARGE[sign]
            section, digit, last = 0.0, None, _LARGE[sign]
    if digit:
        # 一万二 is 12000 and 三百五 is 350, while 三百零五 keeps its unit place.
        shorthand = last >= 100 and words[-2:-1] not in ("零", "〇", "")
        section += digit * (last / 10 if shorthand else 1)
    return _tidy(total + section)


def _tidy(value: float) -> float:
    return int(value) if value == int(value) else value
