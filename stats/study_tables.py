"""The checked tables an analysis starts from, and what can be wrong with them.

`patients`: one row a patient. Columns: patient_id; optional sex (F, M), age, diagnosis; every
further column is a comorbidity, 0 or 1.

`visits`: one row for a patient and a draw. Columns:

- patient_id, visit (baseline, inf1, inf3 …, post, or extra1 …; `pre` is read as baseline),
- visit_no, optional: the number of the draw, the same for every patient,
- copper in µg/dL, empty or NaN if there is none; madrs and ymrs (0–60), optional,
- rating_visit, optional: the rating that madrs and ymrs are of, where two draws may share one,
- below_loq, above_uloq, out_of_window, haemolysed, optional, true or false: with below_loq or
  above_uloq `copper` holds the limit of quantification that the value lies under or over,
- missing_reason, optional: a code of `MissingReason`; where it is given the value is missing,
  or does not count. Without one an empty `copper` is "not recorded", as is a patient without
  a row for a draw.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stats.presence import MissingReason

PATIENT_COLUMNS = ("patient_id", "sex", "age", "diagnosis")
MARK_COLUMNS = ("below_loq", "above_uloq", "out_of_window", "haemolysed")
VISIT_COLUMNS = (
    *("patient_id", "visit", "visit_no", "copper", "madrs", "ymrs", "rating_visit"),
    *MARK_COLUMNS,
    "missing_reason",
)

_DRAW = re.compile(r"(?P<kind>baseline|post|(?:inf|extra)(?P<number>[1-9][0-9]?))", re.ASCII)


class ProblemCode(StrEnum):
    """What can be wrong in a table."""

    UNREADABLE = "unreadable"
    """Not UTF-8 text, or not a CSV file."""
    NO_HEADER = "no_header"
    MISSING_COLUMN = "missing_column"
    DOUBLE_COLUMN = "double_column"
    UNKNOWN_COLUMN = "unknown_column"
    WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
    EMPTY = "empty"
    DUPLICATE_PATIENT = "duplicate_patient"
    DUPLICATE_VISIT = "duplicate_visit"
    UNKNOWN_PATIENT = "unknown_patient"
    """A visit of a patient who is not in the table of patients."""
    UNKNOWN_VISIT = "unknown_visit"
    UNKNOWN_REASON = "unknown_reason"
    NOT_A_NUMBER = "not_a_number"
    NOT_POSITIVE = "not_positive"
    OUT_OF_RANGE = "out_of_range"
    NOT_YES_OR_NO = "not_yes_or_no"
    NOT_F_OR_M = "not_f_or_m"
    CONTRADICTION = "contradiction"
    """A draw with two visit_no, or a limit of quantification that `copper` does not hold."""


@dataclass(frozen=True, slots=True)
class InputProblem:
    """One thing wrong in a table, with its place."""

    table: str
    """patients or visits."""
    row: int | None
    """Counted as in a sheet whose header is row 1; None: the whole table."""
    column: str
    code: ProblemCode
    value: str = ""


class TableProblems(Exception):
    """The tables cannot be analysed; `problems` names every reason, in reading order."""

    def __init__(self, problems: Iterable[InputProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "; ".join(
                f"{p.table} row {p.row} {p.column}: {p.code} {p.value}".strip()
                for p in self.problems
            )
        )


@dataclass(frozen=True, slots=True)
class PatientRow:
    """What the table of patients says of one of them."""

    patient: str
    sex: str = ""
    age: float | None = None
    diagnosis: str = ""
    comorbidities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class VisitRow:
    """What was measured at one draw of one patient."""

    copper: float | None = None
    """µg/dL; the limit of quantification if `below_loq` or `above_uloq`."""
    madrs: float | None = None
    ymrs: float | None = None
    below_loq: bool = False
    above_uloq: bool = False
    out_of_window: bool = False
    haemolysed: bool = False
    missing_reason: MissingReason | None = None
    """Why there is no value, or why it does not count."""
    rating_visit: str = ""
    """The rating that the scores are of; empty where each draw has its own."""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A rating of one patient, at a visit of its own."""

    madrs: float | None = None
    ymrs: float | None = None
    missing_reason: MissingReason | None = None


@dataclass(frozen=True, slots=True)
class StudyTables:
    """The tables after all checks."""

    patients: tuple[PatientRow, ...]
    """By patient code."""
    visits: Mapping[tuple[str, str], VisitRow]
    """By patient and draw."""
    comorbidity_columns: tuple[str, ...] = ()
    """Comorbidities the table asks for, also those that nobody has."""
    rating_visits: tuple[str, ...] = ()
    """The visits of the ratings in their order, where these have a calendar of their own; else
    ratings are known at the draws only."""
    ratings: Mapping[tuple[str, str], RatingRow] = field(
        default_factory=dict[tuple[str, str], RatingRow]
    )
    """By patient and rating visit."""

    @property
    def comorbidities(self) -> tuple[str, ...]:
        """Every comorbidity asked for or found, in alphabetical order."""
        found = {name for patient in self.patients for name in patient.comorbidities}
        return tuple(sorted(found.union(self.comorbidity_columns)))

    @property
    def draws(self) -> tuple[str, ...]:
        """The planned draws found, in the order of the course."""
        found = {draw for _, draw in self.visits if not draw.startswith("extra")}
        return tuple(sorted(found, key=order_of_draw))


def is_draw(code: str) -> bool:
    """Whether `code` names a draw: baseline, inf1 … inf99, post, or extra1 … extra99."""
    return _DRAW.fullmatch(code) is not None


def order_of_draw(draw: str) -> tuple[int, int]:
    """A sort key: baseline, after infusion 1, 3 …, post, then extra draws."""
    match = _DRAW.fullmatch(draw)
    if match is None:
        return (4, 0)
    kinds = ("baseline", "inf", "post", "extra")
    return (kinds.index(match["kind"].rstrip("0123456789")), int(match["number"] or 0))
