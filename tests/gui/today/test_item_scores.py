"""Scores item by item: MADRS ten of 0 to 6, YMRS eleven of 0 to 4 or 0 to 8 (product.md 1.6)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.visits import Rating
from gui.session import Session
from gui.today.asks import Ask
from gui.today.item_scores import ItemsDialog
from gui.today.scores import ScoreEditor
from gui.today.screen import TodayScreen
from tests.builders import rating

WEEK1 = rating("week1", "KET-030")
MADRS = "3344302201"
"""Their sum is 22."""
YMRS = "01002000100"


@pytest.fixture
def editor(screen: TodayScreen, qtbot: QtBot) -> ScoreEditor:
    row = screen.list.row_of(WEEK1)
    assert row is not None
    qtbot.mouseClick(row.buttons[Ask.RECORD], Qt.MouseButton.LeftButton)
    assert row.editor is not None
    return row.editor


@pytest.fixture
def dialog(editor: ScoreEditor, qtbot: QtBot) -> ItemsDialog:
    qtbot.mouseClick(editor.by_item, Qt.MouseButton.LeftButton)
    (dialog,) = editor.findChildren(ItemsDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.madrs.fields[0].hasFocus)
    return dialog


def type_digits(qtbot: QtBot, digits: str) -> None:
    """To whatever has the focus, as a person would."""
    for digit in digits:
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, ord(digit))


def stored(session: Session) -> Rating:
    visit = session.study.visit(WEEK1)
    assert isinstance(visit, Rating)
    return visit


def test_digits_alone_fill_both_scales_and_the_totals_are_counted(
    editor: ScoreEditor, dialog: ItemsDialog, session: Session, qtbot: QtBot
):
    type_digits(qtbot, MADRS + YMRS)
    assert (dialog.madrs.told, dialog.ymrs.told) == ("MADRS 22 of 60", "YMRS 4 of 60")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert (editor.madrs.text(), editor.ymrs.text()) == ("22", "4")

    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)

    assert (stored(session).madrs, stored(session).ymrs) == (22, 4)
    assert "".join(map(str, stored(session).madrs_items)) == MADRS
    assert "".join(map(str, stored(session).ymrs_items)) == YMRS


def test_an_incomplete_list_has_no_total_and_keeps_its_items(
    editor: ScoreEditor, dialog: ItemsDialog, session: Session, qtbot: QtBot
):
    type_digits(qtbot, MADRS[:8])
    assert dialog.madrs.told == "MADRS: 2 items missing, so there is no total."
    dialog.ymrs.fields[0].setFocus()
    type_digits(qtbot, YMRS)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible(), "first it says what is missing"
    assert dialog.told == (
        "MADRS: 2 items missing, so there is no total. Press again to use the items all the same."
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)

    assert (stored(session).madrs, stored(session).ymrs) == (None, 4)
    assert stored(session).madrs_items[7:] == (2, None, None)


def test_a_total_typed_before_stays_while_items_are_missing(
    editor: ScoreEditor, dialog: ItemsDialog, qtbot: QtBot
):
    editor.madrs.setText("24")
    type_digits(qtbot, MADRS[:3])

    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert editor.madrs.text() == "24"
    assert editor.madrs_items == ()


def test_tab_after_each_digit_leaves_no_item_out(dialog: ItemsDialog, qtbot: QtBot):
    for digit in MADRS[:4]:
        type_digits(qtbot, digit)
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert [field.text() for field in dialog.madrs.fields[:5]] == [*MADRS[:4], ""]


def test_tab_on_an_item_nobody_was_led_to_goes_on(dialog: ItemsDialog, qtbot: QtBot):
    type_digits(qtbot, "3")
    for _press in range(2):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert dialog.madrs.fields[2].hasFocus()


def test_a_key_that_is_no_score_is_told(dialog: ItemsDialog, qtbot: QtBot):
    type_digits(qtbot, "37")
    assert dialog.madrs.told == "Item 2: a whole number, 0–6."
    type_digits(qtbot, "4")
    assert dialog.madrs.told == "MADRS: 8 items missing, so there is no total."


def test_a_digit_outside_the_range_is_not_taken(dialog: ItemsDialog, qtbot: QtBot):
    type_digits(qtbot, "7")
    assert dialog.madrs.fields[0].text() == ""
    assert dialog.madrs.fields[0].hasFocus()

    irritability, mood = dialog.ymrs.fields[4], dialog.ymrs.fields[0]
    for field, digit in ((irritability, "8"), (mood, "5")):
        field.setFocus()
        type_digits(qtbot, digit)
    assert (irritability.text(), mood.text()) == ("8", "")


def test_a_total_typed_by_hand_stands_alone(
    editor: ScoreEditor, dialog: ItemsDialog, session: Session, qtbot: QtBot
):
    type_digits(qtbot, MADRS + YMRS)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    editor.madrs.clear()
    qtbot.keyClicks(editor.madrs, "30")

    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)

    assert (stored(session).madrs, stored(session).madrs_items) == (30, ())
    assert stored(session).ymrs_items


def test_items_stay_while_the_row_is_open(editor: ScoreEditor, dialog: ItemsDialog, qtbot: QtBot):
    type_digits(qtbot, MADRS)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())

    qtbot.mouseClick(editor.by_item, Qt.MouseButton.LeftButton)

    again = [d for d in editor.findChildren(ItemsDialog) if d.isVisible()]
    assert "".join(field.text() for field in again[0].madrs.fields) == MADRS
    again[0].reject()
    assert len(editor.madrs_items) == 10
