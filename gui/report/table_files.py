"""The tables of a report as CSV: what a reader sees, in UTF-8 that Excel opens as such."""

import csv
from pathlib import Path

from domain.exchange.csv_table import without_formula
from gui.report.document import Document

FOLDER = "tables"


def write_tables(document: Document, folder: Path) -> tuple[Path, ...]:
    """Write every table into `folder`/tables. Raises OSError."""
    (folder / FOLDER).mkdir()
    written: list[Path] = []
    for table in document.tables:
        path = folder / FOLDER / f"{table.number:02}-{table.name}.csv"
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            for row in (table.heading, *table.rows):
                writer.writerow([without_formula(cell) for cell in row])
        written.append(path)
    return tuple(written)
