"""How a chart was made: enough to make it again, on newer data or without the app running."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pages.parts import cache, filters, totals
from pages.parts.chart import Chart
from pages.parts.filters import Choices, Filters
from pages.parts.views import (
    category_analysis,
    overview,
    rectification,
    region_comparison,
    region_profile,
    themes,
    training,
)

# Page (the stem of its file) → what builds its view.
BUILDERS: dict[str, Callable[..., Any]] = {
    module.__name__.rpartition(".")[2]: module.build
    for module in (
        overview,
        region_profile,
        region_comparison,
        rectification,
        training,
        category_analysis,
        themes,
    )
}
# What a page's own choice is called among its builder's parameters; other ones follow from it.
OWN = ("region", "category", "chosen")


class RecipeError(Exception):
    """A chart that the data at hand cannot give; the message says why."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Page, filters (codes) and the page's own choice, and which of its charts."""

    page: str
    chart: str
    regions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    rollup: bool = True
    own: tuple[str, ...] = ()


def of(chart: Chart) -> Recipe | None:
    """The recipe of a chart that this run's page shows; None for one that no view holds."""
    for builder, arguments, view in cache.drawn():
        page = next((stem for stem, known in BUILDERS.items() if known is builder), None)
        if page and any(held is chart for held in charts(view)):
            return _recipe(page, builder, arguments, chart.key)
    return None


def charts(view: Any) -> list[Chart]:
    """Every chart of a page's view, in the view's order."""
    held = (getattr(view, field.name) for field in fields(view))
    several = (each if isinstance(each, tuple) else (each,) for each in held)
    return [each for group in several for each in group if isinstance(each, Chart)]


def rebuild(recipe: Recipe) -> Chart:
    """The chart on this run's data.

    Raises:
        RecipeError: a region, year, category or indicator is no longer there, or the chart is not.
    """
    builder = BUILDERS[recipe.page]
    offered = filters.choices()
    given = _filters(recipe, offered)
    arguments = [_argument(name, recipe, offered) for name in _parameters(builder)]
    found = charts(cache.view(builder, given, *arguments))
    chart = next((each for each in found if each.key == recipe.chart), None)
    if chart is None:
        raise RecipeError("现有数据里没有这张图（可能所选地区不再报告这项内容）")
    return chart


def _recipe(page: str, builder: Callable, arguments: tuple, chart: str) -> Recipe:
    given, *rest = arguments
    own: list[str] = []
    for name, value in zip(_parameters(builder), rest, strict=True):
        if name in OWN:
            own += value if isinstance(value, tuple) else [value]
    return Recipe(
        page, chart, given.regions, given.years, given.categories, given.rollup, tuple(own)
    )


def _parameters(builder: Callable) -> list[str]:
    return list(inspect.signature(builder).parameters)[1:]


def _filters(recipe: Recipe, offered: Choices) -> Filters:
    for kind, codes, known in (
        ("地区", recipe.regions, offered.regions.values()),
        ("年份", recipe.years, offered.years.values()),
        ("类别", recipe.categories, offered.categories.values()),
    ):
        _check(kind, codes, known)
    return filters.of_codes(
        offered, recipe.regions, recipe.years, recipe.categories, recipe.rollup
    )


def _argument(name: str, recipe: Recipe, offered: Choices) -> Any:
    if name == "today":
        return date.today()
    if name == "chosen":
        _check("指标", recipe.own, totals.indicator_names())
        return recipe.own
    kind = "地区" if name == "region" else "类别"
    labels = offered.regions if name == "region" else offered.categories
    _check(kind, recipe.own[:1] or ("",), labels.values())
    code = recipe.own[0]
    if name != "name":
        return code
    return next(label for label, known in labels.items() if known == code)


def _check(kind: str, codes: tuple, known: Any) -> None:
    known = set(known)
    strange = [str(code) for code in codes if code not in known]
    if strange:
        raise RecipeError(f"{kind}“{'、'.join(strange[:3])}”不在现有数据中")
