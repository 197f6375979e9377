"""What another protocol would make of the courses there are; what is recorded stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from domain.calendar_days import CalendarDays, public_holidays
from domain.move_plan import VisitChange, changes_between
from domain.patient import Patient, PatientState, Sex
from domain.placement import continue_pattern
from domain.protocol import LaboratoryRules, Protocol
from domain.recording import regapped
from domain.schedule import (
    Course,
    Notice,
    NoticeCode,
    draw_window,
    rating_window,
)
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind, VisitState, Window

PROTOCOL_CHANGED = "protocol_changed"
"""Reason code of visits that the new protocol does not have."""


@dataclass(frozen=True, slots=True)
class ProtocolPlan:
    """The courses that change, and how."""

    before: Protocol
    after: Protocol
    courses: tuple[Course, ...]
    """The courses to store, by patient; those that stay as they are are left out."""
    changes: tuple[VisitChange, ...]
    """Open visits that move, get another window, or fall away."""
    added: tuple[VisitKey, ...]
    """Visits that only the new protocol has."""
    notices: tuple[Notice, ...]
    """Planned infusions that stand on a day that is now off: they are moved by hand."""
    cut_short: tuple[VisitKey, ...] = ()
    """Open draws of a changed rule whose window ends sooner than it says: where the next
    infusion starts."""
    remarked: tuple[VisitKey, ...] = ()
    """Draws whose stored result the new reference range calls low, normal or high
    and the old one called otherwise."""

    @property
    def patients(self) -> tuple[str, ...]:
        return tuple(course.patient for course in self.courses)


@dataclass(frozen=True, slots=True)
class ProtocolCase:
    """What planning another protocol needs of a study, as plain values: fit for a worker."""

    before: Protocol
    patients: Mapping[str, Patient]
    courses: Mapping[str, Course]
    weekdays: Mapping[str, tuple[int, ...]]
    holidays: Mapping[date, str]
    years: tuple[int, ...]
    """The years the courses are in."""

    def plan(self, after: Protocol) -> ProtocolPlan:
        """What storing `after` would change; nothing is stored.

        Where `after` takes public holidays off that the study did not, computing them takes
        most of a second.
        """
        country = after.calendar.public_holidays
        is_new = country and not self.before.calendar.public_holidays
        holidays = public_holidays(country, self.years) if is_new else self.holidays
        return plan_protocol(
            self.before, after, self.patients, self.courses, self.weekdays, holidays
        )


def plan_protocol(
    before: Protocol,
    after: Protocol,
    patients: Mapping[str, Patient],
    courses: Mapping[str, Course],
    weekdays: Mapping[str, tuple[int, ...]],
    holidays: Mapping[date, str],
) -> ProtocolPlan:
    """What storing `after` in place of `before` would change.

    Visits of withdrawn patients and everything recorded stay. An open visit stays too
    unless the two protocols give it different windows, so that targets set by hand are
    kept. Infusions keep their days; where the new protocol has more, they go on in the
    patient's pattern.
    """
    days_before = CalendarDays(before.calendar, holidays)
    days_after = CalendarDays(after.calendar, holidays)
    changed: list[Course] = []
    changes: list[VisitChange] = []
    added: list[VisitKey] = []
    notices: list[Notice] = []
    cut_short: list[VisitKey] = []
    remarked: list[VisitKey] = []
    for code, course in courses.items():
        remarked += _remarked(course, patients[code].sex, before.laboratory, after.laboratory)
        if patients[code].state is PatientState.WITHDRAWN:
            continue
        new = _course_under(course, before, after, days_before, days_after, weekdays[code])
        notices += _infusions_on_days_off(new, days_after)
        cut_short += _cut_short(new, before, after)
        if new.visits() == course.visits():
            continue
        known = {visit.key for visit in course.visits()}
        changed.append(new)
        changes += changes_between(course, new)
        added += [visit.key for visit in new.visits() if visit.key not in known]
    return ProtocolPlan(
        before,
        after,
        tuple(changed),
        tuple(changes),
        tuple(added),
        tuple(notices),
        tuple(cut_short),
        tuple(remarked),
    )


def _course_under(
    course: Course,
    before: Protocol,
    after: Protocol,
    days_before: CalendarDays,
    days_after: CalendarDays,
    weekdays: tuple[int, ...],
) -> Course:
    infusions = _infusions(course, after, days_after, weekdays)
    draws = _draws(course, infusions, before, after, days_before, days_after)
    ratings = _ratings(course, infusions, before, after, days_before, days_after)
    return Course(course.patient, infusions, draws, ratings)


def _infusions(
    course: Course, after: Protocol, days: CalendarDays, weekdays: tuple[int, ...]
) -> tuple[Infusion, ...]:
    kept = [_falls_away(i) if i.number > after.infusions.count else i for i in course.infusions]
    standing = [
        i for i in course.current_infusions() if i.state in (VisitState.PLANNED, VisitState.DONE)
    ]
    is_open = any(i.state is VisitState.PLANNED for i in standing)
    wanted = after.infusions.count - max((i.number for i in course.infusions), default=0)
    if standing and is_open and wanted > 0:
        last = standing[-1]
        rules = replace(after.infusions, count=wanted + 1)
        placed = continue_pattern(
            rules, placed=(last.shown_on,), after=last.shown_on, weekdays=weekdays, days=days
        )
        for number, day in enumerate(placed.dates[1:], start=last.number + 1):
            key = VisitKey(course.patient, VisitKind.INFUSION, str(number))
            kept.append(Infusion(key, Window(day, day, day), day, starts_at=last.starts_at))
    return regapped(kept, after)


def _draws(
    course: Course,
    infusions: tuple[Infusion, ...],
    before: Protocol,
    after: Protocol,
    days_before: CalendarDays,
    days_after: CalendarDays,
) -> tuple[Draw, ...]:
    draws = {draw.key.code: draw for draw in course.draws}
    found: list[Draw] = []
    for code, draw in draws.items():
        old, new = before.draw_rule(code), after.draw_rule(code)
        if new is None:
            found.append(draw if old is None else _falls_away(draw))
            continue
        was = old and draw_window(old, course.infusions, before, days_before)
        found.append(_in_window(draw, was, draw_window(new, infusions, after, days_after)))
    if _is_in_treatment(infusions):
        for rule in after.draws:
            placed = draw_window(rule, infusions, after, days_after)
            if rule.code not in draws and placed is not None:
                key = VisitKey(course.patient, VisitKind.DRAW, rule.code)
                found.append(Draw(key, placed[0], placed[0].target))
    return tuple(found)


def _ratings(
    course: Course,
    infusions: tuple[Infusion, ...],
    before: Protocol,
    after: Protocol,
    days_before: CalendarDays,
    days_after: CalendarDays,
) -> tuple[Rating, ...]:
    old_rules = {rule.code: rule for rule in before.ratings}
    new_rules = {rule.code: rule for rule in after.ratings}
    ratings = {rating.key.code: rating for rating in course.ratings}
    found: list[Rating] = []
    for code, rating in ratings.items():
        old, new = old_rules.get(code), new_rules.get(code)
        if new is None:
            found.append(rating if old is None else _falls_away(rating))
            continue
        was = old and rating_window(old, course.infusions, days_before)
        found.append(_in_window(rating, was, rating_window(new, infusions, days_after)))
    if _is_in_treatment(infusions):
        for rule in after.ratings:
            placed = rating_window(rule, infusions, days_after)
            if rule.code not in ratings and placed is not None:
                key = VisitKey(course.patient, VisitKind.RATING, rule.code)
                found.append(Rating(key, placed[0], placed[0].target))
    return tuple(found)


_Placed = tuple[Window, Notice | None] | None
_V = TypeVar("_V", Infusion, Draw, Rating)
_W = TypeVar("_W", Draw, Rating)


def _in_window(visit: _W, was: _Placed, now: _Placed) -> _W:
    """`visit` in its new window, unless nothing but its hand-set target differs."""
    reopened = visit.state is VisitState.CANCELLED and visit.reason == PROTOCOL_CHANGED
    if visit.state is not VisitState.PLANNED and not reopened:
        return visit
    if now is None:
        return _falls_away(visit)
    if not reopened and was is not None and was[0] == now[0]:
        return visit
    return replace(visit, window=now[0], state=VisitState.PLANNED, reason="")


def _falls_away(visit: _V) -> _V:
    if visit.state is not VisitState.PLANNED:
        return visit
    return replace(visit, state=VisitState.CANCELLED, reason=PROTOCOL_CHANGED)


def _is_in_treatment(infusions: tuple[Infusion, ...]) -> bool:
    return any(i.state is VisitState.PLANNED for i in infusions)


def _infusions_on_days_off(course: Course, days: CalendarDays) -> list[Notice]:
    return [
        Notice(NoticeCode.TARGET_ON_DAY_OFF, infusion.key, day=infusion.planned_on)
        for infusion in course.current_infusions()
        if infusion.state is VisitState.PLANNED and not days.is_working(infusion.planned_on)
    ]


def _cut_short(course: Course, before: Protocol, after: Protocol) -> list[VisitKey]:
    found: list[VisitKey] = []
    for draw in course.draws:
        rule = after.draw_rule(draw.key.code)
        if draw.state is not VisitState.PLANNED or rule is None or rule.infusion is None:
            continue
        length = (draw.window.last - draw.window.first).days
        if rule != before.draw_rule(rule.code) and length < rule.last - rule.first:
            found.append(draw.key)
    return found


def _remarked(
    course: Course, sex: Sex, before: LaboratoryRules, after: LaboratoryRules
) -> list[VisitKey]:
    was, now = before.range_for(sex), after.range_for(sex)
    if was == now:
        return []
    stated = [(d.key, d.result.ug_dl) for d in course.draws if d.result is not None]
    return [
        key for key, value in stated if value is not None and _side(value, was) != _side(value, now)
    ]


def _side(value: float, reference: tuple[float, float]) -> int:
    """Below the range, in it, or above."""
    low, high = reference
    return -1 if value < low else int(value > high)
