"""Moving a planned infusion: three policies, pure functions from a course to a plan.

What is recorded never moves. A plan that would break what the protocol refuses is not
made; what the protocol allows with a reason is said in the plan's notices.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar_days import CalendarDays
from domain.move_plan import MoveOptions, MovePlan, MoveRefused, Policy, WhyNotMove, changes_between
from domain.placement import continue_pattern, course_notices
from domain.protocol import Protocol
from domain.recording import regapped
from domain.schedule import (
    Course,
    Notice,
    draw_window_among,
    followed,
    rating_window_among,
    standing_infusions,
)
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState, Window

_FARTHEST = timedelta(days=366)
"""How far a later infusion is pushed before its place is given up."""


@dataclass(frozen=True, slots=True)
class Ward:
    """What a move has to know beside the course."""

    protocol: Protocol
    days: CalendarDays
    weekdays: tuple[int, ...]
    """The patient's days of infusions, Monday = 0."""
    booked: Mapping[date, int]
    """Infusions of other patients on each day."""


def move_options(course: Course, key: VisitKey, to: date, ward: Ward) -> MoveOptions:
    """What each policy would make of moving the infusion `key` to the day `to`."""
    plans: dict[Policy, MovePlan | MoveRefused] = {}
    for policy in Policy:
        try:
            plans[policy] = plan_move(course, key, to, policy, ward)
        except MoveRefused as refused:
            plans[policy] = refused
    return MoveOptions(key, to, plans)


def plan_move(course: Course, key: VisitKey, to: date, policy: Policy, ward: Ward) -> MovePlan:
    """The plan of moving the infusion `key` to the day `to`.

    Raises `MoveRefused` where the day cannot take the infusion, or where the policy
    would leave a later infusion too near.
    """
    check_day(course, key, to, ward)
    days = _days_of_later(course, key, to, policy, ward)
    after = _with_days(course, {key: to, **days}, ward)
    known = set(_notices_of(course, ward))
    infusions = after.current_infusions()
    shown = [i.shown_on for i in infusions if i.state in (VisitState.PLANNED, VisitState.DONE)]
    return MovePlan(
        key=key,
        to=to,
        policy=policy,
        before=course,
        after=after,
        changes=changes_between(course, after),
        notices=tuple(n for n in _notices_of(after, ward) if n not in known),
        course_days=(max(shown) - min(shown)).days,
        course_limit=ward.protocol.infusions.max_course_days,
    )


def is_too_near(course: Course, key: VisitKey, protocol: Protocol) -> bool:
    """Whether the infusion `key`, the last given, leaves too few days to the next planned one."""
    given, later = course.given(), _later(course, key)
    if not later or not given or given[-1].key != key:
        return False
    return (later[0].planned_on - given[-1].shown_on).days < protocol.infusions.min_gap_days


def made_way(course: Course, key: VisitKey, ward: Ward) -> Course:
    """`course` with the planned infusions that the given one `key` is too near to moved away.

    Each goes only as far as the minimum gap asks, as with the fewest changes of a move. Where
    no working day is left all stays, since what was given is recorded in any case.
    """
    given = course.given()[-1]
    assert given.key == key, "those planned follow the last one given"
    try:
        days = _pushed(_later(course, key), key, given.shown_on, ward)
    except MoveRefused:
        return course
    return _with_days(course, days, ward)


def check_day(course: Course, key: VisitKey, to: date, ward: Ward) -> None:
    """Raise `MoveRefused` if the infusion `key` can stand on `to` under no policy."""
    infusion = _planned(course, key)
    if infusion.planned_on == to:
        raise MoveRefused(WhyNotMove.SAME_DAY, key, day=to)
    off = ward.days.day_off(to)
    if off is not None:
        raise MoveRefused(WhyNotMove.DAY_OFF, key, day=to, day_off=off)
    before = _standing_before(course, infusion)
    if before is not None:
        _check_gap(before.key, before.shown_on, key, to, ward.protocol)
    recorded = [v for v in course.visits() if v.shown_on > to and _has_its_day(v)]
    if recorded:
        latest = max(recorded, key=lambda visit: (visit.shown_on, visit.key))
        raise MoveRefused(WhyNotMove.BEFORE_RECORDED, key, day=latest.shown_on, other=latest.key)


def _has_its_day(visit: Infusion | Draw | Rating) -> bool:
    """Done, or an infusion recorded as not given: nothing moves to before it."""
    missed = isinstance(visit, Infusion) and visit.state is VisitState.MISSED
    return visit.done_on is not None or missed


def _planned(course: Course, key: VisitKey) -> Infusion:
    infusion = next(i for i in course.infusions if i.key == key)
    if infusion.state is not VisitState.PLANNED:
        raise MoveRefused(WhyNotMove.NOT_PLANNED, key, day=infusion.shown_on)
    return infusion


def _standing_before(course: Course, infusion: Infusion) -> Infusion | None:
    standing = (VisitState.PLANNED, VisitState.DONE)
    earlier = [
        i for i in course.current_infusions() if i.number < infusion.number and i.state in standing
    ]
    return earlier[-1] if earlier else None


def _later(course: Course, key: VisitKey) -> list[Infusion]:
    """The planned infusions after `key`, in order."""
    number = int(key.code)
    return [
        i for i in course.current_infusions() if i.number > number and i.state is VisitState.PLANNED
    ]


def _check_gap(
    before: VisitKey, before_on: date, key: VisitKey, on: date, protocol: Protocol
) -> None:
    gap, needed = (on - before_on).days, protocol.infusions.min_gap_days
    if gap >= needed:
        return
    why = WhyNotMove.GAP_UNDER_MINIMUM
    if gap == 0:
        why = WhyNotMove.TWO_ON_ONE_DAY
    elif gap < 0:
        why = WhyNotMove.BEFORE_EARLIER_INFUSION
    raise MoveRefused(why, key, day=on, other=before, gap=gap, needed=needed)


def _days_of_later(
    course: Course, key: VisitKey, to: date, policy: Policy, ward: Ward
) -> dict[VisitKey, date]:
    """Where the policy puts the later infusions; those that stay may be left out."""
    later = _later(course, key)
    if not later:
        return {}
    needed = ward.protocol.infusions.min_gap_days
    stays = (later[0].planned_on - to).days >= needed
    match policy:
        case Policy.ONLY_THIS:
            _check_gap(key, to, later[0].key, later[0].planned_on, ward.protocol)
            return {}
        case Policy.KEEP_PATTERN:
            return {} if stays else _on_pattern(later, to, ward)
        case Policy.FEWEST_CHANGES:
            return _pushed(later, key, to, ward)


def _on_pattern(later: Sequence[Infusion], to: date, ward: Ward) -> dict[VisitKey, date]:
    """The slots of the weekday pattern after `to`, one for each."""
    rules = replace(ward.protocol.infusions, count=len(later) + 1)
    placed = continue_pattern(rules, placed=(to,), after=to, weekdays=ward.weekdays, days=ward.days)
    return {i.key: day for i, day in zip(later, placed.dates[1:], strict=True)}


def _pushed(later: Sequence[Infusion], key: VisitKey, to: date, ward: Ward) -> dict[VisitKey, date]:
    """Each infusion that would be too near to the one before goes to its first legal day."""
    needed = timedelta(days=ward.protocol.infusions.min_gap_days)
    pushed: dict[VisitKey, date] = {}
    before = to
    for infusion in later:
        if infusion.planned_on - before >= needed:
            break
        earliest = before + needed
        day = ward.days.nearest_working(earliest, first=earliest, last=earliest + _FARTHEST)
        if day is None:
            raise MoveRefused(WhyNotMove.DAY_OFF, infusion.key, day=earliest, other=key)
        pushed[infusion.key] = before = day
    return pushed


def _with_days(course: Course, days: Mapping[VisitKey, date], ward: Ward) -> Course:
    """`course` with the infusions on their new days, and what follows them."""
    infusions = tuple(
        replace(i, window=Window(days[i.key], days[i.key], days[i.key])) if i.key in days else i
        for i in course.infusions
    )
    return followed(course, regapped(infusions, ward.protocol), ward.protocol, ward.days)


def _notices_of(course: Course, ward: Ward) -> tuple[Notice, ...]:
    """Everything worth saying of the course as it stands, by day."""
    standing = [
        i for i in course.current_infusions() if i.state in (VisitState.PLANNED, VisitState.DONE)
    ]
    planned = {i.key for i in standing if i.state is VisitState.PLANNED}
    found = [
        notice
        for notice in course_notices(standing, ward.protocol, ward.booked)
        if notice.key in planned
    ]
    found += _target_notices(course, ward)
    return tuple(sorted(found, key=lambda notice: (notice.day, notice.key)))


def _target_notices(course: Course, ward: Ward) -> list[Notice]:
    """Of the planned draws and ratings whose target stands where their window puts it."""
    found: list[Notice] = []
    draw_rules = {rule.code: rule for rule in ward.protocol.draws}
    rating_rules = {rule.code: rule for rule in ward.protocol.ratings}
    standing = standing_infusions(course.infusions)
    visits: itertools.chain[Draw | Rating] = itertools.chain(course.draws, course.ratings)
    for visit in visits:
        if visit.state is not VisitState.PLANNED:
            continue
        code, placed = visit.key.code, None
        if isinstance(visit, Draw) and code in draw_rules:
            placed = draw_window_among(draw_rules[code], standing, ward.protocol, ward.days)
        elif isinstance(visit, Rating) and code in rating_rules:
            placed = rating_window_among(rating_rules[code], standing, ward.days)
        if placed is not None and placed[1] is not None and placed[0] == visit.window:
            found.append(placed[1])
    return found
