"""python -m tests.bench: what is measured, printed with how the data were made."""

import click

from tests.bench import evidence, pages


@click.command()
@click.option("--figures", default=1_000_000, show_default=True, help="Synthetic figures.")
@click.option("--rounds", default=20, show_default=True, help="Clicks a page, ours and bare in turn.")
@click.option("--only", type=click.Choice(["queries", "pages"]), help="One of the two.")
def main(figures: int, rounds: int, only: str | None) -> None:
    """Time the queries behind 数据出处, and a click on each page beside a bare one."""
    if only != "pages":
        evidence.run(figures)
    if only != "queries":
        pages.run(figures, rounds)


main()
