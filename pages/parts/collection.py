"""Charts collected for a briefing: order, titles, the file that keeps them, what has changed."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from pages.parts import recipes
from pages.parts.chart import Chart
from pages.parts.recipes import Recipe

FORMAT = "清廉建设数据看板·简报"
FORMAT_VERSION = 1
# A saved collection is text from outside: all of it is bounded.
MOST_BYTES = 2_000_000
MOST_ITEMS = 60
MOST_TEXT = 200
MOST_ROWS, MOST_COLUMNS, MOST_CELL = 400, 40, 400
MOST_TOLD = 12
PATTERNS = {
    "chart": re.compile(r"[a-z0-9_]{1,80}"),
    "regions": re.compile(r"[0-9]{6}"),
    "categories": re.compile(r"[a-z_]{1,60}"),
    "own": re.compile(r"[a-z0-9_]{1,60}"),
    "data_version": re.compile(r"[0-9a-f]{12}"),
}
UNWRITABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
Table = tuple[tuple[str, ...], ...]


class CollectionError(Exception):
    """A file that is no collection; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One collected chart: how to make it, its own title, and what it said when collected."""

    recipe: Recipe
    title: str  # empty: the finding
    finding: str
    version: str
    values: Table  # header first

    @property
    def heading(self) -> str:
        """The title that it stands under."""
        return self.title or self.finding


@dataclass(frozen=True, slots=True)
class Collection:
    """A briefing in the making."""

    title: str = "清廉建设工作情况简报"
    unit: str = ""
    date: str = ""
    items: tuple[Item, ...] = ()

    def add(self, item: Item) -> Collection:
        """With one more chart at the end; one that is there already stays where it is."""
        if any(held.recipe == item.recipe for held in self.items):
            return self
        return replace(self, items=(*self.items, item)[:MOST_ITEMS])

    def remove(self, at: int) -> Collection:
        """Without one chart."""
        return replace(self, items=(*self.items[:at], *self.items[at + 1 :]))

    def move(self, at: int, by: int) -> Collection:
        """With one chart moved up (−1) or down (1); at an end it stays."""
        to = at + by
        if not 0 <= to < len(self.items):
            return self
        items = list(self.items)
        items.insert(to, items.pop(at))
        return replace(self, items=tuple(items))

    def retitle(self, at: int, title: str) -> Collection:
        """With another title for one chart; an empty one brings the finding back."""
        items = list(self.items)
        items[at] = replace(items[at], title=plain(title))
        return replace(self, items=tuple(items))

    def renew(self, at: int, chart: Chart, version: str) -> Collection:
        """With what a chart says now as its saved state; its own title stays."""
        items = list(self.items)
        items[at] = replace(item(items[at].recipe, chart, version), title=items[at].title)
        return replace(self, items=tuple(items))


def item(recipe: Recipe, chart: Chart, version: str) -> Item:
    """A chart as it is collected."""
    return Item(recipe, "", plain(chart.finding), version, snapshot(chart))


def snapshot(chart: Chart) -> Table:
    """What the chart's table says, within bounds."""
    table = chart.table()
    rows = [tuple(map(str, table.columns)), *table.head(MOST_ROWS - 1).itertuples(index=False)]
    return tuple(tuple(str(cell)[:MOST_CELL] for cell in row[:MOST_COLUMNS]) for row in rows)


def plain(text: str) -> str:
    """Text that people typed or a file held, on one line and bounded."""
    return UNWRITABLE.sub(" ", text).strip()[:MOST_TEXT]


def changes(item: Item, chart: Chart) -> list[str]:
    """Which of the saved numbers are others now, in words."""
    old, new = item.values, snapshot(chart)
    if old == new or not old:
        return []
    if old[0] != new[0]:
        return ["表的列已变"]
    told = _by_name(old, new) if _named(old) and _named(new) else _by_row(old, new)
    if len(told) > MOST_TOLD:
        return [*told[:MOST_TOLD], f"等共 {len(told)} 处"]
    return told


def _named(table: Table) -> bool:
    names = [row[0] for row in table[1:]]
    return len(names) == len(set(names))


def _by_name(old: Table, new: Table) -> list[str]:
    before, after = ({row[0]: row[1:] for row in table[1:]} for table in (old, new))
    told = []
    for name in dict.fromkeys([*before, *after]):
        if name not in after:
            told.append(f"不再有“{name}”（原为{'、'.join(before[name])}）")
        elif name not in before:
            told.append(f"新增“{name}”：{'、'.join(after[name])}")
        else:
            told += [
                f"{name} {column}：{was} → {now}"
                for column, was, now in zip(old[0][1:], before[name], after[name], strict=True)
                if was != now
            ]
    return told or (["排列顺序已变"] if old != new else [])


def _by_row(old: Table, new: Table) -> list[str]:
    before, after = Counter(old[1:]), Counter(new[1:])
    told = [f"不再有：{'，'.join(row)}" for row in (before - after).elements()]
    told += [f"新增：{'，'.join(row)}" for row in (after - before).elements()]
    return told or ["排列顺序已变"]


def dump(collection: Collection) -> bytes:
    """The collection as a file."""
    told = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": collection.title,
        "unit": collection.unit,
        "date": collection.date,
        "items": [
            {
                "page": each.recipe.page,
                "chart": each.recipe.chart,
                "regions": each.recipe.regions,
                "years": each.recipe.years,
                "categories": each.recipe.categories,
                "rollup": each.recipe.rollup,
                "own": each.recipe.own,
                "title": each.title,
                "finding": each.finding,
                "data_version": each.version,
                "values": each.values,
            }
            for each in collection.items
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def load(content: bytes) -> Collection:
    """The collection that a file holds.

    Raises:
        CollectionError: it is too large, no JSON, or not what ``dump`` writes.
    """
    if len(content) > MOST_BYTES:
        raise CollectionError(f"文件超过 {MOST_BYTES // 1_000_000} MB，不是简报收藏文件")
    try:
        told = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CollectionError("文件不是可以读取的 JSON") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CollectionError("文件不是本看板保存的简报收藏")
    if told.get("format_version") != FORMAT_VERSION:
        raise CollectionError("收藏文件的版本不同，本程序不能读取")
    items = told.get("items")
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise CollectionError(f"“items”应是不超过 {MOST_ITEMS} 项的列表")
    return Collection(
        _text(told, "title", "简报"),
        _text(told, "unit", "简报"),
        _text(told, "date", "简报"),
        tuple(_item(each, f"第 {at} 张图") for at, each in enumerate(items, start=1)),
    )


def _item(told: Any, where: str) -> Item:
    if not isinstance(told, dict):
        raise CollectionError(f"{where}：应是一组字段")
    page = told.get("page")
    if not isinstance(page, str) or page not in recipes.BUILDERS:
        raise CollectionError(f"{where}：页面“{str(page)[:20]}”不存在")
    if not isinstance(told.get("rollup"), bool):
        raise CollectionError(f"{where}：“rollup”应是 true 或 false")
    recipe = Recipe(
        page,
        _code(told, "chart", where),
        _codes(told, "regions", where),
        _years(told, where),
        _codes(told, "categories", where),
        told["rollup"],
        _codes(told, "own", where),
    )
    return Item(
        recipe,
        _text(told, "title", where),
        _text(told, "finding", where),
        _code(told, "data_version", where),
        _table(told, where),
    )


def _text(told: dict, key: str, where: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or len(value) > MOST_TEXT:
        raise CollectionError(f"{where}：“{key}”应是不超过 {MOST_TEXT} 字的文字")
    return plain(value)


def _code(told: dict, key: str, where: str) -> str:
    value = told.get(key)
    if not isinstance(value, str) or not PATTERNS[key].fullmatch(value):
        raise CollectionError(f"{where}：“{key}”不合格式")
    return value


def _codes(told: dict, key: str, where: str) -> tuple[str, ...]:
    found = told.get(key)
    if not isinstance(found, list) or len(found) > MOST_ROWS:
        raise CollectionError(f"{where}：“{key}”应是列表")
    if not all(isinstance(code, str) and PATTERNS[key].fullmatch(code) for code in found):
        raise CollectionError(f"{where}：“{key}”里有不合格式的代码")
    return tuple(found)


def _years(told: dict, where: str) -> tuple[int, ...]:
    found = told.get("years")
    if not isinstance(found, list) or len(found) > MOST_ROWS:
        raise CollectionError(f"{where}：“years”应是列表")
    # true is an int to Python
    if not all(type(year) is int and (year == 0 or 1900 <= year <= 2200) for year in found):
        raise CollectionError(f"{where}：“years”里有不是年份的值")
    return tuple(found)


def _table(told: dict, where: str) -> Table:
    rows = told.get("values")
    sound = (
        isinstance(rows, list)
        and len(rows) <= MOST_ROWS
        and all(isinstance(row, list) and len(row) <= MOST_COLUMNS for row in rows)
        and all(isinstance(cell, str) and len(cell) <= MOST_CELL for row in rows for cell in row)
        and len({len(row) for row in rows}) <= 1
        and all(row for row in rows)
    )
    if not sound:
        raise CollectionError(f"{where}：“values”不是表格")
    return tuple(tuple(row) for row in rows)
