"""Which backups are kept as they grow old: all of two days, then 12 daily, 10 weekly, 9 monthly."""

import itertools
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.storage.thinning import kept
from tests.builders import CET, moment

NOW = moment("2026-03-24 10:12")
MOMENTS = st.lists(
    st.datetimes(datetime(2023, 1, 1), datetime(2026, 3, 26)).map(
        lambda at: at.replace(microsecond=0, tzinfo=CET)
    ),
    max_size=150,
)


def daily(count: int, *, hour: int = 18) -> list[datetime]:
    """One backup each evening for `count` days, the last of them yesterday."""
    yesterday = NOW.replace(hour=hour, minute=0) - timedelta(days=1)
    return [yesterday - timedelta(days=day) for day in range(count)]


@given(MOMENTS)
def test_whatever_there_is_nothing_younger_than_two_days_goes(moments: list[datetime]):
    young = {at for at in moments if NOW - at <= timedelta(days=2)}

    assert young <= kept(moments, now=NOW)


@given(MOMENTS)
def test_at_most_31_older_than_two_days_stay_and_none_is_invented(moments: list[datetime]):
    stays = kept(moments, now=NOW)

    assert stays <= set(moments)
    assert sum(NOW - at > timedelta(days=2) for at in stays) <= 12 + 10 + 9


@given(MOMENTS)
def test_the_newest_always_stays(moments: list[datetime]):
    assert not moments or max(moments) in kept(moments, now=NOW)


@given(MOMENTS)
def test_thinning_again_at_the_same_moment_removes_nothing(moments: list[datetime]):
    once = kept(moments, now=NOW)

    assert kept(once, now=NOW) == once


@given(MOMENTS)
def test_what_goes_had_a_newer_backup_in_its_month_or_is_older_than_nine_kept_months(
    moments: list[datetime],
):
    stays = kept(moments, now=NOW)
    for gone in set(moments) - stays:
        month = (gone.year, gone.month)
        same_month = [at for at in stays if at > gone and (at.year, at.month) == month]
        older_kept = [at for at in stays if at < gone]
        assert same_month or not older_kept


def test_a_year_and_a_half_of_evenings_leaves_two_12_10_and_9():
    stays = sorted(kept(daily(540), now=NOW), reverse=True)

    young = [at for at in stays if NOW - at <= timedelta(days=2)]
    assert len(young) == 2
    assert stays[2:14] == daily(14)[2:]
    assert len(stays) == 2 + 12 + 10 + 9
    weekly = stays[14:24]
    gaps = [later - earlier for later, earlier in itertools.pairwise(weekly)]
    assert gaps[0] <= timedelta(days=7)
    assert set(gaps[1:]) == {timedelta(days=7)}
    months = [(at.year, at.month) for at in stays[24:]]
    assert len(set(months)) == 9


def test_thinned_evening_by_evening_the_same_stay_as_thinned_once():
    stays: frozenset[datetime] = frozenset()
    for evening in sorted(daily(540)):
        stays = kept({*stays, evening}, now=evening)

    assert len(stays) == 3 + 12 + 10 + 9
    assert max(stays) - min(stays) > timedelta(days=300)


def test_a_study_that_rested_for_five_years_keeps_its_old_backups():
    old = [at.replace(year=at.year - 5) for at in daily(12)]

    assert kept([*old, NOW], now=NOW) == {*old, NOW}


def test_of_three_backups_of_an_old_day_the_last_stays():
    morning, noon, evening = (moment(f"2026-03-10 {hour}:00") for hour in ("08", "12", "18"))

    assert kept([morning, evening, noon], now=NOW) == {evening}


def test_a_backup_from_the_future_of_a_wrong_clock_stays():
    assert kept([moment("2031-01-01 10:00"), NOW], now=NOW) == {moment("2031-01-01 10:00"), NOW}
