"""The values behind an answer as a file: CSV, or a workbook with real numbers."""

import csv
from collections.abc import Callable
from pathlib import Path

from domain.exchange.csv_table import without_formula
from gui.analysis.answer import Amount, Values


def save_values(_tell: Callable[[object], None], values: Values, path: Path) -> None:
    """Full precision, stable English headings; the suffix of `path` says the format.

    Raises OSError if it cannot be written.
    """
    if path.suffix.lower() == ".xlsx":
        _save_workbook(values, path)
    else:
        _save_csv(values, path)


def _save_csv(values: Values, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in (values.heading, *values.rows):
            writer.writerow([_safe(cell) for cell in row])


def _safe(cell: Amount) -> Amount:
    return without_formula(cell) if isinstance(cell, str) else cell


def _save_workbook(values: Values, path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = "values"
    for number, row in enumerate((values.heading, *values.rows), start=1):
        for column, amount in enumerate(row, start=1):
            cell = sheet.cell(number, column, amount)
            if isinstance(amount, str):
                cell.data_type = "s"  # else a text that begins with = would become a formula
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    book.save(path)
