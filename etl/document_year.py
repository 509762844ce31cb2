"""Infer when a document was written, and the year of the work that it tells of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from etl.records import Source
from etl.years import with_digit_years

_SHORT_LINE = 60
_DATE = re.compile(r"(20\d\d)(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")
_MONTH = re.compile(r"(20\d\d)年(\d{1,2})月[)\s]*$")  # the last line: (…供稿 2024年7月)
_CHINESE_DATE = re.compile(
    "二[〇零○O0]([一二]?[〇零○一二三四五六七八九])年(?=[一二三四五六七八九十]{1,3}月)"
)
# A line of its own under the title: (二〇二四年十二月五日), 2024年10月.
_BARE_DATE = re.compile(
    r"\(?(?:20\d\d|二[〇零○O0][〇零○一二三四五六七八九]{1,2})年"
    r"[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?\)?"
)
_DATED = re.compile("发布|时间|日期|来源|编辑|更新")
# 2021年12月16日在…人民代表大会第一次会议上: the speech, whenever the page was put up. A page's
# conversion may have lost 年 and 月.
_SPEECH = re.compile(
    r"(20\d\d)年?(\d{1,2})?月?(?:\d{1,2})?日在[^,。;]{2,40}(?:会|会上|会议|会议上)$"
)
_TITLE_YEAR = re.compile(
    r"(?:20\d\d年?[-~\u2014至到])?"
    r"(20\d\d)年?(?:度|全年|上半年|下半年|前[三3]?季度|第?[一二三四1-4]季度|1?-?\d{0,2}月)?"
)
_ANNUAL = re.compile(
    "工作总结|年度报告|工作报告|工作情况|工作概况|成果报告|年报|述职|审查调查情况|工作综述|总结|成效|回顾|成绩单|盘点"
)
_PLAN = re.compile("要点|方案|计划|安排")
# A heading of its own line: 2023年工作回顾, 一、2024年主要工作.
_REVIEW = re.compile(
    r"(?:[一二三]、|\([一二三]\))?(20\d\d)年度?(?:全年)?(?:的?主要)?(?:工作|检察工作|审判工作)"
    r"(?:回顾|总结|情况|开展情况|完成情况)?"
)
# 现将2023年度专项监督情况报告如下; an audit's year is that of the accounts.
_REPORTED_BELOW = re.compile(
    r"现将[^,。;\d]{0,16}(20\d\d)年度?(?![^。;]{0,40}(?:审计|整改|预算))[^,。;\d]{0,40}(?:报告|通报|汇报|总结)如下"
)
_YEAR_OPENS = re.compile(r"(20\d\d)年(?:度|全年)?[,是]")
_AUDITED = re.compile(
    r"(20\d\d)年度?[^,。;《》\d]{0,16}(?:预算执行|财政收支|审计查出|审计工作报告|审计结果)"
)
# 力争2025年建成 tells nothing of when the report was written. A pattern that begins with plain
# characters is looked for several times as fast.
_ANY_YEAR = re.compile(
    r"(20(?<!\d20)(?<!力争20)(?<!计划20)(?<!预计20)(?<!拟于20)(?<![,。]到20)[0-3]\d)"
    r"(?!年?(?:\d{1,2}月)?(?:底|末)前)(?=年|[”\"](?:专项)?行动|[-/.、—~至](?:20[0-3]\d|0?[1-9](?!\d)|1[0-2](?!\d))(?![\d万亿元]))"
)
# 据悉,2024年还将新建…, 时限2025年9月: not the year of the work so far.
_NOT_YET = re.compile(
    "(?<=时限)|(?<=期限)"
    "|(?=年?,?[^,。;]{0,12}(?:将(?![^,。;]{0,20}(?:作为|纳入|列|融入|放在))|计划|打算|力争|拟))"
)
_COMPARES = re.compile("[^,。;]{0,16}?(?:相比|比较|持平)")
_SPOKEN = re.compile("“[^”]{20,300}”")  # what a person tells of a case dates no report
# 从2018年1月至2020年6月 sets the bounds of a campaign; 2014年以来 is where something began.
_FRAME_END = re.compile(r"[从自]20\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?[-~\u2014至到]$")
_FRAME_BEGIN = re.compile(r"年\d{1,2}月(?:\d{1,2}日)?[-~\u2014至到]20\d\d年")
_BEGAN = re.compile(r"年?(?:\d{1,2}月)?(?:\d{1,2}日)?[^,。;:、\d是]{0,16}(?:以来|至今|以后)")
_DAY = re.compile(r"(?<![年\d])(\d{1,2})月\d{1,2}日")  # of no year
# 今年8月,… in what was put up in January speaks of the year before; 预计今年12月底完工 does not.
_THIS_MONTH = re.compile(
    r"(?<!预计)(?<!力争)(?<!计划)(?<![到至在于])今年(?:1?\d月?[-\u2014至])?(1[0-2]|[6-9])月(?!底|末|前)"
)
_WIRE = re.compile(
    r"(?<!\d)[12]月\d{1,2}日(?:电|讯)|(?<!十)[一二]月[一二三四五六七八九十]{1,3}日(?:电|讯)"
)
_TAKEN_UP = ("列入", "纳入")  # the plan of that year
_DATE_LINE = re.compile(r"年\d{1,2}月\d{1,2}日\s*(?:\n|$)")  # that stands under a text
_WIRE_DATE = re.compile(
    r"(?:本报|新华社|中新社|中新网|人民网|\w{2,6}网)\w{0,6}?(20\d\d)年(\d{1,2})月\d{1,2}日(?:电|讯|消息)"
)
_LAST_YEAR = re.compile("去年|上年")
_LAST_YEAR_ALONE = re.compile("(?<![比较同与超])(?:去年|上年)(?!同期|同比|相比|底|末|度)")
# 发表2022年工作报告, 向立法会呈交2019年年报, 汇报2024工作
_ACCOUNTED = re.compile(
    r"(?:总结|汇报|公布|发表|发布|呈交|提交|刊登)[^,。;\d]{0,8}(20\d\d)年?度?(?:全年)?[^,。;\d]{0,8}"
    "(?:工作|年报|报告)"
)
# 总结2021年工作,部署2022年任务, in a speech that goes on 过去一年,….
_SUMS_UP = re.compile("总结")
_PAST_YEAR = re.compile(r"过去的?一年|[,。;\n](?:20\d\d年,)?一年来")
_REPORTED = re.compile("记者|消息|通讯员|(?:公布|发表|刊登)[^,。;]{0,20}(?:报告|年报)")
_THIS_YEAR = re.compile("今年(?:以来|1月|一季度|第一季度|首)")
_OF_THIS_YEAR = re.compile("今年|本年度")
_YEARBOOK = re.compile("年报|年度报告|工作报告")
_AS_LAST = re.compile("(?<![比较同与])去年(?=[,共全])")
_EARLY_MONTHS = 2
_DOUBTFUL_MONTHS = 4  # a look back at the year before may come out as late as this
_HEAD_CHARS = 200  # the dateline itself names the year of publication
_OPENING = 600
_BODY = 30_000  # the text that tells the time


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as it matters."""

    year: int
    month: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentYear:
    """What a document tells of its time."""

    year: int | None  # that its work was done in
    now: int | None  # that 今年 means in it
    published: int | None
    dated: bool  # nothing in it speaks for another year than its own


def document_year(
    title: str, head: list[str], tail: list[str], text: str, source: Source
) -> DocumentYear:
    """The catalogue's word where it has one, else what the normalised text tells."""
    text = with_digit_years(text)
    when = catalogued(source.published) or _dateline(head, tail)
    now = _year_of_writing(when, title, head, text)
    told = _work_year(title, now.year if now else None) or _reviewed_year(head, now)
    accounted = None if told else _year_accounted_for(text, now)
    told = told or accounted
    before = None if _PLAN.search(title) else _year_before(now, title, head, text)
    common = None if source.year or told or before or now else _common_year(text)
    if common is not None and (
        _wired_early(text)
        or _plans_the_next(common, text)
        or _opens_as_last(common, text)
        or _calls_it_last(common, text)
    ):
        now = When(common + 1)  # 去年 is the one year that the news tells of
    published = now.year if now else None
    year = source.year or told or before or common or published
    # 今年 in the summary of 2023 is 2023, though it was published in January 2024.
    worked = _work_year(title, published) if told else None
    if told is not None and (accounted or _told_later(text)):
        worked = told + 1  # the news speaks from the year after
    base = worked or published or _year_begun(text, year)
    dated = source.year is not None or _one_year(title, now, text)
    return DocumentYear(year, base, published, dated)


def catalogued(published: str | None) -> When | None:
    """The catalogue's date of publication: YYYY, YYYY-MM or YYYY-MM-DD."""
    told = re.match(r"(\d{4})(?:-(\d\d))?", published or "")
    return When(int(told[1]), int(told[2]) if told[2] else None) if told else None


def is_row(line: str) -> bool:
    """Whether a line is a table's row, whose dates are its cells' and not the document's."""
    return "\t" in line


def _dateline(head: list[str], tail: list[str]) -> When | None:
    head, tail = ([line for line in lines if not is_row(line)] for lines in (head, tail))
    for line in head:  # 本报嘉积2024年10月21日电
        if found := _WIRE_DATE.match(line):
            return When(int(found[1]), int(found[2]))
    for line in [x for x in head if _DATED.search(x)] + [x for x in head if len(x) < _SHORT_LINE]:
        if found := _DATE.search(line):
            return When(int(found[1]), int(found[2]))
    bare = [line for line in head if _BARE_DATE.fullmatch(line)]
    for line in (*bare, *reversed(tail)):
        if len(line) < _SHORT_LINE:
            if found := _DATE.search(line) or _MONTH.search(line):
                return When(int(found[1]), int(found[2]))
            if found := _CHINESE_DATE.search(line):
                return When(2000 + _digits(found[1]))
    return None


def _digits(words: str) -> int:
    """二四 is 24."""
    return int("".join(str(max("〇一二三四五六七八九".find(c), 0)) for c in words))


def _year_of_writing(when: When | None, title: str, head: list[str], text: str) -> When | None:
    """The date that the text speaks from: a speech may be put up, a report posted, a year on."""
    for line in head:
        if len(line) < _SHORT_LINE and (found := _SPEECH.search(line)):
            return When(int(found[1]), int(found[2]) if found[2] else None)
    if when is None or (when.month or 12) <= _EARLY_MONTHS:
        # The accounts of a year are audited, and the audit answered, in the year after.
        audited = _AUDITED.search(title) or _AUDITED.search(text, 0, _OPENING)
        if audited and (when is None or int(audited[1]) + 2 == when.year):
            return When(int(audited[1]) + 1)
    if when is None or when.month is None or when.month > _DOUBTFUL_MONTHS:
        return when
    return When(when.year - 1) if _THIS_MONTH.search(text, 0, _BODY) else when


def _work_year(title: str, published: int | None) -> int | None:
    """A yearly summary tells of the year in its title, whenever it was published."""
    if not _ANNUAL.search(title) or "审计" in title:
        return None
    found = _TITLE_YEAR.search(title)
    if found is None:
        return None
    year = int(found[1])
    return year if published is None or year <= published else None


def _reviewed_year(head: list[str], now: When | None) -> int | None:
    """2023年工作回顾 as a line of its own, or 现将2023年…情况报告如下."""
    for line in head:
        found = _REVIEW.fullmatch(line) or _REPORTED_BELOW.search(line)
        if found and (now is None or int(found[1]) <= now.year):
            return int(found[1])
    return None


def _year_before(now: When | None, title: str, head: list[str], text: str) -> int | None:
    """A look back that is published in the first weeks of a year tells of the year before.

    So does, whenever it is published, what has 去年 in its title, and the news of a yearly report.
    """
    if now is None:
        return None
    if _LAST_YEAR_ALONE.search(title) and "今年" not in title:
        return now.year - 1
    if now.month is None:
        return None
    if (
        _YEARBOOK.search(text, 0, _OPENING)
        and _LAST_YEAR_ALONE.search(text, 0, _OPENING)
        and _OF_THIS_YEAR.search(text) is None
    ):
        return now.year - 1  # the news of an annual report
    if now.month > _DOUBTFUL_MONTHS:
        return None
    opened = [int(found[1]) for line in head if (found := _YEAR_OPENS.match(line))]
    if opened and opened[0] == now.year - 1:
        return now.year - 1
    if _THIS_YEAR.search(text) or _names_as_its_own(now.year, text):
        return None
    if now.month > _EARLY_MONTHS:
        return None
    looks_back = re.search("全年|去年|一年来|过去一年|年初", text)
    # 2017年全国查处…, put up in January 2018: a day of that year alone would only date an event.
    named = re.search(rf"{now.year - 1}年(?!\d{{1,2}}月\d)", text[:_OPENING])
    # A notice of January tells what was done since the inspection of the year before.
    rectified = now.month == 1 and "整改" in title and f"{now.year - 1}年" in text[:_OPENING]
    return now.year - 1 if looks_back or named or rectified else None


def _names_as_its_own(year: int, text: str) -> bool:
    """Whether a text tells of what was done in a year, not what is planned for it, nor its date."""
    return any(
        int(found[1]) == year
        and not _to_come(text, found)
        and not text.endswith(_TAKEN_UP, 0, found.start())
        and _DATE_LINE.match(text, found.end()) is None
        for found in _ANY_YEAR.finditer(text, _HEAD_CHARS)
    )


def _wired_early(text: str) -> bool:
    opening = text[:_OPENING]
    return bool(_WIRE.search(opening) and _LAST_YEAR.search(text)) and "今年" not in text


def _year_accounted_for(text: str, now: When | None) -> int | None:
    """News of what a body did in a whole year: 该署总结2021年工作,指去年…."""
    found = _ACCOUNTED.search(text, 0, _OPENING)
    if found is None:
        return None
    summed_up = _SUMS_UP.match(found[0]) and _PAST_YEAR.search(text)
    if not summed_up and not _LAST_YEAR_ALONE.search(text):
        return None
    year = int(found[1])
    return year if now is None or now.year == year + 1 else None


def _told_later(text: str) -> bool:
    """Whether the news tells of a yearly report: 2023年工作报告刊登…, 去年立案…."""
    if "今年" in text or _REPORTED.search(text, 0, _OPENING) is None:
        return False
    return _LAST_YEAR_ALONE.search(text) is not None


def _plans_the_next(year: int, text: str) -> bool:
    """Whether 去年 was that year: 2017年,该市将…. 去年查处…. 2016年,查处…."""
    if _LAST_YEAR.search(text) is None:
        return False
    following = (found for found in _ANY_YEAR.finditer(text) if int(found[1]) == year + 1)
    return any(_to_come(text, found) for found in following)


def _opens_as_last(year: int, text: str) -> bool:
    """Whether what opens with that year calls it 去年 further on: 2018年,…。去年共接受举报…."""
    opens = re.match(rf"[^,。;\n]{{0,6}}{year}年,", text) is not None
    return opens and "今年" not in text and _AS_LAST.search(text, 0, _OPENING) is not None


def _calls_it_last(year: int, text: str) -> bool:
    """Whether news names that year alone, without a day, and then tells of 去年: 112年…。去年…."""
    return _told_later(text) and re.search(f"{year}年度?\\d", text) is None


def _year_begun(text: str, year: int | None) -> int | None:
    """The year an undated text came out in: the next one, where it tells of its first months."""
    if year is None:
        return None
    for found in re.finditer(rf"{year + 1}年(?:第?[一1]季度|1?-?[1-6]月|上半年|以来)", text):
        ahead = text[found.end() : found.end() + 6]
        if not _NOT_YET.match(text, found.start()) and not re.match("[底末前中]|将|计划|拟", ahead):
            return year + 1
    return year


def _one_year(title: str, now: When | None, text: str) -> bool:
    """Whether title, date and text agree on a year, and the year was not just begun."""
    if now is None:
        return len(set(_ANY_YEAR.findall(text))) == 1
    if now.month is not None and now.month <= _DOUBTFUL_MONTHS:
        return False
    years = {int(year) for year in _ANY_YEAR.findall(title)} | {now.year}
    common = _common_year(text)
    return len(years if common is None else years | {common}) == 1


def _common_year(text: str) -> int | None:
    """The year named most often, the later of two; frames and beginnings only speak where alone."""
    text = _SPOKEN.sub("", text) if "“" in text else text
    named = list(_ANY_YEAR.finditer(text))
    worked = [year for year in named if not _to_come(text, year)] or named
    worked = [year for year in worked if not _compared(text, year)]
    within = [year for year in worked if not _bounds(text, year)]
    within = within or [year for year in worked if not _begun(text, year)]
    within = within or [year for year in worked if _same_year(text, year)]
    counts = Counter(year[1] for year in within)
    return int(max(counts, key=lambda year: (counts[year], year))) if counts else None


def _to_come(text: str, year: re.Match[str]) -> bool:
    return _NOT_YET.match(text, year.start()) is not None or (
        _NOT_YET.match(text, year.end(1)) is not None
    )


def _compared(text: str, year: re.Match[str]) -> bool:
    """与2019年相比, 较2019年增加: it tells what there was before."""
    before = text[max(0, year.start() - 1) : year.start()]
    if before in ("比", "较"):
        return True
    return before in ("与", "同") and _COMPARES.match(text, year.end()) is not None


def _begun(text: str, year: re.Match[str]) -> bool:
    """2016年9月以来: what runs on from a year tells not when the report was written."""
    return _BEGAN.match(text, year.end(1)) is not None


def _same_year(text: str, year: re.Match[str]) -> bool:
    """2014年2月…以来, and a later 8月20日 of no year: that day is of the same."""
    month = re.match(r"年(?:(\d{1,2})月|以来)", text[year.end(1) : year.end(1) + 4])
    if month is None:
        return False
    days = [int(found[1]) for found in _DAY.finditer(text)]
    return bool(days) and min(days) >= int(month[1] or 1)


def _bounds(text: str, year: re.Match[str]) -> bool:
    begun = _begun(text, year)
    begun = begun or _FRAME_BEGIN.match(text, year.end(1)) is not None
    return begun or _FRAME_END.search(text[max(0, year.start() - 20) : year.start()]) is not None
