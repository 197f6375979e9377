"""What a correction changed, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from gui.words import dates, trail_values, visits
from gui.words.language import _, ngettext

if TYPE_CHECKING:
    from domain.patient import Patient
    from domain.visits import Draw, Infusion, Rating, Visit

_MOST_NAMED = 3
_LONGEST = 30
_NOTHING = "–"
_WHEN = ("done_on", "done_at")
_BESIDE = ("recorded_at", "recorded_by", "madrs_items", "ymrs_items", "state")
"""Not named: the totals speak for their items."""


def visit_corrected(before: Infusion | Draw | Rating | Visit, after: Visit) -> str:
    """KET-024: infusion 3 corrected: time 09:10 → 09:40."""
    changes = _changes(before, after)
    if not changes:
        return _("{patient}: {visit} corrected.").format(
            patient=after.patient, visit=visits.visit_in_sentence(after)
        )
    if _only_completes(before, after):
        return _("{patient}: {visit} completed: {changes}.").format(
            patient=after.patient, visit=visits.visit_in_sentence(after), changes=changes
        )
    return _("{patient}: {visit} corrected: {changes}.").format(
        patient=after.patient, visit=visits.visit_in_sentence(after), changes=changes
    )


def patient_corrected(before: Patient, after: Patient) -> str:
    """KET-024: details corrected: birth year 1980 → 1981."""
    changes = _changes(before, after)
    if not changes:
        return _("{patient}: details corrected.").format(patient=after.code)
    return _("{patient}: details corrected: {changes}.").format(patient=after.code, changes=changes)


def time_corrected(visit: Visit, on: date, at: datetime | None) -> str:
    """KET-024: infusion 3 corrected: time 09:10 → 09:40."""
    moments = _moments((visit.done_on, visit.done_at), (on, at))
    return _("{patient}: {visit} corrected: {changes}.").format(
        patient=visit.patient, visit=visits.visit_in_sentence(visit), changes=moments
    )


def _changes(before: Visit | Patient, after: Visit | Patient) -> str:
    told = list(_each(before, after))
    if len(told) > _MOST_NAMED:
        left = len(told) - _MOST_NAMED
        more = ngettext("and {count} more", "and {count} more", left).format(count=left)
        told = [*told[:_MOST_NAMED], more]
    return ", ".join(told)


def _each(before: Visit | Patient, after: Visit | Patient) -> Iterator[str]:
    old = {field.name: getattr(before, field.name) for field in fields(before)}
    new = {field.name: getattr(after, field.name) for field in fields(after)}
    changed = [name for name in new if old.get(name) != new[name] and name not in _BESIDE]
    if any(name in _WHEN for name in changed):
        yield _moments((old["done_on"], old["done_at"]), (new["done_on"], new["done_at"]))
    for name in changed:
        if name not in _WHEN:
            yield _change(_name(name), _text(name, old[name]), _text(name, new[name]))


def _moments(
    before: tuple[date | None, datetime | None], after: tuple[date | None, datetime | None]
) -> str:
    same_day = before[0] == after[0]
    if same_day and before[1] is not None and after[1] is not None:
        name = trail_values.column("done_at")
        return _change(name, dates.clock(before[1]), dates.clock(after[1]))
    return _change(trail_values.column("done_at"), _moment(*before), _moment(*after))


def _moment(on: date | None, at: datetime | None) -> str:
    if on is None:
        return _NOTHING
    day = dates.short_day(on)
    return day if at is None else _("{day} {time}").format(day=day, time=dates.clock(at))


def _only_completes(before: Visit, after: Visit) -> bool:
    from domain.correcting import only_completes
    from domain.visits import Draw, Infusion, Rating

    kinds = (Infusion, Draw, Rating)
    return isinstance(before, kinds) and isinstance(after, kinds) and only_completes(before, after)


def _change(name: str, before: str, after: str) -> str:
    """Condition haemolysed, where nothing stood before."""
    if before == _NOTHING:
        return _("{name} {value}").format(name=name, value=after)
    return _("{name} {before} → {after}").format(name=name, before=before, after=after)


def _name(field: str) -> str:
    return trail_values.column("comorbidity" if field == "comorbidities" else field)


def _text(name: str, value: object) -> str:
    if value is None or value in ("", ()):
        return _NOTHING
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, tuple):
        joint = "" if name == "weekdays" else ", "
        value = joint.join(map(str, value))  # pyright: ignore[reportUnknownArgumentType]  # a tuple of the record's own
    said = trail_values.text(name, value)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
