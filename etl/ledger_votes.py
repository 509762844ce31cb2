"""Weigh the words of an account: how far does it say that a problem has come.

What each word speaks for stands in data/reference/progress_votes.csv (and of headings in
fault_votes.csv): how much it raises the logarithm of the odds, in hundredths. The weights are
learned (tests/gold/fit_ledger.py), not set by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache

from etl.reference import table

SILENT = "silent"  # of progress: only plans, duties or promises are told
PROGRESS = ("done", "in_progress", "not_done", SILENT)
_PROSE, _OUTRIGHT = "ledger_prose.csv", "ledger_status.csv"
ACCOUNT_CAP = 2000  # characters; of a longer one the last are weighed
LEAST_ACCOUNT = 10  # characters; fewer tell nothing by their words alone
_LENGTHS = (1, 2, 3)  # characters of the words that are weighed
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CLAUSE_END = re.compile(r"[,;:!?\s]+")
# 暂未发现盗采
_NONE_FOUND = re.compile("[暂尚均]?(?:未|没有?)再?(?=发现|出现|发生|接到|收到|查出)")
_CLAUSES = re.compile("[。;,:!?\\n]+|[\u2460-\u2473]")
_SENTENCE_END = re.compile("[。\n]+")

Gram = tuple[str, str]  # place and word


def progress(account: str, before: str | None = None, least: int = 0) -> str | None:
    """The state that an account of what was done about a problem most likely tells.

    ``before`` stays where none is ``least`` hundredths of log odds ahead of it.
    """
    told = _odds(account)
    if max(told) - told[PROGRESS.index(before or SILENT)] < least:
        return before
    status = PROGRESS[told.index(max(told))]
    return None if status == SILENT else status


def unfinished(account: str) -> str:
    """How far a problem has come that is said not to be finished: under way, where work is told."""
    begun = len(account) >= LEAST_ACCOUNT and progress(account) in ("done", "in_progress")
    return "in_progress" if begun else "not_done"


def telling(account: str, status: str) -> tuple[int, int]:
    """The sentence that speaks most for a state, as a span of the account."""
    at = PROGRESS.index(status)

    def own(span: tuple[int, int]) -> float:
        told = _odds(account[slice(*span)])
        return 2 * told[at] - sum(told)

    return max(_sentences(account), key=own, default=(0, len(account)))


def _odds(account: str) -> list[float]:
    return odds(progress_grams(account), clause_grams(account), _progress_votes())


def odds(
    words: frozenset[Gram], clauses: list[frozenset[Gram]], votes: Mapping[Gram, list[int]]
) -> list[float]:
    """How much an account speaks for each state in PROGRESS, in hundredths of log odds.

    All its words do together, and so does the clause that speaks loudest: where one of ten things
    waits, the problem is open.
    """
    together = _total(votes, words)
    by_clause = (_total(votes, grams) for grams in clauses)
    loudest = map(_soft_maximum, zip(*by_clause, strict=True))
    return [ours + own for ours, own in zip(together, loudest, strict=True)]


def _total(votes: Mapping[Gram, list[int]], grams: frozenset[Gram]) -> list[int]:
    known = [votes[gram] for gram in votes.keys() & grams]
    return [sum(row) for row in zip(*known, strict=True)] or [0] * len(PROGRESS)


def _soft_maximum(votes: tuple[int, ...]) -> float:
    """The logarithm of the sum of what the votes are logarithms of: a little over the highest."""
    most = max(votes)
    return most + 100 * math.log(sum(math.exp((vote - most) / 100) for vote in votes))


def clause_grams(account: str) -> list[frozenset[Gram]]:
    """The words of each clause of an account, to find the one that speaks loudest; one at least."""
    told = as_weighed(account)
    clauses = [clause for clause in _CLAUSES.split(told) if clause.strip()] or [""]
    return [
        frozenset(
            {
                ("clause", ""),
                *(("clause", gram) for gram in grams_of(clause.strip())),
                *(("clause sign", sign) for sign in _signs(clause)),
            }
        )
        for clause in clauses
    ]


def progress_grams(account: str) -> frozenset[Gram]:
    """The words of an account that are weighed: of any clause, of the last sentence's, and cues.

    The cues that staff keep (ledger_prose.csv, ledger_status.csv) go by their examples, signs that
    tell no state of their own (ledger_signs.csv) by their names.
    """
    told = as_weighed(account)
    sentences = [told[slice(*span)] for span in _sentences(told)]
    places = [("any", sentence) for sentence in sentences]
    places += [("last", sentence) for sentence in sentences[-1:]]
    grams = {
        (place, gram)
        for place, sentence in places
        for clause in _CLAUSE_END.split(sentence)
        if clause
        for gram in grams_of(clause)
    }
    last = account[slice(*_sentences(account)[-1])] if sentences else ""
    cues = {
        (place, cue)
        for place, words, name in (
            ("cue", account, _PROSE),
            ("last cue", last, _PROSE),
            ("last cue", last, _OUTRIGHT),
        )
        for cue in _found(words, name)
    }
    cues |= {("sign", sign) for sign in _signs(account)}
    cues |= {("last sign", sign) for sign in _signs(last)}
    return frozenset(grams | cues | {("once", "")})


def _found(words: str, name: str) -> Iterator[str]:
    """The cues of a table that the words hold, and the state of the one that ranks first."""
    found = [(status, cue) for status, cue, pattern in _cues(name) if pattern.search(words)]
    yield from (cue for _, cue in found)
    yield found[0][0] if found else SILENT


def _signs(words: str) -> Iterator[str]:
    return (sign for sign, pattern in _sign_patterns() if pattern.search(words))


@cache
def _sign_patterns() -> list[tuple[str, re.Pattern[str]]]:
    rows = table("ledger_signs.csv")
    return [(row["sign"], re.compile(row["words"], re.MULTILINE)) for row in rows]


@cache
def _cues(name: str) -> list[tuple[str, str, re.Pattern[str]]]:
    return [(row["status"], row["example"], re.compile(row["words"])) for row in table(name)]


def as_weighed(words: str) -> str:
    """Words as they are weighed: numbers count alike, and what was not found is not undone."""
    return _NONE_FOUND.sub("无", _NUMBER.sub("0", words))


def grams_of(words: str) -> Iterator[str]:
    """One to three characters each, with signs for the beginning and the end."""
    framed = f"^{words}$"
    for length in _LENGTHS:
        yield from (framed[i : i + length] for i in range(len(framed) - length + 1))


def _sentences(account: str) -> list[tuple[int, int]]:
    ends = [found.span() for found in _SENTENCE_END.finditer(account)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(account)]
    spans = zip(starts, stops, strict=True)
    return [(start, stop) for start, stop in spans if account[start:stop].strip()]


@cache
def _progress_votes() -> dict[Gram, list[int]]:
    return {
        (row["place"], row["word"]): [int(row[status] or 0) for status in PROGRESS]
        for row in table("progress_votes.csv")
    }
