"""How amounts, places and times are written: the same words on every page and export."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import pandas as pd

BOUND_SIGNS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "约"}
STATUS_NAMES = {"actual": "已发生", "target": "目标"}
ROLE_NAMES = {"total": "总数", "part": "其中", "repeat": "重复提及", "share": "占比"}
LEDGER_STATUS_NAMES = {
    "done": "已完成",
    "in_progress": "进行中",
    "not_done": "未完成",
    "unstated": "未说明",
    None: "未说明",
}
LEVEL_NAMES = {"province": "省", "city": "市", "county": "县"}
UNDATED = "未注明"
NOT_MENTIONED = "报告未提及"
NO_REPORT = "无报告"
NOT_STATED = "未写明"
INFERRED = "（推断）"

DIGITS = "零一二三四五六七八九十"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def number(value: float) -> str:
    """The value in digits, exactly: ``42000`` → ``4.2万``, ``1236`` → ``1,236``.

    万 and 亿 are used only where two decimals of them hold the whole value.
    """
    for size, name in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size and math.isclose(value / size, round(value / size, 2), rel_tol=1e-12):
            return _plain(round(value / size, 2)) + name
    return _plain(value)


def _plain(value: float) -> str:
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0").rstrip(".")


def amount(value: float, unit: str, bound: str = "exact") -> str:
    """An amount with its bound and unit: ``≥60篇``, ``4.2万人次``, ``73.2%``."""
    return f"{BOUND_SIGNS[bound]}{number(value)}{unit}"


def percent(rate: float) -> str:
    """A rate that we reckon, to one decimal: ``77.8%``."""
    return f"{rate:.1f}".removesuffix(".0") + "%"


def count_word(n: int) -> str:
    """A small count as it is spoken: ``两`` (地), ``四``, from eleven on in digits."""
    return "两" if n == 2 else DIGITS[n] if 0 <= n <= 10 else str(n)


def scoped(short: str, scopes: Iterable[str], *, below: bool = False) -> str:
    """A region's label, with the body that all its figures come from: ``阳泉·交通运输局``.

    ``below``: the body is a lower division's, and not the region's own: ``山西下级·交通运输局``.
    """
    found = set(scopes)
    if len(found) != 1 or "region" in found:
        return short
    return f"{short}{'下级' if below else ''}·{found.pop()}"


def scope_name(scope: str, *, below: bool = False) -> str:
    """Whose work is told: ``全地区``, or the body's own name; ``below``: a lower division's."""
    if below:
        return "下级地区" if scope == "region" else f"下级{scope}"
    return "全地区" if scope == "region" else scope


def year_label(year: float | None, *, inferred: bool = False) -> str:
    """``2022年``, ``2023年（推断）`` or ``未注明``."""
    if pd.isna(year) or year == 0:
        return UNDATED
    return f"{int(year)}年{INFERRED if inferred else ''}"


def span(years: Iterable[int]) -> str:
    """``2020—2025年``, ``2022年`` or ``年份未注明``."""
    known = sorted({int(year) for year in years if year})
    if not known:
        return "年份未注明"
    return f"{known[0]}年" if len(known) == 1 else f"{known[0]}—{known[-1]}年"


def joined(names: Iterable[str], most: int = 4, unit: str = "个") -> str:
    """``阳泉、咸阳等5个``: names as a list that stays short."""
    listed = list(names)
    if len(listed) <= most:
        return "、".join(listed)
    return "、".join(listed[:most]) + f"等{len(listed)}{unit}"


def places(names: Iterable[str]) -> str:
    """``阳泉、咸阳、垣曲、辽宁等5地``: regions as a list that stays short."""
    return joined(names, unit="地")


def sources(titles: Iterable[str]) -> str:
    """``《A》《B》`` for two reports at most, else how many they are."""
    named = list(titles)
    return "".join(f"《{title}》" for title in named) if len(named) <= 2 else f"{len(named)} 份报告"


def literal(text: str) -> str:
    """Text from outside as Markdown that shows it as it is: nothing in it links, styles or runs."""
    flat = " ".join(text.split())
    return _PUNCTUATION.sub(r"\\\1", flat)


def file_part(text: str) -> str:
    """Words as part of a file's name: no character that a file system refuses."""
    return re.sub(r"[^\w\u4e00-\u9fff-]+", "_", text).strip("_")[:60]


def place_name(short: str | None) -> str:
    """A region's short name, or that the report names none."""
    return UNDATED if pd.isna(short) else short


def or_dash(text: str | None) -> str:
    """The text, or a dash where there is none."""
    return "—" if pd.isna(text) else text


def columns(text: str) -> int:
    """How wide a text is, in half-width letters: a Chinese one takes two."""
    return sum(2 if ord(letter) > 255 else 1 for letter in text)
