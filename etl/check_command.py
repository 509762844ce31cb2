"""python -m etl check: every fault of the reviewed data, with file, line and remedy."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from etl.check import check
from etl.faults import errors
from etl.options import data_option


@click.command("check")
@data_option
def command(data: Path) -> None:
    """Validate the reviewed data; list every fault with file, line and remedy."""
    faults = check(data)
    for fault in faults:
        click.echo(str(fault))
    wrong = len(errors(faults))
    click.echo(f"校验完成：{wrong} 处错误，{len(faults) - wrong} 条提示。")
    sys.exit(1 if wrong else 0)
