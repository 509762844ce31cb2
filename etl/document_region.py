"""Infer the division that a document reports of from its title, signature and text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest

from etl.exclusions import is_page_furniture
from etl.places import (
    Named,
    ancestors,
    find_chained,
    find_marks,
    find_named,
    find_short,
    has_parts,
    is_common_word,
    places,
    stem,
    top_of,
    within,
)

MASTHEAD = re.compile(
    r"日报|晚报|第\w{1,4}版|来源|来源:|责编|责任编辑|频道|>>|>|您(?:现在|当前)?的?位置|索引号|发布(?:时间|日期|机构)|\d{4}-\d\d?-\d\d?|本报讯?记者"
)
SHORT_LINE = 60
_NATIONAL = re.compile(
    "^(?:中央纪委|国家监委|中共中央|国务院|全国|最高人民|中国共产党第)|全国纪检监察"
)
_MANY_PLACES = re.compile("各地|多地|一些地方")
_COUNTRY = re.compile(
    "全国|国家[\u4e00-\u9fff]{1,8}(?:局|部|委|总局)|最高人民(?:法院|检察院)|中央纪委|中纪委|国务院"
    "|各省(?:、?自治)?(?:[(,、]?区)|中央和国家机关|中管(?:高校|企业|金融)|中央企业"
)
# 新华社北京8月27日电: where the agency sits says nothing of whom the news is about.
_AGENCY_SEAT = re.compile(r"(?:北京|台北|香港)(?=(?:\d{1,2}月)?\d{1,2}日(?:电|讯))")
_OPENING = 300
_BODY = 30_000  # the text that tells the region
_HINTING = 6000
_PAPER = re.compile("(?:日报|晚报|早报|都市报|卫视|电视台|发布|在线|新闻网|网)$")
# 该县, 全市, 区纪委: what a document calls the division that it speaks of.
_SELF = re.compile(
    "(?:[全我本](?P<whole>自治区|[省市县区州旗])|该(?P<that>自治区|[省市县区州旗]))(?!直)"
    "|(?<![省市县区州])(?P<led>自治区|[省市县区州旗])"
    "(?=党委|委|纪委|监委|政府|人大|直|级|审计|检察|法院|公安|教育|卫健|妇联)"
)
_SIGNATURE = 20
_NAME_REACH = 16
_MANY = 3  # provinces: an account of so many, none of them foremost, is the country's


def document_region(
    title: str, publisher: str, head: list[str], tail: list[str], text: str
) -> str | None:
    """The division whose work a document reports; None where it is the country's or not told."""
    body = _AGENCY_SEAT.sub("", text[:_BODY])
    title = _AGENCY_SEAT.sub("", title)
    if _NATIONAL.search(title) or _speaks_for_the_country(title, publisher, body, tail):
        return None
    if _MANY_PLACES.search(title) and not find_named(title, 0, len(title)) and not publisher:
        return None
    hints = _hints(body)
    kinds = _own_kinds(body)
    scores: Counter[str] = Counter()
    prose = head and (head[0] != title or title.endswith("。"))
    untitled = bool(prose) and head[0].startswith(title)
    if untitled:
        _count(scores, title, hints, full=4, short=3)  # no title, but how the text begins
    else:
        _count(scores, title, hints, full=12, short=8)
    _count(scores, "" if _PAPER.search(publisher) else publisher, hints, full=8, short=6)
    _count(scores, _signature(head, tail), hints, full=6, short=0)
    body = "\n".join(
        x for x in body.split("\n") if len(x) > SHORT_LINE or not MASTHEAD.search(x.strip())
    )
    _count(scores, body, hints, full=1, short=0)
    scores.update(find_marks(body))
    for code in scores:
        short = stem(code)
        if not is_common_word(short):
            scores[code] += 0.4 * _told_plainly(short, body, scores)  # type: ignore[assignment]
        scores[code] *= 1 + _share(code, kinds)  # type: ignore[assignment]
    if not scores:
        return _masthead_region(head, hints, body, kinds)
    top = max(scores.values())
    if top < 2:
        told = _masthead_region(head, hints, body, kinds) or max(scores, key=scores.__getitem__)
        return None if _only_around(told, kinds) else _lifted(told, kinds, body)
    # A province named beside its city only says where the city lies.
    best = [code for code in scores if scores[code] * 1.6 >= top]
    inner = [code for code in best if not any(code in ancestors(o)[1:] for o in best)]
    told = max(inner, key=lambda code: scores[code])
    if (untitled or stem(told) not in title) and not kinds[_kind(told)]:
        told = _above_many(told, body)
    return _lifted(told, kinds, body)


def _told_plainly(short: str, body: str, scores: Iterable[str]) -> int:
    """How often a text says the name without 省 or 县: 龙江, but not within 黑龙江."""
    longer = {stem(code) for code in scores} - {short}
    return body.count(short) - sum(body.count(each) for each in longer if short in each)


def _lifted(code: str, kinds: Counter[str], body: str) -> str:
    """The division that holds several named ones, where the text calls its own so: 全州, 省委."""
    own = kinds.most_common(1)[0][0] if kinds else ""
    outer = next((one for one in ancestors(code)[1:] if _kind(one) == own), None)
    if outer is None or kinds[own] <= kinds[_kind(code)]:
        return code
    named = [one.codes[0] for one in find_named(body, 0, len(body)) if len(one.codes) == 1]
    beside = {one for one in named if within(one, outer) and not within(one, code)}
    return outer if any(not within(code, one) for one in beside) else code


def _above_many(code: str, body: str) -> str:
    """The division that a text goes through, place by place, where it speaks of that one too."""
    named = find_named(body, 0, len(body))
    last = [
        one.codes[0]
        for one, following in zip_longest(named, named[1:])
        if len(one.codes) == 1 and not _only_leads_to(one, one.codes[0], following)
    ]
    for outer in ancestors(code)[1:]:
        inside = Counter(one for one in last if one != outer and within(one, outer))
        several = len(inside) >= _MANY and 2 * body.count(stem(code)) <= inside.total()
        if several and _stands_alone(outer, body):
            return outer
    return code


def _stands_alone(code: str, body: str) -> bool:
    """Whether a division is named without one in it right behind."""
    for found in re.finditer(f"{places()[code].name}|{stem(code)}", body):
        behind = find_named(body, found.end(), min(found.end() + _NAME_REACH, len(body)))
        leads = behind and behind[0].start == found.end()
        if not leads and find_chained(body, found.end(), code) is None:
            return True
    return False


def _signature(head: list[str], tail: list[str]) -> str:
    """The short lines at the end that are not the masthead of a short text."""
    above = {line for line in head if MASTHEAD.search(line)}
    lines = [x for x in tail if len(x) < 40 and x not in above and not x.endswith("。")]
    lines = [x for x in lines if not is_page_furniture(x)]
    return "\n".join(lines)


def _speaks_for_the_country(title: str, publisher: str, body: str, tail: list[str]) -> bool:
    """A report that no division signs and that speaks of the whole country."""
    if find_named(title + publisher, 0, len(title + publisher)) or find_short(title, 0, len(title)):
        return False
    if _COUNTRY.search(body[:_OPENING]) is None:
        return False
    signed = "\n".join(x for x in tail[-2:] if len(x) < _SIGNATURE)
    local = find_named(body[:_OPENING], 0, len(body[:_OPENING]))
    return not local or (_tells_of_many(body) and not find_named(signed, 0, len(signed)))


def _tells_of_many(body: str) -> bool:
    """Whether it goes from province to province: 上海市崇明区…,重庆市巫山县…,湖北省秭归县…."""
    named = [one.codes[0] for one in find_named(body, 0, len(body)) if len(one.codes) == 1]
    provinces = Counter(top_of(code) for code in named)
    return len(provinces) >= _MANY and max(provinces.values()) * 2 <= len(named)


def _own_kinds(body: str) -> Counter[str]:
    """How often it calls its own division 市, 县, 省: 全县; only without it 该县, 县纪委."""
    found = list(_SELF.finditer(body))
    whole = Counter(one["whole"] for one in found if one["whole"])
    if whole:
        return whole
    that = [one["that"] for one in found if one["that"]]
    return Counter([*that, *that, *(one["led"] for one in found if one["led"])])


def _share(code: str, kinds: Counter[str]) -> float:
    total = sum(kinds.values())
    return kinds[_kind(code)] / total if total else 0.0


def _kind(code: str) -> str:
    name = places()[code].name
    return "自治区" if name.endswith("自治区") else name[-1]


def _only_around(code: str, kinds: Counter[str]) -> bool:
    """Whether it is a province that the text names beside an own city or county without name."""
    if places()[code].level != "province" or not has_parts(code):
        return False
    return bool(kinds) and not kinds[_kind(code)]


def _masthead_region(
    head: list[str], hints: set[str], body: str, kinds: Counter[str]
) -> str | None:
    """The division that the head names, be it without 市 or 县.

    In prose a name that is told twice, or once where the text calls its own division so: 我省.
    """
    scores: Counter[str] = Counter()
    lines = [line for line in head[:6] if len(line) < SHORT_LINE]
    _count(scores, "\n".join(lines), hints, full=2, short=1)
    if not scores:
        _count(scores, "\n".join(head[:6]), hints, full=2, short=1)
        scores = Counter({
            code: n
            for code, n in scores.items()
            if body.count(stem(code)) > 1 or _share(code, kinds) > 0.5
        })
    return max(scores, key=lambda code: scores[code]) if scores else None


def _count(scores: Counter[str], piece: str, hints: set[str], *, full: float, short: float) -> None:
    named = find_named(piece, 0, len(piece))
    for one, following in zip_longest(named, named[1:]):
        code = _choose(one.codes, hints)
        if code and not _only_leads_to(one, code, following):
            scores[code] += full  # type: ignore[assignment]
            if chained := find_chained(piece, one.end, code):
                scores[chained[1]] += full  # type: ignore[assignment]
    if not short:
        return
    covered = [(one.start, one.end) for one in named]
    for one in find_short(piece, 0, len(piece)):
        inside = any(a <= one.start < b for a, b in covered)
        if not inside and (code := _choose(one.codes, hints)):
            scores[code] += short  # type: ignore[assignment]
            if chained := find_chained(piece, one.end, code):
                scores[chained[1]] += short  # type: ignore[assignment]


def _only_leads_to(one: Named, code: str, following: Named | None) -> bool:
    """江苏省 in 江苏省常州市天宁区 only says where the district lies."""
    return (
        following is not None
        and following.start == one.end
        and any(code in ancestors(inner)[1:] for inner in following.codes)
    )


def _hints(text: str) -> set[str]:
    hints: set[str] = set()
    for named in find_named(text, 0, min(len(text), _HINTING)):
        if len(named.codes) == 1:
            hints.update(ancestors(named.codes[0]))
    return hints


def _choose(codes: tuple[str, ...], hints: set[str]) -> str | None:
    if len(codes) == 1:
        return codes[0]
    # 吉安 the city and 吉安 the county: the plain word means the outer one.
    chain = sorted(codes, key=lambda code: len(ancestors(code)))
    if all(chain[0] in ancestors(code) for code in codes):
        return chain[0]
    known = [code for code in codes if any(outer in hints for outer in ancestors(code)[1:])]
    return known[0] if len(known) == 1 else None
