"""Reading the two tables, as CSV files or data frames; their columns are in `study_tables`."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from stats.settings import Unit
from stats.study_tables import (
    VISIT_COLUMNS,
    InputProblem,
    ProblemCode,
    StudyTables,
    TableProblems,
)
from stats.table_checks import RawTable, checked

if TYPE_CHECKING:
    import pandas as pd


def read_tables(
    patients: Path | TextIO, visits: Path | TextIO, *, copper_unit: Unit = Unit.UG_DL
) -> StudyTables:
    """Both CSV tables: UTF-8, comma, header row, point as decimal sign.

    Raises `TableProblems` with everything that is wrong in either.
    """
    problems: list[InputProblem] = []
    tables = [_csv("patients", patients, problems), _csv("visits", visits, problems)]
    if any(table is None for table in tables):
        raise TableProblems(problems)
    patient_table, visit_table = (table for table in tables if table is not None)
    problems.extend(
        InputProblem("visits", 1, name, ProblemCode.UNKNOWN_COLUMN)
        for name in visit_table.columns
        if name not in VISIT_COLUMNS
    )
    return checked(patient_table, visit_table, found=problems, copper_unit=copper_unit)


def from_frames(patients: "pd.DataFrame", visits: "pd.DataFrame") -> StudyTables:
    """The same from two data frames; further columns of `visits` are not looked at."""
    return checked(_frame("patients", patients), _frame("visits", visits))


def from_rows(
    patients: Sequence[Mapping[str, Any]],
    visits: Sequence[Mapping[str, Any]],
    ratings: Sequence[Mapping[str, Any]] = (),
) -> StudyTables:
    """The same from rows as dictionaries with the columns as keys; needs no pandas.

    `ratings` (patient_id, visit, madrs, ymrs, missing_reason) have visits of their own, in the
    order in which they are first met.
    """
    return checked(
        _rows("patients", patients, "patient_id"),
        _rows("visits", visits, "patient_id", "visit", "copper"),
        _rows("ratings", ratings, "patient_id", "visit") if ratings else None,
    )


def _rows(name: str, rows: Sequence[Mapping[str, Any]], *at_least: str) -> RawTable:
    columns = list(rows[0]) if rows else list(at_least)
    cells = [[row[column] for column in columns] for row in rows]
    return RawTable(name, columns, list(enumerate(cells, start=2)))


def _frame(name: str, frame: "pd.DataFrame") -> RawTable:
    columns = [
        [None if absent else cell for cell, absent in zip(column, column.isna(), strict=True)]
        for _name, column in frame.items()
    ]
    rows = [list(cells) for cells in zip(*columns, strict=True)]
    return RawTable(name, [str(column) for column in frame.columns], list(enumerate(rows, start=2)))


def _csv(name: str, source: Path | TextIO, problems: list[InputProblem]) -> RawTable | None:
    try:
        if isinstance(source, Path):
            with source.open(encoding="utf-8-sig", newline="") as file:
                lines = list(_lines(file))
        else:
            lines = list(_lines(source))
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(InputProblem(name, None, "", ProblemCode.UNREADABLE, str(error)))
        return None
    if not lines:
        problems.append(InputProblem(name, None, "", ProblemCode.NO_HEADER))
        return None
    columns = [str(cell).strip().removeprefix("\ufeff") for cell in lines[0][1]]
    rows: list[tuple[int, list[object]]] = []
    for number, cells in lines[1:]:
        if len(cells) == len(columns):
            rows.append((number, cells))
        else:
            code = ProblemCode.WRONG_NUMBER_OF_CELLS
            problems.append(InputProblem(name, number, "", code, str(len(cells))))
    return RawTable(name, columns, rows)


def _lines(file: TextIO) -> Iterator[tuple[int, list[object]]]:
    """Rows that are not blank, with the line they begin on."""
    reader = csv.reader(file, strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, list(cells)
        begins = reader.line_num + 1
