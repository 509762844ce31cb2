"""Due dates of open matters: how they are written, and how they stand today."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.parts import words

PAST_DUE = "期限已过，未见后续报告"


def text(due: str | None) -> str:
    """``2025年底``, ``2025年6月`` or ``未写明``."""
    if not due or pd.isna(due):
        return words.NOT_STATED
    year, _, month = due.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年底"


def state(status: str | None, due: str | None, later_report: bool, today: date) -> str:
    """How an open matter stands: nobody is called late without a later report that says so."""
    name = words.LEDGER_STATUS_NAMES[None if pd.isna(status) else status]
    if not due or pd.isna(due):
        return name
    if not is_gone(due, today):
        return f"{name}，未到期限"
    return f"{name}；期限已过，后续报告未提及" if later_report else f"{name}；{PAST_DUE}"


def is_gone(due: str, today: date) -> bool:
    """Whether the due month, or the due year's end, has gone by."""
    year, _, month = due.partition("-")
    return (int(year), int(month or 12)) < (today.year, today.month)


def year_position(due: str) -> float:
    """A due date on an axis of years: the end of its year or month."""
    year, _, month = due.partition("-")
    return int(year) + int(month or 12) / 12


def decimal_year(published: str) -> float:
    """A date of publication, as precisely as it is known, on the same axis."""
    year, month, day = (int(part) for part in (published + "-12-31").split("-")[:3])
    return year + (month - 1) / 12 + day / 365
