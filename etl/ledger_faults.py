"""Tell words that name what is wrong from headings of chapters and from what was done about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from etl.ledger_votes import as_weighed, grams_of
from etl.ledger_words import ledger_words
from etl.reference import table

_TITLE_CAP = 80  # characters of a heading that are weighed
# 关于“…”的问题, 针对…问题, “…”: what stands between them is weighed
_FRAME = re.compile(
    r"(?:(?:关于|针对|对于?)?反馈的?)?(?:关于|针对|对于?(?=“))?“?(?P<words>[^\n]*?)”?"
    r"(?:的|等|方面)*(?:问题)?[。:;,\s]*"
)
_CUES = ("fault", "measure")  # the words that staff keep weigh in too
_CHAPTER = re.compile(r"^[^,。;“”]{0,12}存在(?:的?(?:主要|突出|具体)?问题)?[。:\s]*$")
_OF_CHAPTER = re.compile("(?:问题|存在|工作|主要|困难|[和与及的、])(?:差距|不足|短板|隐患|困难)$")
_TAIL = re.compile("(?:的|等|方面)*(?:问题|意见)?(?:的?整改(?:落实)?(?:进展)?情况)?[ 。:,;]*$")
_LONGEST = 200  # characters of a title; what is longer is none
_LAST = 5  # characters in which a problem's title says what is wrong
_NAMED = re.compile(
    "(?:着力解决|着力整改|巡[视察](?:组)?(?:指出|反馈)|针对|关于|对于|对(?=“)|整改|反馈)[^,。;]{0,12}?"
    '(?:[“"]|[^,。;]{2,100}(?:问题|方面|意见))|[“"][^”"]{2,100}[”"]$'
)


def problem_like(title: str) -> bool:
    """Whether words tell what is wrong and not what was done: 账目混乱, never 加强管理."""
    return _problem_like(title[:_LONGEST])


@lru_cache(maxsize=512)  # a title is asked about again at each turn of its own notice
def _problem_like(title: str) -> bool:
    if _CHAPTER.search(title):
        return False
    title = _TAIL.sub("", title.strip())
    return is_named(title) or fault(title) > 0


def is_named(title: str) -> bool:
    """Whether words say that what follows is a problem: 关于…问题, 针对…方面, or a quotation."""
    return _NAMED.match(title) is not None


def ends_in_fault(title: str) -> bool:
    """Whether a title's last words say what is wrong; 存在的不足 heads a chapter instead."""
    title = _TAIL.sub("", title.strip())
    return bool(ledger_words("fault").search(title[-_LAST:])) and not _OF_CHAPTER.search(title)


def fault(title: str, votes: Mapping[str, int] | None = None) -> int:
    """How much words speak for a fault (评奖收费), above zero, or for all else (退还评奖费).

    ``votes`` stands in for the weights of fault_votes.csv.
    """
    votes = _votes() if votes is None else votes
    return sum(votes[gram] for gram in votes.keys() & fault_grams(title))


def fault_grams(title: str) -> frozenset[str]:
    """The words of a heading that are weighed, without 关于“…”的问题 and 整改情况 behind it."""
    # the time to find a frame may grow with the square
    title = _TAIL.sub("", title.strip()[:_LONGEST])
    framed = _FRAME.fullmatch(title)
    words = (framed["words"] if framed else title).strip()[:_TITLE_CAP]
    return frozenset({*grams_of(as_weighed(words)), *_cues(words)})


def _cues(words: str) -> Iterator[str]:
    yield from (f"<{role}>" for role in _CUES if ledger_words(role).search(words))
    if ledger_words("fault").search(words[-_LAST:]):
        yield "<fault at end>"


@cache
def _votes() -> dict[str, int]:
    return {row["word"]: int(row["fault"]) for row in table("fault_votes.csv")}
