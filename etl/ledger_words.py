"""The words by which a rectification notice and its problems are known, as staff keep them."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from etl.reference import table


@cache
def ledger_words(role: str) -> re.Pattern[str]:
    """A pattern that finds any of a role's words."""
    rows = [row["words"] for row in table("ledger_words.csv") if row["role"] == role]
    return re.compile("|".join(f"(?:{words})" for words in rows))


def problem_like(title: str) -> bool:
    """Whether words tell what is wrong and not what was done: 账目混乱, never 加强管理."""
    return _problem_like(title[:_LONGEST])


@lru_cache(maxsize=512)  # a title is asked about again at each turn of its own notice
def _problem_like(title: str) -> bool:
    title = _TAIL.sub("", title.strip())
    fault = ledger_words("fault")
    at_end = fault.search(title[-_LAST:]) and not re.search(r"\d", title)
    if _NAMED.match(title) or at_end:  # 落实责任制有差距
        return True
    return bool(fault.search(title)) and not ledger_words("measure").search(title)


def ends_in_fault(title: str) -> bool:
    """Whether a title's last words say what is wrong; 存在的不足 heads a chapter instead."""
    title = _TAIL.sub("", title.strip())
    return bool(ledger_words("fault").search(title[-_LAST:])) and not _OF_CHAPTER.search(title)


_OF_CHAPTER = re.compile("(?:问题|存在|工作|主要|困难|[和与及的、])(?:差距|不足|短板|隐患|困难)$")
_TAIL = re.compile("(?:的|等|方面)*(?:问题|意见)?(?:的?整改(?:落实)?(?:进展)?情况)?[ 。:,;]*$")
_LONGEST = 200  # characters of a title; what is longer is none
_LAST = 5  # characters in which a problem's title says what is wrong
_NAMED = re.compile(
    "(?:着力解决|着力整改|巡[视察](?:组)?(?:指出|反馈)|针对|关于|对于|对(?=“)|整改|反馈)[^,。;]{0,12}?"
    '(?:[“"]|[^,。;]{2,100}(?:问题|方面|意见))|[“"][^”"]{2,100}[”"]$'
)
