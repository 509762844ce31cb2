"""Cut a problem's title down to the words that say what is wrong."""

from __future__ import annotations

import re

from etl.ledger_faults import problem_like
from etl.ledger_status import heading_state

_LEAD = re.compile(
    "^(?:着力解决|着力整改|针对反馈的?|针对|关于|对于|对(?=“|.*问题$)|[^“”,。]{0,8}(?=“[^“”]+”(?:的|等|这一)*(?:问题|意见)$)|整改|反馈问题|问题|存在问题|巡[视察](?:组)?(?:指出|反馈)的?)[::,]?"
)
_MARK = re.compile(r"【[^】\n]*】\s*")  # 【已完成】关于…
_STATED = re.compile(r"(?:\([^()]*\)|[\s—–→…·/-]+[^\s—–→…·/()-]{2,20})\s*$")
_QUOTED = re.compile('[“"](.+)[”"](?:的|等|方面)*(?:问题|(?:审议|反馈)?(?:意见|建议))?')
_AMOUNT = re.compile(r"(?:金额)?(?:共计|合计|近|约|达)?\d[\d,.]*[万亿]?余?元$")


def problem_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The problem's own words: without 关于, quotation marks, 的问题 and an amount at the end."""
    if mark := _MARK.match(text, start, end):
        start = mark.end()
    words = text[start:end]
    if lead := _LEAD.match(words):
        start += lead.end()
    words = text[start:end]
    if heading_state(text, start, end):
        words = _STATED.sub("", words)
    words = re.sub("【[^】]*】\\s*$", "", words).rstrip(" 。:;,\n")
    words = re.sub("(?:整改(?:落实)?(?:进展)?情况|(?<=问题)的整改)$", "", words)
    if words.endswith(("”问题的", "”的问题的")):  # 关于“…”问题的整改情况
        words = words[:-1]
    quoted = _QUOTED.fullmatch(words)
    if quoted and _is_one(quoted[1]):
        return start + 1, start + 1 + len(quoted[1].rstrip("。;,"))
    if words.startswith("“") and "”" not in words:  # a quotation of several sentences, cut off
        start, words = start + 1, words[1:]
    words = re.sub("(?:的|等方面的?|方面的?)(?:问题|意见)$", "", words)
    if lead and lead.group().startswith(("关于", "针对", "对")):
        words = words.removesuffix("问题")
    if problem_like(bare := words.removesuffix("问题")):
        words = bare
    words = _AMOUNT.sub("", words) or words
    return start, start + len(words)


def _is_one(quoted: str) -> bool:
    """Whether what stands between quotation marks is one quotation, and not 甲”和“乙."""
    depth = 0
    for mark in re.findall('[“”"]', quoted):
        depth += {"“": 1, "”": -1, '"': -9}[mark]
        if depth < 0:
            return False
    return depth == 0
