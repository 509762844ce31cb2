"""What a chart says, decided once; renderers decide how it looks on screen, slide or sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pandas as pd

Kind = Literal["bar", "stacked", "line", "matrix", "timeline", "cloud", "list"]


@dataclass(frozen=True, slots=True)
class Drill:
    """Where a mark leads: the filters under which 数据出处 shows the figures behind it."""

    region: str | None = None  # labels, as the address carries them
    year: str | None = None
    category: str | None = None
    indicator: str | None = None
    status: str | None = None
    rollup: bool = True
    figure: str | None = None  # one figure's id

    @property
    def words(self) -> str:
        """The filters as they are read."""
        told = (self.region, self.year, self.category, self.indicator, self.status, self.figure)
        return " · ".join(part for part in told if part)

    def query(self) -> dict[str, str]:
        """The address's parameters."""
        told = {
            "region": self.region,
            "year": self.year,
            "category": self.category,
            "indicator": self.indicator,
            "status": self.status,
            "figure": self.figure,
            "rollup": None if self.rollup else "false",
        }
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Question:
    """A question that gives the ids of figures, put only when a chart is exported."""

    name: str
    parameters: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a series, or the word for why there is none. A gap is never a zero."""

    value: float | None
    text: str  # what is written at the mark: ≥60篇, 报告未提及
    bound: str = "exact"
    target: bool = False
    gap: bool = False
    note: str = ""  # what qualifies it: 见山西省报告, 年份为推断
    colour: str | None = None
    drill: Drill | None = None
    figures: tuple[str, ...] = ()  # ids


@dataclass(frozen=True, slots=True)
class Series:
    """Marks in the order of the chart's categories."""

    name: str
    marks: tuple[Mark, ...]
    colour: str | None = None
    stroke: int = 0  # of a line: its place among those of its colour, which strokes tell apart


@dataclass(frozen=True)
class Chart:
    """One chart: its finding, its marks, its caption.

    Views are kept and drawn again and again: what follows from the marks is reckoned once.
    """

    key: str
    kind: Kind
    finding: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str
    category_title: str = "地区"
    name: str = ""  # what it is called where a reader chooses among several
    columns: tuple[str, ...] = field(default=())  # list and timeline: their columns
    rows: tuple[tuple[str, ...], ...] = field(default=())
    drills: tuple[Drill, ...] = field(default=())  # list: one a row, or none at all
    behind: tuple[str, ...] = field(default=())  # ids of figures that no mark names
    counted: Question | None = None  # the figures that the marks count, where these are many
    ledgers: tuple[str, ...] = field(default=())  # reports whose own list is counted here

    @cached_property
    def digest(self) -> int:
        """The same for charts that are equal, in this process."""
        return hash(self)

    @cached_property
    def alt(self) -> str:
        """The chart in words, for who cannot see it."""
        told = [
            f"{category}{series.name if len(self.series) > 1 else ''}{mark.text}"
            for series in self.series
            for category, mark in zip(self.categories, series.marks, strict=True)
        ]
        return f"{self.finding}。{'；'.join(told[:40])}"

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """The ids of the figures behind the marks and rows, each once."""
        ids = [i for series in self.series for mark in series.marks for i in mark.figures]
        ids += [*self.behind, *(drill.figure for drill in self.drills if drill.figure)]
        return tuple(dict.fromkeys(ids))

    def table(self) -> pd.DataFrame:
        """The chart as text cells: a row a category, a column a series."""
        if self.columns:
            return pd.DataFrame(self.rows, columns=list(self.columns))
        shown = {self.category_title: self.categories}
        for series in self.series:
            shown[series.name] = [
                f"{mark.text}（{mark.note}）" if mark.note else mark.text for mark in series.marks
            ]
        return pd.DataFrame(shown)
