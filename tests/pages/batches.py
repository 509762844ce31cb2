"""Random states in batches, and the views of their pages, each built once for all that is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pages.parts.views import (
    category_analysis,
    overview,
    rectification,
    region_comparison,
    region_profile,
    training,
)
from tests.pages import filter_states
from tests.pages.filter_states import Choice
from tests.pages.rederive import World

# Of each data set; both together are 500, and the 200 whose every number is derived anew.
STATES, REDERIVED, SEED, BATCH = 250, 100, 3, 25
TODAY = date(2026, 11, 22)
DATA_SETS = ("reviewed", "entangled")


def _ids(first: range) -> list[tuple[str, int]]:
    return [(name, at) for name in DATA_SETS for at in first]


# Those that are derived anew come first: pytest puts together what has the same place in both.
DERIVED_ANEW = _ids(range(0, REDERIVED, BATCH))
ALL = DERIVED_ANEW + _ids(range(REDERIVED, STATES, BATCH))

BUILDERS: dict[str, Callable[[Choice], Any]] = {
    "overview": lambda c: overview.build(c.filters),
    "region_profile": lambda c: region_profile.build(c.filters, c.place, TODAY),
    "region_comparison": lambda c: region_comparison.build(c.filters, c.metrics),
    "rectification": lambda c: rectification.build(c.filters, TODAY),
    "training": lambda c: training.build(c.filters),
    "category_analysis": lambda c: category_analysis.build(
        c.filters, c.category, c.state.world.categories[c.category]
    ),
}


@dataclass
class Batch:
    """Some states of one data set."""

    world: World
    build: Path
    first: int
    _views: dict[tuple[int, str], Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.derived_anew = self.first < REDERIVED
        self.choices = filter_states.choices(self.world, STATES, SEED)[
            self.first : self.first + BATCH
        ]

    def pages(self, choice: Choice) -> tuple[str, ...]:
        """The pages that are looked at: all of a state that is derived anew, else two of each."""
        if self.derived_anew:
            return tuple(BUILDERS)
        first = list(BUILDERS)[self.choices.index(choice) % len(BUILDERS)]
        # every amount is compared and may be ranked: that page is always one of them
        other = "rectification" if first == "region_comparison" else "region_comparison"
        return first, other

    def view(self, choice: Choice, page: str) -> Any:
        """What a page makes of a state; built when it is first asked for."""
        key = (id(choice), page)
        if key not in self._views:
            self._views[key] = BUILDERS[page](choice)
        return self._views[key]
