"""python -m pages.parts.briefing_cli: a saved collection as files, without the app running."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

import click
from streamlit.logger import set_log_level

# Streamlit's caches work without its runtime, and would say so for each of them.
set_log_level("ERROR")

import queries  # noqa: E402
from pages.parts import briefings, collection, data  # noqa: E402
from pages.parts.exports import picture  # noqa: E402
from pages.parts.exports import template as templates  # noqa: E402

SUFFIXES = tuple(output.suffix for output in briefings.OUTPUTS)


@click.command()
@click.option("--collection", "kept", required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--data", "folder", default=data.DATA, type=click.Path(path_type=Path))
@click.option("--template", "own", type=click.Path(path_type=Path), help="The unit's own .pptx.")
@click.option(
    "--format", "suffixes", multiple=True, type=click.Choice(SUFFIXES), help="Default: all three."
)
@click.option("--today", is_flag=True, help="The cover is dated today instead of as saved.")
def main(
    kept: Path,
    out: Path,
    folder: Path,
    own: Path | None,
    suffixes: tuple[str, ...],
    today: bool,
) -> None:
    """Make a briefing from a collection saved on the page 简报导出.

    Exit code 0: all is written. 1: some charts cannot be made on these data; the others are
    written. 2: wrong usage, or nothing can be written. Numbers that differ from those saved are
    listed on stderr.
    """
    collected = _collection(kept)
    data.read_from(folder)
    try:
        data.begin_run()
        made = briefings.rebuilt(collected)
    except queries.NoBuildError:
        _give_up(f"{folder} 里没有生成的数据库，请先运行 python -m etl build --data {folder}")
    failed = _tell(made)
    if all(each.chart is None for each in made):
        _give_up("收藏里没有一张图可以用现有数据做出")
    told = briefings.briefing(collected, made)
    if today:
        now = date.today()
        told = briefings.dated(told, f"{now.year}年{now.month}月{now.day}日")
    out.mkdir(parents=True, exist_ok=True)
    for output in briefings.OUTPUTS:
        if output.suffix in (suffixes or SUFFIXES):
            path = out / f"{briefings.stem(collected)}.{output.suffix}"
            path.write_bytes(_rendered(output, told, own))
            click.echo(path)
    data.close()
    picture.close()
    sys.exit(1 if failed else 0)


def _collection(kept: Path) -> collection.Collection:
    try:
        return collection.load(kept.read_bytes())
    except OSError as error:
        _give_up(f"读不到 {kept}：{error.strerror}")
    except collection.CollectionError as error:
        _give_up(f"{kept}：{error}")


def _rendered(output: briefings.Output, told: briefings.Briefing, own: Path | None) -> bytes:
    try:
        return output.render(told, own.read_bytes() if own else None, briefings.silent)
    except OSError as error:
        _give_up(f"读不到模板：{error}")
    except templates.TemplateError as error:
        _give_up(str(error))


def _tell(made: list[briefings.Made]) -> bool:
    """Name charts that cannot be made and numbers that have changed; whether there are any lost."""
    for at, each in enumerate(made, start=1):
        if each.fault:
            click.echo(f"第 {at} 张图“{each.item.heading}”：{each.fault}", err=True)
        for change in each.changes:
            click.echo(f"第 {at} 张图“{each.item.heading}”有变化：{change}", err=True)
    return any(each.fault for each in made)


def _give_up(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
