"""Visits as other calendars are told of them: where each stands, and how often it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from domain.storage.audit import AuditEntry
from domain.study import Study
from domain.taking_back import visit_key_of
from domain.visits import Infusion, Visit, VisitKey, VisitState

_TABLES = ("infusions", "draws", "ratings")
_WITHOUT_A_PLACE = (VisitState.CANCELLED, VisitState.MISSED)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One visit; the next export tells the same visit by the same `uid`."""

    uid: str
    """Depends on the study and the visit alone, and names neither."""
    revision: int
    """Grows with every change of the visit, undone ones included; 0 when first planned."""
    changed_at: datetime
    key: VisitKey
    day: date
    at: datetime | None
    """When it took place, where the time of day is known."""
    starts_at: time | None
    """The planned time of day, where there is one."""
    first: date
    last: date
    """The window; both days belong to it."""
    is_cancelled: bool
    """It will not or did not take place, or it is no longer in the study."""


def calendar_entries(study: Study, patient: str | None = None) -> tuple[CalendarEntry, ...]:
    """All visits of the study, or of one patient, by patient and day.

    A visit that was taken back, as with an undone enrolment, stays as a cancelled entry,
    since a calendar that was told of it has to be told that it is gone. Raises
    `UnknownVisit` for a patient who was never in the study.
    """
    if patient is not None and not any(study.trail(patient=patient)):
        study.patient(patient)
    told = _latest(study.trail(patient=patient))
    courses = study.courses()
    codes = courses if patient is None else [code for code in (patient,) if code in courses]
    standing = {visit.key: visit for code in codes for visit in courses[code].visits()}
    base = UUID(study.facts.uuid)
    entries = [
        *(_standing(base, visit, *told[key]) for key, visit in standing.items()),
        *(_gone(base, key, *told[key]) for key in told if key not in standing),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.key.patient, entry.day, entry.key)))


def _latest(trail: Iterable[AuditEntry]) -> dict[VisitKey, tuple[int, AuditEntry]]:
    """How often each visit changed, and its last change."""
    told: dict[VisitKey, tuple[int, AuditEntry]] = {}
    for entry in _of_visits(trail):
        key = visit_key_of(entry)
        revision = told[key][0] + 1 if key in told else 0
        told[key] = revision, entry
    return told


def _of_visits(trail: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
    return (entry for entry in trail if entry.table in _TABLES)


def _standing(base: UUID, visit: Visit, revision: int, last: AuditEntry) -> CalendarEntry:
    return CalendarEntry(
        uid=_uid(base, visit.key),
        revision=revision,
        changed_at=last.at,
        key=visit.key,
        day=visit.shown_on,
        at=visit.done_at,
        starts_at=visit.starts_at if isinstance(visit, Infusion) else None,
        first=visit.window.first,
        last=visit.window.last,
        is_cancelled=visit.state in _WITHOUT_A_PLACE,
    )


def _gone(base: UUID, key: VisitKey, revision: int, last: AuditEntry) -> CalendarEntry:
    row = last.old or last.new
    assert row is not None, "an entry has one image at least"
    first, last_day = (date.fromisoformat(row[name]) for name in ("window_from", "window_to"))
    return CalendarEntry(
        uid=_uid(base, key),
        revision=revision,
        changed_at=last.at,
        key=key,
        day=date.fromisoformat(row["target_on"]),
        at=None,
        starts_at=None,
        first=first,
        last=last_day,
        is_cancelled=True,
    )


def _uid(base: UUID, key: VisitKey) -> str:
    name = f"{key.patient}/{key.kind}/{key.code}/{key.attempt}"
    return f"{uuid5(base, name)}@copperdesk"
