"""Days and times as ux.md writes them, in both languages."""

from datetime import date, datetime, time

import pytest

from gui.words import dates, language

TUESDAY = date(2026, 3, 24)


def test_a_day_in_english() -> None:
    assert dates.day(TUESDAY) == "Tue 24 Mar 2026"
    assert dates.short_day(date(2026, 3, 19)) == "Thu 19 Mar"
    assert dates.long_day(TUESDAY) == "Tuesday 24 March 2026"


def test_a_day_in_polish(in_polish: None) -> None:
    assert dates.day(TUESDAY) == "wt. 24 mar 2026"
    assert dates.long_day(TUESDAY) == "wtorek 24 marca 2026"
    assert dates.month_and_year(TUESDAY) == "marzec 2026"


def test_every_month_and_weekday_has_a_name_in_both_languages() -> None:
    for code in language.LANGUAGES:
        with language.speaking(code):
            assert len({dates.month(date(2026, m, 1)) for m in range(1, 13)}) == 12
            assert len({dates.weekday(date(2026, 3, d)) for d in range(2, 9)}) == 7
            assert len({dates.weekday_name(n) for n in range(7)}) == 7


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 23), date(2026, 3, 25), "23–25 Mar"),
        (date(2026, 3, 30), date(2026, 4, 5), "30 Mar – 5 Apr"),
        (date(2025, 12, 29), date(2026, 1, 4), "29 Dec 2025 – 4 Jan 2026"),
        (TUESDAY, TUESDAY, "24 Mar"),
    ],
)
def test_a_span_names_each_month_once(first: date, last: date, words: str) -> None:
    assert dates.days_between(first, last) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-24T10:30", "in 18 min"),
        ("2026-03-24T12:00", "in 1 h 48 min"),
        ("2026-03-24T10:12", "now"),
        ("2026-03-24T09:52", "20 min ago"),
    ],
)
def test_time_until_a_moment(at: str, words: str) -> None:
    assert dates.until(datetime.fromisoformat(at), datetime(2026, 3, 24, 10, 12)) == words


def test_days_ago_today_and_yesterday() -> None:
    assert dates.days_ago(TUESDAY, TUESDAY) == "today"
    assert dates.days_ago(date(2026, 3, 23), TUESDAY) == "yesterday"
    assert dates.days_ago(date(2026, 3, 21), TUESDAY) == "3 days ago"


def test_the_clock_has_24_hours() -> None:
    assert dates.clock(time(9, 5)) == "09:05"
    assert dates.clock(datetime(2026, 3, 24, 21, 40)) == "21:40"
