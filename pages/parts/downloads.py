"""Tables as files that office programs open right."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from pages.parts import words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

# Rows of a CSV that are written at once.
CHUNK = 10_000
# Rows of a workbook between two words of how far it is.
TOLD_ROWS = 2_000
Progress = Callable[[float], object]  # told the share that is done
# A cell that begins so would be a formula in a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(table: pd.DataFrame, progress: Progress = lambda _: None) -> bytes:
    """CSV in UTF-8 with a byte order mark: without it Excel garbles Chinese."""
    buffer = io.BytesIO()
    buffer.write(codecs.BOM_UTF8)
    for at in range(0, max(len(table), 1), CHUNK):
        part = harmless(table.iloc[at : at + CHUNK])
        # \r\n also makes the writer quote a lone \r, which would else begin a new row
        part.to_csv(buffer, index=False, header=at == 0, lineterminator="\r\n", encoding="utf-8")
        progress(min(1.0, (at + CHUNK) / max(len(table), 1)))
    return buffer.getvalue()


def xlsx_bytes(
    table: pd.DataFrame, sheet: str, progress: Progress = lambda _: None
) -> bytes:
    """One sheet with a header that stays in view and columns as wide as they need."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        # a row at a time goes to disk: a hundred thousand of them do not fill the memory
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "bg_color": "#E3EFEA", "bottom": 1})
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)
        for at, column in enumerate(table.columns):
            page.set_column(at, at, _width(table[column], column))
            page.write_string(0, at, column, bold)
        for at, row in enumerate(table.itertuples(index=False, name=None), start=1):
            _write_row(page, at, row)
            if at % TOLD_ROWS == 0:
                progress(at / len(table))
    return buffer.getvalue()


def _write_row(page: Worksheet, at: int, row: tuple) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(at, column, cell)
        elif not pd.isna(cell):
            page.write_number(at, column, cell)


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """The table with no text cell that a spreadsheet would take for a formula."""
    return table.map(_harmless).rename(columns=_harmless)


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _width(cells: pd.Series, header: str) -> int:
    # a Chinese character is two columns wide; sampling keeps long tables fast
    sample = [header, *map(str, cells.head(200))]
    return min(60, 2 + max(map(words.columns, sample)))
