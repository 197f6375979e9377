"""Why a row of a lab sheet has its status, in sentences for the panel beside the table."""

from datetime import date

from domain.labsheet.rows import PlannedRow, Reason, RowStatus
from gui.words import dates, lab_fixes, lab_rows, labsheet, visits
from gui.words.language import _


def explanation(row: PlannedRow) -> str:
    """What a person needs to decide: the reason, and what makes the likeliest fix likely."""
    if row.decisions:
        return " ".join(lab_fixes.decided(decision, row) for decision in row.decisions)
    said = reason(row)
    if not row.suggestions:
        return said
    fact = lab_fixes.suggestion(row.suggestions[0])
    return fact if row.status is RowStatus.NO_MATCH else f"{said} {fact}"


def reason(row: PlannedRow) -> str:
    """The reason of a row as a whole sentence."""
    return _sentences()[row.why.reason].format(**_values(row))


def _values(row: PlannedRow) -> dict[str, str]:
    told = dict(row.why.detail)
    return {
        "patient": lab_rows.patient(row),
        "draw": _draw(told.get("draw") or row.draw or ""),
        "tube": row.tube or "",
        "text": row.verbatim or "",
        "written": row.patient_as_written or "",
        "new": lab_rows.new_value(row),
        "other": lab_rows.other_value(row.why),
        "unit": told.get("unit") or row.unit_as_written,
        "in_cell": told.get("in_cell", ""),
        "in_column": told.get("in_column", ""),
        "test": told.get("as_written") or told.get("test", ""),
        "material": told.get("material", ""),
        "condition": labsheet.condition(told.get("condition", "")),
        "date": _day(told.get("date", "")),
        "enrolled_on": _day(told.get("enrolled_on", "")),
        "tube_patient": told.get("tube_patient", ""),
        "tab_patient": told.get("tab_patient", ""),
        "draws": ", ".join(_draw(code) for code in told.get("draws", "").split(", ")),
        "nearest": _draw(told.get("nearest", "")),
        "days_off": dates.day_count(int(told.get("days_off") or 0)),
        "other_tube": told.get("tube", ""),
        "collected": lab_rows.collected(row),
    }


def _draw(code: str) -> str:
    return visits.draw_label(code) if code else "–"


def _day(iso: str) -> str:
    return dates.plain_day(date.fromisoformat(iso)) if iso else "–"


def _sentences() -> dict[Reason, str]:
    return _not_for_the_study() | _no_patient() | _cannot_be_read() | _no_draw() | _found()


def _not_for_the_study() -> dict[Reason, str]:
    return {
        Reason.OTHER_TEST: _("“{test}” is another test. It is not imported."),
        Reason.OTHER_MATERIAL: _("The material is “{material}”, not serum. It is not imported."),
        Reason.LAB_CONTROL: _(
            "A blank, standard or control of the laboratory. It is not imported."
        ),
        Reason.SPECIMEN: _(
            "The laboratory reports no number: {condition}. The import stores the draw without a "
            "result and opens a query."
        ),
    }


def _no_patient() -> dict[Reason, str]:
    return {
        Reason.PATIENT_UNKNOWN: _("No patient of this study has the code “{written}”."),
        Reason.TUBE_UNKNOWN: _("The row has no patient code, and tube {tube} is not known here."),
        Reason.NO_CODE: _("The row has neither a patient code nor a tube number."),
        Reason.TUBE_OF_ANOTHER: _(
            "Tube {tube} belongs to {tube_patient}, but the row says {written}."
        ),
        Reason.TAB_OF_ANOTHER: _(
            "The sheet is named after {tab_patient}, but the row says {written}."
        ),
    }


def _cannot_be_read() -> dict[Reason, str]:
    return {
        Reason.ERROR_CELL: _("The cell holds the error {text} instead of a result."),
        Reason.FORMULA_NO_VALUE: _(
            "The cell holds a formula without its result. Open the file in Excel, save it, and "
            "import it again."
        ),
        Reason.NO_RESULT: _("The row has no result."),
        Reason.NOT_READY: _("The result was not ready: “{text}”."),
        Reason.NUMBER_UNREADABLE: _("“{text}” is not a number."),
        Reason.NUMBER_AMBIGUOUS: _(
            "“{text}” can be read in two ways: the mark may separate decimals or thousands."
        ),
        Reason.NEGATIVE: _("“{text}” is negative, which no concentration is."),
        Reason.NO_UNIT: _("The sheet gives no unit for this result."),
        Reason.UNIT_UNKNOWN: _("“{unit}” is not a unit of copper in serum that is known here."),
        Reason.UNITS_DIFFER: _("The cell says {in_cell}, its column says {in_column}."),
        Reason.IMPLAUSIBLE_UNIT: _(
            "“{text}” in {unit} is far from what serum copper can be, but plausible in another "
            "unit."
        ),
        Reason.DATE_UNREADABLE: _("The collection date cannot be read."),
        Reason.DATE_ORDER_UNSETTLED: _(
            "The sheet does not show whether the day or the month comes first."
        ),
        Reason.DATE_IN_FUTURE: _("The collection date, {date}, is in the future."),
        Reason.DATE_BEFORE_ENROLMENT: _(
            "The collection date, {date}, is before the enrolment of {patient} on {enrolled_on}."
        ),
        Reason.NOTHING_TO_PLACE_IT: _(
            "The row has no collection date, tube number or draw, so its draw is unknown."
        ),
        Reason.TEST_MISSING: _("The row does not say which test it is."),
    }


def _no_draw() -> dict[Reason, str]:
    return {
        Reason.DRAW_NOT_TAKEN: _("Draw {draw} of {patient} is recorded as missed or cancelled."),
        Reason.DRAW_NOT_IN_COURSE: _("{patient} has no draw {draw}."),
        Reason.NO_WINDOW: _(
            "No draw of {patient} is open on {collected}. The nearest is {nearest}."
        ),
        Reason.TWO_DRAWS_THAT_DAY: _("{patient} has two draws on that day: {draws}."),
        Reason.TWO_WINDOWS: _("The date lies in the windows of two draws of {patient}: {draws}."),
    }


def _found() -> dict[Reason, str]:
    return {
        Reason.BY_TUBE: _("Found by tube number {tube}."),
        Reason.BY_DRAW_NAME: _("The sheet names draw {draw}."),
        Reason.BY_COLLECTION_DATE: _("Draw {draw} was collected at the time in this row."),
        Reason.BY_WINDOW: _("The date lies in the window of draw {draw} alone."),
        Reason.BY_DECISION: _("Draw {draw} of {patient}, as you decided."),
        Reason.EQUALS_STORED: _("This result, {other}, is stored already. Nothing changes."),
        Reason.EQUALS_ROW_ABOVE: _("A row above gives the same result."),
        Reason.DIFFERS_FROM_STORED: _(
            "{patient} {draw} has {other} stored. This file says {new} for the same sample."
        ),
        Reason.DIFFERS_FROM_ROW_ABOVE: _(
            "A row above says {other} for {patient} {draw}. This row says {new}."
        ),
        Reason.OTHER_TUBE_THAN_STORED: _(
            "For {patient} {draw}, {other} is stored from tube {other_tube}. This row is from "
            "tube {tube}, so it is a second specimen."
        ),
        Reason.OTHER_TUBE_THAN_ROW_ABOVE: _(
            "A row above gives {other} for {patient} {draw} from tube {other_tube}. This row is "
            "from tube {tube}."
        ),
    }
