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
    "(?:其中|去年|上年|预计|年底|今年|还将|将|新建|再|第.批|按年|按月|力争|创建|由|从|最初|年初|前|个|总数|涉及|仅|同比|环比|分别|较上年|比上年|比去年|去年同期|进一步|平均|年|月|\\d|[和及与]|总人次的|总数的|的"
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
# 25人因此被处理, 10人受到党纪处分, 55人进行集体约谈: a count of people is of what befell them.
_BEFELL = re.compile(
    r"(?:因此|因而|因[^,。;、\d]{2,20}?(?=受)|已|均|先后|分别)*(?:被|受到?|进行|予以|给予)了?"
    r"([^,。;、\d\s]{0,8}?(?:处分|处理|问责|查处|追究[^,。;、\d\s]{0,4}"
    "|约谈|谈话|诫勉|警告|批评|移送|立案|判刑))"
)
# 先后4次对有关问题予以通报: what was done so often stands at the clause's end.
_TIMES_OF = re.compile(r"(?:对|就|向)[^,。;]{2,60}?(?:进行|予以|作出|开展)了?([^,。;、\d]{2,8})")
# 查处问题24起、31人; 立案44件47人: those against whom it was done.
_DEALT = re.compile("立案|查处|查办|查纠|侦办|侦查|审结|问责|处理|处分|起诉|移送")
_CONCERNS = re.compile(r"涉及([^,。;、\d\s]{2,16})(?=[,。;、]|$)")  # 10件涉及公款旅游
_DOING = re.compile("^(?:采取|开展|进行|实施|给予|予以|作出|实行)")
_ALSO = re.compile("^[^,。;、]{1,5}性、")
# 与选举无关的投诉, 已办结的案件, 制度健全、特色鲜明的村: what is counted stands behind the 的.
_DESCRIBED = re.compile(
    r"(?:(?:[\u4e00-\u9fff]{4}、){1,5}[\u4e00-\u9fff]{4}"
    r"|(?:已|与|经|因|被|未|尚未|不|涉及|存在)[^,。;、的\d\s]{1,16})的(?=[\u4e00-\u9fff]{2})"
)
_WORD = re.compile('[\u4e00-\u9fff“‘A-Z《"]')
_FROM_DIGIT = re.compile("[0-9].*$")
_REMARK = re.compile(r"\([^()]*\)$")
# 占案件数的, 来访占总量的: a share is of what the figure before counts, or of its own subject.
_SHARE = re.compile(
    r"(?P<of>[^,。;、]{2,12}?)?(?:约|大约)?占(?![地用])[^,。;、\d]{0,10}(?:数|量|额|的|比例|比重)"
)
_FORM = re.compile("(?:第[一二三四]|前[两三])种形态")
_JOINTS = {"和", "与", "及"}
_HEAD_BEHIND = re.compile("(?:案例|问题|案件|线索|事项|活动)$")  # 腐败和作风问题典型案例
_ONE_CHARACTER = set("村镇乡县区校")  # 对6个村进行了检查
_LONGEST = 16
_AHEAD = 70
PEOPLE = {"人", "名", "人次", "位"}  # units of what is counted by heads
_TIMES = {"次", "场次", "轮"}
_NOTHING_BEHIND = {"", ",", "。", ";", "、"}  # most figures stand before one of these
# 12个县级部门, 3个问题: what follows these units directly is what they count.
_MEASURED = {"%", "个百分点", "元", "美元", "港元", "澳门元", "欧元", "倍", "‰"}


def item_of(
    text: str, room: tuple[int, int], candidate: Candidate, before: str = "", earlier: str = ""
) -> str:
    """The phrase behind the figure, else the phrase before it.

    ``room`` is where the phrase may stand: from the end of the figure before to the line's end;
    ``before`` is what that figure counts, which a bare 同比下降 or 占 goes on about; ``earlier``
    what it counts if it stands in another sentence, which only 其余 goes on about.
    """
    after = text[candidate.end : min(room[1], candidate.end + _AHEAD)]
    if told := _told_of(after, candidate.unit) or _behind(after[:40], candidate.unit):
        return told
    left = text[max(room[0], candidate.start - 60) : candidate.start]
    if candidate.unit in PEOPLE and before and left in ("", "、"):
        dealt = _DEALT.findall(text, max(0, candidate.start - 60), candidate.start)
        return f"{dealt[-1]}人员" if dealt else before
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


def _told_of(after: str, unit: str) -> str:
    """What befell the people that are counted, or was done so many times."""
    pattern = _BEFELL if unit in PEOPLE else _TIMES_OF if unit in _TIMES else _CONCERNS
    if unit in _MEASURED or not (found := pattern.match(after)):
        return ""
    return found[1][-_LONGEST:]


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
    after = _DESCRIBED.sub("", after, count=1) if _DESCRIBED.match(after) else after
    phrase = _BREAK.split(after, maxsplit=1)[0]
    if not phrase or not _WORD.match(phrase):
        return ""
    if _not_behind().match(phrase):
        return ""
    # 在职干部, 落实措施: a word at the very start may belong to the noun.
    begin = 2 if _COMPOUND.match(phrase) else 0
    if stop := _stops().search(phrase, begin):
        whole = stop.group() in _JOINTS and _HEAD_BEHIND.search(phrase)
        phrase = phrase if whole else phrase[: stop.start()]
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
    if share := _SHARE.fullmatch(pieces[-1]):
        return _noun(share["of"]) if share["of"] else "" if before else pieces[-1]
    return _noun(pieces[-1]) or pieces[-1][-_LONGEST:]


def _noun(phrase: str) -> str:
    """The phrase without the verbs that govern it; the last verb where nothing else is left."""
    if form := _FORM.search(phrase):
        return phrase[form.start() :][:_LONGEST]
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
