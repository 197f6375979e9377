"""What can be done about a row of a lab sheet, as the words of buttons and their reasons."""

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.rows import Likeness, PlannedRow, RowStatus, Suggestion
from domain.units import Unit
from gui.words import lab_rows, labsheet, visits
from gui.words.language import _, ngettext


def likeness(of: Suggestion) -> str:
    """What makes the suggested patient or draw likely."""
    values = {"patient": of.patient, "draw": visits.draw_label(of.draw) if of.draw else ""}
    return {
        Likeness.LETTER_FOR_DIGIT: _("The code has a letter where a digit should be."),
        Likeness.LOOK_ALIKE_LETTERS: _("The code has letters or dashes that only look alike."),
        Likeness.MISSING_ZEROS: _("The code lacks its leading zeros or its prefix."),
        Likeness.TRANSPOSED_DIGITS: _("Two digits of the code may have changed places."),
        Likeness.TUBE_NUMBER: _("The tube number belongs to {patient}."),
        Likeness.WAITING_DRAW: _("{patient} has draw {draw} near this date."),
        Likeness.FITTING_DRAW: _("Draw {draw} of {patient} fits the date."),
    }[of.likeness].format(**values)


def suggestion(of: Suggestion) -> str:
    """Likeness and the facts about the draw, as one or two sentences."""
    facts = _draw_facts(of)
    return f"{likeness(of)} {facts}" if facts else likeness(of)


def _draw_facts(of: Suggestion) -> str:
    if not of.draw or of.draw_collected_on is None:
        return ""
    values = {
        "patient": of.patient,
        "draw": visits.draw_label(of.draw),
        "when": lab_rows.when(of.draw_collected_on, of.draw_collected_at),
    }
    match of.draw_is_waiting, of.same_time, of.same_day:
        case True, True, _same_day:
            text = _(
                "{patient} has draw {draw} waiting for a result, collected {when}, "
                "the same time as in this row."
            )
        case True, False, True:
            text = _(
                "{patient} has draw {draw} waiting for a result, collected {when}, "
                "the same day as in this row."
            )
        case True, False, False:
            text = _("{patient} has draw {draw} waiting for a result, collected {when}.")
        case _not_waiting:
            text = _("Draw {draw} of {patient} was collected {when}.")
    return text.format(**values)


def button(of: Decision, row: PlannedRow) -> str:
    """What the button for a decision says."""
    values = {
        "patient": of.patient,
        "draw": visits.draw_label(of.draw) if of.draw else "",
        "old": lab_rows.other_value(row.why),
        "new": lab_rows.new_value(row),
        "condition": labsheet.condition(of.condition),
        "unit": labsheet.unit(Unit(of.unit)) if of.unit in set(Unit) else of.unit,
    }
    return _button_words(of, row).format(**values)


def _button_words(of: Decision, row: PlannedRow) -> str:
    if of.kind is DecisionKind.USE and not of.draw:
        return _("Use {patient}")
    if of.kind is DecisionKind.SKIP and row.status in (RowStatus.CHANGED, RowStatus.REPEAT):
        return _("Keep {old}, skip this row")
    return {
        DecisionKind.USE: _("Use {patient}, draw {draw}"),
        DecisionKind.REPLACE: _("Replace {old} with {new}"),
        DecisionKind.REPEAT_CURRENT: _("Keep both; this one, {new}, is current"),
        DecisionKind.REPEAT_KEEP: _("Keep both; the stored {old} stays current"),
        DecisionKind.UNUSABLE: _("Mark unusable: {condition}"),
        DecisionKind.USE_UNIT: _("The unit is {unit}"),
        DecisionKind.ALLOW_HIDDEN: _("Import the hidden row"),
        DecisionKind.SKIP: _("Skip this row"),
    }[of.kind]


def decided(of: Decision, row: PlannedRow) -> str:
    """You decided: skip this row."""
    return _("You decided: {what}").format(what=button(of, row))


def skip_strangers(count: int) -> str:
    """The button that leaves all unknown patients out in one step."""
    return ngettext(
        "Skip {count} row of an unknown patient", "Skip all {count} rows of unknown patients", count
    ).format(count=count)
