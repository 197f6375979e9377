"""The study's visits as an iCalendar file (RFC 5545); importing it again updates the events."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from domain.calendar_entries import CalendarEntry, calendar_entries
from domain.study import Study
from domain.visits import VisitKind
from gui.today.recording import moment
from gui.words import calendar_file as words

if TYPE_CHECKING:
    from icalendar import Event

FILE_ENDING = ".ics"
_PRODUCT = "-//Copperdesk//Calendar//EN"
_SHORT_VISIT = timedelta(minutes=15)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What a calendar file says; plain values, so that a worker can write it."""

    name: str
    is_demo: bool
    entries: tuple[CalendarEntry, ...]
    infusion: timedelta
    """How long an infusion takes."""
    now: datetime


def told_of(study: Study, patient: str | None, now: datetime) -> Told:
    """All visits, or those of one patient."""
    minutes = study.protocol.infusions.duration_min
    return Told(
        words.calendar_name(study.facts.short_name, patient or "", is_demo=study.is_demo),
        study.is_demo,
        calendar_entries(study, patient),
        timedelta(minutes=minutes),
        now,
    )


def calendar_text(told: Told) -> bytes:
    """The file; the words are those of the language in use."""
    from icalendar import Calendar

    calendar = Calendar()
    said: dict[str, object] = {
        "prodid": _PRODUCT,
        "version": "2.0",
        "method": "PUBLISH",
        "x-wr-calname": told.name,
    }
    _say(calendar, said)
    for entry in told.entries:
        calendar.add_component(_event(entry, told))
    return calendar.to_ical()


def write_calendar(told: Told, path: Path) -> int:
    """Write the file, whole or not at all; the answer is the number of visits.

    Raises OSError where it cannot be written.
    """
    part = path.with_name(f".{path.name}-{token_hex(4)}.part")
    try:
        part.write_bytes(calendar_text(told))
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return len(told.entries)


def _start(entry: CalendarEntry, now: datetime) -> date | datetime:
    """A moment of UTC where the time of day is known; else the local day, all of it."""
    if entry.at is not None:
        return entry.at.astimezone(UTC)
    if entry.starts_at is not None:
        return moment(entry.day, entry.starts_at, now).astimezone(UTC)
    return entry.day


def _event(entry: CalendarEntry, told: Told) -> "Event":
    from icalendar import Event

    event = Event()
    said: dict[str, object] = {
        "uid": entry.uid,
        "sequence": entry.revision,
        "dtstamp": told.now.astimezone(UTC),
        "last-modified": entry.changed_at.astimezone(UTC),
        "summary": words.title(entry.key),
        "description": words.description(entry.first, entry.last, is_demo=told.is_demo),
        "class": "PRIVATE",
        "status": "CANCELLED" if entry.is_cancelled else "CONFIRMED",
    }
    length = told.infusion if entry.key.kind is VisitKind.INFUSION else _SHORT_VISIT
    start = _start(entry, told.now)
    if isinstance(start, datetime):
        said |= {"dtstart": start, "dtend": start + length}
    else:
        said |= {"dtstart": start, "dtend": start + _A_DAY, "transp": "TRANSPARENT"}
    _say(event, said)
    return event


def _say(component: Any, said: dict[str, object]) -> None:
    """Icalendar's own hints of `add` are incomplete."""
    for name, value in said.items():
        component.add(name, value)
