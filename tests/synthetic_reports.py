"""Invented reports as text, with what is in them: the extractor's material at any size.

Sentences are drawn from tests/synthetic_sentences.txt. Report number i depends on the seed and i
alone, so that few reports are the beginning of many.
"""

from __future__ import annotations

import csv
import json
import random
import re
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

import pandas as pd

from etl.records import Figure, Source

SENTENCES = Path(__file__).with_name("synthetic_sentences.txt")
REFERENCE = Path(__file__).parents[1] / "data/reference"
YEARS = range(2016, 2025)
PARAGRAPHS = range(4, 9)
PROBLEMS = range(3, 7)
FIGURE = re.compile(r"\[([^|]+)\|([^|]+)\|([^|]+)\|([^]]*)\]")
DIGITS = "零一二三四五六七八九十"
KINDS = ("工作总结", "经验做法", "新闻", "整改通报")
TITLES = {
    "工作总结": "{name}{year}年清廉建设工作总结",
    "经验做法": "{name}推进清廉建设的做法",
    "新闻": "{name}：以清廉建设护航发展",
    "整改通报": "关于{name}巡察整改进展情况的通报",
}
HEADINGS = (
    "加强组织领导",
    "深化教育引导",
    "健全制度机制",
    "强化监督执纪",
    "厚植廉洁文化",
    "服务群众发展",
)
ISSUES = (
    "学习研讨不够深入", "督促检查不够经常", "制度执行不够严格", "谈心谈话走过场",
    "项目资金监管缺位", "基层减负成效不明显", "廉政风险排查不全面", "干部档案管理不规范",
)  # fmt: skip
ISSUE_HEADINGS = ("聚焦主体责任方面", "聚焦群众身边问题方面", "聚焦班子建设方面")
STATES = {"已完成": "done", "正在整改": "in_progress", "尚未启动": "not_done"}
RATES = {"%"}
LARGE = {"人次", "条", "户", "份", "辆"}


@dataclass(frozen=True, slots=True)
class Report:
    """A text with its row of the catalogue, its figures and its ledger."""

    source: Source
    text: str
    figures: tuple[Figure, ...]
    ledger: tuple[dict, ...]


def write(out: Path, reports: int, seed: int = 0) -> None:
    """Write sources.csv, a text each, and the gold figures.jsonl and ledger.jsonl."""
    out.mkdir(parents=True, exist_ok=True)
    with (
        (out / "sources.csv").open("w", encoding="utf-8", newline="") as catalogue,
        (out / "figures.jsonl").open("w", encoding="utf-8", newline="\n") as figures,
        (out / "ledger.jsonl").open("w", encoding="utf-8", newline="\n") as ledger,
    ):
        rows = csv.DictWriter(catalogue, [f.name for f in fields(Source)], lineterminator="\n")
        rows.writeheader()
        for number in range(reports):
            made = report(number, seed)
            rows.writerow(asdict(made.source))
            (out / made.source.file).write_bytes(made.text.encode())
            figures.writelines(_line(_record(figure)) for figure in made.figures)
            ledger.writelines(_line(row) for row in made.ledger)


def report(number: int, seed: int = 0) -> Report:
    """One report; every fourth is a rectification notice with a ledger."""
    return _Writer(number, seed).write()


class _Writer:
    """Writes one report from top to bottom, noting figures and problems as it goes."""

    def __init__(self, number: int, seed: int) -> None:
        self._draw = random.Random(f"{seed} {number}")
        self._doc = f"r{number:06d}"
        self._kind = KINDS[number % len(KINDS)]
        self._region, self._short, self._name = self._draw.choice(_regions())
        self._year = self._draw.choice(YEARS)
        self._text = ""
        self._figures: list[Figure] = []
        self._ledger: list[dict] = []

    def write(self) -> Report:
        title = TITLES[self._kind].format(name=self._name, year=self._year)
        self._text = f"{title}\n"
        self._say(f"{self._year}年，{self._name}坚持以清廉建设引领各项工作，取得积极成效。\n")
        numerals = iter("一二三四五六七八九")
        for heading in self._draw.sample(HEADINGS, self._draw.choice((2, 3))):
            self._say(f"{next(numerals)}、{heading}\n")
            for _ in range(self._draw.choice(PARAGRAPHS) // 2):
                self._paragraph()
        if self._kind == "整改通报":
            self._problems(next(numerals))
        source = Source(
            doc=self._doc,
            file=f"{self._doc}.txt",
            title=title,
            publisher=f"{self._name}纪委监委",
            published=f"{self._year}-12",
            kind=self._kind,
            scope="region",
            region=self._region,
            year=self._year,
            year_basis="stated",
        )
        return Report(source, self._text, tuple(self._figures), tuple(self._ledger))

    def _paragraph(self) -> None:
        for sentence in self._draw.sample(_sentences(), self._draw.choice((2, 3, 4))):
            self._sentence(sentence)
        self._say("\n")

    def _problems(self, numeral: str) -> None:
        """A list of problems as notices have it, each with what became of it."""
        above = "反馈意见整改落实情况"
        self._say(f"{numeral}、{above}\n")
        issues = self._draw.sample(ISSUES, self._draw.choice(PROBLEMS))
        headings = self._draw.sample(ISSUE_HEADINGS, 2)
        for seq, issue in enumerate(issues, 1):
            if seq in (1, 3):
                heading = headings[seq // 2]
                self._say(f"（{DIGITS[1 + seq // 2]}）{heading}\n")
                number = 0
            number += 1
            self._say(f"{number}.关于“{issue}”的问题。")
            self._sentence(self._draw.choice(_sentences()))
            self._say("\n整改进展情况：")
            state = self._draw.choices(list(STATES), (6, 2, 1))[0]
            start = len(self._text)
            self._say(f"{state}。\n")
            self._ledger.append({
                "doc": self._doc, "seq": seq, "path": [above, heading], "title": issue,
                "status": STATES[state], "due": None, "start": start, "end": start + len(state),
            })  # fmt: skip

    def _sentence(self, template: str) -> None:
        n = self._draw.randint
        words = {
            "place": self._short, "year": self._year, "next": self._year + 1,
            "month": n(1, 12), "day": n(1, 28), "n": n(11, 99),
        }  # fmt: skip
        sentence = template.format(**words)
        end = 0
        for match in FIGURE.finditer(sentence):
            self._say(sentence[end : match.start()])
            self._figure(*match.groups())
            end = match.end()
        self._say(sentence[end:])

    def _figure(self, unit: str, item: str, measure: str, marks: str) -> None:
        quote, value = self._amount(unit, marks)
        start = len(self._text)
        self._say(quote)
        after = "以上" if "以上" in marks else "以内" if "以内" in marks else ""
        self._say(after)
        target = "标" in marks
        category = _categories().get(measure)
        self._figures.append(
            Figure(
                doc=self._doc,
                start=start,
                end=start + len(quote),
                quote=quote,
                value=value,
                unit=unit,
                bound=_bound(marks),
                item=item,
                status="target" if target else "actual",
                category=category or measure,
                indicator=measure if category else None,
                region=self._region,
                year=self._year + target,
            )
        )

    def _amount(self, unit: str, marks: str) -> tuple[str, float]:
        if unit in RATES:
            value = self._draw.randint(600, 999) / 10
            return f"{value}{unit}", value
        if "汉" in marks:
            value = self._draw.randint(2, 10)
            return f"{'两' if value == 2 else DIGITS[value]}{unit}", value
        if "万" in marks:
            tenths = self._draw.randint(11, 980)
            number = f"{tenths / 10:.1f}".removesuffix(".0")
            return f"{number}万{unit}", tenths * 1000
        value = self._draw.randint(100, 2400) if unit in LARGE else self._draw.randint(2, 180)
        more = "余" if "余" in marks else "多" if "多" in marks else ""
        if more:
            value = 10 * max(1, value // 10)
        return f"{value}{more}{unit}", value

    def _say(self, words: str) -> None:
        self._text += words


def _bound(marks: str) -> str:
    if "约" in marks:
        return "about"
    if "以内" in marks:
        return "at_most"
    return "at_least" if any(mark in marks for mark in ("余", "多", "超", "以上")) else "exact"


@cache
def _sentences() -> tuple[str, ...]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def _categories() -> dict[str, str]:
    table = pd.read_csv(REFERENCE / "indicators.csv", dtype=str)
    return dict(zip(table["id"], table["category"], strict=True))


@cache
def _regions() -> list[tuple[str, str, str]]:
    """Code, what a sentence calls it (市, 县), and its name under those above it."""
    table = pd.read_csv(REFERENCE / "regions.csv", dtype=str, keep_default_na=False)
    name = dict(zip(table["code"], table["name"], strict=True))
    parent = dict(zip(table["code"], table["parent"], strict=True))
    found = []
    for code, own in name.items():
        whole, above = own, parent[code]
        while above:
            whole, above = name[above] + whole, parent[above]
        found.append((code, own[-1], whole))
    return found


def _record(figure: Figure) -> dict:
    """The record's own keys: what parts belong to which whole is not told here."""
    told = asdict(figure)
    return {key: told[key] for key in told if key not in ("role", "of", "confidence")}


def _line(record: dict) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
