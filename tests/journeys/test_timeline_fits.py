"""Six weeks are six weeks, whatever takes its room beside and below the timeline."""

import pytest
from PySide6.QtCore import QSize, Qt

from gui.application import Application
from gui.calendar.screen import CalendarScreen
from gui.calendar.timeline_view import TimelineView
from gui.widgets.message_bar import MessageBar
from tests.journeys.hands import CTRL, Hands
from tests.journeys.test_slipped_infusion import MARCH_27, calendar_of, place

Key = Qt.Key


@pytest.fixture
def calendar(opened_demo: Application, hands: Hands) -> CalendarScreen:
    """With a message below it, so that not every patient has room and a scroll bar stands."""
    window = opened_demo.window
    window.resize(1440, 860)
    hands.wait(lambda: window.width() == 1440)
    hands.click_words("Collected now, copper draw Cu7, KET-024")
    hands.press(Key.Key_2, CTRL)
    calendar = calendar_of(opened_demo)
    hands.wait(calendar.view.verticalScrollBar().isVisible)
    return calendar


def frozen_part_ends(view: TimelineView) -> int:
    patients = view.verticalHeader()
    return patients.geometry().right() + 1


def test_six_weeks_are_whole_beside_a_scroll_bar(calendar: CalendarScreen):
    assert calendar.view.whole_weeks == 6
    assert calendar.view.viewport().x() == frozen_part_ends(calendar.view)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1440, 850), (1366, 880)])
def test_no_day_is_hidden_behind_the_patients_when_a_move_comes_and_goes(
    opened_demo: Application, hands: Hands, width: int, height: int
):
    opened_demo.window.resize(width, height)
    hands.press(Key.Key_2, CTRL)
    calendar = calendar_of(opened_demo)
    view = calendar.view
    hands.wait(lambda: view.window().size() == QSize(width, height))
    hands.click(view.viewport(), place(calendar, MARCH_27))
    hands.click_words("Move infusion 6, KET-026")
    assert calendar.move_panel.isVisible()
    assert view.viewport().x() == frozen_part_ends(view)
    hands.press(Key.Key_Escape)
    assert not calendar.move_panel.isVisible()
    assert view.viewport().x() == frozen_part_ends(view)


def test_a_message_that_is_closed_gives_the_focus_back(
    calendar: CalendarScreen, opened_demo: Application, hands: Hands
):
    assert hands.focus is calendar.view
    hands.click(hands.button("Close message", hands.shown(MessageBar)))
    assert hands.focus is calendar.view
    hands.press(Key.Key_1, CTRL)
    hands.click_words("Collected now, copper draw Cu5, KET-027")
    hands.click(hands.button("Undo", hands.shown(MessageBar)))
    row = opened_demo.window.current_screen
    assert row is not None
    assert row.isAncestorOf(hands.focus)
