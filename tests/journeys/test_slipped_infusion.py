"""Acceptance check 3: infusion 6 of KET-026 slips to 30 March, by drag, by clicks, by keys."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from domain.storage.audit import What
from gui.application import Application
from gui.calendar.screen import CalendarScreen
from gui.navigation import ScreenName
from gui.widgets.message_bar import MessageBar
from tests.builders import infusion
from tests.journeys.hands import ALT, CTRL, SHIFT, Hands

Key = Qt.Key
SIX = infusion(6, "KET-026")
MARCH_27, MARCH_30 = date(2026, 3, 27), date(2026, 3, 30)
REASON = "Patient on approved leave"


def calendar_of(program: Application) -> CalendarScreen:
    calendar = program.window.current_screen
    assert isinstance(calendar, CalendarScreen)
    return calendar


def place(calendar: CalendarScreen, day: date) -> QPoint:
    """The lane of infusions on a day of KET-026, in the viewport of the timeline."""
    rect = calendar.view.visualRect(calendar.model.place("KET-026", day))
    return QPoint(rect.center().x(), rect.top() + rect.height() // 4)


def see_preview(calendar: CalendarScreen) -> None:
    plan = calendar.move_panel.plan
    assert plan is not None
    assert (plan.key, plan.to) == (SIX, MARCH_30)
    assert (len(plan.changes), len(plan.warnings)) == (6, 2)
    assert calendar.model.move is not None
    assert not calendar.move_panel.apply.isEnabled()
    assert calendar.move_panel.apply.text() == "Move 6 visits"


def move_by_drag(program: Application, hands: Hands) -> None:
    hands.click(program.window.side_bar.button(ScreenName.CALENDAR))
    calendar = calendar_of(program)
    viewport = calendar.view.viewport()
    start, saturday = place(calendar, MARCH_27), place(calendar, date(2026, 3, 28))
    monday = place(calendar, MARCH_30)
    hands.carry(viewport, start, start + QPoint(12, 0), saturday)
    assert hands.sees("Not possible: Sat 28 Mar is not a working day.")
    hands.let_go(viewport, saturday)
    assert calendar.model.move is None

    hands.carry(viewport, start, saturday, monday)
    assert hands.sees("Infusion 6 to Mon 30 Mar")
    hands.let_go(viewport, monday)
    see_preview(calendar)
    hands.pick(calendar.move_panel.reason, REASON)
    hands.click(calendar.move_panel.apply)


def move_by_clicks(program: Application, hands: Hands) -> None:
    hands.click(program.window.side_bar.button(ScreenName.CALENDAR))
    calendar = calendar_of(program)
    viewport = calendar.view.viewport()
    hands.click(viewport, place(calendar, MARCH_27))
    hands.click_words("Move infusion 6, KET-026")
    hands.click(viewport, place(calendar, date(2026, 4, 1)))
    hands.click(viewport, place(calendar, MARCH_30))
    see_preview(calendar)
    hands.pick(calendar.move_panel.reason, REASON)
    hands.click(calendar.move_panel.apply)


def move_by_keys(program: Application, hands: Hands) -> None:
    hands.press(Key.Key_2, CTRL)
    calendar = calendar_of(program)
    for _step in range(60):
        event = calendar.view.current_event
        assert event is not None
        if event.key == SIX:
            break
        hands.press(Key.Key_Right, CTRL)
    hands.press(Key.Key_F2)
    panel = calendar.move_panel
    for step in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Left):
        hands.press(step, ALT)
    assert program.window.current_screen is calendar, "Alt and an arrow stay in the preview"
    for _step in range(20):
        if panel.day.day == MARCH_30:
            break
        hands.press(Key.Key_Left if panel.day.day > MARCH_30 else Key.Key_Right, ALT)
    see_preview(calendar)
    hands.press(Key.Key_Return, CTRL)
    assert panel.isVisible(), "without a reason nothing is stored"
    hands.tab_to(panel.reason)
    while panel.reason.currentText() != REASON:
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return, CTRL)


@pytest.mark.parametrize("move", [move_by_drag, move_by_clicks, move_by_keys])
def test_a_slipped_infusion_moves_and_comes_back(
    opened_demo: Application, hands: Hands, move: Callable[[Application, Hands], None]
) -> None:
    program = opened_demo
    stored = program.session.study
    before = stored.course("KET-026").visits()

    move(program, hands)

    assert not calendar_of(program).move_panel.isVisible()
    assert stored.visit(SIX).shown_on == MARCH_30
    after = stored.course("KET-026").visits()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 6
    assert hands.sees(
        "KET-026: infusion 6 moved to Mon 30 Mar, 5 other visits changed, 1 deviation expected."
    )
    shown = calendar_of(program).view.current_event
    assert shown is not None
    assert (shown.key, shown.day) == (SIX, MARCH_30)
    moved = stored.trail(patient="KET-026")[-1]
    assert (moved.what, moved.reason) == (What.MOVE_INFUSION, "patient_on_leave")

    if move is move_by_keys:
        hands.press(Key.Key_Z, CTRL)
    else:
        hands.click(hands.button("Undo", hands.shown(MessageBar)))
    assert stored.course("KET-026").visits() == before
    taken_back = stored.trail(patient="KET-026")[-1]
    assert taken_back.what is What.TAKE_BACK
    hands.press(Key.Key_Z, CTRL | SHIFT)
    assert stored.course("KET-026").visits() == after
    assert stored.verify().is_clean
