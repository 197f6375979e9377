"""What can be wrong with a folder of exchange tables."""

from collections.abc import Iterable
from enum import StrEnum

from domain.errors import CopperdeskError, Problem


class TableProblem(StrEnum):
    """What is wrong in one place; `gui.words` has the sentence of each."""

    MISSING_FILE = "missing_file"
    UNREADABLE_FILE = "unreadable_file"
    NOT_UTF8 = "not_utf8"
    NOT_CSV = "not_csv"
    NO_HEADER = "no_header"
    NOT_COMMAS = "not_commas"
    """The names of the first row are separated by `separator`."""
    UNKNOWN_COLUMN = "unknown_column"
    MISSING_COLUMN = "missing_column"
    COLUMN_TWICE = "column_twice"
    WRONG_NUMBER_OF_CELLS = "wrong_number_of_cells"
    EMPTY_CELL = "empty_cell"
    NOT_ONE_OF = "not_one_of"
    """`value` is none of `choices`."""
    NOT_A_DATE = "not_a_date"
    NOT_A_MOMENT = "not_a_moment"
    NOT_A_TIME = "not_a_time"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    OUT_OF_RANGE = "out_of_range"
    """`value` is not from `low` to `high`."""
    NOT_A_WEEKDAY = "not_a_weekday"
    UNLIKE_PATTERN = "unlike_pattern"
    UNKNOWN_PATIENT = "unknown_patient"
    UNKNOWN_DRAW = "unknown_draw"
    ROW_TWICE = "row_twice"
    NOT_IN_PROTOCOL = "not_in_protocol"
    # Contradictions between cells, rows and tables
    STATUS_NEEDS = "status_needs"
    """A visit with this `status` needs a value here."""
    STATUS_FORBIDS = "status_forbids"
    """A visit with this `status` has no value here, but `value` stands."""
    IN_THE_FUTURE = "in_the_future"
    BEFORE_ENROLMENT = "before_enrolment"
    NOT_AFTER_EARLIER_INFUSION = "not_after_earlier_infusion"
    OUTSIDE_ITS_WINDOW = "outside_its_window"
    """The target is not inside the window that is given beside it."""
    NOTHING_TO_DERIVE_FROM = "nothing_to_derive_from"
    """No date here, and no infusion from which the protocol could give one."""
    TUBE_TWICE = "tube_twice"
    TWO_CURRENT_RESULTS = "two_current_results"
    RESULT_NOT_COLLECTED = "result_not_collected"
    VALUE_WITHOUT_UNIT = "value_without_unit"
    OPERATOR_WITHOUT_VALUE = "operator_without_value"
    NO_SCORE = "no_score"
    UNKNOWN_VISIT = "unknown_visit"
    """No table has the visit `value`."""
    TOTAL_DIFFERS = "total_differs"
    """The items give `total`, but `value` stands in the table of ratings."""
    NOT_RATED = "not_rated"
    """Items for a rating that is not rated."""
    NOT_JSON = "not_json"
    NOT_ENROLLED = "not_enrolled"
    IS_ENROLLED = "is_enrolled"
    """Not eligible according to the log, and yet a patient."""


class TablesRefused(CopperdeskError):
    """Exchange tables that cannot be used; `problems` names every place, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("tables refused: " + "; ".join(map(str, self.problems)))
