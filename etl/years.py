"""Find the year that a figure's work was done in, or is due in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d\d"
# One pass finds every wording that tells a time; what it means is told apart by group.
_TIME = re.compile(
    rf"(?P<since>(?:自|从)?{_YEAR}年?(?:\d{{1,2}}月(?:\d{{1,2}}日)?|初|底|末)?(?:份)?(?:以来|至今|起至今))"
    rf"|(?P<span>{_YEAR}年?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?[-~\u2014至到]+(?P<to>{_YEAR})年?)"
    rf"|(?P<year>{_YEAR})(?:年|财年)"
    r"|(?P<compared>(?:比|较|同|与)(?:去年|上年|前年|往年|同期|上一年度?)(?:同期)?(?:相比)?|同比)"
    r"|(?P<last>(?:去年|上年|上一年度?)(?!以来|至今|底以来))"
    r"|(?P<before_last>前年)"
    r"|(?P<this>今年|本年度?|当年|年内|年初以来|目前|截至目前|截至发稿)"
    r"|(?P<next>明年|来年|下一年度?)"
    r"|(?P<after_next>后年)"
    r"|(?P<recent>(?:去年|前年|近[几两三四五六七八九十\d]*年|过去[几两三四五六七八九十]年"
    r"|[一两三四五六七八九十\d]+年)(?:底)?(?:以?来)|近年来?)"
    r"|(?P<plan>[“\"]?十(?P<nth>[三四五六])五[”\"]?(?:规划)?(?P<end>时?期?末|期间|收官|时期)?)"
)
_PLAN_END = {"三": 2020, "四": 2025, "五": 2030, "六": 2035}
_COMPARED_VALUE = re.compile(r"(?:由|从)(?:[^,。;]{0,6})?(?:去年|上年)(?:同期)?的?$")
_TITLE = re.compile(r"《[^》]*》|[〔\[(](?:19|20)\d\d[〕\])]")


@dataclass(frozen=True, slots=True)
class Times:
    """What a document tells of its own time."""

    year: int | None  # the year that its work was done in
    published: int | None  # the year of its publication


def year_of(
    text: str, sentence: tuple[int, int], start: int, end: int, times: Times, target: bool
) -> int | None:
    """The year by the words of the sentence, else the document's own."""
    left = _blank_titles(text[sentence[0] : start])
    if target:
        return _due_year(left, _blank_titles(text[end : sentence[1]]), times)
    if _COMPARED_VALUE.search(left):
        return _shift(times, -1)
    said = None
    for found in _TIME.finditer(left):
        meant = _meant(found, times)
        if meant is not None:
            said = meant
    return said if said is not None else times.year


def _due_year(left: str, right: str, times: Times) -> int | None:
    for found in reversed(list(_TIME.finditer(left))):
        if found["since"] or found["recent"] or found["compared"] or found["last"]:
            continue
        if (meant := _meant(found, times)) is not None:
            return meant
    clause = re.split("[,;。]", right, maxsplit=1)[0]
    for found in _TIME.finditer(clause):
        if found["year"] or found["next"] or found["plan"]:
            return _meant(found, times)
    return times.year


def _meant(found: re.Match[str], times: Times) -> int | None:
    """The year that one wording leads to; None where it only compares."""
    kind = found.lastgroup if found.lastgroup not in ("to", "nth", "end") else None
    if found["span"]:
        return int(found["to"])
    if found["plan"]:
        return _PLAN_END[found["nth"]] if found["end"] else None
    if found["since"] or found["recent"]:
        return times.published or times.year
    if found["year"]:
        return int(found["year"])
    if kind == "this":
        return (
            (times.published or times.year) if found.group() in ("今年", "本年", "年内") else None
        )
    shifts = {"last": -1, "before_last": -2, "next": 1, "after_next": 2}
    return _shift(times, shifts[kind]) if kind in shifts else None


def _shift(times: Times, years: int) -> int | None:
    base = times.published or times.year
    return None if base is None else base + years


def _blank_titles(words: str) -> str:
    return _TITLE.sub(lambda found: " " * len(found.group()), words)
