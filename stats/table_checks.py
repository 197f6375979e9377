"""Checking the cells of the two tables; every problem is collected before anything is refused."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from numbers import Real

from stats.presence import MissingReason
from stats.settings import Unit
from stats.study_tables import (
    MARK_COLUMNS,
    PATIENT_COLUMNS,
    InputProblem,
    PatientRow,
    ProblemCode,
    RatingRow,
    StudyTables,
    TableProblems,
    VisitRow,
    is_draw,
)

HIGHEST_RATING = 60
"""Of both scales: ten items of MADRS to 6 points, eleven of YMRS to 4 or 8."""

_REQUIRED = {"patients": ("patient_id",), "visits": ("patient_id", "visit", "copper")}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_TRUTH = {"": False, "0": False, "false": False, "1": True, "true": True}


@dataclass(frozen=True, slots=True)
class RawTable:
    """Cells as they were read: text, numbers, or None where there is nothing."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[int, Sequence[object]]]
    """Each with its number in the sheet; the header is row 1."""


def checked(
    patients: RawTable,
    visits: RawTable,
    ratings: RawTable | None = None,
    *,
    found: Iterable[InputProblem] = (),
    copper_unit: Unit = Unit.UG_DL,
) -> StudyTables:
    """The tables as records, or `TableProblems` with all `found` before and here."""
    problems = [*found, *_column_problems(patients), *_column_problems(visits)]
    missing = {p.table for p in problems if p.code is ProblemCode.MISSING_COLUMN}
    patient_rows = {} if "patients" in missing else _patients(patients, problems)
    visit_rows = {} if "visits" in missing else _visits(visits, problems, copper_unit)
    if not missing:
        problems.extend(
            InputProblem("visits", number, "patient_id", ProblemCode.UNKNOWN_PATIENT, patient)
            for (patient, _), (number, _) in visit_rows.items()
            if patient not in patient_rows
        )
    rating_rows = {} if ratings is None else _ratings(ratings, set(patient_rows), problems)
    if problems:
        raise TableProblems(problems)
    return StudyTables(
        tuple(patient_rows[patient] for patient in sorted(patient_rows)),
        {key: visit_rows[key][1] for key in sorted(visit_rows)},
        tuple(_comorbidities(patients)),
        tuple(dict.fromkeys(visit for _, visit in rating_rows)),
        {key: rating_rows[key] for key in sorted(rating_rows)},
    )


def _column_problems(table: RawTable) -> list[InputProblem]:
    absent = [name for name in _REQUIRED[table.name] if name not in table.columns]
    double = sorted({name for name in table.columns if table.columns.count(name) > 1})
    return [
        *(InputProblem(table.name, 1, name, ProblemCode.MISSING_COLUMN) for name in absent),
        *(InputProblem(table.name, 1, name, ProblemCode.DOUBLE_COLUMN) for name in double),
    ]


@dataclass(slots=True)
class _Cells:
    """One row of a table; reading a cell notes what is wrong with it."""

    table: str
    number: int
    by_column: dict[str, object]
    problems: list[InputProblem] = field(repr=False)

    def refuse(self, column: str, code: ProblemCode, value: str = "") -> None:
        self.problems.append(InputProblem(self.table, self.number, column, code, value))

    def text(self, column: str) -> str:
        cell = self.by_column.get(column)
        return "" if cell is None else str(cell).strip()

    def number_in(self, column: str, lowest: float, highest: float) -> float | None:
        """The number in the cell; None if it is empty, or refused."""
        cell = self.by_column.get(column)
        text = self.text(column)
        if not text:
            return None
        is_number = not isinstance(cell, bool) and (
            isinstance(cell, Real) or (isinstance(cell, str) and _NUMBER.fullmatch(text))
        )
        value = float(text) if is_number else math.nan
        if not math.isfinite(value):
            self.refuse(column, ProblemCode.NOT_A_NUMBER, text)
            return None
        if not lowest <= value <= highest:
            self.refuse(column, ProblemCode.OUT_OF_RANGE, text)
            return None
        return value

    def copper(self, unit: Unit) -> float | None:
        """µg/dL, of a value given in `unit`."""
        value = self.number_in("copper", -math.inf, 1e6)
        if value is None:
            return None
        if value <= 0.0:
            self.refuse("copper", ProblemCode.NOT_POSITIVE, self.text("copper"))
            return None
        return value / unit.per_ug_dl

    def truth(self, column: str) -> bool:
        text = self.text(column).lower().removesuffix(".0")
        if text not in _TRUTH:
            self.refuse(column, ProblemCode.NOT_YES_OR_NO, self.text(column))
        return _TRUTH.get(text, False)


def _rows(table: RawTable, problems: list[InputProblem]) -> list[_Cells]:
    return [
        _Cells(table.name, number, dict(zip(table.columns, cells, strict=True)), problems)
        for number, cells in table.rows
    ]


def _patients(table: RawTable, problems: list[InputProblem]) -> dict[str, PatientRow]:
    comorbidities = _comorbidities(table)
    patients: dict[str, PatientRow] = {}
    for row in _rows(table, problems):
        patient = row.text("patient_id")
        sex = row.text("sex").upper()
        if not patient:
            row.refuse("patient_id", ProblemCode.EMPTY)
        elif patient in patients:
            row.refuse("patient_id", ProblemCode.DUPLICATE_PATIENT, patient)
        if sex not in ("", "F", "M"):
            row.refuse("sex", ProblemCode.NOT_F_OR_M, row.text("sex"))
        patients[patient] = PatientRow(
            patient,
            sex,
            row.number_in("age", 0.0, 130.0),
            row.text("diagnosis"),
            frozenset(name for name in comorbidities if row.truth(name)),
        )
    return patients


def _comorbidities(patients: RawTable) -> list[str]:
    return [name for name in patients.columns if name and name not in PATIENT_COLUMNS]


def _visits(
    table: RawTable, problems: list[InputProblem], copper_unit: Unit
) -> dict[tuple[str, str], tuple[int, VisitRow]]:
    visits: dict[tuple[str, str], tuple[int, VisitRow]] = {}
    numbers: dict[str, float] = {}
    for row in _rows(table, problems):
        patient, draw = row.text("patient_id"), row.text("visit")
        draw = "baseline" if draw == "pre" else draw
        if not patient:
            row.refuse("patient_id", ProblemCode.EMPTY)
        if not is_draw(draw):
            row.refuse("visit", ProblemCode.UNKNOWN_VISIT if draw else ProblemCode.EMPTY, draw)
        elif (patient, draw) in visits:
            row.refuse("visit", ProblemCode.DUPLICATE_VISIT, f"{patient} {draw}")
        visit_no = row.number_in("visit_no", 0.0, 1000.0)
        if visit_no is not None and numbers.setdefault(draw, visit_no) != visit_no:
            row.refuse("visit_no", ProblemCode.CONTRADICTION, row.text("visit_no"))
        visits[patient, draw] = (row.number, _visit(row, copper_unit))
    return visits


def _ratings(
    table: RawTable, patients: set[str], problems: list[InputProblem]
) -> dict[tuple[str, str], RatingRow]:
    """By patient and visit; the first patient's rows give the order of the visits."""
    ratings: dict[tuple[str, str], RatingRow] = {}
    for row in _rows(table, problems):
        key = row.text("patient_id"), row.text("visit")
        if not all(key):
            row.refuse("visit", ProblemCode.EMPTY)
        elif key in ratings:
            row.refuse("visit", ProblemCode.DUPLICATE_VISIT, " ".join(key))
        elif key[0] not in patients:
            row.refuse("patient_id", ProblemCode.UNKNOWN_PATIENT, key[0])
        madrs, ymrs = (row.number_in(scale, 0.0, HIGHEST_RATING) for scale in ("madrs", "ymrs"))
        ratings[key] = RatingRow(madrs, ymrs, _reason(row))
    return ratings


def _visit(row: _Cells, copper_unit: Unit) -> VisitRow:
    copper = row.copper(copper_unit)
    below_loq, above_uloq, out_of_window, haemolysed = map(row.truth, MARK_COLUMNS)
    reason = _reason(row)
    if (below_loq or above_uloq) and not row.text("copper") and reason is None:
        row.refuse("copper", ProblemCode.CONTRADICTION)
    return VisitRow(
        copper,
        row.number_in("madrs", 0.0, HIGHEST_RATING),
        row.number_in("ymrs", 0.0, HIGHEST_RATING),
        below_loq,
        above_uloq,
        out_of_window,
        haemolysed,
        reason,
        row.text("rating_visit"),
    )


def _reason(row: _Cells) -> MissingReason | None:
    text = row.text("missing_reason")
    if not text:
        return None
    if text not in list(MissingReason):
        row.refuse("missing_reason", ProblemCode.UNKNOWN_REASON, text)
        return None
    return MissingReason(text)
