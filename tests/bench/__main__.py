"""python -m tests.bench: what is measured, printed with how the data were made."""

import click

from tests.bench import evidence


@click.command()
@click.option("--figures", default=1_000_000, show_default=True, help="Synthetic figures.")
def main(figures: int) -> None:
    """Time the queries behind 数据出处 on the five reports and on synthetic figures."""
    evidence.run(figures)


main()
