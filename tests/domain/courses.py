"""Random protocols and courses for property tests, small and always sound."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from domain.patient import Enrolment
from domain.protocol import Anchor, DrawRule, DrawsFollow, Missed, Protocol, RatingRule
from tests.builders import enrolment, protocol

START = date(2026, 1, 5)
"""A Monday."""


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """The standard protocol with other counts, gaps, draws, windows and closing days."""
    standard = protocol()
    count = draw(st.integers(1, 8))
    minimum = draw(st.integers(1, 3))
    infusions = replace(
        standard.infusions,
        count=count,
        per_week=draw(st.integers(1, 2)),
        min_gap_days=minimum,
        max_gap_days=minimum + draw(st.integers(0, 5)),
        max_course_days=draw(st.integers(7, 40)),
        missed=draw(st.sampled_from(Missed)),
        draws_follow=draw(st.sampled_from(DrawsFollow)),
    )
    numbers = draw(st.lists(st.integers(1, count), unique=True, max_size=4))
    draws = [
        DrawRule("baseline", Anchor.FIRST_INFUSION, -1, -7, 0, last_working_day_before=True),
        *(_after(draw, number) for number in sorted(numbers)),
        DrawRule("post", Anchor.LAST_INFUSION, 7, 7 - draw(st.integers(0, 3)), 9),
    ]
    ratings = [
        RatingRule(f"week{week}", Anchor.FIRST_INFUSION, 7 * week, 7 * week - 1, 7 * week + 1)
        for week in range(draw(st.integers(0, 4)))
    ]
    closed = draw(st.lists(st.integers(0, 70), unique=True, max_size=6))
    calendar = replace(
        standard.calendar,
        public_holidays="",
        closing_days=tuple(START + timedelta(days=away) for away in sorted(closed)),
        daily_infusion_limit=draw(st.integers(1, 6)),
    )
    return replace(
        standard,
        infusions=infusions,
        draws=tuple(draws),
        ratings=tuple(ratings),
        calendar=calendar,
    )


def _after(draw: st.DrawFn, number: int) -> DrawRule:
    last = draw(st.integers(0, 4))
    target = draw(st.integers(0, last))
    return DrawRule(f"inf{number}", Anchor.INFUSION, target, 0, last, infusion=number)


@st.composite
def enrolments(draw: st.DrawFn, of: Protocol) -> Enrolment:
    """A patient whose first day and weekdays the protocol allows, or as good as."""
    if of.infusions.per_week == 1:
        weekdays: tuple[int, ...] = (draw(st.integers(0, 4)),)
    else:
        weekdays = draw(st.sampled_from([(0, 3), (1, 4), (0, 4), (1, 5)]))
    away = draw(st.integers(0, 13))
    closed = of.calendar.closing_days
    days = (START + timedelta(days=away + n) for n in range(60))
    first = next(day for day in days if day.weekday() < 5 and day not in closed)
    return enrolment(
        first_infusion_on=first, weekdays=weekdays, enrolled_on=START - timedelta(days=3)
    )
