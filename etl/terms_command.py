"""python -m etl terms: word counts of the reports on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from etl import terms
from etl.options import data_option


@click.command("terms")
@data_option
def command(data: Path) -> None:
    """Count the words of each catalogued report that is on this machine."""
    written = terms.write(data)
    told = "、".join(written) or "无，先运行 make reports DIR=文件夹"
    click.echo(f"已写 {len(written)} 份报告的词频：{told}")
