"""F1 wherever somebody is: the page about the present screen, and back to work."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.application import Application
from gui.help.window import GuideWindow
from gui.quality.findings_pane import FindingsPane
from gui.widgets.empty_state import EmptyState
from tests.journeys.conftest import Clock
from tests.journeys.hands import ALT, CTRL, Hands

Key = Qt.Key


def test_f1_tells_about_the_present_screen_and_esc_leads_back_to_it(
    reviewed_demo: Application, hands: Hands
) -> None:
    for screen, page in ((Key.Key_1, "record"), (Key.Key_2, "calendar"), (Key.Key_6, "queries")):
        hands.press(screen, CTRL)
        before = hands.focus
        hands.press(Key.Key_F1)
        guide = hands.shown(GuideWindow)
        hands.wait(guide.isActiveWindow)
        assert guide.shown == page
        hands.press(Key.Key_Escape)
        hands.wait_until_gone(GuideWindow)
        assert hands.focus is before


def test_queries_found_while_the_guide_is_read_are_where_the_focus_goes_back_to(
    program: Application, demo: Path, clock: Clock, hands: Hands, qtbot: QtBot
) -> None:
    clock.set(date(2026, 5, 20))  # results are missing for longer than the rules allow
    hands.drop(demo, program.window)
    with qtbot.waitSignal(program.reviewing.ended, timeout=15_000):
        hands.press(Key.Key_6, CTRL)
        assert hands.focus is hands.button("Add a query…", hands.shown(EmptyState))
        hands.press(Key.Key_F1)
        hands.wait(hands.shown(GuideWindow).isActiveWindow)
    hands.press(Key.Key_Escape)
    hands.wait_until_gone(GuideWindow)
    assert hands.focus is hands.shown(FindingsPane).table


def test_the_guide_is_read_with_the_keyboard_alone(program: Application, hands: Hands) -> None:
    hands.press(Key.Key_F1)
    guide = hands.shown(GuideWindow)
    hands.wait(guide.isActiveWindow)
    assert guide.shown == "start"
    hands.press(Key.Key_F, CTRL)
    hands.type("tube")
    hands.press(Key.Key_Return)
    assert guide.shown != "start"
    assert guide.view.hasFocus()
    hands.press(Key.Key_Left, ALT)


def test_whats_new_opens_its_page(program: Application, hands: Hands) -> None:
    hands.click_menu("Help", "What’s new")
    assert hands.shown(GuideWindow).shown == "whats-new"
