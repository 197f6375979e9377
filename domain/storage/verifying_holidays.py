"""Public holidays as a study stores them, against those that are computed.

They have no entries in the trail: nobody recorded them. What is stored was computed by the
version of the list of that time, and a law may have changed since, so a difference is named
and does not make a study unclean; a row that is no day at all does.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.errors import CopperdeskError
from domain.stored_protocol import stored_protocol


@dataclass(frozen=True, slots=True)
class HolidayDifference:
    """A holiday that is stored and not computed, or computed and not stored, or named otherwise."""

    day: str
    """As it is stored."""
    stored: str | None
    """Its name, or None where it is not stored."""
    is_computed: bool
    """Whether it is a holiday by the list of this program; then its name is another one."""

    @property
    def is_malformed(self) -> bool:
        """Whether this is not a day as the program writes them."""
        return _day(self.day) is None


def holiday_differences(connection: sqlite3.Connection) -> Iterator[HolidayDifference]:
    """Every difference in the years of which the study stores holidays, by day.

    Nothing if its protocol cannot be read, which `verify` names by itself.
    """
    rows = connection.execute("SELECT day, name FROM public_holidays ORDER BY day")
    stored: dict[str, str] = {row["day"]: row["name"] for row in rows}
    study = connection.execute("SELECT protocol FROM study").fetchone()
    if not stored or study is None:
        return
    try:
        country = stored_protocol(study["protocol"]).calendar.public_holidays
        computed = _computed(country, {day.year for day in map(_day, stored) if day is not None})
    except (CopperdeskError, ValueError, TypeError, LookupError, NotImplementedError):
        return
    for day in sorted({*stored, *computed}):
        names = computed.get(day, frozenset())
        if stored.get(day) not in names:
            yield HolidayDifference(day, stored.get(day), is_computed=bool(names))


def _computed(country: str, years: set[int]) -> dict[str, frozenset[str]]:
    from domain.calendar_days import holiday_names

    return {day.isoformat(): names for day, names in holiday_names(country, years).items()}


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
