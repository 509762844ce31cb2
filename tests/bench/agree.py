"""Whether a second report agrees with a first: python -m tests.bench.agree FIRST SECOND.

Prints each row whose median lies outside the spread that the first report states for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click

_SPREAD = re.compile(r"([\d,.]+) \(([\d,.]+)–([\d,.]+)\)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A row of a report: its amount as it stands there, with its median and its spread."""

    text: str
    median: float
    least: float
    greatest: float


def stated(text: str) -> dict[tuple[str, str], Stated]:
    """The amounts that a report states with a spread, by section and row."""
    found, section = {}, ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.split("|")]
        spread = _SPREAD.match(cells[3]) if len(cells) > 3 else None
        if spread:
            amounts = (float(each.replace(",", "")) for each in spread.groups())
            found[section, cells[1]] = Stated(cells[3], *amounts)
    return found


@click.command()
@click.argument("first", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("second", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(first: Path, second: Path) -> None:
    """Compare what both reports state."""
    before, after = (stated(path.read_text(encoding="utf-8")) for path in (first, second))
    both = before.keys() & after.keys()
    within = overlapping = 0
    for key in sorted(both):
        one, other = before[key], after[key]
        inside = one.least <= other.median <= one.greatest
        overlap = one.least <= other.greatest and other.least <= one.greatest
        within += inside
        overlapping += overlap
        if not inside:
            told = "overlaps" if overlap else "APART"
            click.echo(f"{told:8} {key[0]} · {key[1]}: {one.text}, then {other.text}")
    click.echo(
        f"{len(both)} rows: {within} medians within the first's spread, {overlapping} spreads overlap"
    )


if __name__ == "__main__":
    main()
