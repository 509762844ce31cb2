"""python -m etl build: the reviewed data as a new database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from etl.build import build
from etl.faults import FaultyDataError
from etl.options import data_option


@click.command("build")
@data_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where builds and their pointer lie.  [default: <data>/build]",
)
def command(data: Path, out: Path | None) -> None:
    """Load the reviewed data into a new database and point CURRENT at it."""
    try:
        version = build(data, out or data / "build", lambda step: click.echo(step, err=True))
    except FaultyDataError as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{error}。原有数据库不变。", err=True)
        sys.exit(1)
    click.echo(f"数据版本 {version}")
