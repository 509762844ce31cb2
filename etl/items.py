"""Name what a figure counts: the shortest phrase beside it that says so."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from etl.candidates import Candidate
from etl.reference import word_set, words

_BREAK = re.compile(r"[,。;:、!?\n|\t(#+]|\s{2,}|的(?=[^,。;、]{0,2}$)")
_LEFT_BREAK = re.compile(r"[,。;:、!?\n|\t#+]|\s{2,}")
# Words that tell how a count changed or which share it is, not what is counted.
_CHANGE = re.compile(
    "(?:其中|去年|上年|预计|年底|今年|还将|将|新建|再|第.批|力争|创建|由|从|最初|年初|前|个|总数|涉及|仅|同比|环比|分别|较上年|比上年|比去年|去年同期|进一步|平均|年|月|\\d|[和及与]|总人次的|总数的|的"
    "|占|提|下降|上升|增长|降低|减少|提高|提升|增加|降|增|减|升|至|到|压减|精简|整合|扩大|压缩|尚|仅|还有|剩余|其余)*"
)
_AFTER = re.compile(r"(?:以上|左右|以内|以下|多|余)?(?:的)?")
_QUOTES = re.compile('[“”‘’"《》()]')
_COMPOUND = re.compile(
    "在[职编岗建校册]|落实|整改|接受|中[小介心层央]|有[关效]|为民|集中整治|全部"
    "|被(?:巡[察视]|审计|监督|检查)"
)
# 收集率, 接待费: the verb is part of the noun.
_NOUN_TAIL = re.compile("[费率数额量款面线]")
_RESERVED = re.compile(
    "(?:其余|剩余|剩下|余下|另有|另外|尚有|仅余|还有|还剩|现有|后者|前者)(?:的|占)?$"
)
_DIVISION = re.compile(
    "^(?:其中|和|与|、)?[\u4e00-\u9fff]{1,10}[市县区州盟旗](?:分别|各|共)?(?:查处|立案|处分|处理|完成|为)?$"
)
_COMPARED = re.compile("[较比与][^,]{0,8}(?:年|年初|年底|同期)的$")
_TO_WHOM = re.compile("^(?:对|向|为|给|把|将|与|同|从)(?:(?:19|20)年?.*)?$")
_DOING = re.compile("^(?:采取|开展|进行|实施|给予|予以|作出|实行)")
_ALSO = re.compile("^[^,。;、]{1,5}性、")
_WORD = re.compile('[\u4e00-\u9fff“‘A-Z《"]')
_FROM_DIGIT = re.compile("[0-9].*$")
_REMARK = re.compile(r"\([^()]*\)$")
_ONE_CHARACTER = set("村镇乡县区校")  # 对6个村进行了检查
_LONGEST = 16
_NOTHING_BEHIND = {"", ",", "。", ";", "、"}  # most figures stand before one of these
# 12个县级部门, 3个问题: what follows these units directly is what they count.
_MEASURED = {"%", "个百分点", "元", "美元", "港元", "欧元", "倍", "‰"}


def item_of(
    text: str, room: tuple[int, int], candidate: Candidate, before: str = "", earlier: str = ""
) -> str:
    """The phrase behind the figure, else the phrase before it.

    ``room`` is where the phrase may stand: from the end of the figure before to the line's end;
    ``before`` is what that figure counts, which a bare 同比下降 or 占 goes on about; ``earlier``
    what it counts if it stands in another sentence, which only 其余 goes on about.
    """
    behind = _behind(text[candidate.end : min(room[1], candidate.end + 40)], candidate.unit)
    if behind:
        return behind
    left = text[max(room[0], candidate.start - 60) : candidate.start]
    tells = _told_by(left)
    if (before or earlier) and tells.reserved:
        return before or earlier
    if before and tells.goes_on:
        return before
    if tells.to_whom:
        done = _DOING.sub("", _BREAK.split(text[candidate.end : room[1]], maxsplit=1)[0])
        if len(done) > 1:
            return done[:_LONGEST]
    return _before(left, before) or before


class _Left(NamedTuple):
    """What the words between the last break and a figure tell of it."""

    reserved: bool  # 其余 of what was counted before
    goes_on: bool  # the same thing, of a division or of a time before
    to_whom: bool  # 对3人 says whom something was done to


@lru_cache(maxsize=4096)
def _told_by(left: str) -> _Left:
    last = _LEFT_BREAK.split(left)[-1]
    return _Left(
        _RESERVED.search(last) is not None,
        _DIVISION.match(last) is not None or _COMPARED.search(last) is not None,
        _TO_WHOM.match(last) is not None,
    )


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("verbs.txt"), key=len, reverse=True)))


@cache
def _stops() -> re.Pattern[str]:
    """Words that end a noun phrase behind a figure, or show that none stands there."""
    return re.compile("|".join(sorted(words("item_stops.txt"), key=len, reverse=True)))


def _behind(after: str, unit: str) -> str:
    if unit in _MEASURED or after[:1] in _NOTHING_BEHIND:
        return ""
    after = after[_AFTER.match(after).end() :]  # type: ignore[union-attr]
    if after.startswith("(") and (close := after.find(")")) > 0:
        after = after[close + 1 :]
    after = _ALSO.sub("", after)  # 标志性、牵引性任务
    phrase = _BREAK.split(after, maxsplit=1)[0]
    if not phrase or not _WORD.match(phrase):
        return ""
    if _not_behind().match(phrase):
        return ""
    # 在职干部, 落实措施: a word at the very start may belong to the noun.
    begin = 2 if _COMPOUND.match(phrase) else 0
    if stop := _stops().search(phrase, begin):
        phrase = phrase[: stop.start()]
    phrase = _QUOTES.sub("", phrase).strip().removesuffix("的")
    phrase = _FROM_DIGIT.sub("", phrase)
    return phrase[-_LONGEST:] if len(phrase) > 1 or phrase in _ONE_CHARACTER else ""


@cache
def _not_behind() -> re.Pattern[str]:
    return re.compile("|".join(words("item_not_behind.txt")))


@cache
def _lead() -> re.Pattern[str]:
    """Words between the counted thing and its number: 问题共计…, 参与率达…."""
    return re.compile(
        "(?:" + "|".join(sorted(words("item_leads.txt"), key=len, reverse=True)) + ")+$"
    )


def _without_lead(phrase: str) -> str:
    return _lead().sub("", phrase) if phrase[-1:] in _lead_ends() else phrase


@cache
def _lead_ends() -> frozenset[str]:
    """The last characters of such words: a phrase with another end has none there."""
    return frozenset(word[-1] for word in words("item_leads.txt"))


@lru_cache(maxsize=4096)
def _before(left: str, before: str) -> str:
    left = left.rstrip()
    if left.endswith(")"):
        left = _REMARK.sub("", left)
    left = _without_lead(_QUOTES.sub("", left).rstrip()).rstrip()
    pieces = [piece for piece in _LEFT_BREAK.split(left) if piece]
    if not pieces or (before and _CHANGE.fullmatch(pieces[-1])):
        return ""
    return _noun(pieces[-1]) or pieces[-1][-_LONGEST:]


def _noun(phrase: str) -> str:
    """The phrase without the verbs that govern it; the last verb where nothing else is left."""
    last = None
    for found in _verbs().finditer(phrase):
        if found.end() < len(phrase):
            last = found
    noun = phrase[last.end() :] if last else phrase
    noun = _without_lead(noun).removeprefix("了").removeprefix("的")
    if last and noun in word_set("item_generic.txt"):
        noun = last.group() + noun
    elif last and _NOUN_TAIL.match(noun):
        noun = phrase[max(0, last.start() - 2) :]
    if len(noun) < 2:
        noun = phrase
    return noun[-_LONGEST:]
