"""Fields for a day and for a time of day, in the language's own order."""

from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QSize, Qt, QTime
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QDateEdit,
    QDateTimeEdit,
    QStyle,
    QStyleOptionComboBox,
    QTimeEdit,
    QToolButton,
    QWidget,
)

from gui.icons import icon
from gui.theme import app_theme
from gui.widgets.typing_over import type_over
from gui.words.language import language

_WITH_WEEKDAY = "ddd d MMM yyyy"
_TYPED = "d MMM yyyy"
_CALENDAR_WIDTH, _CALENDAR_HEIGHT = 322, 232
"""So that every day can be hit, and the longest name of a weekday be read."""


class DayEdit(QDateEdit):
    """Tue 24 Mar 2026, with a calendar to choose from.

    While somebody types, the weekday is away: Qt refuses a day that is not the weekday's.
    """

    def __init__(self, day: date, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(locale())
        self.setCalendarPopup(True)
        self.setDisplayFormat(_WITH_WEEKDAY)
        self.setDateRange(QDate(1950, 1, 1), QDate(2099, 12, 31))
        self.setAccessibleName(name)
        dress_calendar(self.calendarWidget())
        app_theme().changed.connect(self._dress)
        self.set_day(day)

    @property
    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def _dress(self) -> None:
        dress_calendar(self.calendarWidget())

    def _lacking(self, size: QSize) -> int:
        """How much wider than `size` the day with the longest words is."""
        option = QStyleOptionComboBox()  # as Qt paints a day with its calendar
        option.initFrom(self)
        option.editable = True
        option.rect.setSize(size)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, option, part, self).width()
        short = QLocale.FormatType.ShortFormat
        weekdays = (self.locale().dayName(number, short) for number in range(1, 8))
        months = (self.locale().monthName(number, short) for number in range(1, 13))
        width = self.fontMetrics().horizontalAdvance
        longest = max(map(width, weekdays)) + max(map(width, months)) + width("  30  2026")
        return max(0, longest - room + 6)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isalnum() and self.displayFormat() != _TYPED:
            section = self.currentSection()
            self.setDisplayFormat(_TYPED)
            is_day = section not in (
                QDateTimeEdit.Section.MonthSection,
                QDateTimeEdit.Section.YearSection,
            )
            self.setSelectedSection(QDateTimeEdit.Section.DaySection if is_day else section)
        type_over(self, QDateTimeEdit.Section.DaySection, event)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setDisplayFormat(_WITH_WEEKDAY)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint + QSize(self._lacking(hint), 0)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint + QSize(self._lacking(hint), 0)


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

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        type_over(self, QDateTimeEdit.Section.HourSection, event)
        super().keyPressEvent(event)


def dress_calendar(calendar: QCalendarWidget) -> None:
    """Weeks from Monday, in the theme's colours: Qt would paint weekends red."""
    colors = app_theme().colors
    calendar.setLocale(locale())
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    for name, step in (("prevmonth", "chevron-left"), ("nextmonth", "chevron-right")):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}")
        if button is not None:
            button.setIcon(icon(step, "text"))
    calendar.setMinimumSize(app_theme().px(_CALENDAR_WIDTH), app_theme().px(_CALENDAR_HEIGHT))
    heading = QTextCharFormat()
    heading.setForeground(colors.text_secondary)
    heading.setBackground(colors.surface_2)
    calendar.setHeaderTextFormat(heading)
    for weekday in Qt.DayOfWeek:
        is_weekend = weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)
        day = QTextCharFormat()
        day.setForeground(colors.text_secondary if is_weekend else colors.text)
        if is_weekend:
            day.setBackground(colors.weekend)
        calendar.setWeekdayTextFormat(weekday, day)


def locale() -> QLocale:
    """Names of days and months in the language in use, weeks from Monday."""
    if language() == "pl":
        return QLocale(QLocale.Language.Polish, QLocale.Country.Poland)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
