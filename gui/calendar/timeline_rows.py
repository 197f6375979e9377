"""What one patient's row shows: which visit on which day, windows, and the next step."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.next_step import NextStep, next_step
from domain.patient import Patient, PatientState
from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Status, VisitKey, VisitKind
from gui.widgets.glyphs import Glyph

LANES = (VisitKind.INFUSION, VisitKind.DRAW, VisitKind.RATING)
_WITHOUT_WINDOW = (Status.MISSED, Status.CANCELLED)
_SETTLED = (Status.DONE, Status.WAITING_FOR_LAB)


@dataclass(frozen=True, slots=True)
class Event:
    """A visit on the day it is shown."""

    visit: Infusion | Draw | Rating
    status: Status
    glyph: Glyph

    @property
    def key(self) -> VisitKey:
        return self.visit.key

    @property
    def day(self) -> date:
        return self.visit.shown_on


@dataclass(frozen=True, slots=True)
class Whisker:
    """The window of a draw; both days belong to it."""

    first: date
    last: date
    status: Status


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One patient; `events` holds only days that have any, lane by lane."""

    patient: Patient
    course: Course
    given: int
    infusions: int
    """How many the protocol has."""
    step: NextStep
    events: Mapping[date, tuple[Event, ...]]
    whiskers: tuple[Whisker, ...]
    """Settled ones first, so that open windows are painted over them."""

    @property
    def code(self) -> str:
        return self.patient.code

    @property
    def withdrawn_on(self) -> date | None:
        return self.patient.withdrawn_on

    def events_on(self, day: date) -> tuple[Event, ...]:
        return self.events.get(day, ())

    def event(self, key: VisitKey) -> Event | None:
        return next((e for of_day in self.events.values() for e in of_day if e.key == key), None)


def timeline_row(patient: Patient, course: Course, *, infusions: int, today: date) -> TimelineRow:
    """The row of one patient as seen on `today`; visits cancelled by a withdrawal are left out."""
    is_withdrawn = patient.state is PatientState.WITHDRAWN
    by_day: defaultdict[date, list[Event]] = defaultdict(list)
    whiskers: list[Whisker] = []
    for visit in course.visits():
        status = visit.status(today)
        if status is Status.CANCELLED and is_withdrawn:
            continue
        label = visit.key.code if isinstance(visit, Infusion) else ""
        by_day[visit.shown_on].append(Event(visit, status, Glyph(visit.key.kind, status, label)))
        if isinstance(visit, Draw) and status not in _WITHOUT_WINDOW:
            whiskers.append(Whisker(visit.window.first, visit.window.last, status))
    return TimelineRow(
        patient,
        course,
        given=len(course.given()),
        infusions=infusions,
        step=next_step(patient, course, today),
        events={day: tuple(sorted(by_day[day], key=_lane)) for day in sorted(by_day)},
        whiskers=tuple(sorted(whiskers, key=lambda whisker: whisker.status not in _SETTLED)),
    )


def _lane(event: Event) -> tuple[int, VisitKey]:
    return LANES.index(event.key.kind), event.key
