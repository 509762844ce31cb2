"""python -m etl reports: keep the catalogue's reports on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from etl import reports
from etl.options import data_option


@click.command("reports")
@data_option
@click.option("--from", "folder", type=click.Path(path_type=Path), required=True)
def command(data: Path, folder: Path) -> None:
    """Take report files of the catalogue in, by their hash, so that figures show in their text."""
    if not folder.is_dir():
        raise click.UsageError(f"文件夹“{folder}”不存在。请写 make reports DIR=文件夹")
    taken = reports.take_in(data, sorted(path for path in folder.iterdir() if path.is_file()))
    for intake in taken:
        told = (
            f"收入，文档 {intake.doc}"
            if intake.doc
            else "不在 sources.csv 中（按内容比对），未收入"
        )
        click.echo(f"{intake.file}：{told}")
    click.echo(f"共收入 {sum(1 for intake in taken if intake.doc)} 份报告。")
