"""Read when a problem is due, also where only the notice's own date tells the year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etl.document_year import When, catalogued, is_row

# 整改时限: 完成期限为 【销号时间】 (时限:
_LABEL = re.compile(
    r"(?:(?:整改|完成|办结|销号|督办)(?:的)?(?:时限|期限|时间|时间节点)|(?<=[,;(【。\n])(?:时限|期限))"
    r"(?:[:】]|为|至|是)*\s*"
)
# (2024年9月底前完成) behind a heading
_BRACKETED = re.compile(
    r"\((?:计划|拟|要求|限)?(?P<due>20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?[底末]?)(?:[之以]?前|[之以]?内)?(?:整改|全部)?"
    r"(?:完成|办结|到位|销号)?\)"
)
_LIMIT_REACH = 28  # characters behind 整改时限 in which its date stands
_DUE = re.compile(
    r"(20\d\d)年?(?:[-./]?(\d{1,2})月|第?([一二三四])季度|(上半年)|(年?[底末](?!前?\d)|年内$)"
    r"|[-./](\d{1,2})(?![\d%万亿]))?"
)
_PLANNED = re.compile(
    r"(?:计划(?!,)|力争|争取|拟|确保|保证|承诺|将|列入)[^。;]{0,10}?(?=20\d\d年)"
    r"|预计[^。;]{0,6}?(?=20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:[底末内前]|之?前|上半年|第?[一二三四]季度|全?面?(?:完成|实现|办结|竣工|交付|启用|投用|投产|投运|建成|提交|通车|上线|移交|验收|拨付|投入|达到|达标)))"
    r"|(?<!已于)(?<!已在)(?=20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[底末])?(?:之?前(?!的|形成|发生|遗留)|以前(?=全?面?[完实办落整])|完成|全面完成))"
)
# 2026年秋季全部消除; never 《2026年方案》, 2021-2035年 or 2026年到期
_TO_COME = re.compile(
    r"(?<![《\d\-~—至])20\d\d年(?![^。;,]{0,12}》)(?:[^。;,年]{0,12}?)"
    r"(?:完成|到位|完毕|消除|清零|建成|竣工|投用|投产|交付|启用|解决|收回|还清|偿还|移交|办结|销号|开工|上线)"
)
_YEAR_ALONE = 4
_LATELY = 5  # months that a limit without its year may be over
_YEARS_AHEAD = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1, "后": 2}
_MONTHS_AHEAD = {"本": 0, "当": 0, "下": 1, "次": 1}
_FIGURES = "一二三四五六七八九十"
# 今年底, 明年6月底, 年内, 本月底, 三季度末, 10月底: the year is the notice's or one beside it.
_RELATIVE = re.compile(
    r"(?<![\d去上前近每往一二两三四五六七八九十几数])(?:"
    r"(?:(?P<year>[今本当明来次后])年度?)?"
    r"(?:(?<!\d)(?P<month>1[0-2]|[1-9])月(?:份|[1-3]?\d日|[上中下]旬)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)"
    r"|(?P<whole>[今本当明来次后])年(?P<at_end>年?[底末终])?|(?P<this_end>年[底末终])|(?P<within>年内)"
    r"|(?P<near>[本当下次])(?:个)?月|(?P<months>[一二两三四五六七八九十]|\d{1,2})个月(?=[之以]?内)"
    r")"
)
# What must stand around such a wording before it says when something is going to be done.
_AHEAD = re.compile(
    r"(?:计划|力争|争取|拟|确保|将|预计|预期|列入|待|承诺|限期|要求)[^。;\n]{0,16}$"
)
_LIMIT = re.compile(r"[底末终]?(?:[之以]?前|[之以]?内)(?![^,。;]{0,6}已)")
_ENDED = re.compile(
    r"[底末终内]?(?:[之以]?[前内])?[^,。;已]{0,8}(?:完成|到位|办结|完毕|完工|竣工|开工|清零|投用|销号|交付)"
)
_PAST = re.compile(r"(?:已|截至|截止|至|自|从)[经于在到]?$")
_SIGNED = re.compile(
    r"(?P<year>20\d\d)(?:年|[-./])(?P<month>\d{1,2})(?:(?:月|[-./])(?:\d{1,2}日?)?)?(?:\s*\d\d:\d\d.*)?\)?$"
)
_SIGNED_IN_CHINESE = re.compile(
    r"二[〇零○O0](?P<tens>[一二三])?(?P<ones>[〇零○一二三四五六七八九])年(?P<month>十?[一二三四五六七八九]|十)月"
)
_PUBLISHED = re.compile(r"发布|发文|成文|日期|时间|来源")
_NOT_PUBLISHED = re.compile(r"公示期|公示时间|截止|整改|时限|期限")
_AS_OF = re.compile(r"截[至止]到?(?P<year>20\d\d)年(?P<month>\d{1,2})月")
_HEAD_LINES = 12
_TAIL_LINES = 6
_SHORT_LINE = 30  # characters of a signature or dateline


def written(text: str, published: str | None) -> When | None:
    """The catalogue's date of publication, else the dateline, the signature or 截至….

    A catalogue that knows the year alone leaves the month to the text.
    """
    told = catalogued(published)
    if told and told.month:
        return told
    found = _dated(text)
    return told if told and (found is None or found.year != told.year) else found


def _dated(text: str) -> When | None:
    lines = [line.strip() for line in text.split("\n") if line.strip() and not is_row(line)]
    head, tail = lines[:_HEAD_LINES], lines[-_TAIL_LINES:]
    for line in (*(x for x in head if _PUBLISHED.search(x)), *reversed(tail), *head):
        if len(line) > _SHORT_LINE or _NOT_PUBLISHED.search(line):
            continue
        if found := _SIGNED.search(line):
            return _on(int(found["year"]), int(found["month"]))
        if found := _SIGNED_IN_CHINESE.search(line):
            ones = max("〇一二三四五六七八九".find(found["ones"]), 0)
            tens = "〇一二三".find(found["tens"] or "〇")
            return _on(2000 + 10 * tens + ones, _month_in_chinese(found["month"]))
    as_of = _AS_OF.search(text)
    return _on(int(as_of["year"]), int(as_of["month"])) if as_of else None


def _month_in_chinese(words: str) -> int:
    return 10 * words.startswith("十") + "一二三四五六七八九".find(words[-1]) + 1


def _on(year: int, month: int) -> When:
    return When(year, month if 1 <= month <= 12 else None)


def planned_due(text: str, start: int, end: int) -> str | None:
    """The date that a stretch plans something by: 计划2025年底前完成.

    The first that names its month, if one does: 列入2023年计划,2023年5月底前完成.
    """
    told = [
        _date(due)
        for found in _PLANNED.finditer(text, start, end)
        if (due := _DUE.match(text, found.end()))
    ]
    return next((date for date in told if len(date) > _YEAR_ALONE), told[0] if told else None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A date to come by which something will be done, and its place."""

    due: str
    start: int
    end: int


def future_plan(text: str, start: int, end: int, base: When) -> Plan | None:
    """The first date after the notice's own by which something ends: 2026年秋季全部消除."""
    now = f"{base.year}-{base.month or 12:02d}"
    for found in _TO_COME.finditer(text, start, end):
        due = _DUE.match(text, found.start())
        if due and (date := _date(due)) > (now if len(date) > _YEAR_ALONE else now[:_YEAR_ALONE]):
            return Plan(date, *found.span())
    return None


def labelled_due(text: str, start: int, end: int) -> str | None:
    """The date behind 整改时限."""
    for label in _LABEL.finditer(text, start, end):
        stop = _limit_end(text, label.end(), end)
        if due := _DUE.search(text, label.end(), stop):
            return _date(due)
    return None


def heading_due(text: str, start: int, end: int) -> str | None:
    """The date that a heading gives in brackets, or behind 整改时限."""
    for found in _BRACKETED.finditer(text, start, end):
        if due := _DUE.match(text, found.start("due")):
            return _date(due)
    return labelled_due(text, start, end)


def due_told(
    text: str, start: int, end: int, *, planned: bool, base: When | None = None
) -> str | None:
    """The date behind 整改时限, or else the one that a problem is planned to be done by."""
    told = labelled_due(text, start, end) or (planned_due(text, start, end) if planned else None)
    if told or base is None:
        return told
    for label in _LABEL.finditer(text, start, end):
        if due := relative_due(text, label.end(), _limit_end(text, label.end(), end), base):
            return due
    return _planned_from(text, start, end, base) if planned else None


def _limit_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[)\n。;]").search(text, start, min(end, start + _LIMIT_REACH))
    return stop.start() if stop else min(end, start + _LIMIT_REACH)


def due_in(text: str, start: int, end: int, base: When | None = None) -> str | None:
    """The date in a short stretch, as a table's cell."""
    due = _DUE.search(text, start, end)
    if due is None and base is not None:
        return relative_due(text, start, end, base)
    return _date(due) if due else None


def relative_due(text: str, start: int, end: int, base: When) -> str | None:
    """The date that the words of a limit mean in a notice of that date: 今年底, 6月底.

    A limit may be over: of a month alone the nearest is meant, in May the April before it.
    """
    found = _RELATIVE.search(text, start, end)
    return _meant(found, base, _LATELY) if found else None


def later(one: str | None, other: str | None) -> str | None:
    """The later of two dates that something is due; a year alone ends with its December."""
    told = (due for due in (one, other) if due)
    return max(told, key=lambda due: due if len(due) > _YEAR_ALONE else f"{due}-12", default=None)


def _planned_from(text: str, start: int, end: int, base: When) -> str | None:
    """The first wording of a stretch that says when something is going to be done."""
    for found in _RELATIVE.finditer(text, start, end):
        before = text[max(start, found.start() - 20) : found.start()]
        ahead = _AHEAD.search(before) is not None
        limit = _LIMIT.match(text, found.end(), end) or found["within"]
        # 今年完成9座 tells what was done this year, 明年完成 what will be
        open_year = found["whole"] in ("今", "本", "当") and not found["at_end"] and not ahead
        ended = not open_year and _ENDED.match(text, found.end(), end)
        if _PAST.search(before) or not (limit or ended):
            continue
        due = _meant(found, base)
        if due is None or (not ahead and not found["year"] and _is_past(due, base)):
            continue
        return due
    return None


def _is_past(due: str, base: When) -> bool:
    """Whether a month named without its year would be one of the next year."""
    return due[:4] > str(base.year)


def _meant(found: re.Match[str], base: When, lately: int = 0) -> str | None:
    """The date; a month alone may lie so many months ``lately`` before the notice's own."""
    if found["near"]:
        return _ahead(base, _MONTHS_AHEAD[found["near"]])
    if found["months"]:
        words = found["months"]
        return _ahead(base, int(words) if words.isdigit() else _FIGURES.find(words) + 1 or 2)
    if found["within"]:
        return str(base.year)
    if found["this_end"]:
        return f"{base.year}-12"
    if found["whole"]:
        year = base.year + _YEARS_AHEAD[found["whole"]]
        return f"{year}-12" if found["at_end"] else str(year)
    return _in_month(found, base, lately)


def _in_month(found: re.Match[str], base: When, lately: int) -> str:
    if found["month"]:
        month = int(found["month"])
    elif found["quarter"]:
        month = ("一二三四1234".find(found["quarter"]) % 4 + 1) * 3
    else:
        month = 6 if found["half"] == "上" else 12
    if found["year"]:
        year = base.year + _YEARS_AHEAD[found["year"]]
    else:  # 3月底前 in a notice of November is next year's March
        before = lately if found["month"] else 0
        year = base.year + (base.month is not None and month < base.month - before)
    return f"{year}-{month:02d}"


def _ahead(base: When, months: int) -> str | None:
    if base.month is None:
        return None
    years, month = divmod(base.month - 1 + months, 12)
    return f"{base.year + years}-{month + 1:02d}"


def _date(due: re.Match[str]) -> str:
    year, month, quarter, half, end, bare = due.groups()
    month = month or bare  # 2023.3.31
    number = int(month or 0) or ("一二三四".find(quarter) + 1) * 3 if month or quarter else 0
    number = number or (6 if half else 12 if end and end != "年内" else 0)
    return f"{year}-{number:02d}" if 1 <= number <= 12 else year
