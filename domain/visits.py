"""Infusions, copper draws and ratings: what is stored of each, and the windows they belong in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.scales import Items

if TYPE_CHECKING:
    from domain.results import Result


class VisitKind(StrEnum):
    """The three kinds of visit; the value is the code used in JSON and tables."""

    INFUSION = "infusion"
    DRAW = "draw"
    RATING = "rating"


class VisitState(StrEnum):
    """What is stored of a visit. How it stands today is derived: see `Status`."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Status(StrEnum):
    """How a visit stands at a given moment; the words of the screens, as JSON codes."""

    PLANNED = "planned"
    DUE_TODAY = "due_today"
    LATE = "late"
    OVERDUE = "overdue"
    WAITING_FOR_LAB = "waiting_for_lab"
    DONE = "done"
    DONE_OUT_OF_WINDOW = "done_out_of_window"
    MISSED = "missed"
    CANCELLED = "cancelled"

    @property
    def is_not_done(self) -> bool:
        """Target passed and nothing recorded: the group *Not done*."""
        return self in (Status.LATE, Status.OVERDUE)


@dataclass(frozen=True, slots=True, order=True)
class VisitKey:
    """Names one visit of one patient, also across undo and redo."""

    patient: str
    kind: VisitKind
    code: str
    """Infusions: the planned number ("3"). Draws: baseline, inf1 …, post. Ratings: week0 …"""
    attempt: int = 1
    """Infusions only: 2 is the infusion that makes up for a missed first attempt."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a visit still counts; both ends belong to it."""

    target: date
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days_outside(self, day: date) -> int:
        """Days before (negative) or after (positive) the window; 0 inside."""
        if day < self.first:
            return (day - self.first).days
        return max(0, (day - self.last).days)


@dataclass(frozen=True, slots=True)
class Visit:
    """What the three kinds have in common."""

    key: VisitKey
    window: Window
    """Where it is planned now."""
    first_planned_on: date
    """Where it was planned when the course was made."""
    state: VisitState = VisitState.PLANNED
    done_on: date | None = None
    """The local calendar day it took place."""
    done_at: datetime | None = None
    """The moment, with its offset, where the time of day is known."""
    recorded_at: datetime | None = None
    """When it was entered, which may be later than when it took place."""
    recorded_by: str = ""
    reason: str = ""
    """Why it was missed or cancelled."""
    note: str = ""

    @property
    def patient(self) -> str:
        return self.key.patient

    @property
    def is_recorded(self) -> bool:
        return self.state in (VisitState.DONE, VisitState.MISSED)

    @property
    def shown_on(self) -> date:
        """The day a calendar shows it: when it took place, else its target."""
        return self.done_on or self.window.target

    def status(self, today: date) -> Status:
        """How it stands on the local calendar day `today`."""
        match self.state:
            case VisitState.MISSED:
                return Status.MISSED
            case VisitState.CANCELLED:
                return Status.CANCELLED
            case VisitState.DONE:
                return self._status_when_done()
            case VisitState.PLANNED:
                return _timing(self.window, today)

    def _status_when_done(self) -> Status:
        assert self.done_on is not None
        return Status.DONE if self.done_on in self.window else Status.DONE_OUT_OF_WINDOW


@dataclass(frozen=True, slots=True)
class Infusion(Visit):
    """A ketamine infusion; `done_at` is its start."""

    starts_at: time | None = None
    """The planned time of day, where the ward has agreed one."""
    dose_mg: float | None = None
    weight_kg: float | None = None
    interrupted: bool = False
    interruption: str = ""
    """Why it was interrupted, and for how long."""

    @property
    def number(self) -> int:
        return int(self.key.code)

    @property
    def planned_on(self) -> date:
        return self.window.target


@dataclass(frozen=True, slots=True)
class Draw(Visit):
    """A copper draw; `result` is the current one, if the lab has answered."""

    specimen_id: str = ""
    """The number on the tube."""
    collector: str = ""
    condition: str = ""
    """ok, haemolysed, clotted, insufficient, lost; empty if not stated."""
    result: Result | None = None

    def _status_when_done(self) -> Status:
        if self.result is None:
            return Status.WAITING_FOR_LAB
        if not self.result.is_usable:
            return Status.MISSED
        # Named with its arguments: dataclass slots break the bare super().
        return super(Draw, self)._status_when_done()


@dataclass(frozen=True, slots=True)
class Rating(Visit):
    """MADRS and YMRS, rated together by a clinician."""

    madrs: int | None = None
    ymrs: int | None = None
    rater: str = ""
    madrs_items: Items = ()
    """Empty where the totals alone were entered."""
    ymrs_items: Items = ()


def _timing(window: Window, today: date) -> Status:
    if today < window.target:
        return Status.PLANNED
    if today == window.target:
        return Status.DUE_TODAY
    return Status.LATE if today <= window.last else Status.OVERDUE
