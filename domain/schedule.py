"""From protocol and infusions to the windows of every draw and rating, in local dates.

Two clocks: ratings count from infusion 1, draws from the infusion they follow; the
post draw and post rating follow the last infusion. Windows never move off their
anchor; only the target does, to a working day inside its window.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from domain.calendar_days import CalendarDays
from domain.protocol import Anchor, DrawRule, DrawsFollow, Protocol, RatingRule
from domain.visits import (
    Draw,
    Infusion,
    Rating,
    VisitKey,
    VisitKind,
    VisitState,
    Window,
)


class NoticeCode(StrEnum):
    """What placing visits moved or could not avoid."""

    INFUSION_MOVED = "infusion_moved"
    """A slot of the weekday pattern is not a working day; a legal neighbour was taken."""
    GAP_OVER_MAXIMUM = "gap_over_maximum"
    COURSE_TOO_LONG = "course_too_long"
    DAILY_LIMIT = "daily_limit"
    TARGET_MOVED = "target_moved"
    """The target falls on a non-working day and moved inside its window."""
    TARGET_ON_DAY_OFF = "target_on_day_off"
    """No working day inside the window: the target stays."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing the coordinator should know of a schedule."""

    code: NoticeCode
    key: VisitKey
    day: date
    other_day: date | None = None
    """Where the pattern or the protocol had it."""
    number: int = 0
    """Days of a gap or a course, or infusions on a day."""
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """All visits of one patient, in the order of the protocol."""

    patient: str
    infusions: tuple[Infusion, ...]
    draws: tuple[Draw, ...]
    ratings: tuple[Rating, ...]
    notices: tuple[Notice, ...] = ()

    def visits(self) -> tuple[Infusion | Draw | Rating, ...]:
        return (*self.infusions, *self.draws, *self.ratings)

    def draw(self, code: str) -> Draw | None:
        return next((draw for draw in self.draws if draw.key.code == code), None)

    def current_infusions(self) -> tuple[Infusion, ...]:
        """One infusion a number: the attempt that counts, missed first attempts left out."""
        numbers = [infusion.number for infusion in self.infusions]
        if all(before < number for before, number in itertools.pairwise(numbers)):
            return self.infusions
        by_number = {
            infusion.number: infusion
            for infusion in sorted(self.infusions, key=lambda i: (i.number, i.key.attempt))
        }
        return tuple(by_number.values())

    def given(self) -> tuple[Infusion, ...]:
        """Infusions given, in order of number."""
        return tuple(i for i in self.current_infusions() if i.state is VisitState.DONE)

    def open_before(self, infusion: Infusion) -> Infusion | None:
        """The first infusion still to be recorded before `infusion` can be."""
        earlier = (i for i in self.current_infusions() if i.number < infusion.number)
        return next((i for i in earlier if i.state is VisitState.PLANNED), None)


def standing_infusions(infusions: Iterable[Infusion]) -> tuple[Infusion, ...]:
    """Given and still planned infusions by day: those that draws may follow."""
    standing = [i for i in infusions if i.state in (VisitState.DONE, VisitState.PLANNED)]
    return tuple(sorted(standing, key=lambda i: (i.shown_on, i.number)))


def draw_window(
    rule: DrawRule, infusions: Sequence[Infusion], protocol: Protocol, days: CalendarDays
) -> tuple[Window, Notice | None] | None:
    """The window of a draw, or None where its infusion is never given.

    The window ends at the latest on the day of the next infusion, before its start.
    """
    return draw_window_among(rule, standing_infusions(infusions), protocol, days)


def draw_window_among(
    rule: DrawRule, standing: Sequence[Infusion], protocol: Protocol, days: CalendarDays
) -> tuple[Window, Notice | None] | None:
    """As `draw_window`, from infusions that are `standing_infusions` already."""
    anchor = _anchor_of_draw(rule, standing, protocol.infusions.draws_follow)
    if anchor is None:
        return None
    first, last = _shifted(anchor.shown_on, rule.first), _shifted(anchor.shown_on, rule.last)
    if rule.anchor is Anchor.INFUSION:
        following = next((i for i in standing if i.shown_on > anchor.shown_on), None)
        last = last if following is None else min(last, following.shown_on)
    key = VisitKey(anchor.patient, VisitKind.DRAW, rule.code)
    if rule.last_working_day_before:
        wanted = anchor.shown_on - timedelta(days=1)
        target = days.last_working_before(anchor.shown_on, not_before=first)
        if target is None:
            return Window(wanted, first, last), Notice(
                NoticeCode.TARGET_ON_DAY_OFF, key, day=wanted
            )
        return Window(target, first, last), None
    return _placed(key, min(_shifted(anchor.shown_on, rule.target), last), first, last, days)


def rating_window(
    rule: RatingRule, infusions: Sequence[Infusion], days: CalendarDays
) -> tuple[Window, Notice | None] | None:
    """The window of a rating, or None where no infusion stands."""
    return rating_window_among(rule, standing_infusions(infusions), days)


def rating_window_among(
    rule: RatingRule, standing: Sequence[Infusion], days: CalendarDays
) -> tuple[Window, Notice | None] | None:
    """As `rating_window`, from infusions that are `standing_infusions` already."""
    anchor = _end_of_course(rule.anchor, standing)
    if anchor is None:
        return None
    key = VisitKey(anchor.patient, VisitKind.RATING, rule.code)
    first, last = _shifted(anchor.shown_on, rule.first), _shifted(anchor.shown_on, rule.last)
    return _placed(key, _shifted(anchor.shown_on, rule.target), first, last, days)


def infusion_windows(dates: Sequence[date], protocol: Protocol) -> tuple[Window, ...]:
    """Each infusion's window: the days the gap to the one before allows; infusion 1 its own day."""
    rules = protocol.infusions
    windows = [Window(dates[0], dates[0], dates[0])] if dates else []
    for before, day in itertools.pairwise(dates):
        first, last = _shifted(before, rules.min_gap_days), _shifted(before, rules.max_gap_days)
        windows.append(Window(day, min(first, day), max(last, day)))
    return tuple(windows)


def followed(
    course: Course, infusions: Sequence[Infusion], protocol: Protocol, days: CalendarDays
) -> Course:
    """`course` with `infusions`, and its open draws and ratings where those infusions put them.

    Recorded visits stay. An open visit stays too unless its anchor now gives another
    window than the anchor before did, so that targets set by hand are kept until
    something moves them. A draw whose infusion is never given is cancelled.
    """
    draws: list[Draw] = []
    notices: list[Notice] = []
    stood, standing = standing_infusions(course.infusions), standing_infusions(infusions)
    for draw in course.draws:
        rule = protocol.draw_rule(draw.key.code)
        if rule is None:
            draws.append(draw)
            continue
        before = draw_window_among(rule, stood, protocol, days)
        after = draw_window_among(rule, standing, protocol, days)
        moved = _follow(draw, before, after)
        draws.append(moved)
        if after is not None and after[1] is not None and moved != draw:
            notices.append(after[1])
    ratings: list[Rating] = []
    rules = {rule.code: rule for rule in protocol.ratings}
    for rating in course.ratings:
        rule = rules.get(rating.key.code)
        if rule is None:
            ratings.append(rating)
            continue
        before = rating_window_among(rule, stood, days)
        after = rating_window_among(rule, standing, days)
        moved_rating = _follow(rating, before, after)
        ratings.append(moved_rating)
        if after is not None and after[1] is not None and moved_rating != rating:
            notices.append(after[1])
    return Course(
        course.patient, tuple(infusions), tuple(draws), tuple(ratings), notices=tuple(notices)
    )


_V = TypeVar("_V", Draw, Rating)


def _follow(
    visit: _V,
    before: tuple[Window, Notice | None] | None,
    after: tuple[Window, Notice | None] | None,
) -> _V:
    reopened = visit.state is VisitState.CANCELLED and visit.reason == INFUSION_NOT_GIVEN
    if visit.state is not VisitState.PLANNED and not reopened:
        return visit
    if after is None:
        return replace(visit, state=VisitState.CANCELLED, reason=INFUSION_NOT_GIVEN)
    if before is not None and before[0] == after[0]:
        return visit
    return replace(visit, window=after[0], state=VisitState.PLANNED, reason="")


INFUSION_NOT_GIVEN = "infusion_not_given"
"""Reason code of a draw cancelled because its infusion was skipped."""


def _anchor_of_draw(
    rule: DrawRule, standing: Sequence[Infusion], follow: DrawsFollow
) -> Infusion | None:
    if rule.anchor is not Anchor.INFUSION:
        return _end_of_course(rule.anchor, standing)
    assert rule.infusion is not None
    if follow is DrawsFollow.ADMINISTERED_COUNT:
        return standing[rule.infusion - 1] if rule.infusion <= len(standing) else None
    return next((i for i in standing if i.number == rule.infusion), None)


def _end_of_course(anchor: Anchor, standing: Sequence[Infusion]) -> Infusion | None:
    if not standing:
        return None
    return standing[0] if anchor is Anchor.FIRST_INFUSION else standing[-1]


def _placed(
    key: VisitKey, target: date, first: date, last: date, days: CalendarDays
) -> tuple[Window, Notice | None]:
    working = days.nearest_working(target, first=first, last=last)
    if working == target:
        return Window(target, first, last), None
    if working is None:
        return Window(target, first, last), Notice(NoticeCode.TARGET_ON_DAY_OFF, key, day=target)
    notice = Notice(NoticeCode.TARGET_MOVED, key, day=working, other_day=target)
    return Window(working, first, last), notice


def _shifted(day: date, by: int) -> date:
    return day + timedelta(days=by)
