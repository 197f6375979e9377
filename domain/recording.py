"""What recording a visit makes of a course: pure functions from course to course."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from domain.calendar_days import CalendarDays
from domain.errors import CopperdeskError
from domain.patient import Patient, PatientState
from domain.placement import continue_pattern
from domain.protocol import Missed, Protocol
from domain.schedule import Course, followed
from domain.study_errors import WhyNotWithdrawn, WithdrawalRefused
from domain.visits import Draw, Infusion, Rating, Visit, VisitKey, VisitKind, VisitState, Window

MADRS_TOP = 60
YMRS_TOP = 60


class Unrecordable(StrEnum):
    """Why something cannot be recorded as asked."""

    ALREADY_RECORDED = "already_recorded"
    NOT_RECORDED = "not_recorded"
    CANCELLED = "cancelled"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_ENROLMENT = "before_enrolment"
    EARLIER_INFUSION_OPEN = "earlier_infusion_open"
    NOT_AFTER_EARLIER_INFUSION = "not_after_earlier_infusion"
    NOT_BEFORE_LATER_INFUSION = "not_before_later_infusion"
    REASON_MISSING = "reason_missing"
    NO_SCORE = "no_score"
    NO_RESULT = "no_result"
    """A typed result needs a number with a unit, or the words that stand in its place."""


class RecordingRefused(CopperdeskError):
    """A recording that cannot be right; nothing was written."""

    def __init__(
        self,
        why: Unrecordable,
        key: VisitKey,
        *,
        day: date | None = None,
        other: VisitKey | None = None,
    ) -> None:
        super().__init__(
            f"{key}: {why}" + (f" {day}" if day else "") + (f" {other}" if other else "")
        )
        self.why = why
        self.key = key
        self.day = day
        self.other = other


class ScoreRefused(CopperdeskError):
    """A total outside its scale."""

    def __init__(self, scale: str, typed: int, top: int) -> None:
        super().__init__(f"{scale} must be 0 to {top}, not {typed}")
        self.scale = scale
        self.typed = typed
        self.top = top


_V = TypeVar("_V", bound=Infusion | Draw | Rating)


def done(
    visit: _V, *, on: date, at: datetime | None, patient: Patient, now: datetime, by: str
) -> _V:
    """`visit` as done on the local day `on`, at the moment `at` where the time is known."""
    if visit.state is VisitState.CANCELLED:
        raise RecordingRefused(Unrecordable.CANCELLED, visit.key)
    _check_moment(visit, on=on, at=at, patient=patient, now=now)
    return replace(
        visit,
        state=VisitState.DONE,
        done_on=on,
        done_at=at,
        recorded_at=now,
        recorded_by=by,
        reason="",
    )


def checked_scores(key: VisitKey, *, madrs: int | None, ymrs: int | None) -> None:
    """Refuse scores outside 0–60, and a rating with neither."""
    if madrs is None and ymrs is None:
        raise RecordingRefused(Unrecordable.NO_SCORE, key)
    for scale, score, top in (("MADRS", madrs, MADRS_TOP), ("YMRS", ymrs, YMRS_TOP)):
        if score is not None and not 0 <= score <= top:
            raise ScoreRefused(scale, score, top)


def earlier_is_open(key: VisitKey, earlier: VisitKey) -> RecordingRefused:
    """The refusal to record the infusion `key` before the one it follows."""
    return RecordingRefused(Unrecordable.EARLIER_INFUSION_OPEN, key, other=earlier)


def open_visit(visit: _V) -> _V:
    """`visit` if it is still to be recorded, else `RecordingRefused`."""
    if visit.state is VisitState.CANCELLED:
        raise RecordingRefused(Unrecordable.CANCELLED, visit.key)
    if visit.state is not VisitState.PLANNED:
        raise RecordingRefused(Unrecordable.ALREADY_RECORDED, visit.key, day=visit.done_on)
    return visit


def with_infusion(
    course: Course, infusion: Infusion, protocol: Protocol, days: CalendarDays
) -> Course:
    """`course` with `infusion` in place of the one with its key, and what follows it moved."""
    if infusion.state is VisitState.DONE:
        _check_order(course, infusion)
    infusions = tuple(infusion if i.key == infusion.key else i for i in course.infusions)
    return followed(course, regapped(infusions, protocol), protocol, days)


def with_missed_infusion(
    course: Course,
    infusion: Infusion,
    *,
    weekdays: Sequence[int],
    protocol: Protocol,
    days: CalendarDays,
) -> Course:
    """`course` after `infusion` (already marked missed) was not given.

    Made up: the same number takes the next slot and later infusions shift one slot.
    Skipped: the number is never given, and a draw that follows it is cancelled.
    """
    infusions = [infusion if i.key == infusion.key else i for i in course.infusions]
    if protocol.infusions.missed is Missed.MADE_UP:
        infusions = _made_up(infusions, infusion, weekdays, protocol, days)
    return followed(course, regapped(infusions, protocol), protocol, days)


def regapped(infusions: Sequence[Infusion], protocol: Protocol) -> tuple[Infusion, ...]:
    """`infusions` with the windows of the planned ones set by the gap to the one before."""
    rules = protocol.infusions
    regapped: list[Infusion] = []
    before: date | None = None
    for infusion in sorted(infusions, key=lambda i: (i.number, i.key.attempt)):
        if infusion.state is VisitState.PLANNED and before is not None:
            target = infusion.planned_on
            gap = (target - before).days
            first = min(target, date.fromordinal(before.toordinal() + rules.min_gap_days))
            last = max(target, date.fromordinal(before.toordinal() + rules.max_gap_days))
            window = Window(target, first, last) if gap > 0 else Window(target, target, target)
            regapped.append(replace(infusion, window=window))
        else:
            regapped.append(infusion)
        if infusion.state in (VisitState.PLANNED, VisitState.DONE):
            before = infusion.shown_on
    return tuple(regapped)


def check_withdrawal(patient: Patient, *, on: date, reason: str, today: date) -> None:
    """Raise `WithdrawalRefused` if `patient` cannot withdraw on the day `on`."""
    if patient.state is PatientState.WITHDRAWN:
        raise WithdrawalRefused(WhyNotWithdrawn.ALREADY, patient.code, day=patient.withdrawn_on)
    if not reason:
        raise WithdrawalRefused(WhyNotWithdrawn.REASON_MISSING, patient.code)
    if on < patient.enrolled_on:
        why = WhyNotWithdrawn.BEFORE_ENROLMENT
        raise WithdrawalRefused(why, patient.code, day=patient.enrolled_on)
    if on > today:
        raise WithdrawalRefused(WhyNotWithdrawn.IN_THE_FUTURE, patient.code, day=on)


def withdrawn(course: Course, protocol: Protocol, days: CalendarDays) -> Course:
    """`course` with every open visit cancelled; the post draw follows the last infusion given."""
    infusions = tuple(_cancelled(i, i) for i in course.infusions)
    moved = followed(course, infusions, protocol, days)
    return replace(
        moved,
        draws=tuple(map(_cancelled, course.draws, moved.draws)),
        ratings=tuple(map(_cancelled, course.ratings, moved.ratings)),
    )


WITHDRAWN = "withdrawn"
"""Reason code of visits cancelled by a withdrawal."""


def _cancelled(before: _V, after: _V) -> _V:
    if before.state is not VisitState.PLANNED:
        return before
    return replace(after, state=VisitState.CANCELLED, reason=WITHDRAWN)


def _made_up(
    infusions: Sequence[Infusion],
    missed: Infusion,
    weekdays: Sequence[int],
    protocol: Protocol,
    days: CalendarDays,
) -> list[Infusion]:
    later = [i for i in infusions if i.number > missed.number and i.state is VisitState.PLANNED]
    last = max((i.shown_on for i in (*later, missed)), key=date.toordinal)
    one_more = replace(protocol.infusions, count=2)
    new_slot = continue_pattern(
        one_more, placed=(last,), after=last, weekdays=weekdays, days=days
    ).dates[1]
    slots = [*(i.planned_on for i in later), new_slot]
    key = replace(missed.key, attempt=missed.key.attempt + 1)
    again = Infusion(key, _day(slots[0]), missed.first_planned_on, starts_at=missed.starts_at)
    moved = {
        infusion.key: replace(infusion, window=_day(slot))
        for infusion, slot in zip(later, slots[1:], strict=True)
    }
    return [*(moved.get(i.key, i) for i in infusions), again]


def _day(day: date) -> Window:
    return Window(day, day, day)


def _check_moment(
    visit: Visit, *, on: date, at: datetime | None, patient: Patient, now: datetime
) -> None:
    if on > now.date() or (at is not None and at > now):
        raise RecordingRefused(Unrecordable.IN_THE_FUTURE, visit.key, day=on)
    if on < patient.enrolled_on and visit.key.kind is VisitKind.INFUSION:
        raise RecordingRefused(Unrecordable.BEFORE_ENROLMENT, visit.key, day=patient.enrolled_on)


def _check_order(course: Course, infusion: Infusion) -> None:
    """Infusions are given in order of their numbers, each on a day of its own."""
    on = infusion.done_on
    assert on is not None
    still_open = course.open_before(infusion)
    if still_open is not None:
        raise earlier_is_open(infusion.key, still_open.key)
    for other in course.current_infusions():
        why: Unrecordable | None = None
        if other.number < infusion.number:
            if other.done_on is not None and other.done_on >= on:
                why = Unrecordable.NOT_AFTER_EARLIER_INFUSION
        elif other.number > infusion.number and other.done_on is not None and other.done_on <= on:
            why = Unrecordable.NOT_BEFORE_LATER_INFUSION
        if why is not None:
            raise RecordingRefused(why, infusion.key, day=other.done_on, other=other.key)
