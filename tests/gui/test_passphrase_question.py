"""A new passphrase is asked for in one place: too short and unlike are told while typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.widgets.passphrase_question import PassphraseQuestion

Key = Qt.Key


@pytest.fixture
def question(theme: Theme, qtbot: QtBot) -> PassphraseQuestion:
    made = PassphraseQuestion("Protect with a passphrase", "Protect")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_short_passphrase_is_told_while_it_is_typed_and_not_taken(
    question: PassphraseQuestion, qtbot: QtBot
) -> None:
    for field in (question.new, question.again):
        qtbot.keyClicks(field.control, "abc")
    qtbot.keyClick(question.again.control, Key.Key_Return)

    assert question.new.error == "Too short: 5 more characters."
    assert not question.take.isEnabled()
    assert question.isVisible()
    qtbot.keyClicks(question.new.control, "defgh")
    assert question.new.error == ""


def test_blanks_alone_are_no_passphrase(question: PassphraseQuestion, qtbot: QtBot) -> None:
    for field in (question.new, question.again):
        qtbot.keyClicks(field.control, " " * 9)

    assert not question.take.isEnabled()


def test_what_differs_is_told_beside_the_field_and_nothing_is_thrown_away(
    question: PassphraseQuestion, qtbot: QtBot
) -> None:
    qtbot.keyClicks(question.new.control, "copper and salt")
    qtbot.keyClicks(question.again.control, "copper and")
    assert question.again.error == ""
    assert not question.take.isEnabled()

    qtbot.keyClicks(question.again.control, " pepper")

    assert question.again.error == "Not the same as above."
    assert question.new.control.text() == "copper and salt"
    for _letter in "pepper":
        qtbot.keyClick(question.again.control, Key.Key_Backspace)
    qtbot.keyClicks(question.again.control, "salt")
    assert question.again.error == ""
    with qtbot.waitSignal(question.accepted):
        qtbot.keyClick(question.again.control, Key.Key_Return)
    assert question.answer == ("", "copper and salt")


def test_where_there_is_none_the_present_one_is_not_asked_for(
    question: PassphraseQuestion,
) -> None:
    assert not question.present.isVisible()
    assert question.new.control.hasFocus() or question.focusWidget() is question.new.control


def test_a_wrong_present_passphrase_is_told_and_the_new_one_stays(
    theme: Theme, qtbot: QtBot
) -> None:
    question = PassphraseQuestion("Change", "Change", fits=lambda typed: typed == "old words")
    qtbot.addWidget(question)
    question.show()
    qtbot.keyClicks(question.present.control, "guess")
    for field in (question.new, question.again):
        qtbot.keyClicks(field.control, "copper and salt")

    question.take.click()

    assert question.isVisible()
    assert question.present.error == "This is not the passphrase. Try again."
    assert question.new.control.text() == "copper and salt"
    qtbot.keyClicks(question.present.control, "old words")
    assert question.present.error == ""
    with qtbot.waitSignal(question.accepted):
        question.take.click()
    assert question.answer == ("old words", "copper and salt")


def test_nothing_moves_when_something_is_wrong(question: PassphraseQuestion, qtbot: QtBot) -> None:
    before = question.take.pos(), question.size()

    qtbot.keyClicks(question.new.control, "abc")
    qtbot.keyClicks(question.again.control, "x")

    assert question.again.error
    question.grab()
    assert (question.take.pos(), question.size()) == before


def test_what_is_typed_can_be_looked_at(question: PassphraseQuestion) -> None:
    question.shown.click()

    assert question.new.control.echoMode() is QLineEdit.EchoMode.Normal
