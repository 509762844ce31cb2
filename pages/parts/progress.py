"""How far rectification is, as reports tell it: by stated totals, and by a notice's own list."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pages.parts import answers, words
from pages.parts.filters import Filters
from pages.parts.places import Place, Shown

STATED, LISTED = "通报口径", "清单口径"


@dataclass(frozen=True, slots=True)
class Stated:
    """One whole that a report states, with what is done and in progress of it."""

    place: Place
    region: str  # whose work it is: the place's own name, or that of a division below it
    doc: str
    title: str
    publisher: str | None
    published: str
    year: int | None
    item: str
    raised: float
    raised_bound: str
    raised_text: str
    done: float | None
    done_bound: str
    done_text: str
    in_progress: float | None
    in_progress_bound: str
    in_progress_text: str
    rate: float | None
    figures: tuple[str, ...]  # the whole and its parts


@dataclass(frozen=True, slots=True)
class Listed:
    """The counts of one notice's own list."""

    place: Place
    region: str
    year: int | None
    doc: str
    title: str
    publisher: str | None
    published: str
    total: int
    done: int
    in_progress: int
    not_done: int
    unstated: int

    @property
    def rate(self) -> float:
        """Done of all listed, in per cent."""
        return 100 * self.done / self.total


@dataclass(frozen=True, slots=True)
class Notices:
    """What the shown regions' notices tell, by either way of counting."""

    stated: tuple[Stated, ...]  # those with a linked part first
    listed: tuple[Listed, ...]


def notices(shown: Shown, filters: Filters) -> Notices:
    """Every stated whole of the shown regions, and the counts of each notice's list."""
    return Notices(_stated_wholes(shown, filters), _listed(shown, filters))


def _stated_wholes(shown: Shown, filters: Filters) -> tuple[Stated, ...]:
    found = answers.on_shown("completion", shown.codes, filters)
    by_code = {place.code: place for place in shown.places}
    return tuple(_stated(row, by_code[row.shown]) for row in found.itertuples())


def _stated(row: object, place: Place) -> Stated:
    def told(value: float, bound: str) -> str:
        return "" if pd.isna(value) else words.amount(value, "", bound or "exact")

    return Stated(
        place=place,
        region=row.region_name,
        doc=row.doc,
        title=row.title,
        publisher=row.publisher,
        published=row.published or "",
        year=None if pd.isna(row.year) else int(row.year),
        item=row.item,
        raised=row.raised,
        raised_bound=row.raised_bound,
        raised_text=told(row.raised, row.raised_bound),
        done=None if pd.isna(row.done) else row.done,
        done_bound=row.done_bound or "exact",
        done_text=told(row.done, row.done_bound),
        in_progress=None if pd.isna(row.in_progress) else row.in_progress,
        in_progress_bound=row.in_progress_bound or "exact",
        in_progress_text=told(row.in_progress, row.in_progress_bound),
        rate=next((r for r in (row.rate, row.stated_rate) if not pd.isna(r)), None),
        figures=tuple(row.ids),
    )


def sections(shown: Shown, filters: Filters) -> pd.DataFrame:
    """Counts of the lists by notice and section."""
    return answers.on_shown("ledger_progress", shown.codes, filters)


def _listed(shown: Shown, filters: Filters) -> tuple[Listed, ...]:
    """Counts of each notice's list as a whole: its sections' added up."""
    by_code = {place.code: place for place in shown.places}
    found = sections(shown, filters)
    counts = found.groupby("doc", sort=False)[
        ["listed", "done", "in_progress", "not_done", "unstated"]
    ].sum()
    return tuple(
        Listed(
            by_code[row.shown],
            row.region_name,
            None if pd.isna(row.year) else int(row.year),
            row.doc,
            row.title,
            row.publisher,
            row.published or "",
            *map(int, told),
        )
        for row, told in zip(
            found.drop_duplicates("doc").itertuples(), counts.to_numpy(), strict=True
        )
    )


def findings(found: Notices) -> tuple[str, ...]:
    """A sentence for each notice of a region's last year: the rate by its total and by its list."""
    latest = last([row for row in found.stated if is_rated(row)], found.listed)
    lists = {row.doc: row for row in latest if isinstance(row, Listed)}
    told = []
    for row in latest:
        if isinstance(row, Listed) or row.rate is None:
            continue
        sentence = f"{row.region}整改完成率{words.percent(row.rate)}"
        if row.done_text:
            sentence += f"（{STATED}{row.done_text}/{row.raised_text}）"
        if row.doc in lists:
            sentence += f"，{LISTED}{lists[row.doc].done}/{lists[row.doc].total}"
        told.append(sentence)
    return tuple(told)


def source(row: Stated | Listed) -> str:
    """Who published the notice (else its title), and when."""
    return " ".join(part for part in (row.publisher or row.title, row.published) if part)


def is_rated(row: Stated) -> bool:
    """Whether the report tells how much of the whole is done."""
    return row.rate is not None or row.done is not None


def last(rated: list[Stated], lists: tuple[Listed, ...]) -> list[Stated | Listed]:
    """Of each region the notices of its last year, by their total first, then by their list."""
    years: dict[str, int] = {}
    for row in (*rated, *lists):
        years[row.place.code] = max(years.get(row.place.code, 0), row.year or 0)
    return [row for row in (*rated, *lists) if (row.year or 0) == years[row.place.code]]
