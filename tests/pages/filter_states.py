"""Random states of the filter bar and of the pages' own choices; the same seed, the same states."""

from __future__ import annotations

import random
from dataclasses import dataclass

from pages.parts.filters import Filters
from tests.pages.rederive import UNDATED, State, World


@dataclass(frozen=True)
class Choice:
    """One state: the bar, and what the pages choose themselves."""

    state: State
    place: str
    category: str
    metrics: tuple[str, ...]

    @property
    def filters(self) -> Filters:
        """As the pages take it."""
        s = self.state
        return Filters(s.regions, s.years, s.categories, s.rollup, self.words(), self.words(False))

    def words(self, regions: bool = True) -> str:
        """The filter as people read it."""
        chosen = [self._regions if regions else [], self._years, self._categories]
        told = ["、".join(c[:4]) + (f"等{len(c)}个" if len(c) > 4 else "") for c in chosen if c]
        if regions and self.state.regions and not self.state.rollup:
            told.append("不含下级地区")
        return " · ".join(told) or "全部"

    @property
    def address(self) -> dict[str, object]:
        """As an address carries it."""
        told: dict[str, object] = {
            "region": self._regions,
            "year": self._years,
            "category": self._categories,
            "place": self.state.world.short(self.place),
            "topic": self.state.world.categories[self.category],
            "metric": [self.state.world.name(i) for i in self.metrics],
        }
        if not self.state.rollup:
            told["rollup"] = "false"
        return {key: value for key, value in told.items() if value}

    @property
    def _regions(self) -> list[str]:
        return [self.state.world.short(code) for code in self.state.regions]

    @property
    def _years(self) -> list[str]:
        return [str(year) if year else UNDATED for year in self.state.years]

    @property
    def _categories(self) -> list[str]:
        return [self.state.world.categories[c] for c in self.state.categories]


def choices(world: World, count: int, seed: int) -> list[Choice]:
    """Every kind of filter by itself and together; the first is the empty one."""
    rng = random.Random(seed)
    found = [_choice(rng, world, State(world))]
    while len(found) < count:
        state = State(
            world,
            _some(rng, world.region_choices, (0.3, 0.3, 0.15, 0.1, 0.05, 0.05, 0.05)),
            _some(rng, world.year_choices, (0.5, 0.3, 0.15, 0.05)),
            _some(rng, list(world.categories), (0.5, 0.25, 0.15, 0.1)),
            rng.random() < 0.7,
        )
        found.append(_choice(rng, world, state))
    return found


def _choice(rng: random.Random, world: World, state: State) -> Choice:
    return Choice(
        state,
        rng.choice(world.region_choices),
        rng.choice(list(world.categories)),
        _some(rng, world.measured, (0.4, 0.25, 0.2, 0.15)),
    )


def _some(rng: random.Random, offered: list, weights: tuple[float, ...]) -> tuple:
    size = rng.choices(range(len(weights)), weights)[0]
    return tuple(rng.sample(offered, min(size, len(offered))))
