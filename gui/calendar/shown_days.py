"""The columns of the timeline: its days, what kind of day each is, and the weeks over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from domain.calendar_days import CalendarDays, DayOff

_WEEK = timedelta(weeks=1)
WEEKS_BEFORE_TODAY = 8
WEEKS_AFTER_TODAY = 26


@dataclass(frozen=True, slots=True)
class Week:
    """A week and the columns it stands over, both ends included."""

    monday: date
    first_column: int
    last_column: int

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def number(self) -> int:
        return self.monday.isocalendar().week


@dataclass(frozen=True, slots=True)
class ShownDays:
    """Days in order; hidden weekends leave gaps."""

    days: tuple[date, ...]
    off: tuple[DayOff | None, ...]
    """Why each day is off, or None on a working day."""
    weeks: tuple[Week, ...]

    def column(self, day: date) -> int | None:
        """The column of `day`, or None where it is hidden or beyond the ends."""
        place = bisect_left(self.days, day)
        return place if place < len(self.days) and self.days[place] == day else None

    def first_column_from(self, day: date) -> int:
        """The column of `day`, or of the next one shown; the last column beyond the end."""
        return min(bisect_left(self.days, day), len(self.days) - 1)

    def span(self, first: date, last: date) -> tuple[int, int] | None:
        """The columns from `first` to `last`; None if none of these days is shown."""
        left, right = bisect_left(self.days, first), bisect_right(self.days, last) - 1
        return (left, right) if left <= right else None


def shown_days(
    calendar: CalendarDays, first: date, last: date, *, without: Collection[date] = ()
) -> ShownDays:
    """Whole weeks that hold `first` and `last`, leaving out the days in `without`."""
    monday, end = monday_of(first), monday_of(last) + _WEEK
    days: list[date] = []
    weeks: list[Week] = []
    while monday < end:
        of_week = [monday + timedelta(days=n) for n in range(7)]
        of_week = [day for day in of_week if day not in without]
        if of_week:
            weeks.append(Week(monday, len(days), len(days) + len(of_week) - 1))
        days += of_week
        monday += _WEEK
    return ShownDays(tuple(days), tuple(map(calendar.day_off, days)), tuple(weeks))


def weekends_without(visits: Collection[date], first: date, last: date) -> frozenset[date]:
    """Saturdays and Sundays that can be hidden: those without a visit."""
    count = (last - first).days + 14
    start = monday_of(first)
    days = (start + timedelta(days=n) for n in range(count))
    return frozenset(day for day in days if day.weekday() >= 5 and day not in visits)


def reach(today: date, days: Collection[date]) -> tuple[date, date]:
    """First and last day of the timeline: all `days`, and some weeks around today."""
    first = min([today - WEEKS_BEFORE_TODAY * _WEEK, *days])
    last = max([today + WEEKS_AFTER_TODAY * _WEEK, *days])
    return first, last


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
