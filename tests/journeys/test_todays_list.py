"""Acceptance check 1: the whole Today list of the demo is worked, and taken back, by keys."""

from PySide6.QtCore import Qt

from gui.application import Application
from gui.navigation import ScreenName
from gui.today.moment_dialog import MomentDialog
from gui.today.screen import TodayScreen
from tests.journeys.hands import CTRL, Hands

Key = Qt.Key


def badge(program: Application) -> str:
    return program.window.side_bar.button(ScreenName.TODAY).accessibleName()


def test_the_whole_list_is_worked_without_a_mouse_and_taken_back(
    opened_demo: Application, hands: Hands
) -> None:
    program = opened_demo
    today = program.window.current_screen
    assert isinstance(today, TodayScreen)
    before = [row.words for row in today.list.rows]
    assert badge(program) == "Today, 7"

    for left in range(6, -1, -1):
        row = today.list.current
        assert row is not None
        assert hands.focus is row
        hands.press(Key.Key_Return)
        if row.editor is not None:
            hands.type("21")
            hands.press(Key.Key_Tab)
            hands.type("2")
            hands.press(Key.Key_Return)
        elif row.words.tone == "overdue":
            hands.shown(MomentDialog)
            hands.press(Key.Key_Return)
        assert badge(program) == (f"Today, {left}" if left else "Today")

    for done in range(1, 8):
        hands.press(Key.Key_Z, CTRL)
        assert badge(program) == f"Today, {done}"
    assert [row.words for row in today.list.rows] == before


def test_one_click_collects_and_one_click_takes_back(
    opened_demo: Application, hands: Hands
) -> None:
    program = opened_demo
    hands.click_words("Collected now, copper draw Cu7, KET-024")
    assert badge(program) == "Today, 6"
    assert hands.sees("KET-024: copper draw Cu7 recorded as collected at 10:12.")
    assert hands.sees("Collected 10:12") is False  # painted, not a label
    hands.click(hands.button("Undo", program.window.message_bar))
    assert badge(program) == "Today, 7"
