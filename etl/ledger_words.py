"""The words by which a rectification notice and its problems are known, as staff keep them."""

from __future__ import annotations

import re
from functools import cache

from etl.reference import table


@cache
def ledger_words(role: str) -> re.Pattern[str]:
    """A pattern that finds any of a role's words."""
    rows = [row["words"] for row in table("ledger_words.csv") if row["role"] == role]
    return re.compile("|".join(f"(?:{words})" for words in rows))


def problem_like(title: str) -> bool:
    """Whether words tell what is wrong and not what was done: 账目混乱, never 加强管理."""
    title = title.strip(" 。:,;的问题")
    fault = ledger_words("fault")
    if _NAMED.match(title) or fault.search(title[-_LAST:]):  # 落实责任制有差距
        return True
    return bool(fault.search(title)) and not ledger_words("measure").search(title)


_LAST = 5  # characters in which a problem's title says what is wrong
_NAMED = re.compile(
    "(?:着力解决|着力整改|巡[视察](?:组)?(?:指出|反馈)|针对|关于|对于|整改|反馈)[^,。;]{0,12}?"
    '(?:[“"]|[^,。;]{2,100}(?:问题|方面|意见))|[“"][^”"]{2,100}[”"]$'
)
