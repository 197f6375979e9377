"""What one row of a lab sheet is, why, and what can be done about it."""

from datetime import date, datetime
from decimal import Decimal

from domain.labsheet.decisions import DecisionKind
from domain.labsheet.matching import code_key
from domain.labsheet.rows import Flag, PlannedRow, Reason, RowStatus, Why
from domain.results import Result
from domain.units import Unit, to_ug_dl
from gui.words import dates, labsheet, numbers, visits
from gui.words.language import _, ngettext

_NO_BREAK = "\N{NO-BREAK SPACE}"
_WITH_VALUE = frozenset({RowStatus.NEW, RowStatus.SAME, RowStatus.CHANGED, RowStatus.REPEAT})


def place(row: PlannedRow) -> str:
    """Row 15; the sheet stands in the card above."""
    return _("Row {row}").format(row=row.row)


def patient(row: PlannedRow) -> str:
    return row.patient or row.patient_as_written or "–"


def draw(row: PlannedRow) -> str:
    return visits.draw_label(row.draw) if row.draw else "?"


def collected(row: PlannedRow) -> str:
    if row.collected_at is not None:
        return dates.short_moment(row.collected_at)
    return dates.day_and_month(row.collected_on) if row.collected_on else "–"


def in_file(row: PlannedRow) -> str:
    """The cell's own text; a unit that is not µg/dL stands beside it."""
    text = row.verbatim or "–"
    if row.unit is None or row.unit is Unit.UG_DL or row.unit_as_written in text:
        return text
    return f"{text} {labsheet.unit(row.unit)}"


def in_ug_dl(row: PlannedRow) -> str:
    """What is or would be stored, as µg/dL: 88.3, <20, or a dash."""
    if row.skipped or row.status not in _WITH_VALUE:
        return "–"
    return new_value(row) if row.ug_dl is not None else "–"


def other_value(why: Why) -> str:
    """The value a row was compared with, in µg/dL."""
    text, unit = why.told("value"), why.told("unit")
    if not text or not unit:
        return _("no result")
    return why.told("operator") + numbers.number(to_ug_dl(Decimal(text), Unit(unit)), 1)


def value_of(result: Result | None) -> str:
    """A stored result in µg/dL: 109.4, <20, or “no result”."""
    if result is None or result.ug_dl is None:
        return _("no result")
    return result.operator + numbers.number(result.ug_dl, 1)


def note(row: PlannedRow) -> str:
    """A few words for the last column of the table."""
    if row.skipped:
        return _("Left out of this import")
    if row.needs_decision:
        return _open_note(row)
    told = _store_note(row) if row.to_store is not None else _quiet_note(row)
    return " · ".join(filter(None, (_code_in_file(row), told)))


def _code_in_file(row: PlannedRow) -> str:
    """What the sheet calls a patient whom a person found for it; empty if the same."""
    written = row.patient_as_written or ""
    was_found = any(one.kind is DecisionKind.USE for one in row.decisions)
    if not was_found or row.patient is None or code_key(written) == code_key(row.patient):
        return ""
    return _("In the file: {code}").format(code=written) if written else _("No code in the file")


def _open_note(row: PlannedRow) -> str:
    match row.status:
        case RowStatus.CHANGED:
            if row.why.reason is Reason.DIFFERS_FROM_ROW_ABOVE:
                return _("A row above: {value}. Replace it?").format(value=other_value(row.why))
            return _("Stored: {value}. Replace it?").format(value=other_value(row.why))
        case RowStatus.REPEAT:
            return _("Other tube: {value}. Which is current?").format(value=other_value(row.why))
        case RowStatus.NO_MATCH:
            return _("Patient not in this study")
        case RowStatus.NEW | RowStatus.SAME:
            return _("Hidden in the file. Import it?")
        case _:
            return short_reason(row.why.reason)


def _store_note(row: PlannedRow) -> str:
    assert row.to_store is not None
    if row.to_store.replaces:
        return _("Replaces {value}").format(value=other_value(row.why))
    if row.to_store.result.value is None:
        return _("No number; opens a query")
    if not row.to_store.is_current:
        return _("Kept beside {value}").format(value=other_value(row.why))
    return _flag_note(row)


def _flag_note(row: PlannedRow) -> str:
    flag = row.main_flag
    match flag:
        case Flag.OUT_OF_WINDOW:
            return _outside(row.days_outside)
        case Flag.BELOW_LOQ | Flag.ABOVE_ULOQ:
            return _("Kept as “{text}”; opens a query").format(text=row.verbatim or "")
        case Flag.UNIT_CONVERTED if row.unit is not None:
            told = _("Unit converted (× {factor})").format(factor=factor(row.unit))
            return told.replace("× ", f"×{_NO_BREAK}")  # in two lines, the factor stays whole
        case Flag.HAEMOLYSED | Flag.COLLECTED_MISMATCH:
            return _("{flag}; opens a query").format(flag=labsheet.flag(flag))
        case None:
            return ""
        case _:
            return labsheet.flag(flag)


def factor(of: Unit) -> str:
    """What a value in this unit is multiplied by to give µg/dL: 6.355."""
    return numbers.plain(round(to_ug_dl(1.0, of), 3))


def _outside(days: int) -> str:
    count = abs(days)
    if days < 0:
        return ngettext(
            "{count} day before the window; flagged",
            "{count} days before the window; flagged",
            count,
        ).format(count=count)
    return ngettext(
        "{count} day after the window; flagged", "{count} days after the window; flagged", count
    ).format(count=count)


def _quiet_note(row: PlannedRow) -> str:
    match row.status:
        case RowStatus.SAME:
            return _("Already stored, ignored")
        case RowStatus.NOT_COPPER | RowStatus.CONTROL:
            return _("Not for this study, ignored")
        case _:
            return short_reason(row.why.reason)


def short_reason(of: Reason) -> str:
    """A reason in a few words, for a table."""
    return {
        Reason.OTHER_TEST: _("Another test"),
        Reason.OTHER_MATERIAL: _("Not serum"),
        Reason.LAB_CONTROL: _("Blank, standard or control"),
        Reason.PATIENT_UNKNOWN: _("Patient not in this study"),
        Reason.TUBE_UNKNOWN: _("Tube number not known"),
        Reason.NO_CODE: _("No patient code"),
        Reason.TUBE_OF_ANOTHER: _("Tube of another patient"),
        Reason.TAB_OF_ANOTHER: _("Sheet of another patient"),
        Reason.ERROR_CELL: _("Error in the cell"),
        Reason.FORMULA_NO_VALUE: _("Formula without a result"),
        Reason.NO_RESULT: _("No result"),
        Reason.NOT_READY: _("Result not ready"),
        Reason.NUMBER_UNREADABLE: _("Not a number"),
        Reason.NUMBER_AMBIGUOUS: _("Comma or thousands?"),
        Reason.NEGATIVE: _("Negative number"),
        Reason.NO_UNIT: _("No unit"),
        Reason.UNIT_UNKNOWN: _("Unknown unit"),
        Reason.UNITS_DIFFER: _("Two different units"),
        Reason.IMPLAUSIBLE_UNIT: _("Value does not fit its unit"),
        Reason.DATE_UNREADABLE: _("Date cannot be read"),
        Reason.DATE_ORDER_UNSETTLED: _("Day or month first?"),
        Reason.DATE_IN_FUTURE: _("Date in the future"),
        Reason.DATE_BEFORE_ENROLMENT: _("Before enrolment"),
        Reason.NOTHING_TO_PLACE_IT: _("No date, tube or draw"),
        Reason.TEST_MISSING: _("Test not named"),
        Reason.DRAW_NOT_TAKEN: _("Draw missed or cancelled"),
        Reason.DRAW_NOT_IN_COURSE: _("No such draw"),
        Reason.NO_WINDOW: _("No draw fits the date"),
        Reason.TWO_DRAWS_THAT_DAY: _("Two draws on that day"),
        Reason.TWO_WINDOWS: _("Fits two draws"),
        Reason.SPECIMEN: _("No usable specimen"),
        Reason.BY_TUBE: _("Found by tube number"),
        Reason.BY_DRAW_NAME: _("Found by the name of the draw"),
        Reason.BY_COLLECTION_DATE: _("Found by collection date"),
        Reason.BY_WINDOW: _("Found by the open window"),
        Reason.BY_DECISION: _("As you decided"),
        Reason.EQUALS_STORED: _("Already stored"),
        Reason.EQUALS_ROW_ABOVE: _("Same as a row above"),
        Reason.DIFFERS_FROM_STORED: _("Differs from the stored result"),
        Reason.DIFFERS_FROM_ROW_ABOVE: _("Differs from a row above"),
        Reason.OTHER_TUBE_THAN_STORED: _("Other tube than the stored result"),
        Reason.OTHER_TUBE_THAN_ROW_ABOVE: _("Other tube than a row above"),
    }[of]


def title(row: PlannedRow) -> str:
    """Row 15: no patient “KET-O27”."""
    values = {
        "row": row.row,
        "patient": patient(row),
        "draw": draw(row),
        "text": row.verbatim or "",
    }
    return _titles(row).format(**values)


def _titles(row: PlannedRow) -> str:
    if row.status is RowStatus.NO_MATCH and not row.patient_as_written:
        return _("Row {row}: no known patient")
    if row.status is RowStatus.ERROR and not row.verbatim:
        return _("Row {row} cannot be stored as it is")
    return {
        RowStatus.NO_MATCH: _("Row {row}: no patient “{patient}”"),
        RowStatus.CHANGED: _("Row {row}: {patient} {draw} has another value"),
        RowStatus.REPEAT: _("Row {row}: a second specimen for {patient} {draw}"),
        RowStatus.NO_DRAW: _("Row {row}: no draw of {patient} fits"),
        RowStatus.AMBIGUOUS: _("Row {row}: two draws or patients fit"),
        RowStatus.ERROR: _("Row {row}: “{text}” cannot be stored as it is"),
        RowStatus.UNUSABLE: _("Row {row}: {patient} {draw}, no usable specimen"),
        RowStatus.NOT_COPPER: _("Row {row}: another test"),
        RowStatus.CONTROL: _("Row {row}: a control of the laboratory"),
    }.get(row.status, _("Row {row}: {patient} {draw}"))


def when(on: date, at: datetime | None) -> str:
    if at is None:
        return dates.day_and_month(on)
    return _("{day} at {time}").format(day=dates.day_and_month(on), time=dates.clock(at))


def new_value(row: PlannedRow) -> str:
    """The row's value in µg/dL, whether or not it is to be stored."""
    if row.unit is None or row.value is None:
        return row.verbatim or "–"
    return _as_reported(row.operator or "", row.value, row.unit)


def stored_value(result: Result) -> str:
    """An imported result in µg/dL, as exact as it was reported: 88.3, <20, or “no result”."""
    if result.unit is None or result.value is None:
        return _("no result")
    return _as_reported(result.operator, result.value, result.unit)


def _as_reported(operator: str, value: Decimal, unit: Unit) -> str:
    exponent = value.as_tuple().exponent
    shown = -exponent if unit is Unit.UG_DL and isinstance(exponent, int) else 1
    return operator + numbers.number(to_ug_dl(value, unit), min(max(shown, 0), 2))
