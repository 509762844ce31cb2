"""The fields of a figure under review: names, choices and what a change of one entails."""

from __future__ import annotations

from functools import cache
from typing import Any

from etl import drafts, places, reference
from etl.drafts import Draft, DraftFigure
from pages.parts import words

NONE = "—"
DECISION_NAMES = {
    drafts.PENDING: "待审",
    drafts.ACCEPTED: "接受",
    drafts.CHANGED: "已改",
    drafts.REJECTED: "驳回",
}
BOUND_NAMES = {"exact": "确数", "at_least": "不少于", "at_most": "不超过", "about": "约数"}
LEDGER_STATUSES = {None: "未说明", "done": "已完成", "in_progress": "进行中", "not_done": "未完成"}
FIELD_NAMES = {
    "item": "计什么", "value": "数值", "unit": "单位", "bound": "界限", "status": "状态",
    "category": "类别", "indicator": "指标", "region": "地区", "year": "年份", "role": "角色",
    "of": "所属", "decision": "审核", "title": "标题", "publisher": "发布者",
    "published": "发布时间", "kind": "种类", "scope": "范围", "year_basis": "年份依据",
    "topic": "问题", "section_topic": "分组", "due": "期限", "": "整条",
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2040
YEARS: dict[int | None, str] = {
    None: words.UNDATED,
    **{year: str(year) for year in range(LAST_YEAR, FIRST_YEAR - 1, -1)},
}


@cache
def categories() -> dict[str, str]:
    """Category → name."""
    return {row["id"]: row["name"] for row in reference.table("categories.csv")}


@cache
def indicators() -> dict[str | None, str]:
    """Indicator → name, and that there is none."""
    return {None: NONE, **{row["id"]: row["name"] for row in reference.table("indicators.csv")}}


@cache
def _category_of() -> dict[str, str]:
    return {row["id"]: row["category"] for row in reference.table("indicators.csv")}


def indicators_of(category: str) -> dict[str | None, str]:
    """The indicators of one category."""
    return {
        key: name
        for key, name in indicators().items()
        if key is None or _category_of()[key] == category
    }


@cache
def region_names() -> dict[str, str]:
    """Every division → its short name, which is unique."""
    return {code: place.short for code, place in places.places().items()}


def wholes(draft: Draft) -> dict[int | None, str]:
    """The figures that another may belong to, by their number in the text."""
    told = {f.start: f"{n} · {f.item} {f.quote}" for n, f in enumerate(draft.figures, 1)}
    return {None: NONE, **told}


def number_of(draft: Draft, key: Any) -> int | None:
    """A figure's number in the text, from 1."""
    return next((n for n, f in enumerate(draft.figures, 1) if f.start == key), None)


def with_field(draft: Draft, start: int, field: str, value: Any) -> Draft:
    """The draft with one field of a figure changed, and what follows from that."""
    figure = draft.figure(start)
    if figure is None or getattr(figure, field) == value:
        return draft
    changes = {field: value} | _entailed(figure, field, value)
    if field != "decision":
        changes["decision"] = _after_change(figure)
    return draft.with_figure(start, **changes)


def _entailed(figure: DraftFigure, field: str, value: Any) -> dict[str, Any]:
    """An indicator brings its category, another category drops it; a total has no whole."""
    if field == "indicator" and value is not None:
        return {"category": _category_of()[value]}
    if field == "category" and value != _category_of().get(figure.indicator):
        return {"indicator": None}
    if field == "role" and value == "total":
        return {"of": None}
    return {}


def _after_change(figure: DraftFigure) -> str:
    return drafts.REJECTED if figure.decision == drafts.REJECTED else drafts.CHANGED


def shown(field: str, value: Any) -> str:
    """A field's value in words."""
    tables = {
        "bound": BOUND_NAMES, "status": words.STATUS_NAMES, "category": categories(),
        "indicator": indicators(), "region": region_names(), "role": words.ROLE_NAMES,
        "decision": DECISION_NAMES,
    }  # fmt: skip
    if value is None:
        return NONE
    return str(tables.get(field, {}).get(value, value))
