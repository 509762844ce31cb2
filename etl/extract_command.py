"""`python -m etl extract`: reports of a catalogue to figures, one JSON object a line."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import click
from tqdm import tqdm

from etl import engines
from etl.catalog import CatalogError, read_catalog
from etl.documents import Outcome, Work
from etl.files import TEMPORARY, swap_in
from etl.records import Source
from etl.unfinished import InUseError, Unfinished

STOPPED = 130  # as a shell says of what Ctrl-C ended
KEPT = "已完成的部分保留，再次运行同一命令即从那里继续。"


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
@click.option(
    "--scheduler",
    metavar="tcp://主机:端口",
    help="交给 Dask 集群处理（另装 requirements-scale.txt；各工作进程须能看到报告文件夹）",
)
@click.option("--explain", is_flag=True, help="逐条说明每个数据点依据的规则")
def command(
    catalog: Path,
    reports: Path,
    out: Path,
    ledger: Path | None,
    jobs: int,
    scheduler: str | None,
    explain: bool,
) -> None:
    """从报告中抽取数据点和整改台账；中断后再次运行同一命令，从中断处继续。"""
    if scheduler and jobs > 1:
        raise click.UsageError("--jobs 与 --scheduler 只能用一个")
    work = [Work(source, reports, explain) for source in _sources(catalog)]
    try:
        with Unfinished(out, work) as unfinished:
            failed = _tell_faults(work, unfinished)
            failed += _process(work, unfinished, jobs, scheduler)
            _write(unfinished, out, ledger)
            unfinished.remove()
    except InUseError as error:
        raise click.UsageError(str(error)) from None
    except engines.ClusterError as error:
        click.echo(f"{error}。{KEPT}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo(f"\n已停止。{KEPT}", err=True)
        sys.exit(STOPPED)
    if failed:
        click.echo(f"{len(work)} 篇中有 {failed} 篇未能处理", err=True)
        sys.exit(1)


def _sources(catalog: Path) -> list[Source]:
    try:
        return read_catalog(catalog)
    except CatalogError as error:
        raise click.UsageError(str(error)) from None


def _tell_faults(work: Sequence[Work], unfinished: Unfinished) -> int:
    """Say what is taken over from a run that was cut off; how many of it had failed."""
    if not unfinished.done:
        return 0
    rest = len(work) - unfinished.done
    click.echo(f"从上次中断处继续：已有 {unfinished.done} 篇，还剩 {rest} 篇", err=True)
    return sum(_failed(*pair) for pair in zip(work, unfinished.outcomes(), strict=False))


def _process(work: Sequence[Work], unfinished: Unfinished, jobs: int, scheduler: str | None) -> int:
    """Do what is not done yet; how many documents failed."""
    done = unfinished.done
    rest = work[done:]
    failed = 0
    bar = tqdm(total=len(work), initial=done, unit="篇", file=sys.stderr, disable=None)
    with bar, closing(_outcomes(rest, jobs, scheduler)) as outcomes:
        for one, outcome in zip(rest, outcomes, strict=True):
            unfinished.add(outcome)
            failed += _failed(one, outcome)
            bar.update()
    return failed


def _outcomes(
    work: Sequence[Work], jobs: int, scheduler: str | None
) -> Generator[Outcome, None, None]:
    if scheduler and work:
        return engines.on_cluster(work, scheduler)
    return engines.in_processes(work, jobs) if min(jobs, len(work)) > 1 else engines.here(work)


def _failed(work: Work, outcome: Outcome) -> bool:
    """Name a document that failed."""
    if outcome.fault is not None:
        tqdm.write(f"{work.source.file}：{outcome.fault}", file=sys.stderr)
    return outcome.fault is not None


def _write(unfinished: Unfinished, out: Path, ledger: Path | None) -> None:
    """Both files whole, or as they were; the explanations to standard output."""
    paths = [path for path in (out, ledger) if path]
    temporary = [path.with_name(f"{TEMPORARY}{path.name}") for path in paths]
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("wb")) for path in temporary]
        for outcome in unfinished.outcomes():
            for file, lines in zip(files, (outcome.figures, outcome.ledger), strict=False):
                file.write(lines.encode("utf-8"))
            click.echo(outcome.explained, nl=False)
    for made, path in zip(temporary, paths, strict=True):
        swap_in(made, path)
