"""The pipeline's command line: python -m etl."""

from __future__ import annotations

import sys
from pathlib import Path

import click

DATA = Path("data")
DATA_OPTION = click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DATA,
    show_default=True,
    help="The folder of the reviewed data.",
)


@click.group()
def main() -> None:
    """From public reports to checked figures in DuckDB."""


@main.command()
@DATA_OPTION
def check(data: Path) -> None:
    """Validate the reviewed data; list every fault with file, line and remedy."""
    from etl import check as checks
    from etl.faults import errors

    faults = checks.check(data)
    for fault in faults:
        click.echo(str(fault))
    wrong = len(errors(faults))
    click.echo(f"校验完成：{wrong} 处错误，{len(faults) - wrong} 条提示。")
    sys.exit(1 if wrong else 0)


@main.command()
@DATA_OPTION
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where builds and their pointer lie.  [default: <data>/build]",
)
def build(data: Path, out: Path | None) -> None:
    """Load the reviewed data into a new database and point CURRENT at it."""
    from etl import build as builds
    from etl.faults import FaultyDataError

    try:
        version = builds.build(data, out or data / "build", lambda step: click.echo(step, err=True))
    except FaultyDataError as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{error}。原有数据库不变。", err=True)
        sys.exit(1)
    click.echo(f"数据版本 {version}")


@main.command()
@DATA_OPTION
@click.option("--from", "folder", type=click.Path(path_type=Path), required=True)
def reports(data: Path, folder: Path) -> None:
    """Take report files of the catalogue in, by their hash, so that figures show in their text."""
    from etl import reports as kept

    if not folder.is_dir():
        raise click.UsageError(f"文件夹“{folder}”不存在。请写 make reports DIR=文件夹")
    taken = kept.take_in(data, sorted(path for path in folder.iterdir() if path.is_file()))
    for intake in taken:
        told = f"收入，文档 {intake.doc}" if intake.doc else "不在 sources.csv 中（按内容比对），未收入"
        click.echo(f"{intake.file}：{told}")
    click.echo(f"共收入 {sum(1 for intake in taken if intake.doc)} 份报告。")
