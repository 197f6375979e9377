"""Days and times are typed as a person types them."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDateTimeEdit
from pytestqt.qtbot import QtBot

from gui.theme import Theme, ThemeChoice
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.typed_day import typed_day

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


@pytest.mark.parametrize(
    "again", ["30.03.2026", "30 Mar 2026", "2026-03-30", "30/3/2026", "30 march 2026", "30032026"]
)
def test_a_whole_date_typed_over_another_takes_its_place(day: DayEdit, qtbot: QtBot, again: str):
    qtbot.keyClicks(day, "29 Apr 2027")
    assert day.day == date(2027, 4, 29)

    qtbot.keyClick(day, Key.Key_A, CTRL)
    qtbot.keyClicks(day, again)

    assert day.day == date(2026, 3, 30)
    day.clearFocus()
    assert day.text() == "Mon 30 Mar 2026"


def test_a_date_typed_after_a_whole_one_begins_anew(day: DayEdit, qtbot: QtBot):
    qtbot.keyClicks(day, "29 Apr 2027")
    qtbot.keyClicks(day, "2.3.2026")

    assert day.day == date(2026, 3, 2)


def test_a_year_of_two_digits_is_of_this_century_once_the_field_is_left(day: DayEdit, qtbot: QtBot):
    qtbot.keyClicks(day, "2.4.27")
    assert day.day == date(2026, 4, 2)

    day.clearFocus()

    assert day.day == date(2027, 4, 2)


def test_the_last_day_of_a_longer_month_is_typed_from_a_shorter_one(day: DayEdit, qtbot: QtBot):
    day.set_day(date(2026, 2, 3))

    qtbot.keyClicks(day, "31 Mar 2026")

    assert day.day == date(2026, 3, 31)


def test_a_day_its_month_does_not_have_is_not_taken(day: DayEdit, qtbot: QtBot):
    qtbot.keyClicks(day, "31.3.2026")
    qtbot.keyClick(day, Key.Key_A, CTRL)
    qtbot.keyClicks(day, "30.2")

    assert day.day == date(2026, 3, 30)


def test_what_is_typed_is_taken_back_character_by_character(day: DayEdit, qtbot: QtBot):
    qtbot.keyClicks(day, "2 Apr 2")
    assert day.text() == "2 Apr 2"

    for _character in " Apr 2":
        qtbot.keyClick(day, Key.Key_Backspace)
    assert day.day == date(2026, 3, 2)

    qtbot.keyClicks(day, "7")
    assert day.day == date(2026, 3, 27)
    qtbot.keyClick(day, Key.Key_Backspace)
    qtbot.keyClick(day, Key.Key_Backspace)
    assert day.day == date(2026, 3, 24)


def test_a_month_alone_is_typed_over(day: DayEdit, qtbot: QtBot):
    day.setSelectedSection(QDateTimeEdit.Section.MonthSection)

    qtbot.keyClicks(day, "apr")

    assert day.day == date(2026, 4, 24)


@pytest.mark.parametrize("copied", ["Mon 30 Mar 2026", " 30.03.2026\n", "2026-03-30"])
def test_a_whole_date_is_pasted(day: DayEdit, qtbot: QtBot, copied: str):
    QApplication.clipboard().setText(copied)

    qtbot.keyClick(day, Key.Key_V, CTRL)

    assert day.day == date(2026, 3, 30)


def test_pasted_words_that_are_no_date_change_nothing(day: DayEdit, qtbot: QtBot):
    QApplication.clipboard().setText("ward closed")

    qtbot.keyClick(day, Key.Key_V, CTRL)

    assert day.text() == "Tue 24 Mar 2026"


def test_polish_months_are_typed_with_and_without_their_marks(in_polish: None) -> None:
    assert typed_day("3 paz ") == typed_day("3 PAŹ ") == typed_day("3.10")
    assert typed_day("24 marca 2026") == typed_day("24 marzec 2026")


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


def test_a_click_into_the_time_marks_all_of_it_so_that_four_digits_are_the_time(
    clock: ClockEdit, qtbot: QtBot
) -> None:
    clock.clearFocus()
    qtbot.mouseClick(clock.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clock.lineEdit().selectedText() == clock.lineEdit().text())
    qtbot.keyClicks(clock, "0945")
    assert clock.clock == time(9, 45)
