"""Learn what the words of a rectification notice speak for, from gold notices and from lines written for it.

python -m tests.gold.fit_ledger [--write] SET ...     SET is notices, waves, or another folder beside this file

Headings: which name a problem. Accounts of what was done: how far the problem has come. Lines of both are in
faults.txt and progress.txt, written by several hands (a line `hand<TAB>label<TAB>words`). Without `--write` each
hand's lines and each set's notices are judged with the weights that all others give.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from etl.catalog import read_catalog
from etl.ledger import as_read
from etl.ledger_faults import fault_grams
from etl.ledger_pieces import NUMBER
from etl.ledger_rows import account
from etl.ledger_units import Unit, units
from etl.ledger_votes import ACCOUNT_CAP, PROGRESS, SILENT, progress_grams
from etl.normalise import in_whole_words
from etl.read import read_report
from tests.gold.fit import likeliest, open_table
from tests.gold.judged import GOLD
from tests.gold.ledgers import problems

FAULTS = GOLD / "faults.txt"
ACCOUNTS = GOLD / "progress.txt"
KINDS = ("fault", "other")
STEPS = 240
# How much a word may say before it has been seen: of headings, and of accounts, which are longer.
SCALE = {KINDS: 0.4, PROGRESS: 0.25}
ONE_IN = 4  # accounts whose opening is learned as no fault
LEAST = 3  # hundredths; a smaller vote than that decides nothing
HEADER = "# Learned by tests/gold/fit_ledger.py; votes in hundredths.\n"


class Example(NamedTuple):
    """The words of one heading or account, whose they are, and what it is."""

    hand: str
    doc: str
    words: frozenset
    label: str


def main(arguments: list[str]) -> None:
    """Learn from all, or judge each hand with what the others show."""
    names = [name for name in arguments if not name.startswith("--")] or ["notices"]
    headings, accounts = examples(names)
    if "--write" in arguments:
        with open_table("fault_votes.csv", HEADER) as writer:
            writer.writerow(("word", "fault"))
            writer.writerows((word, own[0] - own[1]) for word, own in learn(headings, KINDS))
        with open_table("progress_votes.csv", HEADER) as writer:
            writer.writerow(("place", "word", *PROGRESS))
            writer.writerows((*word, *own) for word, own in learn(accounts, PROGRESS))
        return
    for kind, known, labels in (("headings", headings, KINDS), ("accounts", accounts, PROGRESS)):
        for hand in sorted({example.hand for example in known}):
            own = [example for example in known if example.hand == hand]
            rest = [example for example in known if example.hand != hand]
            votes = dict(learn(rest, labels))
            right = sum(_guess(example, votes, labels) == example.label for example in own)
            print(f"{kind} {hand}: {right} of {len(own)} = {right / len(own):.3f}")


def examples(names: list[str]) -> tuple[list[Example], list[Example]]:
    """Headings and accounts of the lines and of the sets' notices."""
    headings = [*_lines(FAULTS, fault_grams), *_measures()]
    accounts = list(_lines(ACCOUNTS, progress_grams))
    for name in names:
        for doc, text, pieces, listed in _notices(name):
            hand = f"{name}/{doc[0]}"
            for unit in pieces:
                words = text[unit.start : unit.end]
                problem = next((p for p in listed if _alike(words, p["title"])), None)
                label = "fault" if problem else "other"
                headings.append(Example(hand, doc, fault_grams(words), label))
                told = account(text, *unit.progress)[-ACCOUNT_CAP:] if problem else ""
                if problem and told:
                    state = problem["status"] or SILENT
                    accounts.append(Example(hand, doc, progress_grams(told), state))
    return headings, accounts


def learn(known: list[Example], labels: tuple[str, ...]) -> list[tuple]:
    """Each word that two texts share with its votes, in hundredths, in the order of ``labels``."""
    docs: dict[object, set[str]] = defaultdict(set)
    for example in known:
        for word in example.words:
            docs[word].add(example.doc)
    told = sorted(word for word, where in docs.items() if len(where) > 1)
    place = {word: i for i, word in enumerate(told)}
    seen = [sorted(place[word] for word in example.words if word in place) for example in known]
    right = np.eye(len(labels), dtype=np.float32)[[labels.index(e.label) for e in known]]
    scale = np.full((len(told), 1), SCALE[labels], dtype=np.float32)
    votes = np.rint(likeliest(seen, right, scale, STEPS) * scale * 100).astype(int)
    rows = zip(told, votes.tolist(), strict=True)
    return [(word, own) for word, own in rows if max(own) - min(own) >= LEAST]


def _guess(example: Example, votes: dict, labels: tuple[str, ...]) -> str:
    own = np.sum([votes[word] for word in example.words if word in votes], axis=0)
    return labels[int(np.argmax(own))]


def _lines(path: object, grams: Callable) -> Iterator[Example]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        hand, label, words = line.split("\t")
        yield Example(hand, f"{path.stem}{number}", grams(in_whole_words(words).text), label)


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


def _notices(name: str) -> Iterator[tuple[str, str, list[Unit], list[dict]]]:
    """Each notice as the extractor sees it, its pieces, and its problems."""
    folder, gold = GOLD / name, problems(name)
    for source in read_catalog(folder / "catalog.csv"):
        if listed := gold[source.doc]:
            text = as_read(read_report(folder / (source.file or "")))
            yield source.doc, text, units(text), listed


def _alike(words: str, title: str) -> bool:
    """Whether a piece's title is a problem's: one of them holds the other, and little more."""
    ours, theirs = (_letters(in_whole_words(text).text) for text in (words, title))
    short, long = sorted((ours, theirs), key=len)
    return bool(short) and short in long and 2 * len(short) >= len(long)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


if __name__ == "__main__":
    main(sys.argv[1:])
