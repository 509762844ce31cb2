"""Tables as files that office programs open right."""

from __future__ import annotations

import io

import pandas as pd

from pages.parts import words

# A cell that begins so would be a formula in a spreadsheet.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(table: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with a byte order mark: without it Excel garbles Chinese."""
    # \r\n also makes the writer quote a lone \r, which would else begin a new row
    return harmless(table).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def xlsx_bytes(table: pd.DataFrame, sheet: str) -> bytes:
    """One sheet with a header that stays in view and columns as wide as they need."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        page = book.add_worksheet(sheet)
        bold = book.add_format({"bold": True, "bg_color": "#E3EFEA", "bottom": 1})
        page.write_row(0, 0, list(table.columns), bold)
        for at, row in enumerate(table.itertuples(index=False), start=1):
            page.write_row(at, 0, [None if pd.isna(cell) else cell for cell in row])
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(table), 1), len(table.columns) - 1)
        for at, column in enumerate(table.columns):
            page.set_column(at, at, _width(table[column], column))
    return buffer.getvalue()


def harmless(table: pd.DataFrame) -> pd.DataFrame:
    """The table with no text cell that a spreadsheet would take for a formula."""
    return table.map(
        lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
    )


def _width(cells: pd.Series, header: str) -> int:
    # a Chinese character is two columns wide; sampling keeps long tables fast
    sample = [header, *map(str, cells.head(200))]
    return min(60, 2 + max(map(words.columns, sample)))
