"""Edits named for the message bar, the undo menu and screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from domain.visits import VisitKey, VisitKind
from gui.words import dates, reasons, record_edits, schedule_edits, visits
from gui.words.language import _, ngettext

if TYPE_CHECKING:
    from domain import edits, move_edits
    from domain.study import Study

_MOST_NAMED = 6


def sentence(edit: edits.Edit, study: Study, today: date) -> str:
    """KET-026: infusion 5 recorded as given at 09:05; with the day where it is not `today`.

    `study`, as it is before the edit, tells what a correction changes.
    """
    return (
        _corrected(edit, study)
        or _of_a_visit(edit, today)
        or record_edits.sentence(edit, study)
        or schedule_edits.sentence(edit)
        or _of_the_rest(edit)
    )


def _corrected(edit: edits.Edit, study: Study) -> str:
    """KET-024: infusion 3 corrected: time 09:10 → 09:40; empty for other edits."""
    from domain import edits, move_edits, record_edits
    from gui.words import corrections

    match edit:
        case edits.ChangeTime():
            return corrections.time_corrected(study.visit(edit.key), edit.on, edit.at)
        case record_edits.Correct():
            return corrections.visit_corrected(study.visit(edit.wanted.key), edit.wanted)
        case record_edits.CorrectPatient():
            return corrections.patient_corrected(study.patient(edit.wanted.code), edit.wanted)
        case move_edits.ChangeProtocol():
            return _protocol_changed(edit, study)
        case _:
            return ""


def _protocol_changed(edit: move_edits.ChangeProtocol, study: Study) -> str:
    from gui.words import setting_changes as words

    changes = words.setting_changes(study.protocol, edit.protocol)
    if edit.short_name:
        changes.append(words.short_name_change(study.facts.short_name, edit.short_name))
    return words.protocol_changed(changes)


def _of_a_visit(edit: edits.Edit, today: date) -> str:
    from domain import edits

    match edit:
        case edits.GiveInfusion():
            return _given(edit.key, _when(edit.on, edit.at, today))
        case edits.CollectDraw():
            return _collected(edit.key, _when(edit.on, edit.at, today))
        case edits.Rate():
            return _rated(edit.key, edit.madrs, edit.ymrs)
        case edits.Miss():
            return _missed(edit.key, edit.reason)
        case _:
            return ""


def _of_the_rest(edit: edits.Edit) -> str:
    from domain import edits

    match edit:
        case edits.Enrol():
            return _("{patient} enrolled.").format(patient=edit.enrolment.code)
        case edits.Withdraw():
            return _("{patient} withdrawn on {day}.").format(
                patient=edit.patient, day=dates.day_and_month(edit.on)
            )
        case edits.TakeBack():
            return _("{patient}: recording of {visit} taken back.").format(
                patient=edit.key.patient, visit=visits.visit_in_sentence(edit.key)
            )
        case edits.AcceptImport():
            count = len(edit.plan.rows)
            return ngettext("{count} row imported.", "{count} rows imported.", count).format(
                count=count
            )
        case _:
            return _("Change recorded.")


def found(queries: int, deviations: int) -> str:
    """1 query opened, 1 deviation noted: what the rules found in what was done."""
    told: list[str] = []
    if queries:
        told.append(
            ngettext("{count} query opened.", "{count} queries opened.", queries).format(
                count=queries
            )
        )
    if deviations:
        told.append(
            ngettext(
                "{count} deviation from the protocol noted.",
                "{count} deviations from the protocol noted.",
                deviations,
            ).format(count=deviations)
        )
    return " ".join(told)


def undone(of: str) -> str:
    """The sentence for taking back what the sentence `of` says."""
    return _("Undone: {what}").format(what=of)


def looked_back_on(of: str, at: datetime) -> str:
    """The sentence `of` once the user is elsewhere: what the Undo beside it would take back."""
    return _("Last change, {time}: {what}").format(time=dates.clock(at), what=of)


def command_for(command: str, of: str) -> str:
    """Undo: KET-026: infusion 5 recorded as given at 09:05; the command alone without a change."""
    return _("{command}: {what}").format(command=command, what=of) if of else command


def _when(on: date, at: datetime | None, today: date) -> str:
    """At 10:14, of the same day; on Fri 20 Mar at 10:14."""
    day = dates.short_day(on)
    if at is None:
        return _("on {day}").format(day=day)
    if on == today:
        return _("at {time}").format(time=dates.clock(at))
    return _("on {day} at {time}").format(day=day, time=dates.clock(at))


def _given(key: VisitKey, when: str) -> str:
    return _("{patient}: infusion {number} recorded as given {when}.").format(
        patient=key.patient, number=key.code, when=when
    )


def _collected(key: VisitKey, when: str) -> str:
    return _("{patient}: copper draw {draw} recorded as collected {when}.").format(
        patient=key.patient, draw=visits.draw_label(key.code), when=when
    )


def _rated(key: VisitKey, madrs: int | None, ymrs: int | None) -> str:
    return _("{patient}: MADRS {madrs}, YMRS {ymrs} entered, {week}.").format(
        patient=key.patient,
        madrs="–" if madrs is None else madrs,
        ymrs="–" if ymrs is None else ymrs,
        week=visits.rating_label(key.code),
    )


def _missed(key: VisitKey, reason: str) -> str:
    if key.kind is VisitKind.INFUSION:
        return _("{patient}: infusion {number} recorded as not given ({reason}).").format(
            patient=key.patient, number=key.code, reason=reasons.reason(reason)
        )
    return _("{patient}: {visit} recorded as missed ({reason}).").format(
        patient=key.patient, visit=visits.visit_in_sentence(key), reason=reasons.reason(reason)
    )


def results_kept(draws: Sequence[tuple[str, str]]) -> str:
    """Beside an import taken back: the results that were edited since and stay."""
    return ngettext(
        "{count} draw was edited since and keeps its result: {draws}.",
        "{count} draws were edited since and keep their results: {draws}.",
        len(draws),
    ).format(count=len(draws), draws=some_draws(draws))


def some_draws(draws: Sequence[tuple[str, str]]) -> str:
    """KET-024 Cu3, KET-025 Cu1 and 4 more."""
    shown = [f"{patient} {visits.draw_label(code)}" for patient, code in draws[:_MOST_NAMED]]
    if len(draws) > _MOST_NAMED:
        shown.append(_("and {count} more").format(count=len(draws) - _MOST_NAMED))
    return ", ".join(shown)
