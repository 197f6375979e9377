"""Placing a course: the examples of the protocol, default preset, Mon/Thu from 2 March 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar_days import CalendarDays, DayOff, public_holidays
from domain.placement import Illegal, PlacementRefused, place_infusions, plan_course
from domain.schedule import NoticeCode
from domain.visits import Window
from tests.builders import MONDAY, enrolment, protocol

HOLIDAYS = public_holidays("PL", range(2025, 2029))
DAYS = CalendarDays(protocol().calendar, HOLIDAYS)


def course(first: date = MONDAY, weekdays: tuple[int, ...] = (0, 3)):
    return plan_course(
        protocol(), enrolment(first_infusion_on=first, enrolled_on=first, weekdays=weekdays), DAYS
    )


def march(*days: int) -> list[date]:
    return [date(2026, 3, day) for day in days]


def test_a_monday_thursday_course_of_eight_keeps_its_weekdays():
    assert [i.planned_on for i in course().infusions] == march(2, 5, 9, 12, 16, 19, 23, 26)


def test_draws_follow_their_infusions_by_a_day_and_post_the_last_by_a_week():
    windows = {draw.key.code: draw.window for draw in course().draws}

    assert windows["baseline"] == Window(date(2026, 2, 27), date(2026, 2, 23), date(2026, 3, 2))
    assert windows["inf5"] == Window(*march(17, 16, 18))
    assert windows["post"] == Window(date(2026, 4, 2), date(2026, 3, 31), date(2026, 4, 4))


def test_ratings_count_weeks_from_the_first_infusion():
    windows = {rating.key.code: rating.window for rating in course().ratings}

    assert windows["week0"] == Window(date(2026, 3, 2), date(2026, 2, 27), date(2026, 3, 2))
    assert windows["week2"] == Window(*march(16, 15, 17))


def test_corpus_christi_at_infusion_6_takes_a_legal_neighbour_and_says_so():
    planned = course(date(2026, 5, 18))

    assert planned.infusions[5].planned_on == date(2026, 6, 3)
    [notice] = planned.notices
    assert (notice.code, notice.other_day) == (NoticeCode.INFUSION_MOVED, date(2026, 6, 4))


def test_easter_monday_moves_an_infusion_to_tuesday_because_friday_is_too_close():
    planned = course(date(2026, 3, 26))

    assert planned.infusions[3].planned_on == date(2026, 4, 7)


def test_a_draw_on_a_saturday_moves_to_the_infusion_day_inside_its_window():
    planned = course(date(2026, 3, 6), weekdays=(1, 4))

    assert planned.infusions[0].planned_on == date(2026, 3, 6)
    assert planned.draws[1].window == Window(*march(6, 6, 8))
    assert NoticeCode.TARGET_MOVED in {notice.code for notice in planned.notices}


def test_a_draw_window_ends_on_the_day_of_the_next_infusion():
    planned = course(weekdays=(0, 2))

    assert planned.draws[1].window.last == planned.infusions[1].planned_on


def test_a_first_infusion_on_a_holiday_is_refused_with_the_reason():
    with pytest.raises(PlacementRefused) as refused:
        course(date(2026, 4, 6))

    assert (refused.value.why, refused.value.day_off) == (Illegal.DAY_OFF, DayOff.HOLIDAY)


def test_weekdays_closer_than_the_minimum_gap_are_refused():
    with pytest.raises(PlacementRefused) as refused:
        course(weekdays=(0, 1))

    assert (refused.value.why, refused.value.gap) == (Illegal.WEEKDAYS_TOO_CLOSE, 1)


def test_a_full_ward_is_said_but_not_refused():
    planned = plan_course(protocol(), enrolment(), DAYS, {MONDAY: 6})

    [notice] = planned.notices
    assert (notice.code, notice.number, notice.limit) == (NoticeCode.DAILY_LIMIT, 7, 6)


def test_a_preset_without_infusion_5_has_draws_after_the_even_infusions():
    planned = plan_course(protocol("after_2_4_6_8"), enrolment(), DAYS)

    assert [d.key.code for d in planned.draws] == [
        "baseline", "inf2", "inf4", "inf6", "inf8", "post",
    ]  # fmt: skip


PAIRS = st.sampled_from([(0, 2), (0, 3), (1, 3), (1, 4), (2, 4), (0, 4)])


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)).filter(DAYS.is_working), PAIRS)
def test_every_course_keeps_working_days_and_the_minimum_gap(
    first: date, weekdays: tuple[int, ...]
):
    placed = place_infusions(protocol().infusions, first=first, weekdays=weekdays, days=DAYS)

    gaps = [b - a for a, b in zip(placed.dates, placed.dates[1:], strict=False)]
    assert len(placed.dates) == 8
    assert all(map(DAYS.is_working, placed.dates))
    assert min(gaps) >= timedelta(days=2)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)).filter(DAYS.is_working), PAIRS)
def test_no_draw_window_reaches_past_the_next_infusion(first: date, weekdays: tuple[int, ...]):
    planned = course(first, weekdays)
    starts = [i.planned_on for i in planned.infusions]

    for draw in planned.draws:
        assert draw.window.first <= draw.window.target <= draw.window.last
        if draw.key.code.startswith("inf") and int(draw.key.code[3:]) < 8:
            assert draw.window.last <= starts[int(draw.key.code[3:])]
