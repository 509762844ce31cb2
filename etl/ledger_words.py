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
