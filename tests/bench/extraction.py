"""The extractor beside jieba.cut alone and a plain regex, on the same reports.

python -m tests.bench.extraction FILE ...     these files instead of invented reports
"""

from __future__ import annotations

import logging
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from etl import Source, extract
from etl.catalog import read_catalog
from etl.documents import Work
from etl.engines import here, in_processes
from etl.normalise import normalise
from etl.read import read_report
from tests import synthetic_reports
from tests.bench.report import RUNS, Report, Row, alternate, wall
from tests.gold.judged import GOLD

REPORTS = 200
AS_FAST = 1.0  # as jieba.cut
# What noise may add to a cost that grows with the length.
GROWTH = 1.5
# What a script of an afternoon would do: finds most figures, and says nothing of what they mean.
REGEX = re.compile(
    r"(?<![\d.〔])\d[\d,]*(?:\.\d+)?[余多]?[万亿]?(?:人次|公里|%|[个项次期场份件条名人家起篇户处元部辆轮])"
)
# To a figure that the regex sees: 169 to one that is found, as in the five reports, whose text is not at hand.
CHARACTERS = 200
PROSE = (
    "局党组把全面从严治党摆在突出位置，坚持与业务工作同谋划、同部署、同推进、同考核，层层压实责任。",
    "各级领导干部带头学思想、强党性、重实践，主动认领问题，逐条研究对策，把整改过程变成改进作风的过程。",
    "围绕权力运行的关键环节，有关处室重新梳理流程，明确职责边界，做到用制度管人、按规矩办事。",
    "通过走访基层站所、听取服务对象意见、查阅台账资料等方式，及时掌握苗头性倾向性问题，做到早发现早纠正。",
    "下一步，将持续巩固已有成效，健全长效机制，推动形成崇廉尚洁的良好风尚，为高质量发展提供坚强保障。",
    "同时，注重发挥身边典型的示范作用，用群众听得懂、记得住的方式讲好清廉故事，让清风正气充盈机关内外。",
)
LONG = (2_500_000, 5_000_000, 10_000_000)  # bytes
# Two figures to some 300 characters, as reports have them.
WITHOUT_STOP = (
    "局党组认真落实全面从严治党主体责任，坚持问题导向，紧盯重点领域和关键环节，把监督融入日常、"
    "做在经常，层层传导压力，推动各项任务落到实处，" * 4 + "举办培训12期，培训干部300余人次，"
)


def measure(report: Report) -> None:
    """Speed on usual reports, in several processes, and on a text that never comes to an end."""
    title = "Extraction, figures as rare as in the five public reports"
    against(report, title, _sparse())
    reports = [synthetic_reports.report(number) for number in range(REPORTS)]
    made = f"python -m tests.synthetic --reports {REPORTS} --out DIR"
    dense = [(one.text, one.source) for one in reports]
    against(report, "Extraction where every sentence holds figures", dense, made)
    with tempfile.TemporaryDirectory() as folder:
        synthetic_reports.write(Path(folder), REPORTS)
        work = [Work(one.source, Path(folder)) for one in reports]
        pooled, alone = alternate(lambda: list(in_processes(work, 2)), lambda: list(here(work)))
    report.section(
        "Extraction in two processes",
        "The same reports from files, the start of the processes included.",
        [Row("--jobs 2", pooled, alone)],
        beside="--jobs 1",
        made=made,
    )
    _long(report)


def _sparse() -> list[tuple[str, Source]]:
    """The reports of tests/gold/dev with prose between their lines, where figures are rare."""
    folder = GOLD / "dev"
    sources = read_catalog(folder / "catalog.csv")
    prose = cycle(PROSE)
    return [(_thinned(read_report(folder / (one.file or "")), prose), one) for one in sources]


def _thinned(text: str, prose: Iterator[str]) -> str:
    """So much prose behind each line that a figure has its characters."""
    lines = []
    for line in text.splitlines():
        lines.append(line)
        missing = CHARACTERS * len(REGEX.findall(line)) - len(line)
        while missing > 0:
            lines.append(next(prose))
            missing -= len(lines[-1])
    return "\n".join(lines)


def against(report: Report, title: str, texts: list[tuple[str, Source]], made: str = "") -> None:
    """Both peers on the same texts."""
    simplified = [normalise(text).text for text, _ in texts]
    cut = _tokenizer()
    peers = {
        "extract, beside jieba.cut": lambda: [list(cut(text)) for text in simplified],
        "extract, beside a plain regex": lambda: [REGEX.findall(text) for text in simplified],
    }
    size = sum(len(text) for text, _ in texts)
    figures = sum(len(extract(*one)) for one in texts)
    report.section(
        title,
        f"{len(texts)} reports, {size:,} characters, {figures:,} figures found, in one process.",
        [
            Row(name, *alternate(lambda: [extract(*one) for one in texts], peer), target=target)
            for (name, peer), target in zip(peers.items(), (AS_FAST, None), strict=True)
        ],
        beside="what its row names",
        made=made,
    )


def _long(report: Report) -> None:
    """A text without a full stop must not take more than its length."""
    texts = {size: _endless(size) for size in LONG}
    times: dict[int, list[float]] = {size: [] for size in LONG}
    for _ in range(RUNS):
        for size, text in texts.items():
            times[size].append(wall(lambda text=text: extract(text)))
    first = times[LONG[0]]
    rows = [
        Row(
            f"{size / 1e6:g} MB",
            times[size],
            [one * size / LONG[0] for one in first],
            "s",
            GROWTH,
        )
        for size in LONG[1:]
    ]
    report.section(
        "Extraction of a text without a full stop",
        "One sentence of so many bytes; beside it the time of 2.5 MB multiplied by the length, "
        "which a cost that grows with the length alone would take.",
        rows,
        beside="2.5 MB, multiplied",
    )


def _endless(size: int) -> str:
    """So many bytes, in one sentence."""
    times = size // len(WITHOUT_STOP.encode()) + 1
    return (WITHOUT_STOP * times).encode()[:size].decode(errors="ignore")


def _tokenizer() -> Callable[[str], object]:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        list(tokenizer.cut("预热"))
    return tokenizer.cut


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]]
    own = [(path.read_text(encoding="utf-8"), Source(path.stem)) for path in files]
    against(Report(), "Extraction", own)
