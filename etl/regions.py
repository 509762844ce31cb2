"""Find the division whose work a figure measures."""

from __future__ import annotations

import re

from etl.outline import Context
from etl.places import Named, find_named, find_short, places, resolve, within

_WHOLE = re.compile("全[省市县区州盟旗]|[我本][省市县区州]|市本级|省本级|县本级|市县两级")
_LEVELS = {"省": "province", "市": "city", "州": "city", "盟": "city"}
_JOINED = re.compile("、|和|与|及|以及")
_DIRECTION = re.compile("(?:赴|前往|学习|考察|对标|移交|来自|组成由)$")
_ANAPHOR = re.compile("该[县区市镇乡旗村]|当地|最终|循线|经查|随后")
_TOPIC_REACH = 14  # a paragraph that opens with a place is about it


def region_of(text: str, context: Context, start: int, home: str | None) -> str | None:
    """The division named for this figure, else the document's own."""
    said = _in_sentence(text, context.sentence, start, home)
    if said is not None:
        return said or home
    topic = _topic(text, context, home)
    if topic is not None:
        return topic
    for heading in reversed(context.headings):
        inner = _inner(heading, 0, len(heading), home)
        if len(inner) == 1:
            return inner[0][1]
    return home


def _in_sentence(text: str, sentence: tuple[int, int], start: int, home: str | None) -> str | None:
    """A code, "" where the words speak of the document's whole division, None where silent."""
    whole = None
    for found in _WHOLE.finditer(text, sentence[0], start):
        whole = found.start()
    inner = [
        pair
        for pair in _inner(text, sentence[0], start, home)
        if not _DIRECTION.search(text, sentence[0], pair[0].start)
    ]
    if inner and (whole is None or inner[-1][0].start > whole):
        return _pick(text, inner, start)
    return "" if whole is not None else None


def _inner(text: str, start: int, end: int, home: str | None) -> list[tuple[Named, str]]:
    """The divisions named in a stretch that lie inside the document's own."""
    pairs: list[tuple[Named, str]] = []
    for named in find_named(text, start, end):
        code = resolve(named.codes, home)
        if code and code != home and (home is None or within(code, home)):
            pairs.append((named, code))
    if home is not None and places()[home].level != "county":
        for named in find_short(text, start, end):
            inside = [c for c in named.codes if c != home and within(c, home)]
            covered = any(p.start <= named.start < p.end for p, _ in pairs)
            if len(inside) == 1 and not covered:
                pairs.append((named, inside[0]))
    return sorted(pairs, key=lambda pair: pair[0].start)


def _pick(text: str, inner: list[tuple[Named, str]], start: int) -> str | None:
    """The last division named; of several joined ones, the one that 分别 assigns."""
    group = [inner[-1]]
    for pair in reversed(inner[:-1]):
        between = text[pair[0].end : group[0][0].start]
        if _JOINED.fullmatch(between):
            group.insert(0, pair)
        else:
            break
    if len(group) == 1:
        return group[0][1]
    words = text[group[-1][0].end : start]
    if "分别" in words:
        number = len(re.findall(r"\d[\d,.]*[万亿]?[余多]?[^\d、,]{1,4}、", words))
        return group[min(number, len(group) - 1)][1]
    return ""  # 甲市、乙市等: no single division


def _topic(text: str, context: Context, home: str | None) -> str | None:
    """The place that the paragraph opens with, unless a sentence in between turns away."""
    begin, sentence = context.line[0], context.sentence[0]
    if sentence <= begin:
        return None
    opening = _inner(text, begin, min(begin + _TOPIC_REACH, sentence), home)
    if len(opening) != 1 or _WHOLE.search(text, begin, sentence):
        return None
    others = {code for _, code in _inner(text, begin, sentence, home)}
    return opening[0][1] if others == {opening[0][1]} else None
