"""F1 wherever somebody is: the page about the present screen, and back to work."""

from PySide6.QtCore import Qt

from gui.application import Application
from gui.help.window import GuideWindow
from tests.journeys.hands import ALT, CTRL, Hands

Key = Qt.Key


def test_f1_tells_about_the_present_screen_and_esc_leads_back_to_it(
    opened_demo: Application, hands: Hands
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
