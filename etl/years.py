"""Find the year that a figure's work was done in, or is due in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
# One pass finds every wording that tells a time; which group matched tells what it means.
_TIME = re.compile(
    rf"(?P<since>(?:自|从)?{_YEAR}年?[^,。;:、]{{0,14}}?(?:以来|至今))"
    rf"|(?P<span>(?<!对)(?<!对于){_YEAR}年?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?[-~\u2014至到]+(?P<to>{_YEAR})年?)"
    rf"|(?P<built>(?:建于|始建于|成立于|出生于|建成于|生于){_YEAR}年|{_YEAR}年(?:建成的|出生|后出生|建的))"
    rf"|(?P<object>对{_YEAR}年?[-~\u2014至到]+{_YEAR}年|对(?:于)?{_YEAR}年(?![^,。;]{{0,14}}以来)"
    rf"|{_YEAR}年度(?:本级|[省市县区]级)?[^,。;]{{0,14}}(?:预算|审计|财政收支))"
    rf"|(?P<year>{_YEAR})(?:年(?!(?:度)?(?:市|县|区|省)?(?:政府)?(?:民生)?实事)|财年)"
    r"|(?P<recent>(?:去年|前年|近[几两三四五六七八九十\d]*年|过去[几两三四五六七八九十]年"
    r"|[一两三四五六七八九十\d]+年)[^,。;:、]{0,10}?(?:以来|来(?=,))|近年来?)"
    rf"|(?P<compared>(?:比|较|同|与)(?:{_YEAR}年(?:\d{{1,2}}月)?|去年|上年|前年|往年|同期|上一年度?)(?:同期)?(?:相比)?|同比"
    r"|(?:去年|上年)同期)"
    r"|(?P<last>去年|上年度?|上一年度?)"
    r"|(?P<before_last>前年)"
    r"|(?P<this>今年|本年度?|年内|目前)"
    r"|(?P<next>明年|来年|下一年度?|次年)"
    r"|(?P<after_next>后年)"
    r"|(?P<plan>[“\"]?十(?P<nth>[三四五六])五[”\"]?(?:规划)?(?P<end>时?期?末|期间|收官|时期)?)"
)
_SHIFTS = {"last": -1, "before_last": -2, "next": 1, "after_next": 2}
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
# 由去年同期的57件降至21件: the first of the two is last year's.
_LAST_YEARS = re.compile(r"(?:去年|上年)(?!以来|至今)(?:同期|同月|底)?的?(?:[^,。;\d]{0,4})$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\)|\d{1,2}[.、]"
)
_TITLE = re.compile(r"《[^》]*》|[〔\[(](?:19|20)\d\d[〕\])]")
_TOPIC_REACH = 14  # a paragraph that opens with a year goes on about it
_MEMORY = 12  # a year longer ago than this is history, not the year of the work


@dataclass(frozen=True, slots=True)
class Times:
    """What a document tells of its own time."""

    year: int | None  # the year that its work was done in
    published: int | None  # the year of its publication


def year_of(
    text: str,
    spans: tuple[tuple[int, int], tuple[int, int], tuple[int, int]],
    figure: tuple[int, int],
    headings: tuple[str, ...],
    times: Times,
    *,
    target: bool,
) -> int | None:
    """The year by the words of the clause, sentence, paragraph or heading, else the document's.

    ``spans`` are those of the line, the sentence and the clause.
    """
    line, sentence, clause = spans
    start, end = figure
    left = _blank_titles(text[sentence[0] : start])
    home = _heading_year(headings, times) or times.year
    times = Times(home, times.published)
    if target:
        return _due_year(left, _blank_titles(text[end : clause[1]]), start - clause[0], times)
    if _LAST_YEARS.search(left) and not re.search("[比较同与]$", _LAST_YEARS.split(left)[0]):
        return _shift(times, -1)
    said = _last_said(left, times)
    if said is None and sentence[0] > line[0]:
        opening = _blank_titles(text[line[0] : min(line[0] + _TOPIC_REACH, sentence[0])])
        found = re.match(rf"[^,。;\d]{{0,6}}({_YEAR})年(?=[,度全,]|以来)", opening)
        said = int(found[1]) if found else None
    return said if said is not None else home


def names_future(words: str, times: Times) -> bool:
    """Whether the words name a year after the publication's, or 明年."""
    now = times.published or times.year
    if now is None:
        return False
    if "年" not in words:
        return False
    return any(
        (found["next"] or found["after_next"] or (found["year"] and int(found["year"]) > now))
        and not words.startswith("的", found.end())
        for found in _TIME.finditer(_blank_titles(words))
    )


def _heading_year(headings: tuple[str, ...], times: Times) -> int | None:
    """2022年工作回顾, 2023年主要任务: the innermost numbered heading that names one year."""
    for heading in reversed(headings):
        years = set(re.findall(rf"({_YEAR})年", _blank_titles(heading)))
        if (
            len(years) == 1
            and len(heading) < 30
            and _NUMBERED.match(heading)
            and re.search("工作|任务|计划|安排|打算|回顾|情况", heading)
        ):
            return int(years.pop())
    return None


def _last_said(left: str, times: Times) -> int | None:
    said = None
    for found in _TIME.finditer(left):
        meant = _meant(found, times)
        if meant is not None:
            said = meant
    return said


def _due_year(left: str, right: str, clause_length: int, times: Times) -> int | None:
    cut = max(0, len(left) - clause_length)
    for words in (left[cut:], right, left[:cut]):
        for found in reversed(list(_TIME.finditer(words))):
            if (
                found["year"]
                or found["next"]
                or found["after_next"]
                or found["plan"]
                or found["span"]
            ):
                meant = _meant(found, times, due=True)
                if meant is not None:
                    return meant
    return times.year


def _meant(found: re.Match[str], times: Times, *, due: bool = False) -> int | None:
    """The year that one wording leads to; None where it only compares or tells history."""
    now = times.published or times.year
    if found["span"]:
        return int(found["to"])
    if found["plan"]:
        return _PLAN_END[found["nth"]] if found["end"] or due else None
    if found["since"] or found["recent"]:
        return now
    if found["year"]:
        year = int(found["year"])
        return year if now is None or year > now - _MEMORY else None
    if found["this"]:
        return now if found["this"].startswith("今") else times.year
    kind = found.lastgroup or ""
    return _shift(times, _SHIFTS[kind]) if kind in _SHIFTS else None


def _shift(times: Times, years: int) -> int | None:
    base = times.published or times.year
    return None if base is None else base + years


def _blank_titles(words: str) -> str:
    if "《" not in words and "(" not in words and "〔" not in words and "[" not in words:
        return words
    return _TITLE.sub(lambda found: " " * len(found.group()), words)
