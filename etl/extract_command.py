"""`python -m etl extract`: reports of a catalogue to figures, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from tqdm import tqdm

from etl.catalog import CatalogError, read_catalog
from etl.records import Source


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What one document gave: lines to write, or why it failed."""

    source: Source
    figures: str = ""
    ledger: str = ""
    explained: str = ""
    fault: str | None = None


@click.command()
@click.option(
    "--catalog",
    required=True,
    type=click.Path(path_type=Path, exists=True),
    help="来源目录（CSV，至少有 doc、file 两列）",
)
@click.option(
    "--reports",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="报告文件所在的文件夹",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="写出的数据点（JSONL）")
@click.option("--ledger", type=click.Path(path_type=Path), help="写出的整改台账（JSONL）")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="并行进程数")
@click.option("--explain", is_flag=True, help="逐条说明每个数据点依据的规则")
def command(
    catalog: Path, reports: Path, out: Path, ledger: Path | None, jobs: int, explain: bool
) -> None:
    """从报告中抽取数据点和整改台账。"""
    try:
        sources = read_catalog(catalog)
    except CatalogError as error:
        raise click.UsageError(str(error)) from None
    failed = 0
    with ExitStack() as stack:
        figures_file = stack.enter_context(out.open("w", encoding="utf-8", newline="\n"))
        ledger_file = (
            stack.enter_context(ledger.open("w", encoding="utf-8", newline="\n"))
            if ledger
            else None
        )
        outcomes = _outcomes(sources, reports, jobs, stack)
        for outcome in tqdm(outcomes, total=len(sources), unit="篇", file=sys.stderr, disable=None):
            if outcome.fault is not None:
                failed += 1
                tqdm.write(f"{outcome.source.file}：{outcome.fault}", file=sys.stderr)
                continue
            figures_file.write(outcome.figures)
            if ledger_file:
                ledger_file.write(outcome.ledger)
            if explain:
                click.echo(outcome.explained, nl=False)
    if failed:
        tqdm.write(f"{len(sources)} 篇中有 {failed} 篇未能处理", file=sys.stderr)
        sys.exit(1)


def _outcomes(
    sources: list[Source], reports: Path, jobs: int, stack: ExitStack
) -> Iterator[_Outcome]:
    """The outcomes in the catalogue's order, whatever the number of processes."""
    work = [(source, reports) for source in sources]
    if jobs == 1 or len(sources) < 2:
        return map(_process, work)
    pool = stack.enter_context(ProcessPoolExecutor(jobs))
    return pool.map(_process, work, chunksize=max(1, min(16, len(work) // (jobs * 4))))


def _process(work: tuple[Source, Path]) -> _Outcome:
    from etl.ledger import extract_ledger
    from etl.pipeline import explain
    from etl.read import UnreadableError, read_report

    source, reports = work
    try:
        text = read_report(reports / (source.file or ""))
    except UnreadableError as error:
        return _Outcome(source, fault=str(error))
    try:
        explained = explain(text, source)
        rows = extract_ledger(text, source)
    except Exception as error:  # one document must not take the others with it
        return _Outcome(
            source, fault=f"抽取时出错（{type(error).__name__}：{error}），请报告此文件"
        )
    return _Outcome(
        source,
        figures="".join(_line(asdict(e.figure)) for e in explained),
        ledger="".join(_line(asdict(row)) for row in rows),
        explained="".join(f"{e.figure.id}\t{e.figure.quote}\t{e.reason}\n" for e in explained),
    )


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
