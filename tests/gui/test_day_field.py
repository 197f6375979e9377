"""Days and times are typed as a person types them."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.theme import Theme, ThemeChoice
from gui.widgets.day_field import ClockEdit, DayEdit

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def clock(theme: Theme, qtbot: QtBot) -> ClockEdit:
    field = ClockEdit(time(10, 17))
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    return field


def test_a_time_typed_over_everything_is_taken(clock: ClockEdit, qtbot: QtBot):
    qtbot.keyClick(clock, Key.Key_A, CTRL)
    qtbot.keyClicks(clock, "0950")

    assert clock.clock == time(9, 50)


def test_a_time_typed_from_the_start_is_taken(clock: ClockEdit, qtbot: QtBot):
    qtbot.keyClick(clock, Key.Key_Home)
    qtbot.keyClicks(clock, "0950")

    assert clock.clock == time(9, 50)


def test_a_colon_leads_on_to_the_minutes(clock: ClockEdit, qtbot: QtBot):
    qtbot.keyClick(clock, Key.Key_A, CTRL)
    qtbot.keyClicks(clock, "9:05")

    assert clock.clock == time(9, 5)


def test_minutes_are_typed_over_at_the_end(clock: ClockEdit, qtbot: QtBot):
    qtbot.keyClick(clock, Key.Key_End)
    qtbot.keyClicks(clock, "45")

    assert clock.clock == time(10, 45)


@pytest.fixture
def day(theme: Theme, qtbot: QtBot) -> DayEdit:
    field = DayEdit(date(2026, 3, 24))
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.setFocus()
    return field


def test_a_day_typed_over_everything_is_the_day_of_the_month(day: DayEdit, qtbot: QtBot):
    qtbot.keyClick(day, Key.Key_A, CTRL)
    qtbot.keyClicks(day, "23")

    assert day.day == date(2026, 3, 23)
    day.clearFocus()
    assert day.text() == "Mon 23 Mar 2026"


def test_a_whole_date_is_typed_in_one_go(day: DayEdit, qtbot: QtBot):
    qtbot.keyClicks(day, "2 Apr 2026")

    assert day.day == date(2026, 4, 2)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_calendar_of_days_has_the_themes_colours(
    theme: Theme, qtbot: QtBot, choice: ThemeChoice
):
    field = DayEdit(date(2026, 3, 24))
    qtbot.addWidget(field)
    theme.choose(choice)
    calendar = field.calendarWidget()

    def color_of(day: Qt.DayOfWeek) -> QColor:
        return calendar.weekdayTextFormat(day).foreground().color()

    assert color_of(Qt.DayOfWeek.Monday) == theme.colors.text
    assert color_of(Qt.DayOfWeek.Saturday) == theme.colors.text_secondary
    assert color_of(Qt.DayOfWeek.Sunday) == theme.colors.text_secondary
    sunday = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday)
    assert sunday.background().color() == theme.colors.weekend
    assert calendar.minimumHeight() >= 8 * 24
    assert calendar.firstDayOfWeek() is Qt.DayOfWeek.Monday
