"""Putting the infusions of a course on days: the weekday pattern, made legal."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar_days import CalendarDays, DayOff
from domain.errors import CopperdeskError
from domain.patient import Enrolment
from domain.protocol import InfusionRules, Protocol
from domain.schedule import (
    Course,
    Notice,
    NoticeCode,
    draw_window_among,
    infusion_windows,
    rating_window_among,
)
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind


class Illegal(StrEnum):
    """Why a day cannot take an infusion."""

    DAY_OFF = "day_off"
    GAP_UNDER_MINIMUM = "gap_under_minimum"
    WEEKDAYS_TOO_CLOSE = "weekdays_too_close"
    WEEKDAYS_COUNT = "weekdays_count"


class PlacementRefused(CopperdeskError):
    """A first infusion or weekday pattern that the protocol does not allow."""

    def __init__(
        self,
        why: Illegal,
        *,
        day: date | None = None,
        day_off: DayOff | None = None,
        gap: int = 0,
        needed: int = 0,
    ) -> None:
        super().__init__(f"placement refused: {why} day={day} gap={gap} needed={needed}")
        self.why = why
        self.day = day
        self.day_off = day_off
        self.gap = gap
        self.needed = needed


@dataclass(frozen=True, slots=True)
class Placed:
    """The days of the infusions, and what placing them moved."""

    dates: tuple[date, ...]
    moved: tuple[tuple[int, date], ...]
    """(index, day the pattern had) of each infusion put beside its slot."""


def place_infusions(
    rules: InfusionRules, *, first: date, weekdays: Sequence[int], days: CalendarDays
) -> Placed:
    """Days for `rules.count` infusions from `first` on, on `weekdays` (Monday = 0).

    A slot that is not a working day goes to the nearest legal neighbour (working, the
    minimum gap kept to both sides, the earlier on a tie); where there is none, the slot
    is left out and the course goes on with the next. Raises `PlacementRefused` for a
    first day off or weekdays closer than the minimum gap.
    """
    off = days.day_off(first)
    if off is not None:
        raise PlacementRefused(Illegal.DAY_OFF, day=first, day_off=off)
    _check_pattern(rules, weekdays)
    return continue_pattern(rules, placed=(first,), after=first, weekdays=weekdays, days=days)


def continue_pattern(
    rules: InfusionRules,
    *,
    placed: tuple[date, ...],
    after: date,
    weekdays: Sequence[int],
    days: CalendarDays,
) -> Placed:
    """`placed` (not empty), and slots of the pattern later than `after`, to `rules.count` days."""
    dates = list(placed)
    moved: list[tuple[int, date]] = []
    slots = _slots(after, weekdays)
    following = next(slots)
    while len(dates) < rules.count:
        slot, following = following, next(slots)
        if (slot - dates[-1]).days < rules.min_gap_days:
            continue
        day = _legal_day(slot, before=dates[-1], after=following, rules=rules, days=days)
        if day is None:
            continue
        if day != slot:
            moved.append((len(dates), slot))
        dates.append(day)
    return Placed(tuple(dates), tuple(moved))


def plan_course(
    protocol: Protocol,
    enrolment: Enrolment,
    days: CalendarDays,
    booked: Mapping[date, int] | None = None,
) -> Course:
    """The full course of a new patient; nothing is stored.

    `booked` counts the infusions other patients have on each day, for the daily limit.
    """
    placed = place_infusions(
        protocol.infusions,
        first=enrolment.first_infusion_on,
        weekdays=enrolment.weekdays,
        days=days,
    )
    infusions = tuple(
        Infusion(
            VisitKey(enrolment.code, VisitKind.INFUSION, str(number)),
            window,
            window.target,
            starts_at=enrolment.infusion_time,
        )
        for number, window in enumerate(infusion_windows(placed.dates, protocol), start=1)
    )
    notices = list(course_notices(infusions, protocol, booked or {}))
    notices += [
        Notice(
            NoticeCode.INFUSION_MOVED,
            infusions[index].key,
            day=infusions[index].planned_on,
            other_day=slot,
        )
        for index, slot in placed.moved
    ]
    draws: list[Draw] = []
    for rule in protocol.draws:
        planned = draw_window_among(rule, infusions, protocol, days)
        assert planned is not None, "every infusion of a new course stands"
        window, notice = planned
        draws.append(
            Draw(VisitKey(enrolment.code, VisitKind.DRAW, rule.code), window, window.target)
        )
        notices += [notice] if notice else []
    ratings: list[Rating] = []
    for rating_rule in protocol.ratings:
        planned = rating_window_among(rating_rule, infusions, days)
        assert planned is not None, "every infusion of a new course stands"
        window, notice = planned
        key = VisitKey(enrolment.code, VisitKind.RATING, rating_rule.code)
        ratings.append(Rating(key, window, window.target))
        notices += [notice] if notice else []
    notices.sort(key=lambda notice: (notice.day, notice.key))
    return Course(enrolment.code, infusions, tuple(draws), tuple(ratings), tuple(notices))


def course_notices(
    infusions: Sequence[Infusion], protocol: Protocol, booked: Mapping[date, int]
) -> Iterator[Notice]:
    """What the protocol allows but wants said: wide gaps, a long course, a full day."""
    rules = protocol.infusions
    for before, infusion in itertools.pairwise(infusions):
        gap = (infusion.shown_on - before.shown_on).days
        if gap > rules.max_gap_days:
            yield Notice(
                NoticeCode.GAP_OVER_MAXIMUM,
                infusion.key,
                day=infusion.shown_on,
                number=gap,
                limit=rules.max_gap_days,
            )
    if infusions:
        last = infusions[-1]
        length = (last.shown_on - infusions[0].shown_on).days
        if length > rules.max_course_days:
            yield Notice(
                NoticeCode.COURSE_TOO_LONG,
                last.key,
                day=last.shown_on,
                number=length,
                limit=rules.max_course_days,
            )
    limit = protocol.calendar.daily_infusion_limit
    for infusion in infusions:
        total = booked.get(infusion.shown_on, 0) + 1
        if total > limit:
            yield Notice(
                NoticeCode.DAILY_LIMIT,
                infusion.key,
                day=infusion.shown_on,
                number=total,
                limit=limit,
            )


def _check_pattern(rules: InfusionRules, weekdays: Sequence[int]) -> None:
    ordered = sorted(set(weekdays))
    if len(ordered) != rules.per_week:
        raise PlacementRefused(Illegal.WEEKDAYS_COUNT, gap=len(ordered), needed=rules.per_week)
    around = [*ordered, ordered[0] + 7]
    gap = min(later - earlier for earlier, later in itertools.pairwise(around))
    if gap < rules.min_gap_days:
        raise PlacementRefused(Illegal.WEEKDAYS_TOO_CLOSE, gap=gap, needed=rules.min_gap_days)


def _slots(after: date, weekdays: Sequence[int]) -> Iterator[date]:
    day = after
    while True:
        day += timedelta(days=1)
        if day.weekday() in weekdays:
            yield day


def _legal_day(
    slot: date, *, before: date, after: date, rules: InfusionRules, days: CalendarDays
) -> date | None:
    earliest = before + timedelta(days=rules.min_gap_days)
    latest = max(after - timedelta(days=rules.min_gap_days), slot)
    return days.nearest_working(slot, first=max(earliest, slot - timedelta(days=3)), last=latest)
