"""Fields for a day and for a time of day, in the language's own order."""

from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QTime
from PySide6.QtWidgets import QDateEdit, QTimeEdit, QWidget

from gui.words.language import language


class DayEdit(QDateEdit):
    """Tue 24 Mar 2026, with a calendar to choose from."""

    def __init__(self, day: date, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale())
        self.setCalendarPopup(True)
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setDateRange(QDate(1950, 1, 1), QDate(2099, 12, 31))
        self.setAccessibleName(name)
        calendar = self.calendarWidget()
        calendar.setLocale(locale())
        calendar.setVerticalHeaderFormat(calendar.VerticalHeaderFormat.NoVerticalHeader)
        self.set_day(day)

    @property
    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))


class ClockEdit(QTimeEdit):
    """10:12, on a clock of 24 hours."""

    def __init__(self, clock: time, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale())
        self.setDisplayFormat("HH:mm")
        self.setAccessibleName(name)
        # Spin boxes leave out the style sheet's padding before their text.
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.set_clock(clock)

    @property
    def clock(self) -> time:
        shown = self.time()
        return time(shown.hour(), shown.minute())

    def set_clock(self, clock: time) -> None:
        self.setTime(QTime(clock.hour, clock.minute))


def locale() -> QLocale:
    """Names of days and months in the language in use, weeks from Monday."""
    if language() == "pl":
        return QLocale(QLocale.Language.Polish, QLocale.Country.Poland)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
