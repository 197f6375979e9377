"""Fields for a day and for a time of day, in the language's own order."""

from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QSize, Qt, QTime, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
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
from gui.widgets.typed_day import Part, typed_day
from gui.widgets.typing_over import type_over
from gui.words.language import language

_WITH_WEEKDAY = "ddd d MMM yyyy"
_TYPED = "d MMM yyyy"
_SECTIONS = {
    Part.DAY: QDateTimeEdit.Section.DaySection,
    Part.MONTH: QDateTimeEdit.Section.MonthSection,
    Part.YEAR: QDateTimeEdit.Section.YearSection,
}
_SEPARATORS = frozenset(" .,-/")
_CALENDAR_WIDTH, _CALENDAR_HEIGHT = 322, 232
"""So that every day can be hit, and the longest name of a weekday be read."""


class DayEdit(QDateEdit):
    """Tue 24 Mar 2026, with a calendar to choose from.

    While somebody types, the weekday is away: Qt refuses a day that is not the weekday's. What
    is typed is read as a whole after each character, since Qt refuses a day that its month does
    not have, and months as numbers.
    """

    def __init__(self, day: date, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._start = Part.DAY
        self._before = day
        self._left = ("", 0, "")
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

    def _type(self, text: str) -> None:
        """Add to what is typed; begin anew after a whole day, or where the user went elsewhere."""
        if not self._goes_on():
            self._typed, self._start, self._before = "", self._part_to_type(), self.day
        elif self._is_whole() and text.isalnum():
            self._typed, self._before = "", self.day
        self._show_typed(self._typed + text)

    def _show_typed(self, text: str, *, guesses_century: bool = False) -> None:
        """Show the day that `text` means; where it means none, keep what was typed before it."""
        typed = typed_day(text, self._start)
        day = typed.on(self._before, guesses_century=guesses_century) if typed else None
        if typed is None or day is None or not self._may_be(day):
            return
        self._typed = text
        if self.displayFormat() != _TYPED:
            self.setDisplayFormat(_TYPED)
        self.set_day(day)
        self.setSelectedSection(_SECTIONS[typed.part])
        if typed.part is Part.YEAR and typed.year and not guesses_century:
            self.lineEdit().insert(typed.year)
        self._left = self._state()

    def _take_back(self) -> None:
        if len(self._typed) > 1:
            self._show_typed(self._typed[:-1])
            return
        self._typed = ""
        self.set_day(self._before)
        self.setSelectedSection(_SECTIONS[self._start])

    def _paste(self) -> None:
        text = QApplication.clipboard().text().strip()
        typed = typed_day(text)
        if typed is not None and typed.day is not None:
            self._typed, self._start, self._before = "", Part.DAY, self.day
            self._show_typed(text)

    def _part_to_type(self) -> Part:
        """The part that the cursor is in; the day where everything is selected."""
        line = self.lineEdit()
        if line.selectedText() == line.text():
            return Part.DAY
        section = self.currentSection()
        return next((part for part, of in _SECTIONS.items() if of == section), Part.DAY)

    def _is_whole(self) -> bool:
        typed = typed_day(self._typed, self._start)
        return typed is not None and typed.is_whole

    def _may_be(self, day: date) -> bool:
        return self.minimumDate() <= QDate(day.year, day.month, day.day) <= self.maximumDate()

    def _state(self) -> tuple[str, int, str]:
        line = self.lineEdit()
        return line.text(), line.cursorPosition(), line.selectedText()

    def _goes_on(self) -> bool:
        """Whether nobody touched the field since the last character."""
        return bool(self._typed) and self._left == self._state()

    def _end_typing(self) -> None:
        if self._goes_on():
            self._show_typed(self._typed, guesses_century=True)
        self._typed = ""

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif not _is_command(event) and (
            text.isalnum() or (text in _SEPARATORS and self._goes_on())
        ):
            self._type(text)
        elif event.key() == Qt.Key.Key_Backspace and self._goes_on():
            self._take_back()
        else:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._end_typing()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._end_typing()
        super().focusOutEvent(event)
        self.setDisplayFormat(_WITH_WEEKDAY)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint + QSize(self._lacking(hint), 0)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return hint + QSize(self._lacking(hint), 0)


def _is_command(event: QKeyEvent) -> bool:
    """Ctrl or Alt alone; both together write letters on some keyboards."""
    modifiers = event.modifiers()
    ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    return ctrl is not bool(modifiers & Qt.KeyboardModifier.AltModifier)


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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.MouseFocusReason:
            QTimer.singleShot(0, self.selectAll)  # once the click has set the cursor

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
