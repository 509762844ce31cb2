"""Infer where and when a document belongs from its title, dateline, signature and text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from etl.exclusions import is_page_furniture
from etl.places import ancestors, find_named, find_short, resolve
from etl.records import Source
from etl.years import Times

_HEAD_LINES = 12
_TAIL_LINES = 6
_DATE = re.compile(r"(20\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_CHINESE_DATE = re.compile("二[〇零○O0]([一二]?[〇零○一二三四五六七八九])年")
_DATED = re.compile("发布|时间|日期|来源|编辑|更新")
_TITLE_WORD = re.compile("通报|报告|总结|情况|公示|综述|公告|要点|通知|—|:|,")
_TITLE_YEAR = re.compile(
    r"(20\d\d)年?(?:度|全年|上半年|下半年|前[三3]?季度|第?[一二三四1-4]季度|1?-?\d{0,2}月)?"
)
_ANNUAL = re.compile("工作总结|工作报告|工作情况|年报|述职|审查调查情况|工作综述|总结|成效|回顾")
_ANY_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)年?(?!\d)")
_PAPER = re.compile("(?:日报|晚报|早报|都市报|卫视|电视台|发布|在线|新闻网|网)$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document's figures take over from it."""

    region: str | None
    times: Times
    title: str


def facts_of(text: str, source: Source) -> Facts:
    """The catalogue's word where it has one, else what the normalised text tells."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    head, tail = lines[:_HEAD_LINES], lines[-_TAIL_LINES:]
    title = source.title or _title(head)
    published = _year_in(source.published) or _dateline(head, tail)
    year = source.year or _work_year(title, published) or published or _common_year(text)
    region = source.region or _region(title, source.publisher or "", head, tail, text)
    return Facts(region, Times(year, published or year), title)


def completed(source: Source, facts: Facts) -> Source:
    """The catalogue's entry with what the text told in its empty cells."""
    return replace(
        source,
        title=source.title or facts.title or None,
        region=facts.region,
        year=facts.times.year,
    )


def _title(head: list[str]) -> str:
    for line in head:
        if 8 <= len(line) <= 80 and _TITLE_WORD.search(line) and not is_page_furniture(line):
            return line
    return head[0][:80] if head else ""


def _year_in(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdigit() else None


def _dateline(head: list[str], tail: list[str]) -> int | None:
    for line in [x for x in head if _DATED.search(x)] + [x for x in head if len(x) < 60]:
        if found := _DATE.search(line):
            return int(found[1])
    for line in reversed(tail):
        if len(line) < 60:
            if found := _DATE.search(line):
                return int(found[1])
            if found := _CHINESE_DATE.search(line):
                digits = "".join(
                    str("〇一二三四五六七八九".find(c) if c in "〇一二三四五六七八九" else 0)
                    for c in found[1]
                )
                return 2000 + int(digits)
    return None


def _work_year(title: str, published: int | None) -> int | None:
    """A yearly summary tells of the year in its title, whenever it was published."""
    if not _ANNUAL.search(title) or "审计" in title:
        return None
    found = _TITLE_YEAR.search(title)
    if found is None:
        return None
    year = int(found[1])
    return year if published is None or year <= published else None


def _common_year(text: str) -> int | None:
    counts = Counter(_ANY_YEAR.findall(text))
    return int(max(counts, key=lambda year: (counts[year], year))) if counts else None


def _region(title: str, publisher: str, head: list[str], tail: list[str], text: str) -> str | None:
    publisher = "" if _PAPER.search(publisher) else publisher
    begin = "\n".join(head)[:600]
    for piece in (title, publisher, begin, "\n".join(tail)[:400], text[:20_000]):
        if code := _named_in(piece, text):
            return code
    return None


def _named_in(piece: str, text: str) -> str | None:
    """The division a piece names: the commonest, the inner one where one holds the other."""
    hints = _hints(text)
    counts: Counter[str] = Counter()
    for named in find_named(piece, 0, len(piece)):
        if code := _choose(named.codes, hints):
            counts[code] += 2
    for named in find_short(piece, 0, len(piece)):
        if code := _choose(named.codes, hints):
            counts[code] += 1
    if not counts:
        return None
    # A province named beside its city only says where the city lies.
    inner = {code for code in counts if not any(code in ancestors(o)[1:] for o in counts)}
    top = max(counts.values())
    best = [code for code in counts if code in inner and counts[code] * 2 >= top]
    return max(best or counts, key=lambda code: counts[code])


def _hints(text: str) -> set[str]:
    hints: set[str] = set()
    for named in find_named(text, 0, min(len(text), 6000)):
        if len(named.codes) == 1:
            hints.update(ancestors(named.codes[0]))
    return hints


def _choose(codes: tuple[str, ...], hints: set[str]) -> str | None:
    if len(codes) == 1:
        return codes[0]
    known = [code for code in codes if any(outer in hints for outer in ancestors(code)[1:])]
    if len(known) == 1:
        return known[0]
    return resolve(tuple(known or codes), None if len(known) != 1 else known[0])
