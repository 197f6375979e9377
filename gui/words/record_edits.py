"""Results, queries, notes and screening entries named for the message bar and the undo menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.words import deviations, labsheet, numbers, visits
from gui.words.language import _

if TYPE_CHECKING:
    from domain.edits import Edit
    from domain.results import Result
    from domain.study import Study
    from domain.visits import VisitKey


def sentence(edit: Edit, study: Study) -> str:
    """KET-026: result of Cu5 entered: 98 µg/dL; empty for other edits."""
    return _of_records(edit) or _of_remarks(edit) or _of_queries(edit, study)


def _of_records(edit: Edit) -> str:
    from domain import record_edits

    match edit:
        case record_edits.EnterResult():
            return _("{patient}: result of {draw} entered: {text}.").format(
                patient=edit.key.patient,
                draw=visits.draw_label(edit.key.code),
                text=_value(edit.result),
            )
        case record_edits.ChooseResult():
            return _("{patient}: another result of {draw} chosen.").format(
                patient=edit.key.patient, draw=visits.draw_label(edit.key.code)
            )
        case _:
            return ""


def _value(result: Result) -> str:
    """< 98.5 µg/dL, in the language of the window; what stands in place of a number in quotes."""
    if result.value is None or result.unit is None:
        return _("“{text}”").format(text=result.verbatim)
    told = _("{number} {unit}").format(
        number=numbers.plain(result.value), unit=labsheet.unit(result.unit)
    )
    return f"{result.operator} {told}".strip()


def _of_remarks(edit: Edit) -> str:
    from domain import record_edits

    match edit:
        case record_edits.AddNote():
            return _("{patient}: note added.").format(patient=edit.patient)
        case record_edits.Screen():
            return _("{code} entered into the screening log.").format(code=edit.code)
        case record_edits.ConfirmDeviation():
            return _("{patient}: deviation confirmed ({rule}).").format(
                patient=edit.key.patient, rule=deviations.rule(edit.rule)
            )
        case _:
            return ""


def _of_queries(edit: Edit, study: Study) -> str:
    """KET-024: query about Cu5 answered: lists name queries by their visits, not by number."""
    from domain import record_edits

    match edit:
        case record_edits.RaiseQuery():
            said, key = _("{patient}: query about {visit} opened."), edit.key
        case record_edits.AnswerQuery():
            said, key = _("{patient}: query about {visit} answered."), _key(edit.number, study)
        case record_edits.CloseQuery():
            said, key = _("{patient}: query about {visit} closed."), _key(edit.number, study)
        case record_edits.VerifyQuery():
            said = _("{patient}: query about {visit} marked as verified.")
            key = _key(edit.number, study)
        case record_edits.ReopenQuery():
            said, key = _("{patient}: query about {visit} opened again."), _key(edit.number, study)
        case _:
            return ""
    if key is None:  # then the study refuses, and says so
        return ""
    return said.format(patient=key.patient, visit=visits.visit_in_sentence(key))


def _key(number: int, study: Study) -> VisitKey | None:
    return next((query.key for query in study.queries() if query.number == number), None)
