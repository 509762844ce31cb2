"""Charts as Excel workbooks: native chart, its data, and the figures behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from pages.parts import theme
from pages.parts.chart import Chart, Mark, Series
from pages.parts.exports import exhibit as exhibits
from pages.parts.exports import office
from pages.parts.exports.exhibit import Exhibit
from pages.parts.exports.grid import axis_names, grid, sign_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

PROOF, MATTERS, SOURCES = "数据出处", "清单出处", "来源"
KINDS = {
    "bar": {"type": "bar"},
    "stacked": {"type": "bar", "subtype": "stacked"},
    "line": {"type": "line"},
}
STROKES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "long_dash_dot")
SYMBOLS = ("circle", "square", "diamond", "triangle", "x", "star")
ZOOM = 1.5  # of a picture, sharp at half its size
FIRST_ROW = 3  # of the data, below title, caption and a blank row
# The widest that a column is made: longer texts wrap.
WIDEST = 46
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def render(exhibit: Exhibit) -> bytes:
    """One chart's workbook."""
    return book([exhibit])


def book(collected: Sequence[Exhibit], cover: Iterable[tuple[str, str]] = ()) -> bytes:
    """A sheet a chart, then the figures behind all of them."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, office.BOOK_OPTIONS) as workbook:
        looks = _looks(workbook)
        if told := list(cover):
            _cover(workbook.add_worksheet("目录"), told, collected, looks)
        names: list[str] = []
        for exhibit in collected:
            names.append(_sheet_name(exhibit, names, len(collected)))
            _chart_sheet(workbook, workbook.add_worksheet(names[-1]), exhibit, looks)
        _table_sheet(workbook, PROOF, exhibits.all_proof(collected), looks)
        matters = exhibits.all_matters(collected)
        if len(matters):
            _table_sheet(workbook, MATTERS, matters, looks)
        if len(collected) > 1:
            _table_sheet(workbook, SOURCES, exhibits.sources(collected), looks)
    return buffer.getvalue()


def _looks(workbook: Workbook) -> dict[str, Any]:
    base = {"font_name": office.TYPEFACE, "font_size": 10, "font_color": theme.INK}
    wrap = {"text_wrap": True, "valign": "vcenter"}
    head = base | wrap | {"bold": True, "bg_color": theme.ACCENT_PALE, "bottom": 1}
    gap = base | wrap | {"italic": True, "font_color": theme.MUTED}
    return {
        "title": workbook.add_format(base | {"bold": True, "font_size": 14}),
        "caption": workbook.add_format(base | {"font_color": theme.MUTED, "font_size": 9}),
        "head": workbook.add_format(head),
        "head centred": workbook.add_format(head | {"align": "center"}),
        "cell": workbook.add_format(base | wrap),
        "number": workbook.add_format(base | wrap | {"num_format": "#,##0.##########"}),
        "whole": workbook.add_format(base | wrap | {"num_format": "#,##0"}),
        "gap": workbook.add_format(gap),
        "gap centred": workbook.add_format(gap | {"align": "center"}),
        "plain": base,
    }


def _sheet_name(exhibit: Exhibit, taken: list[str], count: int) -> str:
    if count == 1:
        return "图表"
    return FORBIDDEN.sub(" ", office.clean(f"{len(taken) + 1} {exhibit.title}"))[:31].strip()


def _cover(
    sheet: Worksheet, told: list[tuple[str, str]], collected: Sequence[Exhibit], looks: dict
) -> None:
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, 1, 90)
    for row, (name, text) in enumerate(told):
        sheet.write_string(row, 0, name, looks["caption"])
        sheet.write_string(row, 1, text, looks["title" if row == 0 else "cell"])
    for at, exhibit in enumerate(collected, start=1):
        sheet.write_number(len(told) + at, 0, at, looks["whole"])
        sheet.write_string(len(told) + at, 1, exhibit.title, looks["cell"])


def _chart_sheet(workbook: Workbook, sheet: Worksheet, exhibit: Exhibit, looks: dict) -> None:
    chart = exhibit.chart
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, exhibit.title, looks["title"])
    sheet.write_string(1, 0, chart.caption, looks["caption"])
    if chart.kind in KINDS and chart.categories:
        _numbers(sheet, chart, looks)
        _native(workbook, sheet, chart)
    else:
        _cells(workbook, sheet, chart, looks)
        if chart.kind == "cloud" and chart.categories:
            _picture(sheet, chart)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _picture(sheet: Worksheet, chart: Chart) -> None:
    """What no Excel chart can draw, beside its data."""
    from pages.parts.exports import picture

    content = io.BytesIO(picture.png(chart, zoom=ZOOM, bare=True))
    half = {"x_scale": 0.5, "y_scale": 0.5, "description": chart.alt[:500]}
    sheet.insert_image(FIRST_ROW, 4, "cloud.png", {"image_data": content, **half})


def _numbers(sheet: Worksheet, chart: Chart, looks: dict) -> None:
    """A row a category: numbers (a gap stays empty), then what the screen writes."""
    names = [chart.category_title, *(series.name for series in chart.series)]
    names += [f"{series.name}（显示）" for series in chart.series]
    # what the chart's axis reads: a gap's word stands with the name
    names += ["图中名称"]
    labels = axis_names(chart)
    for column, name in enumerate(names):
        sheet.write_string(FIRST_ROW, column, name, looks["head"])
    count = len(chart.series)
    for at, category in enumerate(chart.categories):
        row = FIRST_ROW + 1 + at
        sheet.write_string(row, 0, category, looks["cell"])
        for column, series in enumerate(chart.series, start=1):
            mark = series.marks[at]
            if mark.value is not None:
                kind = "whole" if float(mark.value).is_integer() else "number"
                sheet.write_number(row, column, mark.value, looks[kind])
            kind = "gap" if mark.gap else "cell"
            sheet.write_string(row, column + count, _told(mark), looks[kind])
        sheet.write_string(row, 2 * count + 1, labels[at], looks["cell"])
    sheet.set_column(0, 0, _width([chart.category_title, *chart.categories]))
    sheet.set_column(2 * count + 1, 2 * count + 1, _width(["图中名称", *labels]))
    for column, series in enumerate(chart.series, start=1):
        sheet.set_column(column, column, 12)
        texts = [f"{series.name}（显示）", *map(_told, series.marks)]
        sheet.set_column(column + count, column + count, _width(texts))


def _told(mark: Mark) -> str:
    notes = [part for part in ("目标" if mark.target else "", mark.note) if part]
    return f"{mark.text}（{'，'.join(notes)}）" if notes else mark.text


def _native(workbook: Workbook, sheet: Worksheet, chart: Chart) -> None:
    drawn = workbook.add_chart(KINDS[chart.kind])
    last = FIRST_ROW + len(chart.categories)
    labels = 2 * len(chart.series) + 1
    font = {"name": office.TYPEFACE, "color": theme.INK, "size": 10}
    for column, series in enumerate(chart.series, start=1):
        drawn.add_series(
            {
                "name": [sheet.name, FIRST_ROW, column],
                "categories": [sheet.name, FIRST_ROW + 1, labels, last, labels],
                "values": [sheet.name, FIRST_ROW + 1, column, last, column],
                "gap": 55,
                **_series_look(chart, series, font),
            }
        )
    # XlsxWriter leaves the default unsaid, which not every program reads as a gap
    drawn._write_disp_blanks_as = partial(
        drawn._xml_empty_tag, "c:dispBlanksAs", [("val", "gap")]
    )
    drawn.set_title({"none": True})
    drawn.set_legend(
        {"position": "top", "font": font} if len(chart.series) > 1 else {"none": True}
    )
    grid_off = {"visible": False}
    if chart.kind == "line":
        drawn.set_x_axis({"num_font": font})
        drawn.set_y_axis({"min": 0, "num_font": font, "major_gridlines": {
            "visible": True, "line": {"color": theme.LINE}}})  # fmt: skip
    else:
        # bars lie: the names' axis is the upright one
        drawn.set_y_axis({"reverse": True, "num_font": font, "line": {"color": theme.LINE},
                          "major_tick_mark": "none", "major_gridlines": grid_off})  # fmt: skip
        drawn.set_x_axis({"min": 0, "visible": False, "major_gridlines": grid_off})
    drawn.set_chartarea({"border": {"none": True}})
    height = 320 if chart.kind == "line" else 90 + 42 * len(chart.categories)
    drawn.set_size({"width": 860, "height": min(900, max(240, height))})
    below = {"object_position": 2, "description": chart.alt[:500]}
    sheet.insert_chart(last + 2, 0, drawn, below)


def _series_look(chart: Chart, series: Series, font: dict) -> dict[str, Any]:
    colour = series.colour or theme.ACCENT
    light = chart.kind == "stacked" and colour == theme.ACCENT
    label_font = font | ({"color": "#FFFFFF"} if light else {})
    labels = [
        {"value": sign_text(mark), "font": label_font}
        if mark.value or (mark.value == 0 and chart.kind != "stacked")
        else {"delete": True}
        for mark in series.marks
    ]
    look: dict[str, Any] = {"data_labels": {"value": True, "custom": labels, "font": label_font}}
    if chart.kind == "line":
        look["data_labels"]["position"] = "above"
        paint = {"fill": {"color": colour}, "border": {"color": colour}}
        marker = {"type": SYMBOLS[series.stroke], "size": 7, **paint}
        stroke = STROKES[series.stroke]
        return look | {
            "line": {"color": colour, "width": 2.5, "dash_type": stroke}, "marker": marker
        }  # fmt: skip
    if chart.kind == "stacked":
        look["data_labels"]["position"] = "center"
        return look | {"fill": {"color": colour}, "overlap": 100}
    return look | {
        "fill": {"color": colour},
        "points": [_point(mark, colour) for mark in series.marks],
    }


def _point(mark: Mark, colour: str) -> dict[str, Any] | None:
    if mark.value is None:
        return None
    shown = mark.colour or colour
    if mark.target:
        return {"fill": {"none": True}, "border": {"color": shown, "width": 1.75}}
    return {"fill": {"color": shown}, "border": {"none": True}}


def _cells(workbook: Workbook, sheet: Worksheet, chart: Chart, looks: dict) -> None:
    """A list, or the matrix with its shades."""
    header, rows = grid(chart)
    for at, cells in enumerate([header, *rows]):
        for column, cell in enumerate(cells):
            if cell.value is not None:
                look = {"bg_color": cell.fill, "font_color": cell.ink, "align": "center"}
                shaded = workbook.add_format(looks["plain"] | look)
                sheet.write_number(FIRST_ROW + at, column, cell.value, shaded)
            else:
                name = "head" if cell.head else "gap" if cell.gap else "cell"
                name = f"{name} centred" if cell.centred else name
                sheet.write_string(FIRST_ROW + at, column, cell.text, looks[name])
    for column in range(len(header)):
        sheet.set_column(column, column, _width([row[column].text for row in [header, *rows]]))
    sheet.freeze_panes(FIRST_ROW + 1, 0)


def _table_sheet(workbook: Workbook, name: str, table: pd.DataFrame, looks: dict) -> None:
    sheet = workbook.add_worksheet(name)
    for column, head in enumerate(table.columns):
        sheet.write_string(0, column, head, looks["head"])
        sheet.set_column(column, column, _width([head, *map(str, table[head].head(200))]))
    for at, row in enumerate(table.itertuples(index=False), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell, looks["cell"])
            elif not pd.isna(cell):
                sheet.write_number(at, column, cell, looks["number" if cell % 1 else "whole"])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if len(table):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _width(texts: Sequence[str]) -> int:
    # a Chinese character is two columns wide
    longest = max(sum(2 if ord(c) > 255 else 1 for c in text) for text in texts)
    return min(WIDEST, longest + 3)
