"""What each chart of each page must hold, from the derivation; and the same read off a chart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from pages.parts.chart import Chart
from tests.pages import rederive
from tests.pages.filter_states import Choice
from tests.pages.rederive import UNWRITTEN, Amount, Listing, State, Whole, amount, digits, percent

BAR_INDICATORS = ("training_attendance", "risk_points")
TRAINING = ("training_sessions", "training_attendance", "audience", "participation_rate")


def held(chart: Chart) -> Counter:
    """What a chart of marks says: whose, which series, how much, in which words."""
    return Counter(
        (
            mark.drill.region if chart.kind == "bar" and mark.drill and mark.drill.region else name,
            mark.drill.year if chart.kind == "bar" and mark.drill else None,
            series.name,
            mark.value,
            mark.text,
            mark.bound,
            mark.target,
            mark.gap,
        )
        for series in chart.series
        for name, mark in zip(chart.categories, series.marks, strict=True)
    )


def listed(chart: Chart, *columns: str) -> Counter:
    """The rows of a list, but for columns that hold no number."""
    at = [chart.columns.index(column) for column in columns or chart.columns]
    return Counter(tuple(row[i] for i in at) for row in chart.rows)


def matrix(state: State) -> Counter:
    chosen = [c for c in state.world.categories if not state.categories or c in state.categories]
    found = Counter()
    for place in state.places:
        for category in chosen:
            n = state.coverage.get((place, category))
            text = str(n) if n else state.silence(place).removeprefix("报告")
            key = (state.world.categories[category], None, state.label(place))
            found[(*key, float(n) if n else None, text, "exact", False, not n)] += 1
    return found


def bars(state: State, indicator: str) -> Counter:
    name = state.world.name(indicator)
    found = Counter()
    rows = state.last(indicator)
    for a in rows:
        key = (state.world.short(a.place), a.year_text, name)
        found[(*key, _float(a), a.text, a.bound, a.target, a.value is None)] += 1
    for place in set(state.places) - {a.place for a in rows}:
        key = (state.world.short(place), None, name)
        found[(*key, None, state.silence(place), "exact", False, True)] += 1
    return found


def counts(state: State, pairs: list[tuple[str, str, int | None, str | None]]) -> Counter:
    """Bars of how many figures: name, region and year of the drill, count, silence."""
    return Counter(
        (name, year, "数据个数", float(n) if n else None, f"{n}个" if n else silence, "exact", False, not n)
        for name, year, n, silence in pairs
    )


def category_regions(state: State, category: str) -> Counter:
    year = str(state.years[0]) if len(state.years) == 1 and state.years[0] else None
    return counts(
        state,
        [
            (
                state.world.short(place) if n else state.label(place),
                year if n else None,
                n,
                state.silence(place),
            )
            for place in state.places
            for n in [state.coverage.get((place, category))]
        ],
    )


def profile_categories(state: State) -> Counter:
    year = str(state.years[0]) if len(state.years) == 1 and state.years[0] else None
    (place,) = state.places
    found = [n for (_, category), n in state.coverage.items()]
    return counts(state, [(state.world.short(place), year, n, None) for n in found])


def training_table(state: State) -> Counter:
    found = Counter()
    for place in state.places:
        by_indicator = [[a for a in state.last(i, place) if not a.target] for i in TRAINING]
        mine = [a for told in by_indicator for a in told]
        years = {rederive.year_words(a.year, a.inferred) for a in mine}
        scopes = {a.scope for a in mine}
        cells = []
        for told in by_indicator:
            texts = []
            for a in told:
                more = [whose(state, a)] if len(scopes) > 1 or lower(state, a) else []
                more += [_year(a)] if len(years) > 1 else []
                texts.append(f"{a.text}（{'，'.join(more)}）" if more else a.text)
            cells.append("、".join(texts) or state.silence(place))
        titles = {title for a in mine for title in a.titles}
        row = (state.label(place), *cells, "、".join(sorted(years)) or "—", len(titles))
        found[row] += 1
    return found


def lower(state: State, a: Amount) -> bool:
    return not state.tells_of_itself(a)


def whose(state: State, a: Amount) -> str:
    """Whose work an amount tells of."""
    if lower(state, a):
        return {"region": "下级地区"}.get(a.scope, f"下级{a.scope}")
    return {"region": "全地区"}.get(a.scope, a.scope)


def comparison_table(state: State, picked: list[str]) -> Counter:
    found = Counter()
    for place in state.places:
        cells = []
        for indicator in picked:
            mine = sorted(state.last(indicator, place), key=lambda a: (-(a.year or 0), a.target))
            told = [
                f"{'目标' if a.target else ''}{a.text}"
                f"（{f'{whose(state, a)}，' if lower(state, a) else ''}{_year(a)}）"
                for a in mine
            ]
            cells.append("、".join(told) or state.silence(place))
        found[(state.label(place), *cells)] += 1
    return found


def commonest(state: State) -> list[str]:
    where = {i: {a.place for a in state.on(i) if not a.target} for i in state.world.measured}
    told = [i for i in state.world.measured if where[i]]
    return sorted(told, key=lambda i: -len(where[i]))[:6]


def profile_amounts(state: State) -> Counter:
    return Counter(
        (state.world.name(a.indicator), a.text, rederive.STATUS[a.status], _year(a))
        for a in state.amounts
    )


def below(state: State, place: str) -> Counter:
    world = state.world
    found = Counter(
        f.region
        for f in state.figures
        if f.region != place and place in world.upward(f.region) and f.role != "repeat"
    )
    told = sorted(found, key=lambda code: (-found[code], code))[: rederive.MOST_SHOWN]
    return Counter((world.short(code), str(found[code])) for code in told)


def elsewhere(state: State, place: str) -> Counter:
    world = state.world
    told = [
        f
        for f in sorted(state.figures, key=lambda f: (f.doc, f.start))
        if f.region == place and place not in world.upward(world.sources[f.doc].region)
    ]
    return Counter(
        (
            f.item,
            amount(f.value, f.unit, f.bound),
            rederive.year_words(f.year, world.inferred(f)),
            world.sources[f.doc].title,
        )
        for f in told[:50]
    )


def reports(state: State, place: str) -> Counter:
    return Counter(
        (s.title, rederive.year_words(s.year, s.inferred)) for s in state.reports.get(place, ())
    )


def ledger(state: State, today: date) -> Counter:
    return Counter(
        (str(m.seq), m.topic, "—" if m.status == "done" else rederive.due_words(m.due), state.progress(n, m, today))
        for n in state.listings
        for m in n.matters
    )


def figures_list(state: State) -> Counter:
    world = state.world
    told = sorted(state.listed_figures, key=lambda f: (f.doc, f.start))[:100]
    return Counter(
        (
            f.item,
            amount(f.value, f.unit, f.bound),
            world.short(f.region) if f.region else rederive.UNDATED,
            rederive.year_words(f.year, world.inferred(f)),
            rederive.STATUS[f.status],
        )
        for f in told
    )


def rated(state: State) -> list[Whole]:
    return [w for w in state.wholes if w.rate is not None or w.done]


def last_notices(state: State) -> tuple[list[Whole], list[Listing]]:
    """Of each region the notices of its last year."""
    told = [*rated(state), *state.listings]
    last = {p: max((x.year or 0 for x in told if x.place == p), default=0) for p in state.places}
    kept = [x for x in told if (x.year or 0) == last[x.place]]
    return (
        [x for x in kept if isinstance(x, Whole)],
        [x for x in kept if isinstance(x, Listing)],
    )


def rectification_table(state: State) -> Counter:
    """By the notice's total and by its list; a region that tells neither says so."""
    world = state.world
    wholes, lists = last_notices(state)
    found = Counter(
        (
            world.short(w.figure.region),
            bare(w.figure),
            bare(w.done),
            bare(w.going),
            UNWRITTEN if w.rate is None else percent(w.rate),
            "通报口径",
            w.source.told,
        )
        for w in wholes
    )
    found.update(
        (
            world.short(n.source.region),
            str(len(n.matters)),
            str(n.count("done")),
            str(n.count("in_progress")),
            percent(100 * rederive.Decimal(n.count("done")) / len(n.matters)),
            "清单口径",
            n.source.told,
        )
        for n in lists
    )
    silent = set(state.places) - {x.place for x in (*wholes, *lists)}
    found.update((world.short(p), state.silence(p), *["—"] * 5) for p in silent)
    return found


def open_matters(state: State, today: date) -> Counter:
    world = state.world
    return Counter(
        (
            m.topic,
            m.section,
            world.short(n.source.region),
            rederive.due_words(m.due),
            state.progress(n, m, today),
        )
        for n in last_notices(state)[1]
        for m in n.matters
        if m.status != "done"
    )


def due_dates(state: State, today: date) -> Counter:
    return Counter(
        (rederive.due_words(m.due), state.progress(n, m, today))
        for n in last_notices(state)[1]
        for m in n.matters
        if m.status != "done" and m.due
    )


def sections(state: State) -> Counter:
    """How many of each status a section has, whatever its bar is called."""
    found: dict[tuple, Counter] = {}
    for n in last_notices(state)[1]:
        for m in n.matters:
            told = found.setdefault((n.source.doc, m.section), Counter())
            told[rederive.PROGRESS[m.status]] += 1
    return Counter(tuple(sorted((k, str(v)) for k, v in told.items())) for told in found.values())


def bases(state: State) -> Counter:
    """Amounts of each status that a notice or its list tells, whatever its bar is called."""
    found = Counter()
    wholes, lists = last_notices(state)
    for w in wholes:
        if not w.done:
            continue
        told = {"已完成": amount(w.done.value, "", w.done.bound)}
        if w.going:
            told["进行中"] = amount(w.going.value, "", w.going.bound)
        rest = w.figure.value - w.done.value - (w.going.value if w.going else 0)
        if {x.bound for x in (w.figure, w.done, w.going) if x} == {"exact"} and rest > 0:
            told["未说明"] = digits(rest)
        found[tuple(sorted((k, v) for k, v in told.items() if v != "0"))] += 1
    for n in lists:
        told = Counter(rederive.PROGRESS[m.status] for m in n.matters)
        found[tuple(sorted((name, str(count)) for name, count in told.items()))] += 1
    return found


def funnels(state: State) -> list[list[tuple]]:
    """The steps of each notice that tells what is done, without its measures."""
    found = []
    for w in last_notices(state)[0]:
        if w.done:
            steps = [("应整改", w.figure), ("已完成", w.done)] + [("进行中", w.going)] * bool(w.going)
            found.append([(name, float(f.value), bare(f), f.bound) for name, f in steps])
    return found


def measures(state: State) -> set[tuple]:
    told = replace(state, categories=()).on("measures")
    return {("整改措施", _float(a), a.text, a.bound) for a in told if not a.target}


def stacked(chart: Chart) -> Counter:
    """The bars of a stacked chart: which status has how many, true zeros and gaps left out."""
    return Counter(
        tuple(
            sorted(
                (series.name, series.marks[at].text)
                for series in chart.series
                if series.marks[at].value
            )
        )
        for at in range(len(chart.categories))
    )


def others(state: State) -> Counter:
    told = [w for w in state.wholes if w.rate is None and not w.done]
    return Counter(
        (w.figure.item, bare(w.figure), rederive.year_words(w.year)) for w in told
    )


def trend(state: State, indicator: str, unit: str) -> dict[tuple[str, str], tuple]:
    """(label, year) → value and words, of those that have at least two years."""
    rows = [a for a in state.on(indicator) if not a.target and a.year and a.value is not None and a.unit == unit]
    found = {(state.label_of(a), f"{a.year}年"): (float(a.value), a.text, a.bound) for a in rows}
    many = Counter(label for label, _ in found)
    return {key: value for key, value in found.items() if many[key[0]] > 1}


def for_place(choice: Choice) -> State:
    return replace(choice.state, regions=(choice.place,))


def for_category(choice: Choice) -> State:
    return replace(choice.state, categories=(choice.category,))


def without_categories(choice: Choice) -> State:
    return replace(choice.state, categories=())


def _float(a: Amount) -> float | None:
    return None if a.value is None else float(a.value)


def bare(figure: rederive.Figure | None) -> str:
    return amount(figure.value, "", figure.bound) if figure else UNWRITTEN


def _year(a: Amount) -> str:
    return rederive.year_words(a.year)


