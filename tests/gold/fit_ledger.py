"""Learn what the words and signs of a rectification notice speak for, from gold notices and lines written for it.

python -m tests.gold.fit_ledger [--write] SET ...     SET is notices, waves, or another folder beside this file

Headings: which name a fault. Pieces: which are a problem of the notice. Accounts of what was done: how far the
problem has come. Lines of headings and accounts are in faults.txt and progress.txt, written by several hands (a
line `hand<TAB>label<TAB>words`). Without `--write` each hand's lines and each set's notices are judged with the
weights that all others give.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import takewhile
from typing import NamedTuple

import numpy as np

from etl.catalog import read_catalog
from etl.ledger import Notice, notice_of
from etl.ledger_choice import piece_signs
from etl.ledger_faults import fault, fault_grams
from etl.ledger_pieces import NUMBER
from etl.ledger_rows import account, title_of
from etl.ledger_units import Unit
from etl.ledger_votes import (
    ACCOUNT_CAP,
    LEAST_ACCOUNT,
    PROGRESS,
    SILENT,
    clause_grams,
    odds,
    progress_grams,
)
from etl.normalise import in_whole_words
from etl.read import read_report
from tests.gold.fit import (
    STRENGTH,
    Bags,
    Descent,
    likeliest,
    numbers,
    open_table,
    shared,
    shares,
)
from tests.gold.judged import GOLD
from tests.gold.ledgers import problems

FAULTS = GOLD / "faults.txt"
ACCOUNTS = GOLD / "progress.txt"
KINDS = ("fault", "other")
CHOICE = ("problem", "other piece")
STEPS = 240
# How much a word may say before it has been seen: of headings, of pieces, which have many signs at
# once, and of accounts, which are longer.
SCALE = {KINDS: 0.4, CHOICE: 0.1, PROGRESS: 0.25}
CLAUSE_SCALE = 0.5  # of a word in the clause that speaks loudest
# Hands that wrote pages as they are; the others were asked to hide progress between the lines.
AS_THEY_ARE = re.compile("further/[abyz]")
OF_PAGES = "of pages: "  # what a word says beyond that in pages as they are
OF_PAGES_SHARE = 0.5  # how much of it counts (docs/decisions/010)
FOLDS = 6
ONE_IN = 4  # accounts whose opening is learned as no fault
FEW_LETTERS = 4  # that many other headings begin with
LEAST = 3  # hundredths; a smaller vote than that decides nothing
HEADER = "# Learned by tests/gold/fit_ledger.py; votes in hundredths.\n"


class Example(NamedTuple):
    """The words of one heading or account, whose they are, and what it is."""

    hand: str
    doc: str
    words: frozenset
    label: str


class Account(NamedTuple):
    """An account with its words and those of each of its clauses."""

    hand: str
    doc: str
    words: frozenset
    clauses: list[frozenset]
    label: str


class Told(NamedTuple):
    """A notice with its pieces, and the problem that each is, if it is one."""

    hand: str
    doc: str
    notice: Notice
    pieces: list[Unit]
    known: list[dict | None]


def main(arguments: list[str]) -> None:
    """Learn from all, or judge each hand with what the others show."""
    names = [name for name in arguments if not name.startswith("--")] or ["notices"]
    told = [one for name in names for one in _notices(name)]
    headings = [*_lines(FAULTS, _heading), *_measures(), *_headings(told)]
    in_tables = (one for name in names for one in _cells(name))
    accounts = [*_lines(ACCOUNTS, _account), *_accounts(told), *in_tables]
    pieces = list(_pieces(told, headings))
    if "--write" in arguments:
        _write("fault_votes.csv", ("word", "fault"), _odds(headings, KINDS))
        _write("problem_votes.csv", ("sign", "problem"), _odds(pieces, CHOICE))
        votes = ((*word, *own) for word, own in learn_accounts(accounts))
        _write("progress_votes.csv", ("place", "word", *PROGRESS), votes)
        return
    _judge("headings", headings, partial(learn, labels=KINDS), partial(_guess, labels=KINDS))
    _judge("pieces", pieces, partial(learn, labels=CHOICE), partial(_guess, labels=CHOICE))
    _judge("accounts", accounts, learn_accounts, _state)


def _judge(kind: str, known: list, learned: Callable, guess: Callable) -> None:
    """Tell how many of each hand's are guessed right by what other hands show."""
    hands = sorted({example.hand for example in known})
    for some in (hands[i::FOLDS] for i in range(FOLDS)):
        votes = dict(learned([example for example in known if example.hand not in some]))
        for hand in some:
            own = [example for example in known if example.hand == hand]
            right = sum(guess(example, votes) == example.label for example in own)
            print(f"{kind} {hand}: {right} of {len(own)} = {right / len(own):.3f}")


def _write(name: str, columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    with open_table(name, HEADER) as writer:
        writer.writerow(columns)
        writer.writerows(rows)


def _odds(known: list[Example], labels: tuple[str, str]) -> Iterator[tuple]:
    """Each word with how much it speaks for the first of two labels."""
    return ((word, own[0] - own[1]) for word, own in learn(known, labels))


def _headings(told: list[Told]) -> Iterator[Example]:
    for hand, doc, notice, pieces, known in told:
        if not any(known):
            continue
        for unit, problem in zip(pieces, known, strict=True):
            words = notice.text[unit.start : unit.end]
            yield Example(hand, doc, fault_grams(words), "fault" if problem else "other")


def _accounts(told: list[Told]) -> Iterator[Account]:
    for hand, doc, notice, pieces, known in told:
        for i, (unit, problem) in enumerate(zip(pieces, known, strict=True)):
            own = takewhile(lambda piece, unit=unit: piece.level > unit.level, pieces[i + 1 :])
            end = max((piece.body_end for piece in own), default=unit.body_end)
            words = account(notice.text, unit.progress[0], end)[-ACCOUNT_CAP:]
            if problem and words:
                yield _account(hand, doc, words, problem["status"] or SILENT)


def _pieces(told: list[Told], headings: list[Example]) -> Iterator[Example]:
    """Each piece with its signs; how much its title speaks for a fault, other hands' lines say.

    Its own hand's would say it too surely, and no title of a new hand is as sure.
    """
    hands = sorted({one.hand for one in told})
    for some in (hands[i::FOLDS] for i in range(FOLDS)):
        votes = dict(_odds([one for one in headings if one.hand not in some], KINDS))
        weigh = partial(fault, votes=votes)
        for hand, doc, notice, pieces, known in told:
            if hand in some:
                signs = piece_signs(notice.text, pieces, notice.kind, weigh)
                for own, problem in zip(signs, known, strict=True):
                    yield Example(hand, doc, own, CHOICE[0] if problem else CHOICE[1])


def learn(known: list[Example], labels: tuple[str, ...]) -> list[tuple]:
    """Each word that two texts share with its votes, in hundredths, in the order of ``labels``."""
    told = shared((example.doc, example.words) for example in known)
    seen = [numbers(example.words, told) for example in known]
    right = np.eye(len(labels), dtype=np.float32)[[labels.index(e.label) for e in known]]
    scale = np.full((len(told), 1), SCALE[labels], dtype=np.float32)
    votes = np.rint(likeliest(seen, right, scale, STEPS) * scale * 100).astype(int)
    rows = zip(told, votes.tolist(), strict=True)
    return [(word, own) for word, own in rows if max(own) - min(own) >= LEAST]


def learn_accounts(known: list[Account]) -> list[tuple]:
    """What each word says of how far a problem has come, and each word of the loudest clause.

    The odds of an account are those of its words together and, added to them, the logarithm of the
    sum over its clauses of their odds (etl/ledger_votes.py). A word has a vote in all texts and
    one that pages as they are add to it (Daumé, Frustratingly Easy Domain Adaptation, 2007): such
    pages are what is read, and there measures alone mostly mean done.
    """
    known = [_of_pages(one) if AS_THEY_ARE.match(one.hand) else one for one in known]
    places = shared((one.doc, one.words) for one in known)
    clause_places = shared((one.doc, clause) for one in known for clause in one.clauses)
    words = Bags([numbers(one.words, places) for one in known], len(places))
    clauses = [numbers(clause, clause_places) for one in known for clause in one.clauses]
    in_clauses = Bags(clauses, len(clause_places))
    counts = [len(one.clauses) for one in known]
    account_of = np.repeat(np.arange(len(known)), counts)
    first = np.searchsorted(account_of, np.arange(len(known)))
    right = np.eye(len(PROGRESS), dtype=np.float32)[[PROGRESS.index(one.label) for one in known]]
    of_words, of_clauses = (Descent(len(some), len(PROGRESS)) for some in (places, clause_places))
    scale, clause_scale = SCALE[PROGRESS], CLAUSE_SCALE
    for number in range(1, STEPS + 1):
        own = in_clauses.of_things(of_clauses.own * clause_scale)
        most = np.maximum.reduceat(own, first)
        loud = np.exp(own - most[account_of])
        together = np.add.reduceat(loud, first)
        loudest = most + np.log(together)
        wrong = shares(words.of_things(of_words.own * scale) + loudest) - right
        slope = STRENGTH * scale * words.of_words(wrong) + of_words.own
        blamed = wrong[account_of] * loud / together[account_of]
        clause_slope = STRENGTH * clause_scale * in_clauses.of_words(blamed) + of_clauses.own
        of_words.step(slope, number, STEPS)
        of_clauses.step(clause_slope, number, STEPS)
    kinds = ((places, of_words.own * scale), (clause_places, of_clauses.own * clause_scale))
    return [
        (word, own)
        for some, weights in kinds
        for word, own in zip(some, _as_read(some, weights).tolist(), strict=True)
        if not word[0].startswith(OF_PAGES) and max(own) - min(own) >= LEAST
    ]


def _of_pages(one: Account) -> Account:
    """An account with each word a second time, for what it says in pages as they are."""
    words, *clauses = (
        grams | {(OF_PAGES + place, gram) for place, gram in grams}
        for grams in (one.words, *one.clauses)
    )
    return one._replace(words=words, clauses=clauses)


def _as_read(places: dict[tuple[str, str], int], weights: np.ndarray) -> np.ndarray:
    """The votes of words in pages as they are, in hundredths."""
    votes = weights.copy()
    for (place, gram), number in places.items():
        if place.startswith(OF_PAGES):
            votes[places[place.removeprefix(OF_PAGES), gram]] += OF_PAGES_SHARE * weights[number]
    return np.rint(votes * 100).astype(int)


def _account(hand: str, doc: str, words: str, label: str) -> Account:
    return Account(hand, doc, progress_grams(words), clause_grams(words), label)


def _heading(hand: str, doc: str, words: str, label: str) -> Example:
    return Example(hand, doc, fault_grams(words), label)


def _guess(example: Example, votes: dict, labels: tuple[str, ...]) -> str:
    own = np.sum([votes[word] for word in example.words if word in votes], axis=0)
    return labels[int(np.argmax(own))]


def _state(account: Account, votes: dict) -> str:
    return PROGRESS[int(np.argmax(odds(account.words, account.clauses, votes)))]


def _lines(path: object, example: Callable) -> Iterator:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        hand, label, words = line.split("\t")
        yield example(hand, f"{path.stem}{number}", in_whole_words(words).text, label)


def _measures() -> Iterator[Example]:
    """The opening clauses of some accounts, which tell what was done and name no fault.

    Of all accounts they would outnumber the headings, and no heading would be a problem's.
    """
    lines = ACCOUNTS.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[::ONE_IN]):
        hand, _, words = line.split("\t")
        told = in_whole_words(words).text
        mark = NUMBER.match(told)
        clause = re.split("[,。;]", told[mark.end() if mark else 0 :], maxsplit=1)[0]
        yield Example(hand, f"{ACCOUNTS.stem}{number * ONE_IN}", fault_grams(clause), "other")


def _read(name: str) -> Iterator[tuple[str, str, Notice, list[dict]]]:
    """Each notice of a set with its hand, its name and the problems that it lists, if any."""
    folder, gold = GOLD / name, problems(name)
    for source in read_catalog(folder / "catalog.csv"):
        notice = notice_of(read_report(folder / (source.file or "")), source)
        if notice is not None:
            hand = re.match("[a-z]*", source.doc)[0]
            yield f"{folder.name}/{hand}", source.doc, notice, gold[source.doc]


def _notices(name: str) -> Iterator[Told]:
    """Each notice of a set in pieces, those that list no problems too."""
    for hand, doc, notice, listed in _read(name):
        if not notice.table and (pieces := notice.units()):
            yield Told(hand, doc, notice, pieces, _matched(notice.text, pieces, listed))


def _cells(name: str) -> Iterator[Account]:
    """The accounts that stand in tables."""
    for hand, doc, notice, listed in _read(name):
        for row in notice.table:
            title, words = (
                notice.text[slice(*span)] for span in (row.title, row.account or (0, 0))
            )
            known = [one["status"] for one in listed if _alike(title, one["title"])]
            if known and len(words) >= LEAST_ACCOUNT:
                yield _account(hand, doc, words, known[0] or SILENT)


def _matched(text: str, pieces: list[Unit], listed: list[dict]) -> list[dict | None]:
    """The problem that each piece is, the problems in their order."""
    matched: list[dict | None] = [None] * len(pieces)
    last = -1
    for problem in listed:
        later = range(last + 1, len(pieces))
        found = next((i for i in later if _heads(text, pieces[i], problem["title"])), None)
        if found is not None:
            last, matched[found] = found, problem
    return matched


def _heads(text: str, piece: Unit, title: str) -> bool:
    """Whether a problem is the piece's, by its heading or by the title that its row would have."""
    words = text[piece.start : piece.end], text[slice(*title_of(text, piece))]
    return any(_alike(one, title) for one in words)


def _alike(words: str, title: str) -> bool:
    """Whether a piece's title is a problem's: one holds the other, and begins with it or is as long."""
    ours, theirs = (_letters(in_whole_words(text).text) for text in (words, title))
    short, long = sorted((ours, theirs), key=len)
    alike = 2 * len(short) >= len(long) or (len(short) > FEW_LETTERS and long.startswith(short))
    return bool(short) and short in long and alike


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


if __name__ == "__main__":
    main(sys.argv[1:])
