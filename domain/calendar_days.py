"""Which days the ward works: weekdays, public holidays, local closing days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from domain.protocol import CalendarRules

ONE_DAY = timedelta(days=1)


class DayOff(StrEnum):
    """Why nothing is done on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The working days of a study; `holidays` are its public holidays with their local names.

    They count only while the rules take public holidays off.
    """

    rules: CalendarRules
    holidays: Mapping[date, str] = field(default_factory=dict[date, str])

    def day_off(self, day: date) -> DayOff | None:
        """Why `day` is off, or None on a working day."""
        if day in self.rules.closing_days:
            return DayOff.CLOSED
        if self.rules.public_holidays and day in self.holidays:
            return DayOff.HOLIDAY
        return None if day.weekday() in self.rules.working_weekdays else DayOff.WEEKEND

    def is_working(self, day: date) -> bool:
        return self.day_off(day) is None

    def last_working_before(self, day: date, *, not_before: date) -> date | None:
        """The last working day before `day`, looking back to `not_before` included."""
        candidate = day - ONE_DAY
        while candidate >= not_before:
            if self.is_working(candidate):
                return candidate
            candidate -= ONE_DAY
        return None

    def nearest_working(self, day: date, *, first: date, last: date) -> date | None:
        """The working day nearest to `day` within both ends, the earlier on a tie."""
        if first <= day <= last and self.is_working(day):
            return day
        reach = max((day - first).days, (last - day).days, 0)
        for distance in range(reach + 1):
            for candidate in (day - distance * ONE_DAY, day + distance * ONE_DAY):
                if first <= candidate <= last and self.is_working(candidate):
                    return candidate
        return None


def public_holidays(country: str, years: Iterable[int]) -> dict[date, str]:
    """The public holidays of `country` (ISO 3166 code) with their names, computed offline.

    The names are in the language of this computer where the list has it. An empty `country`
    has none. Importing and computing takes most of a second: a study keeps the answer for the
    years it needs.
    """
    if not country:
        return {}
    import holidays

    return dict(holidays.country_holidays(country, years=list(years)).items())


def holiday_names(country: str, years: Iterable[int]) -> dict[date, frozenset[str]]:
    """The same with the names in every language: a study may come from another computer."""
    if not country:
        return {}
    import holidays

    years = list(years)
    plain = holidays.country_holidays(country, years=years)
    found: dict[date, set[str]] = {day: {name} for day, name in plain.items()}
    for language in plain.supported_languages or ():
        translated = holidays.country_holidays(country, years=years, language=language)
        for day, name in translated.items():
            found.setdefault(day, set()).add(name)
    return {day: frozenset(names) for day, names in found.items()}
