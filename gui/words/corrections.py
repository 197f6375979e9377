"""What a correction changed, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from gui.words import dates, trail_values, visits
from gui.words.language import _, ngettext

if TYPE_CHECKING:
    from domain.patient import Patient
    from domain.storage.audit import Row
    from domain.visits import Draw, Infusion, Rating, Visit

_MOST_NAMED = 3
_LONGEST = 30
_NOTHING = "–"
_WHEN = ("done_on", "done_at")
_BESIDE = ("recorded_at", "recorded_by", "madrs_items", "ymrs_items", "state")
"""Not named: the totals speak for their items."""


def visit_corrected(before: Infusion | Draw | Rating | Visit, after: Visit) -> str:
    """KET-024: infusion 3 corrected: time 09:10 → 09:40."""
    changes = _changes(_fields(before), _fields(after))
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
    changes = _changes(_fields(before), _fields(after))
    if not changes:
        return _("{patient}: details corrected.").format(patient=after.code)
    return _("{patient}: details corrected: {changes}.").format(patient=after.code, changes=changes)


def time_corrected(visit: Visit, on: date, at: datetime | None) -> str:
    """KET-024: infusion 3 corrected: time 09:10 → 09:40."""
    moments = _moments((visit.done_on, visit.done_at), (on, at))
    return _("{patient}: {visit} corrected: {changes}.").format(
        patient=visit.patient, visit=visits.visit_in_sentence(visit), changes=moments
    )


def row_changes(before: Row, after: Row) -> str:
    """Time 09:10 → 09:40: from the two images of a row in the audit trail."""
    return _changes(_dated(before), _dated(after))


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    told = list(_each(before, after))
    if len(told) > _MOST_NAMED:
        left = len(told) - _MOST_NAMED
        more = ngettext("and {count} more", "and {count} more", left).format(count=left)
        told = [*told[:_MOST_NAMED], more]
    return ", ".join(told)


def _fields(record: Visit | Patient) -> Mapping[str, object]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _dated(row: Row) -> Mapping[str, object]:
    """With day and moment as such: in the trail they are text."""
    on, at = row.get("done_on"), row.get("done_at")
    done_on = date.fromisoformat(str(on)) if on else None
    done_at = datetime.fromisoformat(str(at)) if at else None
    return row if "done_on" not in row else {**row, "done_on": done_on, "done_at": done_at}


def _each(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    changed = [name for name in new if old.get(name) != new[name] and name not in _BESIDE]
    if any(name in _WHEN for name in changed):
        yield _moments(_when(old), _when(new))
    for name in changed:
        if name not in _WHEN:
            yield _change(_name(name), _text(name, old[name]), _text(name, new[name]))


_When: TypeAlias = "tuple[date | None, datetime | None]"


def _when(record: Mapping[str, object]) -> _When:
    on, at = record["done_on"], record["done_at"]
    return on if isinstance(on, date) else None, at if isinstance(at, datetime) else None


def _moments(before: _When, after: _When) -> str:
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
