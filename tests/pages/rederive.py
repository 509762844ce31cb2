"""What the pages must show, worked out from the CSV files alone, without their queries or code.

Figures are added in decimals, amounts are written by rules of their own; only DESIGN.md is shared.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

SIGNS = {"exact": "", "at_least": "≥", "at_most": "≤", "about": "约"}
STATUS = {"actual": "已发生", "target": "目标"}
PROGRESS = {"done": "已完成", "in_progress": "进行中", "not_done": "未完成", "": "未说明"}
LEVELS = ("province", "city", "county")
SILENT, NONE_HELD, UNDATED, UNWRITTEN = "报告未提及", "无报告", "未注明", "未写明"
MOST_SHOWN = 12
RATES = ("%", "倍")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def digits(value: Decimal) -> str:
    """42000 → 4.2万, only where two decimals hold it all; else in full with commas."""
    for size, name in ((Decimal(10**8), "亿"), (Decimal(10**4), "万")):
        if abs(value) >= size and (value / size * 100) % 1 == 0:
            return plain(value / size) + name
    return plain(value)


def plain(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal, unit: str, bound: str) -> str:
    return SIGNS[bound] + digits(value) + unit


def percent(rate: Decimal) -> str:
    return f"{float(rate):.1f}".removesuffix(".0") + "%"


def year_words(year: int | None, inferred: bool = False) -> str:
    return f"{year}年{'（推断）' if inferred else ''}" if year else UNDATED


def titled(titles: Iterable[str]) -> str:
    told = list(dict.fromkeys(titles))
    return "".join(f"《{title}》" for title in told) if len(told) < 3 else f"{len(told)} 份报告"


@dataclass(frozen=True)
class Source:
    doc: str
    title: str
    publisher: str
    published: str
    kind: str
    scope: str
    region: str
    year: int | None
    inferred: bool

    @property
    def told(self) -> str:
        return " ".join(part for part in (self.publisher or self.title, self.published) if part)


@dataclass(frozen=True)
class Figure:
    id: str
    doc: str
    start: int
    value: Decimal
    unit: str
    bound: str
    item: str
    status: str
    category: str
    indicator: str
    region: str
    year: int | None
    role: str
    of: str


@dataclass(frozen=True)
class Matter:
    doc: str
    seq: int
    section: str
    topic: str
    status: str
    due: str


@dataclass
class Amount:
    """What one shown region says on an indicator: one scope, year, status and unit."""

    place: str
    scope: str
    year: int | None
    indicator: str
    status: str
    unit: str
    parts: list[Figure] = field(default_factory=list)
    value: Decimal | None = None
    bound: str = "exact"
    text: str = ""
    elsewhere: bool = False
    below: bool = False
    inferred: bool = False
    titles: tuple[str, ...] = ()

    @property
    def target(self) -> bool:
        return self.status == "target"

    @property
    def year_text(self) -> str:
        return str(self.year) if self.year else UNDATED


@dataclass(frozen=True)
class Whole:
    """A stated number of problems, and what the report says of it."""

    place: str
    figure: Figure
    source: Source
    done: Figure | None
    going: Figure | None
    rate: Decimal | None

    @property
    def year(self) -> int | None:
        return self.figure.year


@dataclass(frozen=True)
class Listing:
    """A notice's own list."""

    place: str
    source: Source
    matters: tuple[Matter, ...]

    def count(self, status: str) -> int:
        return sum(matter.status == status for matter in self.matters)

    @property
    def year(self) -> int | None:
        return self.source.year


class World:
    """The reviewed data as it stands in the files."""

    def __init__(self, data: Path) -> None:
        self.regions = {row["code"]: row for row in rows(data / "reference/regions.csv")}
        self.categories = {row["id"]: row["name"] for row in rows(data / "reference/categories.csv")}
        self.indicators = {row["id"]: row for row in rows(data / "reference/indicators.csv")}
        self.sources = {row["doc"]: _source(row) for row in rows(data / "sources.csv")}
        self.figures = [
            _figure(row) for path in sorted(data.glob("figures/*.csv")) for row in rows(path)
        ]
        self.matters = [
            Matter(r["doc"], int(r["seq"]), r["section_topic"], r["topic"], r["status"], r["due"])
            for path in sorted(data.glob("ledgers/*.csv"))
            for r in rows(path)
        ]
        self.totals = {
            (f.region, f.indicator, f.status, f.year)
            for f in self.figures
            if f.role == "total" and f.indicator and f.region
        }
        self.lists = {(self.sources[m.doc].region, self.sources[m.doc].year) for m in self.matters}
        self.measured = [i for i in self.indicators if any(f.indicator == i for f in self.figures)]

    def short(self, code: str) -> str:
        return self.regions[code]["short"]

    def upward(self, code: str) -> list[str]:
        """A region and all above it, itself first."""
        found = []
        while code:
            found.append(code)
            code = self.regions[code]["parent"]
        return found

    def name(self, indicator: str) -> str:
        return self.indicators[indicator]["name"]

    @cached_property
    def region_choices(self) -> list[str]:
        spoken = {f.region for f in self.figures} | {s.region for s in self.sources.values()}
        return sorted({above for code in spoken - {""} for above in self.upward(code)})

    @cached_property
    def year_choices(self) -> list[int]:
        told = {f.year or 0 for f in self.figures if f.status == "actual"}
        return sorted(told | {s.year for s in self.sources.values() if s.year})

    def inferred(self, figure: Figure) -> bool:
        source = self.sources[figure.doc]
        return source.inferred and figure.year is not None and figure.year == source.year


@dataclass(frozen=True)
class State:
    """What stands under one filter."""

    world: World
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    rollup: bool = True

    @cached_property
    def wanted(self) -> list[str]:
        found = set(self.regions) or {s.region for s in self.world.sources.values() if s.region}
        return sorted(found, key=lambda c: (LEVELS.index(self.world.regions[c]["level"]), c))

    @property
    def places(self) -> list[str]:
        return self.wanted[:MOST_SHOWN]

    def home(self, region: str) -> tuple[str, int] | None:
        """The nearest shown region, and how far above it stands."""
        if not region:
            return None
        for distance, above in enumerate(self.world.upward(region)):
            if above in self.places:
                return (above, distance) if self.rollup or not distance else None
        return None

    def dated(self, year: int | None) -> bool:
        return not self.years or (year or 0) in self.years

    @cached_property
    def reports(self) -> dict[str, list[Source]]:
        held = defaultdict(list)
        for source in self.world.sources.values():
            home = self.home(source.region)
            if home and self.dated(source.year):
                held[home[0]].append(source)
        return held

    def silence(self, place: str) -> str:
        return SILENT if self.reports.get(place) else NONE_HELD

    def label(self, place: str) -> str:
        reports = self.reports.get(place, ())
        return self._scoped(
            place, {s.scope for s in reports}, any(s.region == place for s in reports)
        )

    def label_of(self, amount: Amount) -> str:
        return self._scoped(amount.place, {amount.scope}, self.tells_of_itself(amount))

    def tells_of_itself(self, amount: Amount) -> bool:
        """Whether more than bodies of lower divisions tell it."""
        regions = {self.world.sources[f.doc].region for f in amount.parts}
        return amount.place in regions or amount.elsewhere

    def _scoped(self, place: str, scopes: set[str], own: bool) -> str:
        short = self.world.short(place)
        if len(scopes) != 1 or "region" in scopes:
            return short
        return f"{short}·{next(iter(scopes))}" if own else f"{short}下级·{next(iter(scopes))}"

    @cached_property
    def figures(self) -> list[Figure]:
        return [
            f
            for f in self.world.figures
            if self.dated(f.year) and (not self.categories or f.category in self.categories)
        ]

    @cached_property
    def listed_figures(self) -> list[Figure]:
        """The figures of 数据出处: under the bar's regions, whatever else is shown."""
        return [
            f
            for f in self.figures
            if not self.regions
            or f.region in self.regions
            or (self.rollup and f.region and set(self.world.upward(f.region)) & set(self.regions))
        ]

    @cached_property
    def coverage(self) -> Counter:
        return Counter(
            (home[0], f.category)
            for f in self.figures
            if f.role != "repeat" and (home := self.home(f.region))
        )

    def _told_above(self, figure: Figure, distance: int) -> bool:
        above = self.world.upward(figure.region)[1 : distance + 1]
        key = (figure.indicator, figure.status, figure.year)
        return any((region, *key) in self.world.totals for region in above)

    @cached_property
    def amounts(self) -> list[Amount]:
        found: dict[tuple, Amount] = {}
        for f in self.figures:
            home = self.home(f.region)
            if not home or f.role != "total" or not f.indicator or self._told_above(f, home[1]):
                continue
            source = self.world.sources[f.doc]
            key = (home[0], source.scope, f.year, f.indicator, f.status, f.unit)
            row = found.setdefault(key, Amount(*key))
            row.parts.append(f)
            row.below |= home[1] > 0
            own = source.region and self.home(source.region)
            row.elsewhere |= not own or own[0] != home[0]
            row.inferred |= self.world.inferred(f)
        for row in found.values():
            self._add(row)
        order = {place: at for at, place in enumerate(self.places)}
        return sorted(
            found.values(),
            key=lambda a: (order[a.place], -(a.year or 0), a.indicator, a.status, a.unit, a.scope),
        )

    def _add(self, row: Amount) -> None:
        row.parts.sort(key=lambda f: (f.doc, f.start))
        row.titles = tuple(sorted({self.world.sources[f.doc].title for f in row.parts}))
        bounds = {f.bound for f in row.parts}
        additive = self.world.indicators[row.indicator]["additive"] == "yes"
        if len(row.parts) == 1 or (additive and not {"at_least", "at_most"} <= bounds):
            row.value = sum((f.value for f in row.parts), Decimal(0))
            row.bound = next(b for b in ("at_least", "about", "at_most", "exact") if b in bounds)
            row.text = amount(row.value, row.unit, row.bound)
            return
        told = [amount(f.value, f.unit, f.bound) for f in row.parts]
        more = f"等{len(told)}项" if len(told) > 3 else ""
        row.text = f"{'、'.join(told[:3])}{more}（不相加）"

    def on(self, indicator: str, place: str | None = None) -> list[Amount]:
        return [a for a in self.amounts if a.indicator == indicator and place in (None, a.place)]

    def last(self, indicator: str, place: str | None = None) -> list[Amount]:
        """A region's results of its last year, and its targets; its own before those below it."""
        found = self.on(indicator, place)
        last = {}
        for a in found:
            if not a.target:
                last[a.place] = max(last.get(a.place, (False, 0)), self._standing(a))
        return [a for a in found if a.target or self._standing(a) == last[a.place]]

    def _standing(self, amount: Amount) -> tuple[bool, int]:
        return self.tells_of_itself(amount), amount.year or 0

    @cached_property
    def wholes(self) -> list[Whole]:
        linked = defaultdict(dict)
        for f in self.world.figures:
            if f.of and f.status == "actual" and f.role in ("part", "share"):
                best = linked[f.of].get(f.indicator)
                linked[f.of][f.indicator] = max((f, best or f), key=lambda g: g.value)
        found = []
        for f in self.world.figures:
            home = self.home(f.region)
            if (f.indicator, f.status, f.role) != ("problems_raised", "actual", "total"):
                continue
            if not home or not self.dated(f.year) or self._told_above(f, home[1]):
                continue
            done, going, stated = (
                linked[f.id].get(i)
                for i in ("problems_rectified", "problems_in_progress", "completion_rate")
            )
            rate = stated.value if stated else None
            if done and done.bound == f.bound == "exact" and f.value:
                rate = 100 * done.value / f.value
            found.append(Whole(home[0], f, self.world.sources[f.doc], done, going, rate))
        return found

    @cached_property
    def listings(self) -> list[Listing]:
        found = defaultdict(list)
        for matter in self.world.matters:
            found[matter.doc].append(matter)
        kept = []
        for doc, matters in found.items():
            source = self.world.sources[doc]
            home = self.home(source.region)
            if not home or not self.dated(source.year):
                continue
            above = self.world.upward(source.region)[1 : home[1] + 1]
            if not any((region, source.year) in self.world.lists for region in above):
                kept.append(Listing(home[0], source, tuple(matters)))
        return kept

    def later_report(self, listing: Listing, due: str) -> bool:
        return any(
            s.region == listing.source.region and s.doc != listing.source.doc and s.published > due
            for s in self.world.sources.values()
        )

    def progress(self, listing: Listing, matter: Matter, today: date) -> str:
        name = PROGRESS[matter.status]
        if not matter.due:
            return name
        year, _, month = matter.due.partition("-")
        if (int(year), int(month or 12)) >= (today.year, today.month):
            return f"{name}，未到期限"
        told = self.later_report(listing, matter.due)
        return f"{name}；期限已过，{'后续报告未提及' if told else '未见后续报告'}"


def due_words(due: str) -> str:
    if not due:
        return UNWRITTEN
    year, _, month = due.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年底"


def _source(row: dict[str, str]) -> Source:
    return Source(
        row["doc"], row["title"], row["publisher"], row["published"], row["kind"],
        row["scope"] or "region", row["region"], int(row["year"]) if row["year"] else None,
        row["year_basis"].startswith("inferred"),
    )  # fmt: skip


def _figure(row: dict[str, str]) -> Figure:
    return Figure(
        f"{row['doc']}:{row['start']}", row["doc"], int(row["start"]), Decimal(row["value"]),
        row["unit"], row["bound"], row["item"], row["status"], row["category"], row["indicator"],
        row["region"], int(row["year"]) if row["year"] else None, row["role"], row["of"],
    )  # fmt: skip
