"""What is to be done: not done, due today, done today, and what is coming."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.patient import Patient, PatientState
from domain.protocol import Anchor, Protocol
from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Status, Visit, VisitState

_ANY_TIME = time(11, 59)
"""Where a visit without a time of day stands in a list by time: before noon's infusions."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One visit with what its row says."""

    visit: Infusion | Draw | Rating
    status: Status
    late_days: int
    """Days since the target, 0 before and on it."""
    infusion_count: int
    infusion: Infusion | None = None
    """A draw: the infusion it follows (baseline: infusion 1). A rating: the infusion of its day."""
    waits_for: Infusion | None = None
    """An infusion: the earlier one that is still open and has to be recorded first."""

    @property
    def patient(self) -> str:
        return self.visit.patient

    @property
    def due_time(self) -> time | None:
        """The time of day it has to start, or to be done by; None if any time will do."""
        if isinstance(self.visit, Infusion):
            return self.visit.starts_at
        if isinstance(self.visit, Rating) and self.infusion is not None:
            return self.infusion.starts_at
        return None


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One coming day and its visits."""

    day: date
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    now: datetime
    not_done: tuple[AgendaItem, ...]
    due_today: tuple[AgendaItem, ...]
    done_today: tuple[AgendaItem, ...]
    coming: tuple[DayAhead, ...]
    """One for each of the next days, empty days included."""
    waiting_for_lab: tuple[Draw, ...]
    """Longest wait first."""
    starting_soon: tuple[Infusion, ...]
    """First infusions of the coming days."""

    @property
    def to_do(self) -> int:
        """Not done and due today: the number of the badge."""
        return len(self.not_done) + len(self.due_today)


def agenda(
    courses: Iterable[Course],
    patients: Mapping[str, Patient],
    protocol: Protocol,
    *,
    now: datetime,
    days: int = 8,
) -> Agenda:
    """The agenda at the moment `now`, with the `days` days after today."""
    today = now.date()
    not_done: list[AgendaItem] = []
    due: list[AgendaItem] = []
    done: list[AgendaItem] = []
    ahead: dict[date, list[AgendaItem]] = {
        today + timedelta(days=n): [] for n in range(1, days + 1)
    }
    waiting: list[Draw] = []
    starting: list[Infusion] = []
    for course in courses:
        if patients[course.patient].state is PatientState.ACTIVE and not course.given():
            starting += [i for i in course.current_infusions()[:1] if i.planned_on in ahead]
        for visit in course.visits():
            status = visit.status(today)
            if status is Status.WAITING_FOR_LAB and isinstance(visit, Draw):
                waiting.append(visit)
            if visit.state is VisitState.PLANNED:
                group = ahead.get(visit.window.target)
                if status.is_not_done:
                    group = not_done
                elif status is Status.DUE_TODAY:
                    group = due
                if group is not None:
                    group.append(item_of(visit, course, protocol, today))
            elif visit.is_recorded and _belongs_to(visit, today):
                done.append(item_of(visit, course, protocol, today))
    return Agenda(
        now=now,
        not_done=tuple(sorted(not_done, key=_by_target)),
        due_today=tuple(sorted(due, key=_by_time)),
        done_today=tuple(sorted(done, key=_by_recording, reverse=True)),
        coming=tuple(
            DayAhead(day, tuple(sorted(items, key=_by_time))) for day, items in ahead.items()
        ),
        waiting_for_lab=tuple(sorted(waiting, key=lambda draw: (draw.shown_on, draw.key))),
        starting_soon=tuple(sorted(starting, key=lambda i: (i.planned_on, i.key))),
    )


def item_of(
    visit: Infusion | Draw | Rating, course: Course, protocol: Protocol, today: date
) -> AgendaItem:
    """The row of one visit."""
    return AgendaItem(
        visit,
        visit.status(today),
        late_days=max(0, (today - visit.window.target).days),
        infusion_count=protocol.infusions.count,
        infusion=_infusion_beside(visit, course, protocol),
        waits_for=course.open_before(visit) if isinstance(visit, Infusion) else None,
    )


def _infusion_beside(
    visit: Infusion | Draw | Rating, course: Course, protocol: Protocol
) -> Infusion | None:
    infusions = course.current_infusions()
    if isinstance(visit, Draw):
        rule = protocol.draw_rule(visit.key.code)
        if rule is None or not infusions:
            return None
        if rule.anchor is Anchor.INFUSION:
            return next((i for i in infusions if i.number == rule.infusion), None)
        return infusions[0 if rule.anchor is Anchor.FIRST_INFUSION else -1]
    if isinstance(visit, Rating):
        return next((i for i in infusions if i.shown_on == visit.shown_on), None)
    return None


def _belongs_to(visit: Visit, today: date) -> bool:
    recorded_today = visit.recorded_at is not None and visit.recorded_at.date() == today
    return visit.done_on == today or recorded_today


def _by_target(item: AgendaItem) -> tuple[object, ...]:
    return (item.visit.window.target, *_by_time(item))


def _by_time(item: AgendaItem) -> tuple[object, ...]:
    before_the_dose = isinstance(item.visit, Rating)
    return (item.due_time or _ANY_TIME, item.patient, not before_the_dose, item.visit.key)


def _by_recording(item: AgendaItem) -> tuple[object, ...]:
    moment = item.visit.done_at or item.visit.recorded_at
    return (moment.timestamp() if moment else 0.0, item.visit.key)
