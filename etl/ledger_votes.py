"""Weigh the words of an account: how far does it say that a problem has come.

What each word speaks for stands in data/reference/progress_votes.csv (and of headings in
fault_votes.csv): how much it raises the logarithm of the odds, in hundredths. The weights are
learned (tests/gold/fit_ledger.py), not set by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_SENTENCE_END = re.compile("[。\n]+")

Gram = tuple[str, str]  # place and word


def progress(account: str, before: str | None = None, least: int = 0) -> str | None:
    """The state that an account of what was done about a problem most likely tells.

    ``before`` stays where none is ``least`` hundredths of log odds ahead of it.
    """
    votes = _progress_votes()
    known = [votes[gram] for gram in votes.keys() & progress_grams(account)]
    odds = [sum(row) for row in zip(*known, strict=True)]
    if max(odds) - odds[PROGRESS.index(before or SILENT)] < least:
        return before
    status = PROGRESS[odds.index(max(odds))]
    return None if status == SILENT else status


def unfinished(account: str) -> str:
    """How far a problem has come that is said not to be finished: under way, where work is told."""
    begun = len(account) >= LEAST_ACCOUNT and progress(account) in ("done", "in_progress")
    return "in_progress" if begun else "not_done"


def telling(account: str, status: str) -> tuple[int, int]:
    """The sentence that speaks most for a state, as a span of the account."""
    at = PROGRESS.index(status)
    votes = _progress_votes()

    def own(span: tuple[int, int]) -> int:
        words = progress_grams(account[slice(*span)])
        return sum(2 * row[at] - sum(row) for row in map(votes.get, words) if row)

    return max(_sentences(account), key=own, default=(0, len(account)))


def progress_grams(account: str) -> frozenset[Gram]:
    """The words of an account that are weighed: of any clause, of the last sentence's, and cues.

    The cues that staff keep (ledger_prose.csv, ledger_status.csv) go by their examples.
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
    return frozenset(grams | cues | {("once", "")})


def _found(words: str, name: str) -> Iterator[str]:
    """The cues of a table that the words hold, and the state of the one that ranks first."""
    found = [(status, cue) for status, cue, pattern in _cues(name) if pattern.search(words)]
    yield from (cue for _, cue in found)
    yield found[0][0] if found else SILENT


@cache
def _cues(name: str) -> list[tuple[str, str, re.Pattern[str]]]:
    return [(row["status"], row["example"], re.compile(row["words"])) for row in table(name)]


def as_weighed(words: str) -> str:
    """Words as they are weighed: numbers count alike."""
    return _NUMBER.sub("0", words)


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
