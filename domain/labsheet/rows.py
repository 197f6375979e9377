"""One row of an import plan: its status, flags and reason, and what it would store."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.labsheet.decisions import Decision, DecisionKind
from domain.results import Result
from domain.units import Unit, to_ug_dl, to_umol_l


class RowStatus(StrEnum):
    """Exactly one for every data row, the first that applies."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    REPEAT = "repeat"
    NO_MATCH = "no_match"
    NO_DRAW = "no_draw"
    AMBIGUOUS = "ambiguous"
    NOT_COPPER = "not_copper"
    CONTROL = "control"
    UNUSABLE = "unusable"
    ERROR = "error"


class Flag(StrEnum):
    """Any number beside the status; in the order of importance."""

    IMPLAUSIBLE_UNIT = "implausible_unit"
    HIDDEN_ROW = "hidden_row"
    OUT_OF_WINDOW = "out_of_window"
    BELOW_LOQ = "below_loq"
    ABOVE_ULOQ = "above_uloq"
    HAEMOLYSED = "haemolysed"
    COLLECTED_MISMATCH = "collected_mismatch"
    DUPLICATE_IN_FILE = "duplicate_in_file"
    UNIT_CONVERTED = "unit_converted"
    LAB_FLAG = "lab_flag"
    FROM_FORMULA = "from_formula"
    COLLECTED_TIME_MISSING = "collected_time_missing"


class Reason(StrEnum):
    """Why a row has its status; the values its sentence needs stand in `Why.detail`."""

    # not_copper, control
    OTHER_TEST = "other_test"
    OTHER_MATERIAL = "other_material"
    LAB_CONTROL = "lab_control"
    # no_match, ambiguous patient
    PATIENT_UNKNOWN = "patient_unknown"
    TUBE_UNKNOWN = "tube_unknown"
    NO_CODE = "no_code"
    TUBE_OF_ANOTHER = "tube_of_another"
    TAB_OF_ANOTHER = "tab_of_another"
    # error
    ERROR_CELL = "error_cell"
    FORMULA_NO_VALUE = "formula_no_value"
    NO_RESULT = "no_result"
    NOT_READY = "not_ready"
    NUMBER_UNREADABLE = "number_unreadable"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    NEGATIVE = "negative"
    NO_UNIT = "no_unit"
    UNIT_UNKNOWN = "unit_unknown"
    UNITS_DIFFER = "units_differ"
    IMPLAUSIBLE_UNIT = "implausible_unit"
    DATE_UNREADABLE = "date_unreadable"
    DATE_ORDER_UNSETTLED = "date_order_unsettled"
    DATE_IN_FUTURE = "date_in_future"
    DATE_BEFORE_ENROLMENT = "date_before_enrolment"
    NOTHING_TO_PLACE_IT = "nothing_to_place_it"
    """No date, tube number or draw name at all."""
    TEST_MISSING = "test_missing"
    # no_draw, ambiguous draw
    DRAW_NOT_TAKEN = "draw_not_taken"
    """The draw is recorded as missed or cancelled."""
    DRAW_NOT_IN_COURSE = "draw_not_in_course"
    NO_WINDOW = "no_window"
    TWO_DRAWS_THAT_DAY = "two_draws_that_day"
    TWO_WINDOWS = "two_windows"
    # unusable
    SPECIMEN = "specimen"
    # new, same, changed, repeat
    BY_TUBE = "by_tube"
    BY_DRAW_NAME = "by_draw_name"
    BY_COLLECTION_DATE = "by_collection_date"
    BY_WINDOW = "by_window"
    BY_DECISION = "by_decision"
    EQUALS_STORED = "equals_stored"
    EQUALS_ROW_ABOVE = "equals_row_above"
    DIFFERS_FROM_STORED = "differs_from_stored"
    DIFFERS_FROM_ROW_ABOVE = "differs_from_row_above"
    OTHER_TUBE_THAN_STORED = "other_tube_than_stored"
    OTHER_TUBE_THAN_ROW_ABOVE = "other_tube_than_row_above"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with the values its sentence needs, by name."""

    reason: Reason
    detail: tuple[tuple[str, str], ...] = ()

    def told(self, name: str) -> str:
        return dict(self.detail).get(name, "")


class Likeness(StrEnum):
    """Why a patient or draw is suggested."""

    LETTER_FOR_DIGIT = "letter_for_digit"
    LOOK_ALIKE_LETTERS = "look_alike_letters"
    """Cyrillic or Greek letters, or another dash."""
    MISSING_ZEROS = "missing_zeros"
    TRANSPOSED_DIGITS = "transposed_digits"
    TUBE_NUMBER = "tube_number"
    WAITING_DRAW = "waiting_draw"
    """A draw of this patient near the date of the row."""
    FITTING_DRAW = "fitting_draw"
    """One of the draws that fit."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fix to offer, likeliest first; never applied by itself."""

    likeness: Likeness
    patient: str
    draw: str = ""
    draw_is_waiting: bool = False
    draw_collected_on: date | None = None
    draw_collected_at: datetime | None = None
    same_time: bool = False
    """Collected at exactly the time the row says."""
    same_day: bool = False
    days_off: int = 0
    """Days between the row's date and the draw's window; 0 inside."""
    decision: Decision | None = None
    """What to hand to `ImportPlan.decided` when the person agrees."""


class QueryCode(StrEnum):
    """What to ask about a result that is stored."""

    OUT_OF_WINDOW = "out_of_window"
    BELOW_LOQ = "below_loq"
    ABOVE_ULOQ = "above_uloq"
    UNUSABLE = "unusable"
    HAEMOLYSED = "haemolysed"
    COLLECTED_MISMATCH = "collected_mismatch"
    COLLECTION_DATE_UNKNOWN = "collection_date_unknown"


@dataclass(frozen=True, slots=True)
class ResultToStore:
    """Exactly what accepting the plan writes for one row."""

    cell: str
    patient: str
    draw: str
    result: Result
    """Its `source` names file, hash and cell; without a value if the specimen gave none."""
    is_current: bool = True
    """False: kept beside the stored result, which stays current."""
    replaces: bool = False
    """The result that is current until then is superseded."""
    marks_collected: bool = False
    """The draw was still planned: it becomes collected on `collected_on`."""
    collected_on: date | None = None
    collected_at: datetime | None = None
    """Local time without a zone; None if the sheet has no time of day."""
    specimen_id: str = ""
    """Tube number on the sheet, to be recorded where the draw has none."""
    condition: str = ""
    """haemolysed, clotted, insufficient, lost, unusable; empty if a number was reported."""
    queries: tuple[QueryCode, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One copper reading, or one row of another test, with what is to become of it."""

    cell: str
    """Address of the result cell; names the row in decisions."""
    sheet: str
    row: int
    status: RowStatus
    why: Why
    flags: tuple[Flag, ...] = ()
    verbatim: str | None = None
    cell_type: str = "text"
    patient_as_written: str | None = None
    tube: str | None = None
    patient: str | None = None
    draw: str | None = None
    collected_on: date | None = None
    collected_at: datetime | None = None
    """Local time without a zone; None if the sheet has a date alone."""
    operator: str | None = None
    value: Decimal | None = None
    unit: Unit | None = None
    unit_as_written: str = ""
    stored: Result | None = None
    """The current result of the draw, for the comparison."""
    days_outside: int = 0
    """Days before (negative) or after the draw's window, for out_of_window."""
    suggestions: tuple[Suggestion, ...] = ()
    in_file: tuple[tuple[str, str], ...] = ()
    """Heading and text of the row's cells as in the file, without personal columns."""
    decisions: tuple[Decision, ...] = ()
    skipped: bool = False
    """A person left the row out."""
    needs_decision: bool = False
    """Blocks the import until decided."""
    choices: tuple[DecisionKind, ...] = ()
    """The decisions that make sense for this row."""
    to_store: ResultToStore | None = None

    @property
    def ug_dl(self) -> float | None:
        return None if self.value is None or self.unit is None else to_ug_dl(self.value, self.unit)

    @property
    def umol_l(self) -> float | None:
        if self.value is None or self.unit is None:
            return None
        return to_umol_l(self.value, self.unit)

    @property
    def main_flag(self) -> Flag | None:
        """The flag to show beside the status."""
        return next((flag for flag in Flag if flag in self.flags), None)

    @property
    def is_flagged(self) -> bool:
        """Stored together with a query."""
        return self.to_store is not None and bool(self.to_store.queries)


def complete(
    row: PlannedRow,
    *,
    needs_decision: bool,
    choices: tuple[DecisionKind, ...],
    to_store: ResultToStore | None,
) -> PlannedRow:
    """A row that nobody has yet, with what is settled last; a copy would cost as much as all."""
    object.__setattr__(row, "needs_decision", needs_decision)
    object.__setattr__(row, "choices", choices)
    object.__setattr__(row, "to_store", to_store)
    return row


class Ignored(StrEnum):
    """Why a row that is not empty is no data row."""

    SUMMARY = "summary"
    SIGN_OFF = "sign_off"
    REPEATED_HEADER = "repeated_header"
    NO_VALUE = "no_value"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row below the heading that is never imported, and in no count."""

    sheet: str
    row: int
    kind: Ignored
