"""The extractor beside jieba.cut alone and a plain regex, on the same invented reports."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from etl import extract
from etl.documents import Work
from etl.engines import here, in_processes
from etl.normalise import normalise
from tests import synthetic_reports
from tests.bench.report import Report, Row, alternate, repeat

REPORTS = 200
# Times jieba.cut, which is what finding words alone costs.
TARGET = 1.0
# What a script of an afternoon would do: finds most figures, and says nothing of what they mean.
REGEX = re.compile(
    r"(?<![\d.〔])\d[\d,]*(?:\.\d+)?[余多]?[万亿]?(?:人次|公里|%|[个项次期场份件条名人家起篇户处元部辆轮])"
)
LONG = (2_500_000, 5_000_000, 10_000_000)  # characters
WITHOUT_STOP = "举办培训12期，培训干部300余人次，"


def measure(report: Report) -> None:
    """Speed on usual reports, in several processes, and on a text that never comes to an end."""
    texts = [synthetic_reports.report(number) for number in range(REPORTS)]
    made = f"python -m tests.synthetic --reports {REPORTS} --out DIR"
    size = sum(len(one.text) for one in texts)
    report.section(
        "Extraction",
        f"{REPORTS} reports of {size:,} characters in all, read and understood in one process.",
        _against(texts),
        beside="what its row names",
        made=made,
    )
    with tempfile.TemporaryDirectory() as folder:
        synthetic_reports.write(Path(folder), REPORTS)
        work = [Work(one.source, Path(folder)) for one in texts]
        pooled, alone = alternate(lambda: list(in_processes(work, 2)), lambda: list(here(work)))
    report.section(
        "Extraction in two processes",
        "The same reports from files, the start of the processes included.",
        [Row("--jobs 2", pooled, alone)],
        beside="--jobs 1",
        made=made,
    )
    _long(report)


def _against(texts: list[synthetic_reports.Report]) -> list[Row]:
    simplified = [normalise(one.text).text for one in texts]
    cut = _tokenizer()

    def ours() -> None:
        for one in texts:
            extract(one.text, one.source)

    peers: dict[str, tuple[Callable[[], object], float | None]] = {
        "extract, beside jieba.cut": (lambda: [list(cut(text)) for text in simplified], TARGET),
        "extract, beside a plain regex": (lambda: [REGEX.findall(t) for t in simplified], None),
    }
    return [
        Row(name, *alternate(ours, peer), target=target) for name, (peer, target) in peers.items()
    ]


def _long(report: Report) -> None:
    """A text without a full stop must not take more than its length."""
    times = {size: repeat(lambda size=size: extract(_endless(size)), 5) for size in LONG}
    first = times[LONG[0]]
    report.section(
        "Extraction of a text without a full stop",
        "One sentence of so many characters; beside it the time of the first row multiplied by the "
        "length, which a cost that grows with the length alone would take.",
        [
            Row(
                f"{size:,} characters",
                times[size],
                [one * size / LONG[0] for one in first],
                target=1.5,
            )
            for size in LONG[1:]
        ],
        beside=f"{LONG[0]:,} characters, multiplied",
    )


def _endless(size: int) -> str:
    return (WITHOUT_STOP * (size // len(WITHOUT_STOP) + 1))[:size]


def _tokenizer() -> Callable[[str], object]:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = tempfile.mkdtemp()
    list(tokenizer.cut("预热"))
    return tokenizer.cut
