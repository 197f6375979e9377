"""An infusion is dragged in the month and in one patient's weeks as it is in the timeline."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from domain.visits import VisitKey
from gui.calendar.month_pane import MonthPane
from gui.calendar.one_patient_pane import OnePatientPane
from gui.calendar.screen import CalendarScreen
from gui.calendar.toolbar import View
from tests.builders import draw, infusion

SIX = infusion(6, "KET-026")
MARCH_27, MARCH_28, MARCH_30 = (date(2026, 3, day) for day in (27, 28, 30))
LEFT, NOTHING_HELD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def place_of(pane: MonthPane | OnePatientPane, key: VisitKey, day: date) -> QPoint:
    """Where the visit can be grabbed in the cell of its day."""
    cell = pane.view.visualRect(pane.model.place(day))
    for y in range(cell.top() + 2, cell.bottom()):
        at = QPoint(cell.center().x(), y)
        found = pane.view.event_at(at)
        if found is not None and found.key == key:
            return at
    raise AssertionError(f"{key} cannot be grabbed")


def carry(pane: MonthPane | OnePatientPane, key: VisitKey, start: date, end: date) -> QPoint:
    """Press on a visit and move to a day, without letting go."""
    viewport = pane.view.viewport()
    at = pane.view.visualRect(pane.model.place(end)).center()
    QTest.mousePress(viewport, LEFT, NOTHING_HELD, place_of(pane, key, start))
    for nearer in (QPoint(9, 0), QPoint(3, 0), QPoint(0, 0)):
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at - nearer),
            QPointF(viewport.mapToGlobal(at - nearer)),
            Qt.MouseButton.NoButton,
            LEFT,
            NOTHING_HELD,
        )
        QApplication.sendEvent(viewport, move)
    return at


@pytest.mark.parametrize("view", [View.MONTH, View.ONE_PATIENT])
def test_an_infusion_dropped_on_a_day_is_previewed_in_the_timeline(
    screen: CalendarScreen, view: View
):
    screen.resize(1244, 1000)
    screen.show_view(view)
    screen.pane.show_visit(SIX)
    QApplication.processEvents()
    pane = screen.pane
    assert isinstance(pane, MonthPane | OnePatientPane)

    at = carry(pane, SIX, MARCH_27, MARCH_30)
    assert pane.dragging.days.told == "Infusion 6 to Mon 30 Mar"
    QTest.mouseRelease(pane.view.viewport(), LEFT, NOTHING_HELD, at)

    assert screen.pane is screen.timeline
    assert screen.move_panel.isVisible()
    assert screen.move_panel.day.day == MARCH_30
    screen.move_panel.close_panel()
    assert screen.pane is pane


@pytest.mark.parametrize("view", [View.MONTH, View.ONE_PATIENT])
def test_a_day_that_refuses_takes_no_drop_and_the_infusion_stays_chosen(
    screen: CalendarScreen, view: View
):
    screen.resize(1244, 1000)
    screen.show_view(view)
    screen.pane.show_visit(SIX)
    QApplication.processEvents()
    pane = screen.pane
    assert isinstance(pane, MonthPane | OnePatientPane)

    at = carry(pane, SIX, MARCH_27, MARCH_28)
    assert pane.dragging.days.told == "Not possible: Sat 28 Mar is not a working day."
    QTest.mouseRelease(pane.view.viewport(), LEFT, NOTHING_HELD, at)

    assert not screen.move_panel.isVisible()
    chosen = pane.chosen[0]
    assert chosen is not None
    assert chosen.key == SIX


@pytest.mark.parametrize("view", [View.MONTH, View.ONE_PATIENT])
def test_what_is_not_dragged_stays_chosen_while_the_mouse_moves_on(
    screen: CalendarScreen, view: View
):
    screen.resize(1244, 1000)
    screen.show_view(view)
    key = draw("inf5", "KET-026")
    screen.pane.show_visit(key)
    QApplication.processEvents()
    pane = screen.pane
    assert isinstance(pane, MonthPane | OnePatientPane)

    at = carry(pane, key, date(2026, 3, 25), MARCH_30)
    QTest.mouseRelease(pane.view.viewport(), LEFT, NOTHING_HELD, at)

    assert pane.dragging.carried is None
    chosen = pane.chosen[0]
    assert chosen is not None
    assert chosen.key == key


def test_a_visit_clicked_in_the_month_is_the_chosen_one(screen: CalendarScreen):
    screen.resize(1244, 1000)
    screen.show_view(View.MONTH)
    month = screen.month
    assert month is not None
    month.view.choose(date(2026, 3, 24))
    QApplication.processEvents()

    at = place_of(month, infusion(4, "KET-028"), MARCH_27)
    QTest.mouseClick(month.view.viewport(), LEFT, NOTHING_HELD, at)

    assert screen.details.text.startswith("KET-028 · Infusion 4")
