"""One report of the catalogue to its lines of output: what every process of an extraction does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from etl.records import Source
from etl.reference import REFERENCE

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Work:
    """One document to be done."""

    source: Source
    reports: Path
    explain: bool = False

    @property
    def path(self) -> Path:
        """The report's file."""
        return self.reports / (self.source.file or "")

    @property
    def key(self) -> str:
        """A hash of all that decides the outcome: catalogue row, file, code and rules."""
        try:
            found = self.path.stat()
            file = f"{found.st_size} {found.st_mtime_ns}"
        except OSError:
            file = ""
        told = "\0".join([fingerprint(), str(self.path.absolute()), file, repr(self)])
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one document gave: lines to write, or why it failed."""

    figures: str = ""
    ledger: str = ""
    explained: str = ""
    fault: str | None = None


@cache
def fingerprint() -> str:
    """A hash of the extractor: its code and the tables that domain staff keep."""
    digest = hashlib.sha256()
    for path in [*sorted(HERE.glob("*.py")), *sorted(REFERENCE.iterdir())]:
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def process_all(batch: list[Work]) -> list[Outcome]:
    """The outcomes of several documents, in their order."""
    return [process(work) for work in batch]


def process(work: Work) -> Outcome:
    """Read one report and extract its figures and its ledger."""
    from etl.ledger import extract_ledger
    from etl.pipeline import explain
    from etl.read import UnreadableError, read_report

    try:
        text = read_report(work.path)
    except UnreadableError as error:
        return Outcome(fault=str(error))
    try:
        explained = explain(text, work.source)
        rows = extract_ledger(text, work.source)
    except Exception as error:  # one document must not take the others with it
        return Outcome(fault=f"抽取时出错（{type(error).__name__}：{error}），请报告此文件")
    reasons = explained if work.explain else []
    return Outcome(
        figures="".join(_line(asdict(e.figure)) for e in explained),
        ledger="".join(_line(asdict(row)) for row in rows),
        explained="".join(f"{e.figure.id}\t{e.figure.quote}\t{e.reason}\n" for e in reasons),
    )


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
