"""A briefing: its cover, what stands first, its charts, sources and every figure used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from pages.parts import words
from pages.parts.exports import exhibit as exhibits
from pages.parts.exports.exhibit import Exhibit, amount
from pages.parts.exports.grid import Cell

MOST_KEY_NUMBERS = 4
# Nobody leafs through more rows on slides or paper; the workbook holds all.
MOST_APPENDIX = 1_000
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One number of the page that stands first, with what qualifies it."""

    label: str
    value: str
    context: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """What is exported together."""

    title: str
    unit: str
    date: str
    exhibits: tuple[Exhibit, ...]

    @property
    def cover(self) -> tuple[tuple[str, str], ...]:
        """The cover's lines, named."""
        return (("标题", self.title), ("单位", self.unit), ("日期", self.date))


def silent(_: float, __: str) -> None:
    """Nobody watches."""


def key_numbers(collected: Sequence[Exhibit]) -> list[KeyNumber]:
    """The first number of each of the first charts that have one: no ranking, the charts' order."""
    found: dict[tuple[str, str], KeyNumber] = {}
    for exhibit in collected:
        chart = exhibit.chart
        if chart.kind not in ("bar", "stacked", "line"):
            continue
        for series in chart.series:
            known = [
                (name, mark)
                for name, mark in zip(chart.categories, series.marks, strict=True)
                if mark.value is not None and not mark.target
            ]
            if not known:
                continue
            name, mark = known[-1] if chart.kind == "line" else known[0]
            label = f"{series.name} · {name}" if chart.kind == "line" else f"{name} · {series.name}"
            told = mark.text
            if chart.kind == "stacked":
                at = chart.categories.index(name)
                whole = sum(each.marks[at].value or 0 for each in chart.series)
                told = f"{mark.text}/{words.number(whole)}"
            number = KeyNumber(label, told, mark.note)
            found.setdefault((label, told), number)
            break
    return list(found.values())[:MOST_KEY_NUMBERS]


def source_rows(collected: Sequence[Exhibit]) -> tuple[list[Cell], list[list[Cell]]]:
    """The sources as a table; addresses only where there are any."""
    found = exhibits.sources(collected)
    if not (found["网址"] != "").any():
        found = found.drop(columns="网址")
    return cells(found)


def appendix_rows(collected: Sequence[Exhibit]) -> tuple[list[Cell], list[list[Cell]]]:
    """The figures used, with quote and position."""
    found = exhibits.all_proof(collected).head(MOST_APPENDIX)
    return cells(
        pd.DataFrame(
            {
                "计什么": found["计什么"],
                "数量": [amount(row) for _, row in found.iterrows()],
                "地区": found["地区"],
                "年份": found["年份"],
                "状态": found["状态"],
                "出处": found["出处"],
                "原文数字": found["原文数字"],
                "位置": [
                    f"第 {a}—{b} 字" for a, b in zip(found["起点"], found["终点"], strict=True)
                ],
                "编号": found["编号"],
            }
        )
    )


def appendix_title(collected: Sequence[Exhibit]) -> str:
    """How many figures are used, and whether the appendix lists all."""
    used = len(exhibits.all_proof(collected))
    rest = f"（列前 {MOST_APPENDIX:,} 个，其余见 Excel）" if used > MOST_APPENDIX else ""
    return f"附录：所用数据 {used} 个{rest}"


def matter_rows(collected: Sequence[Exhibit]) -> tuple[list[Cell], list[list[Cell]]]:
    """All listed matters used."""
    found = exhibits.all_matters(collected)
    return cells(found[["序号", "事项", "部分", "进展", "期限", "出处", "编号"]])


def cells(table: pd.DataFrame) -> tuple[list[Cell], list[list[Cell]]]:
    """A table of texts as cells."""
    from pages.parts import theme

    header = [Cell(str(name), theme.ACCENT_PALE, head=True) for name in table.columns]
    rows = [[Cell(str(cell) or "—") for cell in row] for row in table.itertuples(index=False)]
    return header, rows
