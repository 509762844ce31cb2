"""A collection on today's data: every chart made again, what has changed, and the files of all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pages.parts import collection, proof, recipes, words
from pages.parts.chart import Chart
from pages.parts.collection import Collection, Item
from pages.parts.exports.briefing import Briefing, Progress, silent
from pages.parts.exports.formats import OFFICE


@dataclass(frozen=True, slots=True)
class Made:
    """A collected chart on today's data, or why it cannot be made."""

    item: Item
    chart: Chart | None
    changes: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a whole briefing."""

    label: str
    suffix: str
    mime: str
    icon: str
    render: Callable[[Briefing, bytes | None, Progress], bytes]  # the template is PowerPoint's


def rebuilt(collected: Collection) -> list[Made]:
    """Every collected chart, in order."""
    return [_made(item) for item in collected.items]


def briefing(collected: Collection, made: Sequence[Made]) -> Briefing:
    """What is exported: the charts that there are, with the figures behind them."""
    return Briefing(
        collected.title,
        collected.unit,
        collected.date,
        tuple(
            proof.exhibit(each.chart, each.item.title or each.chart.finding)
            for each in made
            if each.chart
        ),
    )


def stem(collected: Collection) -> str:
    """A file's name: title, unit, date."""
    told = [words.file_part(text) for text in (collected.title, collected.unit)]
    return "_".join([*(part for part in told if part), f"{date.today():%Y%m%d}"])


def dated(told: Briefing, day: str) -> Briefing:
    """The briefing with another date on its cover."""
    return replace(told, date=day)


def _made(item: Item) -> Made:
    try:
        chart = recipes.rebuild(item.recipe)
    except recipes.RecipeError as error:
        return Made(item, None, fault=str(error))
    return Made(item, chart, tuple(collection.changes(item, chart)))


def _deck(told: Briefing, template: bytes | None, progress: Progress = silent) -> bytes:
    from pages.parts.exports import deck

    return deck.render(told, template, progress)


def _book(told: Briefing, _: bytes | None, progress: Progress = silent) -> bytes:
    from pages.parts.exports import xlsx_face

    content = xlsx_face.book(told.exhibits, told.cover)
    progress(1.0, "完成")
    return content


def _report(told: Briefing, _: bytes | None, progress: Progress = silent) -> bytes:
    from pages.parts.exports import docx_face

    return docx_face.render(told, progress)


OUTPUTS = (
    Output(
        "PowerPoint", "pptx", f"{OFFICE}presentationml.presentation", ":material/slideshow:", _deck
    ),
    Output("Excel", "xlsx", f"{OFFICE}spreadsheetml.sheet", ":material/table_chart:", _book),
    Output(
        "Word", "docx", f"{OFFICE}wordprocessingml.document", ":material/description:", _report
    ),
)
