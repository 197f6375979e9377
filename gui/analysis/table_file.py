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
    from domain.export.table import Table, Variable
    from domain.export.workbook import write_workbook

    names = tuple(map(Variable, values.heading))
    rows = tuple(dict(zip(values.heading, row, strict=True)) for row in values.rows)
    making = path.with_name(f".{path.name}.part")
    making.unlink(missing_ok=True)
    write_workbook([Table("values", names, rows)], making)
    making.replace(path)  # the person was asked whether it may be replaced
