"""Infer where and when a document belongs from its title, dateline, signature and text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from etl.exclusions import is_page_furniture
from etl.places import ancestors, find_named, find_short, stem
from etl.records import Source
from etl.reference import word_set
from etl.regions import without_datelines
from etl.years import Times

_HEAD_LINES = 12
_TAIL_LINES = 6
_DATE = re.compile(r"(20\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_MONTH = re.compile(r"(20\d\d)年\d{1,2}月[)\s]*$")  # the last line: (…供稿 2024年7月)
_CHINESE_DATE = re.compile("二[〇零○O0]([一二]?[〇零○一二三四五六七八九])年")
# A line of its own under the title: (二〇二四年十二月五日), 2024年10月.
_BARE_DATE = re.compile(
    r"\(?(?:20\d\d|二[〇零○O0][〇零○一二三四五六七八九]{1,2})年"
    r"[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?\)?"
)
_DATED = re.compile("发布|时间|日期|来源|编辑|更新")
_TITLE_YEAR = re.compile(
    r"(20\d\d)年?(?:度|全年|上半年|下半年|前[三3]?季度|第?[一二三四1-4]季度|1?-?\d{0,2}月)?"
)
_ANNUAL = re.compile(
    "工作总结|年度报告|工作报告|工作情况|年报|述职|审查调查情况|工作综述|总结|成效|回顾"
)
# 力争2025年建成 tells nothing of when the report was written.
_ANY_YEAR = re.compile(
    r"(?<!\d)(?<!力争)(?<!计划)(?<!预计)(?<!拟于)(?<![,。]到)(20[0-3]\d)"
    r"(?!年?(?:\d{1,2}月)?(?:底|末)前)"
    r"(?!\s*[余多万亿个名人位次件起项条家户元份篇部幅块处场套支张台辆亩吨本册枚盏株米%])年?(?!\d)"
)
# 据悉,2024年还将新建…, 时限2025年9月: not the year of the work so far.
_NOT_YET = re.compile("(?<=时限)|(?<=期限)|(?=年?[^,。;]{0,12}(?:将|计划|打算|力争|拟))")
_MASTHEAD = re.compile(
    r"日报|晚报|第\w{1,4}版|来源|来源:|责编|责任编辑|频道|>>|>|您(?:现在|当前)?的?位置|索引号|发布(?:时间|日期|机构)|\d{4}-\d\d?-\d\d?|本报讯?记者"
)
_REPORT = re.compile(
    "(?:通报|报告|总结|公示|公告|综述|侧记|纪实|情况)(?:\\(.*\\))?$|^关于|整改.*情况|审查调查情况"
)
_NATIONAL = re.compile(
    "^(?:中央纪委|国家监委|中共中央|国务院|全国|最高人民|中国共产党第)|全国纪检监察"
)
_COUNTRY = re.compile(
    "全国|国家[\u4e00-\u9fff]{1,8}(?:局|部|委|总局)|最高人民(?:法院|检察院)|中央纪委|国务院"
)
_OPENING = 300
_SHORT_LINE = 60
_PLAN = re.compile("要点|方案|计划|安排")
_EARLY_MONTHS = 2
_DOUBTFUL_MONTHS = 4  # a look back at the year before may come out as late as this
_HEAD_CHARS = 200  # the dateline itself names the year of publication
_BODY = 30_000  # the text that tells the region
_PAPER = re.compile("(?:日报|晚报|早报|都市报|卫视|电视台|发布|在线|新闻网|网)$")


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
    title = source.title or _title(head)
    published = _year_in(source.published) or _dateline(head, tail)
    told = _work_year(title, published)
    before = None if _PLAN.search(title) else _year_before(head, tail, published, text, source)
    year = source.year or told or before or published or _common_year(text)
    dated = source.year is not None or _one_year(title, published, text, head, tail, source)
    region = source.region or _region_told(title, source.publisher or "", head, tail, text)
    # 今年 in the summary of 2023 is 2023, though it was published in January 2024.
    now = told or published or _year_begun(text, year)
    times = Times(year, now, "整改" in title)
    placed = source.region is not None or _signed(region, [title, source.publisher or "", *tail])
    return Facts(region, times, title, dated, placed)


def _signed(region: str | None, lines: list[str]) -> bool:
    short = region and stem(region)
    return bool(short) and any(short in line for line in lines if len(line) < _SHORT_LINE)


def _title(head: list[str]) -> str:
    """The line that reads as the report's title; a short line before 。and its subtitle."""
    lines = [x for x in head[:8] if 6 <= len(x) <= 90 and not is_page_furniture(x)]
    lines = [x for x in lines if not _MASTHEAD.search(x) and not x.endswith("。")]
    for line in lines:
        if _REPORT.search(line):
            return line
    if not lines:
        return head[0][:90] if head else ""
    after = head[head.index(lines[0]) + 1 :][:1]
    return lines[0] + (" " + after[0] if after and after[0].startswith("\u2014") else "")


def _year_in(published: str | None) -> int | None:
    return int(published[:4]) if published and published[:4].isdigit() else None


def _dateline(head: list[str], tail: list[str]) -> int | None:
    for line in [x for x in head if _DATED.search(x)] + [x for x in head if len(x) < _SHORT_LINE]:
        if found := _DATE.search(line):
            return int(found[1])
    bare = [line for line in head if _BARE_DATE.fullmatch(line)]
    for line in (*bare, *reversed(tail)):
        if len(line) < _SHORT_LINE:
            if found := _DATE.search(line):
                return int(found[1])
            if found := _CHINESE_DATE.search(line):
                return 2000 + _digits(found[1])
            if found := _MONTH.search(line):
                return int(found[1])
    return None


def _digits(words: str) -> int:
    """二四 is 24."""
    return int("".join(str(max("〇一二三四五六七八九".find(c), 0)) for c in words))


def _work_year(title: str, published: int | None) -> int | None:
    """A yearly summary tells of the year in its title, whenever it was published."""
    if not _ANNUAL.search(title) or "审计" in title:
        return None
    found = _TITLE_YEAR.search(title)
    if found is None:
        return None
    year = int(found[1])
    return year if published is None or year <= published else None


def _year_before(
    head: list[str], tail: list[str], published: int | None, text: str, source: Source
) -> int | None:
    """A look back that is published in the first weeks of a year tells of the year before."""
    if published is None or "今年以来" in text or re.search(f"{published}年", text[_HEAD_CHARS:]):
        return None
    early = _published_early(head, tail, published, source)
    return published - 1 if early and re.search("全年|去年|一年来|过去一年|年初", text) else None


def _published_early(
    head: list[str], tail: list[str], published: int, source: Source, months: int = _EARLY_MONTHS
) -> bool:
    month = re.match(r"20\d\d-(\d\d)", source.published or "")
    if month is not None:
        return int(month[1]) <= months
    dates = [_DATE.search(line) for line in (*head, *tail) if len(line) < _SHORT_LINE]
    found = next((date for date in dates if date and int(date[1]) == published), None)
    return found is not None and int(found[2]) <= months


def _one_year(
    title: str, published: int | None, text: str, head: list[str], tail: list[str], source: Source
) -> bool:
    """Whether title, date and text agree on a year, and the year was not just begun."""
    if published is None:
        return len(set(_ANY_YEAR.findall(text))) == 1
    if _published_early(head, tail, published, source, _DOUBTFUL_MONTHS):
        return False
    years = {int(year) for year in _ANY_YEAR.findall(title)} | {published}
    common = _common_year(text)
    return len(years if common is None else years | {common}) == 1


def _year_begun(text: str, year: int | None) -> int | None:
    """The year an undated text came out in: the next one, where it tells of its first months."""
    if year is None:
        return None
    for found in re.finditer(rf"{year + 1}年(?:第?[一1]季度|1?-?[1-6]月|上半年|以来)", text):
        ahead = text[found.end() : found.end() + 6]
        if not _NOT_YET.match(text, found.start()) and not re.match("[底末前中]|将|计划|拟", ahead):
            return year + 1
    return year


def _common_year(text: str) -> int | None:
    named = list(_ANY_YEAR.finditer(text))
    worked = [year for year in named if not _to_come(text, year)]
    counts = Counter(year[1] for year in worked or named)
    return int(max(counts, key=lambda year: (counts[year], year))) if counts else None


def _to_come(text: str, year: re.Match[str]) -> bool:
    return _NOT_YET.match(text, year.start()) is not None or (
        _NOT_YET.match(text, year.end(1)) is not None
    )


def _region_told(
    title: str, publisher: str, head: list[str], tail: list[str], text: str
) -> str | None:
    """Where the text speaks of; where its reporter sits only if nothing else is said."""
    own = without_datelines(text)
    if own == text:
        return _region(title, publisher, head, tail, text)
    lines = [line.strip() for line in own.split("\n") if line.strip()]
    where = _region(without_datelines(title), publisher, lines[: len(head)], tail, own)
    if where is None and not _COUNTRY.search(own[:_OPENING]):
        return _region(title, publisher, head, tail, text)
    return where


def _region(title: str, publisher: str, head: list[str], tail: list[str], text: str) -> str | None:
    if _NATIONAL.search(title) or _speaks_for_the_country(title, publisher, text):
        return None
    hints = _hints(text)
    scores: Counter[str] = Counter()
    _count(scores, title, hints, full=12, short=8)
    _count(scores, "" if _PAPER.search(publisher) else publisher, hints, full=8, short=6)
    signed = "\n".join(x for x in tail if len(x) < 40 and not is_page_furniture(x))
    _count(scores, signed, hints, full=6, short=0)
    body = "\n".join(x for x in text[:_BODY].split("\n") if not _MASTHEAD.search(x.strip()))
    _count(scores, body, hints, full=1, short=0)
    common = word_set("place_common_words.txt")
    for code in scores:
        if (short := stem(code)) not in common:
            scores[code] += 0.4 * body.count(short)  # type: ignore[assignment]
    if not scores:
        return _masthead_region(head, hints)
    top = max(scores.values())
    if top < 2:
        return _masthead_region(head, hints) or max(scores, key=lambda code: scores[code])
    # A province named beside its city only says where the city lies.
    best = [code for code in scores if scores[code] * 1.6 >= top]
    inner = [code for code in best if not any(code in ancestors(o)[1:] for o in best)]
    return max(inner, key=lambda code: scores[code])


def _speaks_for_the_country(title: str, publisher: str, text: str) -> bool:
    """A report that no division signs and whose opening speaks of the whole country."""
    if find_named(title + publisher, 0, len(title + publisher)) or find_short(title, 0, len(title)):
        return False
    opening = text[:_OPENING]
    local = [
        n for n in find_named(opening, 0, len(opening)) if "北京" not in opening[n.start : n.end]
    ]
    return not local and _COUNTRY.search(opening) is not None


def _masthead_region(head: list[str], hints: set[str]) -> str | None:
    scores: Counter[str] = Counter()
    _count(scores, "\n".join(head[:6]), hints, full=2, short=1)
    return max(scores, key=lambda code: scores[code]) if scores else None


def _count(scores: Counter[str], piece: str, hints: set[str], *, full: float, short: float) -> None:
    covered = []
    for named in find_named(piece, 0, len(piece)):
        covered.append((named.start, named.end))
        if code := _choose(named.codes, hints):
            scores[code] += full  # type: ignore[assignment]
    if not short:
        return
    for named in find_short(piece, 0, len(piece)):
        inside = any(a <= named.start < b for a, b in covered)
        if not inside and (code := _choose(named.codes, hints)):
            scores[code] += short  # type: ignore[assignment]


def _hints(text: str) -> set[str]:
    hints: set[str] = set()
    for named in find_named(text, 0, min(len(text), 6000)):
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
