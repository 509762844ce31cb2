"""Counts the words of a report, so that the theme page needs no report text."""

from __future__ import annotations

import csv
import io
import logging
import re
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from etl import reference, reports
from etl.files import write_atomically
from etl.normalise import normalise

if TYPE_CHECKING:
    import jieba

COLUMNS = ("doc", "term", "n")
# A word said once is no theme, and rare words could be pieced together to a text.
LEAST = 2
MOST_TERMS = 150
WORD = re.compile(r"[\u4e00-\u9fff]{2,8}")


def count(text: str) -> list[tuple[str, int]]:
    """The commonest words of a text in simplified Chinese, stop words left out, most first."""
    stop = _stop_words()
    found = Counter(
        word
        for word in _tokenizer().cut(normalise(text).text)
        if WORD.fullmatch(word) and word not in stop
    )
    common = [(word, n) for word, n in found.items() if n >= LEAST]
    return sorted(common, key=lambda pair: (-pair[1], pair[0]))[:MOST_TERMS]


def write(data: Path) -> list[str]:
    """Write ``terms/<doc>.csv`` of each report that is on this machine; return their docs."""
    with (data / "sources.csv").open(encoding="utf-8-sig", newline="") as handle:
        sources = list(csv.DictReader(handle))
    written = []
    for source in sources:
        text = reports.read_text(data, source["sha256"])
        if text is not None:
            write_atomically(
                data / "terms" / f"{source['doc']}.csv", to_csv(source["doc"], count(text))
            )
            written.append(source["doc"])
    return written


def to_csv(doc: str, terms: list[tuple[str, int]]) -> bytes:
    """The file of one report's terms."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((doc, word, n) for word, n in terms)
    return buffer.getvalue().encode("utf-8")


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(reference.words("stop_words.txt"))


@cache
def _tokenizer() -> jieba.Tokenizer:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # Its cache file is written in any case: by default where all users of a machine share it.
    with tempfile.TemporaryDirectory(prefix="terms-") as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    for word in reference.words("domain_words.txt"):
        tokenizer.add_word(word)
    return tokenizer
