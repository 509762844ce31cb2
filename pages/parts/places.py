"""The regions that a page shows side by side, and what reports are held of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pages.parts import answers, data, theme, words
from pages.parts.filters import Filters

if TYPE_CHECKING:
    import pandas as pd

# More rows than this nobody compares at a glance; the rest is named in the caption.
MOST_SHOWN = 12
# These stand first, in this order.
_HIGHER = {"province": 0, "city": 1}


@dataclass(frozen=True, slots=True)
class Place:
    """One shown region: its level, the bodies its reports speak of, whether a report is held."""

    code: str
    short: str
    level: str
    scopes: tuple[str, ...]
    kinds: tuple[str, ...]
    reported: bool
    own: bool  # is one of the reports its own, and not only those of divisions below

    @property
    def label(self) -> str:
        """With the body whose work all its reports tell: 阳泉·交通运输局."""
        return words.scoped(self.short, self.scopes, below=not self.own)

    @property
    def colour(self) -> str:
        """The colour of its marks."""
        return theme.region_colour(self.code)

    @property
    def silence(self) -> str:
        """Why it shows nothing: the report is silent, or there is none for these years."""
        return words.NOT_MENTIONED if self.reported else words.NO_REPORT


@dataclass(frozen=True, slots=True)
class Shown:
    """The shown regions in a fixed order, and how many were left out for want of room."""

    places: tuple[Place, ...]
    left_out: int
    reports: int
    years: tuple[int, ...]  # of the reports

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, as the questions take them."""
        return tuple(place.code for place in self.places)

    def caption(self, filters: Filters, sources: str = "") -> str:
        """Sources (else reports and years), filters, data version: the line under every chart."""
        told = [sources or f"{self.reports} 份公开报告，{words.span(self.years)}"]
        told += [f"筛选：{filters.words}"] if filters.words != "全部" else []
        told += [f"另有 {self.left_out} 个地区未列出，可用筛选查看"] if self.left_out else []
        return " · ".join([*told, f"数据版本 {data.version()}"])


def first(filters: Filters) -> str | None:
    """The region that a page about one begins with: the bar's first, else the first to report."""
    found = shown(filters).places
    return found[0].code if found else None


def shown(filters: Filters) -> Shown:
    """The chosen regions, else those with reports, the higher levels first."""
    found = _wanted(filters)
    drawn = found[:MOST_SHOWN]
    codes = [code for code, *_ in drawn]
    reports = answers.on_shown("report_years", codes, filters)
    held = _held(reports)
    own = set(reports["region"])
    places = [
        Place(code, short, level, *held[code], True, code in own)
        if code in held
        else Place(code, short, level, (), (), False, False)
        for code, short, level in drawn
    ]
    years = tuple(sorted({int(year) for year in reports["year"].dropna()}))
    return Shown(tuple(places), len(found) - len(drawn), reports["doc"].nunique(), years)


def _wanted(filters: Filters) -> list[tuple[str, str, str]]:
    """Code, short name and level of the chosen regions, else of those with a report."""
    offered = data.ask("region_choices")
    chosen = offered["region"].isin(filters.regions) if filters.regions else offered["has_report"]
    found = offered[chosen]
    rows = zip(found["region"], found["short"], found["level"], strict=True)
    return sorted(rows, key=lambda row: (_HIGHER.get(row[2], len(_HIGHER)), row[0]))


def _held(reports: pd.DataFrame) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By shown region the scopes and the kinds of its reports, each once."""
    scopes: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for code, scope, kind in zip(reports["shown"], reports["scope"], reports["kind"], strict=True):
        scopes.setdefault(code, set()).add(scope)
        kinds.setdefault(code, set()).update([kind] if kind else [])
    return {code: (tuple(sorted(scopes[code])), tuple(sorted(kinds[code]))) for code in scopes}
