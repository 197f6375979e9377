"""What is wrong in a protocol file or in exchange tables, one line for each place."""

from collections.abc import Mapping

from domain.errors import Problem
from domain.exchange.problems import TableProblem
from gui.words.language import _


def line(problem: Problem) -> str:
    """draws.csv, row 7, window_from: “7 May” is no date. Write it as 2026-05-07."""
    said = _sentence(problem.code).format_map(_Values(dict(problem.detail)))
    return f"{problem.place}: {said}" if problem.place else said


def sentence(code: str) -> str:
    """What is wrong, where the place is beside it."""
    return _sentence(code)


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"


def _sentence(code: str) -> str:
    for sentences in (_of_files(), _of_cells(), _of_contradictions(), _of_protocols()):
        if code in sentences:
            return sentences[code]
    raise KeyError(code)


def _of_files() -> Mapping[str, str]:
    return {
        TableProblem.MISSING_FILE: _("This table is missing. It is needed."),
        TableProblem.UNREADABLE_FILE: _("This file cannot be read. Check that you may open it."),
        TableProblem.NOT_UTF8: _("This is not UTF-8 text. Save it as “CSV UTF-8”."),
        TableProblem.NOT_CSV: _("A quotation mark is out of place, so the rows cannot be told."),
        TableProblem.NO_HEADER: _("The first row has no column names."),
        TableProblem.NOT_COMMAS: _(
            "The columns are separated by “{separator}”. Save the table with commas."
        ),
        TableProblem.UNKNOWN_COLUMN: _("There is no such column. Known are: {known}."),
        TableProblem.MISSING_COLUMN: _("This column is missing. It is needed."),
        TableProblem.COLUMN_TWICE: _("This column is there twice. Remove one."),
        TableProblem.WRONG_NUMBER_OF_CELLS: _(
            "The row has {found} cells, the first row has {expected}."
        ),
    }


def _of_cells() -> Mapping[str, str]:
    return {
        TableProblem.EMPTY_CELL: _("The cell is empty. A value is needed."),
        TableProblem.NOT_ONE_OF: _("“{value}” is not known here. Use one of: {choices}."),
        TableProblem.NOT_A_DATE: _("“{value}” is not a date. Write it as 2026-03-24."),
        TableProblem.NOT_A_MOMENT: _(
            "“{value}” is not a date with a time. Write it as 2026-03-24T10:12."
        ),
        TableProblem.NOT_A_TIME: _("“{value}” is not a time of day. Write it as 10:12."),
        TableProblem.NOT_A_NUMBER: _("“{value}” is not a number. Write it as 104.9."),
        TableProblem.NOT_A_WHOLE_NUMBER: _("“{value}” is not a whole number."),
        TableProblem.OUT_OF_RANGE: _("{value} cannot be right: it must be {low}–{high}."),
        TableProblem.NOT_A_WEEKDAY: _("“{value}” is not a weekday. Write them as Mon Thu."),
        TableProblem.UNLIKE_PATTERN: _("The code is unlike this study’s codes ({pattern})."),
        TableProblem.UNKNOWN_PATIENT: _("patients.csv has no patient “{value}”."),
        TableProblem.UNKNOWN_DRAW: _("draws.csv has no draw “{value}”."),
        TableProblem.ROW_TWICE: _("“{value}” is there twice. Remove one row."),
        TableProblem.NOT_IN_PROTOCOL: _("The protocol has no “{value}”. It has: {known}."),
    }


def _of_contradictions() -> Mapping[str, str]:
    return {
        TableProblem.STATUS_NEEDS: _("The status is “{status}”, so a date is needed here."),
        TableProblem.STATUS_FORBIDS: _(
            "The status is “{status}”, but {value} is given. Change one of them."
        ),
        TableProblem.IN_THE_FUTURE: _("{value} is in the future."),
        TableProblem.BEFORE_ENROLMENT: _("{value} is before the enrolment on {enrolled}."),
        TableProblem.NOT_AFTER_EARLIER_INFUSION: _(
            "Infusion {number} on {value} is not after infusion {earlier} on {earlier_on}."
        ),
        TableProblem.OUTSIDE_ITS_WINDOW: _(
            "The target {value} is not inside the window {first} to {last}."
        ),
        TableProblem.NOTHING_TO_DERIVE_FROM: _(
            "There is no date, and no infusion from which to count it. Fill it in."
        ),
        TableProblem.TUBE_TWICE: _("Tube {value} belongs to another draw already."),
        TableProblem.TWO_CURRENT_RESULTS: _(
            "{value} has two current results. Mark the older one superseded."
        ),
        TableProblem.RESULT_NOT_COLLECTED: _("{value} has a result, but was not collected."),
        TableProblem.VALUE_WITHOUT_UNIT: _("{value} has no unit. Use ug/dL or umol/L."),
        TableProblem.OPERATOR_WITHOUT_VALUE: _("“{value}” stands without a value."),
        TableProblem.NO_SCORE: _("The rating has neither MADRS nor YMRS."),
        TableProblem.UNKNOWN_VISIT: _("There is no visit “{value}” in the tables."),
        TableProblem.TOTAL_DIFFERS: _("The items add up to {total}, but {value} is given."),
        TableProblem.NOT_RATED: _("There are items for this rating, but it is not rated."),
        TableProblem.NOT_JSON: _("“{value}” cannot be read. Leave the cell as it was exported."),
        TableProblem.NOT_ENROLLED: _("patients.csv has no patient “{value}”, who was enrolled."),
        TableProblem.IS_ENROLLED: _("“{value}” was not eligible, but patients.csv has the code."),
    }


def _of_protocols() -> Mapping[str, str]:
    return {
        "not_toml": _("This is not TOML: {message}."),
        "missing_key": _("This entry is missing. It is needed."),
        "unknown_key": _("There is no such entry. Check the spelling."),
        "bad_value": _("“{value}” cannot stand here."),
        "gap_minimum_over_maximum": _("Longer than the longest gap."),
        "code_twice": _("Two entries have the same code."),
        "window_without_target": _("Target outside its window."),
        "infusion_missing": _("Name the infusion it follows, and only for draws that follow one."),
        "infusion_beyond_course": _("The course has no such infusion."),
        "reference_low_over_high": _("The lower limit is not below the upper limit."),
        "reference_high_under_low": _("The upper limit is not above the lower limit."),
        "gap_maximum_under_minimum": _("Shorter than the shortest gap."),
        "pattern_without_digit": _("Codes need at least one #, which stands for a digit."),
        "no_reason": _("Keep at least one reason."),
        "no_working_day": _("Choose at least one working day."),
    }
