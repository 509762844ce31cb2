"""What 主题词 shows: the words that set each region's reports apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pages.parts import answers, keyness, places, words
from pages.parts.chart import Chart, Mark, Series
from pages.parts.filters import Filters
from pages.parts.places import Place, Shown

MOST_WORDS = 8
CLOUD_WORDS = 30
MOST_REGIONS = 6


@dataclass(frozen=True, slots=True)
class Themes:
    """All that the page draws."""

    title: str
    line: str
    bars: tuple[Chart, ...]
    clouds: tuple[Chart, ...]  # a region each, as the bars


def build(filters: Filters) -> Themes:
    """The page under these filters; words have no category, so that filter does not narrow it."""
    filters = filters.without_categories()
    shown = places.shown(filters)
    counts = _counts(shown, filters)
    told = [place for place in shown.places if counts.get(place.code)][:MOST_REGIONS]
    ranked = {place.code: _peculiar(place, told, counts) for place in told}
    return Themes(
        title=_title(told, ranked),
        line=shown.caption(filters),
        bars=tuple(_bars(place, ranked[place.code], counts, shown, filters) for place in told),
        clouds=tuple(_cloud(place, ranked[place.code], counts, shown, filters) for place in told),
    )


def _counts(shown: Shown, filters: Filters) -> dict[str, Counter[str]]:
    found = answers.on_shown("term_counts", shown.codes, filters)
    counts: dict[str, Counter[str]] = {}
    for row in found.itertuples():
        counts.setdefault(row.shown, Counter())[row.term] += int(row.n)
    return counts


def _peculiar(
    place: Place, told: list[Place], counts: dict[str, Counter[str]]
) -> list[tuple[str, float]]:
    """A region's words by how peculiar they are; alone on the page, by how often they are used."""
    mine = counts[place.code]
    others: Counter[str] = Counter()
    for other in told:
        if other.code != place.code:
            others.update(counts[other.code])
    if not others:
        return [(word, float(n)) for word, n in mine.most_common()]
    scored = keyness.scores(mine, others)
    return sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))


def _title(told: list[Place], ranked: dict[str, list[tuple[str, float]]]) -> str:
    if not told:
        return "当前筛选下没有报告的词频"
    if len(told) == 1:
        return f"{told[0].short}的报告多讲{words.joined([w for w, _ in ranked[told[0].code][:3]])}"
    return "；".join(
        f"{place.short}突出{words.joined([w for w, _ in ranked[place.code][:2]])}"
        for place in told[:3]
    )


def _bars(
    place: Place,
    ranked: list[tuple[str, float]],
    counts: dict[str, Counter[str]],
    shown: Shown,
    filters: Filters,
) -> Chart:
    top = [word for word, _ in ranked[:MOST_WORDS]]
    marks = [
        Mark(float(counts[place.code][word]), f"{counts[place.code][word]}次", colour=place.colour)
        for word in top
    ]
    return Chart(
        key=f"themes_{place.code}",
        kind="bar",
        finding=f"{place.label}：{words.joined(top[:3])}",
        categories=tuple(top),
        series=(Series("出现次数", tuple(marks)),),
        caption=f"按突出程度排列，条长为出现次数 · {shown.caption(filters)}",
        category_title="词",
    )


def _cloud(
    place: Place,
    ranked: list[tuple[str, float]],
    counts: dict[str, Counter[str]],
    shown: Shown,
    filters: Filters,
) -> Chart:
    top = [word for word, score in ranked[:CLOUD_WORDS] if score > 0]
    marks = [Mark(float(counts[place.code][w]), f"{counts[place.code][w]}次") for w in top]
    return Chart(
        key=f"cloud_{place.code}",
        kind="cloud",
        finding=f"{place.label}的词云" if top else f"{place.label}没有比其他地区更突出的词",
        categories=tuple(top),
        series=(Series("出现次数", tuple(marks), place.colour),),
        caption=f"字越大，出现次数越多；只列该地突出的词 · {shown.caption(filters)}",
        category_title="词",
    )
