"""Decks, workbooks and pictures beside the libraries alone, with the same numbers."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import resvg_py
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from streamlit.logger import set_log_level
from xlsxwriter import Workbook

from etl.build import build
from pages.parts import briefings, cache, collection, data, downloads, filters, proof, recipes
from pages.parts.exports import picture
from pages.parts.exports.exhibit import Exhibit
from tests.bench.report import Report, Row, alternate, repeat

DATA = Path("data")
CHARTS = 12
FIGURES = 10_000
GOAL = 5_000  # ms for a whole briefing
PAGES = {
    "overview": (),
    "rectification": (date.today(),),
    "training": (),
    "region_comparison": ((),),
}
# What the libraries alone can draw too; the others become tables.
NATIVE = ("bar", "stacked", "line")


def measure(report: Report) -> None:
    """A briefing in each form, one picture, and a long list of figures."""
    set_log_level("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        build(DATA, Path(folder))
        data.BUILD = Path(folder)
        data.begin_run()
        try:
            rows = list(_rows())
        finally:
            data.close()
            picture.close()
    report.section(
        "Exports",
        f"A briefing of {CHARTS} charts with its evidence, notes, sources and captions; one chart "
        f"at 3840 × 2160; {FIGURES:,} figures as a list.",
        rows,
        beside="the library alone, same numbers",
        made="python -m etl build",
    )


def _rows() -> Iterator[Row]:
    given = filters.of_codes(filters.choices(), (), (), (), True)
    collected = collection.Collection("简报", "单位", "日期", tuple(_items(given))[:CHARTS])
    told = briefings.briefing(collected, briefings.rebuilt(collected))
    alone = {"pptx": lambda: _bare_deck(told.exhibits), "xlsx": lambda: _bare_book(told.exhibits)}
    for output in briefings.OUTPUTS:
        name = f"{len(told.exhibits)} charts as {output.label}"

        def ours(output: briefings.Output = output) -> bytes:
            return output.render(told, None)

        peer = alone.get(output.suffix)
        yield Row(name, *alternate(ours, peer)) if peer else Row(name, repeat(ours), target=GOAL)
    chart = told.exhibits[1].chart
    drawn = picture.svg(chart).decode()
    yield Row("one chart as SVG", repeat(lambda: picture.svg(chart)))
    yield Row(
        "one chart as PNG, beside resvg of its SVG",
        *alternate(lambda: picture.png(chart), lambda: _pixels(drawn)),
    )
    few = proof.figures(told.exhibits[0].chart)
    many = pd.concat([few] * -(-FIGURES // len(few)))[:FIGURES]
    yield Row(
        f"{FIGURES:,} figures as Excel",
        *alternate(lambda: downloads.xlsx_bytes(many, "数据"), lambda: _bare_list(many)),
    )
    yield Row(
        f"{FIGURES:,} figures as CSV",
        *alternate(lambda: downloads.csv_bytes(many), lambda: many.to_csv(index=False).encode()),
    )


def _items(given: filters.Filters) -> Iterator[collection.Item]:
    for page, arguments in PAGES.items():
        view = cache.view(recipes.BUILDERS[page], given, *arguments)
        for chart in recipes.charts(view):
            if chart.kind in NATIVE and chart.categories:
                yield collection.item(recipes.of(chart), chart, data.version())


def _numbers(exhibit: Exhibit) -> tuple[list[str], list[float | None]]:
    chart = exhibit.chart
    marks = chart.series[0].marks if chart.series else ()
    return [str(name) for name in chart.categories], [mark.value for mark in marks]


def _bare_deck(exhibits: Sequence[Exhibit]) -> bytes:
    deck = Presentation()
    for exhibit in exhibits:
        numbers = CategoryChartData()
        numbers.categories, values = _numbers(exhibit)
        numbers.add_series("", values)
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        box = (Inches(1), Inches(1), Inches(8), Inches(5))
        slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, numbers)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _bare_book(exhibits: Sequence[Exhibit]) -> bytes:
    target = io.BytesIO()
    with Workbook(target) as book:
        for exhibit in exhibits:
            names, values = _numbers(exhibit)
            sheet = book.add_worksheet()
            sheet.write_column(0, 0, names)
            sheet.write_column(0, 1, values)
            chart = book.add_chart({"type": "bar"})
            last = max(len(names) - 1, 0)
            chart.add_series({
                "categories": [sheet.name, 0, 0, last, 0], "values": [sheet.name, 0, 1, last, 1],
            })  # fmt: skip
            sheet.insert_chart("D2", chart)
    return target.getvalue()


def _bare_list(table: pd.DataFrame) -> bytes:
    target = io.BytesIO()
    with Workbook(target, {"constant_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(table.itertuples(index=False)):
            sheet.write_row(at, 0, row)
    return target.getvalue()


def _pixels(svg: str) -> bytes:
    drawn = resvg_py.svg_to_bytes(svg_string=svg, zoom=picture.PNG_ZOOM, skip_system_fonts=True)
    return bytes(drawn)
