"""Which words of a sentence belong to a figure, beside those of its own clause."""

from __future__ import annotations

import re
from functools import cache

from etl.candidates import Candidate
from etl.items import PEOPLE
from etl.outline import Context
from etl.reference import word_set

_OUTCOME = re.compile(
    r"(?:已|均已|已经|现已|全部)(?:全部)?(?:完成整改|整改到位|完成(?!整改)|办结)(?![\d#])"
)
# 组织30名干部,赴监狱接受警示教育: what they did stands in the next clause.
_WHITHER = re.compile(r"(?:赴|前往|到|走进|参加|参观|观看|旁听|接受)[^,。;\n#\d]{2,28}")
_WARNED = re.compile("接受(?:了)?(?:警示|廉政|廉洁|纪律)教育")
_BARE_NOUN = 12
# 深入31个镇街食堂、集市,开展督导检查: what was done there.
_BODIES = {"家", "个", "所", "户", "处"}
_INTO = re.compile(r"(?:深入|走进|前往|分赴|下沉|对)[^,。;\n]{0,8}$")
_CHECKING = re.compile(
    r"(?:先后|共|累计)?(?:开展|进行|实施)[^,。;\n#\d]{0,20}(?:检查|督查|督导|暗访|巡察|核查|走访|调研)"
)
# 截留资金12万元,已退还给群众: whose it was.
_REFUND = re.compile(
    r"(?:已|均已|全部|已全部)?(?:退还|返还|发还)(?![^,。;\n]{0,40}元)[^,。;\n#]{0,14}"
)
_INTO_REACH = 16
_UNIT_REACH = 8
_COUNTED = re.compile(r"\d[余多万亿]{0,2}[^\d,、。;:()]{1,3}、")


def told_next(
    text: str, candidate: Candidate, right: str, context: Context
) -> re.Match[str] | None:
    """The next clause where it says what the figure was for, or what became of it."""
    place = text, context.clause[1], context.sentence[1]
    if outcome := _OUTCOME.match(*place):
        return outcome
    if candidate.unit in PEOPLE:
        told = _WHITHER if 1 < len(right) <= _BARE_NOUN else _WARNED
        return told.match(*place)
    if candidate.unit in _BODIES:
        begin = max(context.clause[0], candidate.start - _INTO_REACH)
        return _CHECKING.match(*place) if _INTO.search(text, begin, candidate.start) else None
    return _REFUND.match(*place) if candidate.kind == "money" else None


def own_words(left: str) -> str:
    """What its own verb begins, not the item of a list before: 办教育活动14场、召开分析会3场."""
    begin = left.rfind("、") + 1
    counted = begin and _COUNTED.search(left, max(0, begin - _UNIT_REACH), begin)
    return left[begin:] if counted and _verb().match(left, begin) else left


@cache
def _verb() -> re.Pattern[str]:
    verbs = "|".join(sorted(word_set("verbs.txt"), key=len, reverse=True))
    return re.compile(f"(?:共|并|还|已|累计|先后|集中)?(?:{verbs})")
