"""Name what a figure counts: the shortest phrase beside it that says so."""

from __future__ import annotations

import re
from functools import cache

from etl.candidates import Candidate
from etl.reference import words

_BREAK = re.compile(r"[,。;:、!?\n|\t(#+]|\s{2,}|的(?=[^,。;、]{0,2}$)")
_LEFT_BREAK = re.compile(
    r"[,。;:、!?\n|\t#+]|\s{2,}|[0-9]+(?:\.\d+)?[万亿]?余?[个项条件起名人家户次场期份篇部处元]"
)
_AFTER = re.compile(r"(?:以上|左右|以内|以下|多|余)?(?:的)?")
_QUOTES = re.compile('[“”‘’"《》()]')
_COMPOUND = re.compile("在[职编岗建校册]|落实|整改|接受|中[小介心层央]|有[关效]|为民|集中整治|全部")
_GENERIC = {"金额", "数量", "人数", "总数", "比例", "比重", "次数", "面积", "问题数"}
_LONGEST = 16
# 12个县级部门, 3个问题: what follows these units directly is what they count.
_MEASURED = {"%", "个百分点", "元", "美元", "港元", "欧元", "倍", "‰"}


def item_of(text: str, line: tuple[int, int], candidate: Candidate) -> str:
    """The phrase behind the figure, else the phrase before it."""
    after = _behind(text[candidate.end : min(line[1], candidate.end + 40)], candidate.unit)
    if after:
        return after
    return _before(text[max(line[0], candidate.start - 60) : candidate.start])


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("verbs.txt"), key=len, reverse=True)))


@cache
def _stops() -> re.Pattern[str]:
    """Words that end a noun phrase behind a figure, or show that none stands there."""
    return re.compile("|".join(sorted(words("item_stops.txt"), key=len, reverse=True)))


def _behind(after: str, unit: str) -> str:
    if unit in _MEASURED:
        return ""
    after = after[_AFTER.match(after).end() :]  # type: ignore[union-attr]
    if after.startswith("(") and (close := after.find(")")) > 0:
        after = after[close + 1 :]
    after = re.sub("^[^,。;、]{1,5}性、", "", after)  # 标志性、牵引性任务
    phrase = _BREAK.split(after, maxsplit=1)[0]
    if not phrase or not re.match('[\u4e00-\u9fff“‘A-Z《"]', phrase):
        return ""
    # 在职干部, 落实措施: a word at the very start may belong to the noun.
    begin = 2 if _COMPOUND.match(phrase) else 0
    if stop := _stops().search(phrase, begin):
        phrase = phrase[: stop.start()]
    phrase = _QUOTES.sub("", phrase).strip().removesuffix("的")
    phrase = re.sub("[0-9].*$", "", phrase)
    return phrase[-_LONGEST:] if len(phrase) > 1 else ""


@cache
def _lead() -> re.Pattern[str]:
    """Words between the counted thing and its number: 问题共计…, 参与率达…."""
    return re.compile(
        "(?:" + "|".join(sorted(words("item_leads.txt"), key=len, reverse=True)) + ")+$"
    )


def _before(before: str) -> str:
    before = re.sub(r"\([^()]*\)$", "", before.rstrip())
    before = _QUOTES.sub("", before).rstrip()
    before = _lead().sub("", before).rstrip()
    pieces = [piece for piece in _LEFT_BREAK.split(before) if piece]
    if not pieces:
        return ""
    return _noun(pieces[-1]) or pieces[-1][-_LONGEST:]


def _noun(phrase: str) -> str:
    """The phrase without the verbs that govern it; the last verb where nothing else is left."""
    last = None
    for found in _verbs().finditer(phrase):
        if found.end() < len(phrase):
            last = found
    noun = phrase[last.end() :] if last else phrase
    noun = _lead().sub("", noun).removeprefix("了").removeprefix("的")
    if last and noun in _GENERIC:
        noun = last.group() + noun
    if len(noun) < 2:
        noun = phrase
    return noun[-_LONGEST:]
