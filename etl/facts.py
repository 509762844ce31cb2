"""Infer where and when a document belongs from its title, dateline, signature and text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from etl.document_region import MASTHEAD, SHORT_LINE, document_region
from etl.document_year import document_year
from etl.exclusions import is_page_furniture
from etl.normalise import normalise
from etl.places import stem
from etl.records import Source
from etl.years import Times

_HEAD_LINES = 12
_TAIL_LINES = 6
_REPORT = re.compile(
    "(?:通报|报告|总结|公示|公告|综述|侧记|纪实|情况)(?:\\(.*\\))?$|^关于|整改.*情况|审查调查情况"
)
_PROSE_ENDS = ("。", ";", ",")
_PROSE = re.compile(r".{40}.*。.+")  # a paragraph of several sentences: no title stands below it


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document's figures take over from it."""

    region: str | None
    times: Times
    title: str
    dated: bool  # nothing in it speaks for another year than its own
    placed: bool  # catalogue, title, dateline or signature names its division


def facts_of(text: str, source: Source) -> Facts:
    """The catalogue's word where it has one, else what the normalised text tells."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    head, tail = lines[:_HEAD_LINES], lines[-_TAIL_LINES:]
    title = normalise(source.title).text if source.title else _title(head)
    publisher = normalise(source.publisher).text if source.publisher else ""
    when = document_year(title, head, tail, text, source)
    region = source.region or document_region(title, publisher, head, tail, text)
    times = Times(when.year, when.now, "整改" in title)
    placed = source.region is not None or _signed(region, [title, publisher, *tail])
    return Facts(region, times, title, when.dated, placed)


def _signed(region: str | None, lines: list[str]) -> bool:
    short = region and stem(region)
    return bool(short) and any(short in line for line in lines if len(line) < SHORT_LINE)


def _title(head: list[str]) -> str:
    """The line that reads as the report's title; a short line before 。and its subtitle."""
    above = list(takewhile(lambda line: not _PROSE.match(line), head[:8]))
    lines = [x for x in above if 6 <= len(x) <= 90 and not is_page_furniture(x)]
    lines = [x for x in lines if not MASTHEAD.search(x) and not x.endswith(_PROSE_ENDS)]
    for line in lines:
        if _REPORT.search(line):
            return line
    if not lines:
        return head[0][:90] if head else ""
    after = head[head.index(lines[0]) + 1 :][:1]
    return lines[0] + (" " + after[0] if after and after[0].startswith("\u2014") else "")
