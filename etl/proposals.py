"""Proposes a report's catalogue entry from its text; a person corrects it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from etl.facts import facts_of
from etl.normalise import normalise
from etl.records import Source

HEAD, TAIL = 1500, 600
_PUBLISHER = re.compile(
    r"(?:来源|发布机构|发布单位|信息来源|供稿|发布者)\s*[:：]\s*([^\s|，,。；;<>]{2,30})"
)
_DATE = re.compile(
    r"(20\d\d)(?:年|[-/.])(1[0-2]|0?[1-9])(?:(?:月|[-/.])(3[01]|[12]\d|0?[1-9])日?)?"
)
_DATED = re.compile(r"发布|日期|时间|更新|来源")
_KINDS = (
    ("整改", "整改通报"),
    ("总结", "工作总结"),
    ("经验|做法|综述|创建|典型", "经验做法"),
    ("要点|计划|方案", "工作计划"),
)
OTHER_KIND = "新闻"
KINDS = (*(kind for _, kind in _KINDS), OTHER_KIND)
TITLE_LENGTH = 80


def propose(sha256: str, name: str, text: str) -> dict[str, Any]:
    """A row of sources.csv; None where the text does not tell."""
    facts = facts_of(normalise(text).text, Source(doc=""))
    title = _title(facts.title or name)
    year, region = facts.times.year, facts.region
    return {
        "doc": f"{region or 'x'}-{year or 'x'}-{sha256[:6]}",
        "file": name,
        "title": title,
        "publisher": _publisher(text),
        "published": _published(text, facts.times.published),
        "kind": next((kind for words, kind in _KINDS if re.search(words, title)), OTHER_KIND),
        "scope": "region",
        "region": region,
        "year": year,
        "year_basis": _year_basis(title, year),
        "url": None,
        "sha256": sha256,
        "chars": len(text),
    }


def _title(words: str) -> str:
    return " ".join(words.split())[:TITLE_LENGTH] or "未命名报告"


def _publisher(text: str) -> str | None:
    found = _PUBLISHER.search(text, 0, HEAD)
    return found[1] if found else None


def _published(text: str, year: int | None) -> str | None:
    """The date of the line that speaks of publication, else one at the end, else the year."""
    head, tail = text[:HEAD].splitlines(), text[-TAIL:].splitlines()
    lines = [line for line in head if _DATED.search(line)] + [
        x for x in reversed(tail) if len(x) < 40
    ]
    for line in lines:
        found = _DATE.search(line)
        if found and (told := _date(found)):
            return told
    return str(year) if year else None


def _date(found: re.Match[str]) -> str | None:
    year, month, day = found[1], int(found[2]), found[3]
    if day is None:
        return f"{year}-{month:02d}"
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None


def _year_basis(title: str, year: int | None) -> str | None:
    if year is None:
        return None
    return "stated" if str(year) in title else "inferred: 由正文和发布日期推断"
