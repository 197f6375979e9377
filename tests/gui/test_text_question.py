"""A line of text is asked for in the look of the program; what cannot be taken stays to mend."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.records.reason_choice import lacking
from gui.theme import Theme
from gui.widgets.text_question import TextQuestion


def test_a_reason_too_short_is_told_and_stays_open(theme: Theme, qtbot: QtBot) -> None:
    question = TextQuestion("KET-024: why?", "Reason in your own words", lacks=lacking)
    qtbot.addWidget(question)
    question.show()
    assert not question.take.isEnabled()

    qtbot.keyClicks(question.field, "no")
    qtbot.keyClick(question.field, Qt.Key.Key_Return)

    assert question.isVisible()
    assert question.told == "Say why, in at least 3 letters."
    qtbot.keyClicks(question.field, "t")
    assert question.told == ""
    with qtbot.waitSignal(question.accepted):
        qtbot.keyClick(question.field, Qt.Key.Key_Return)
    assert question.answer == "not"


def test_what_stood_there_is_typed_over(theme: Theme, qtbot: QtBot) -> None:
    question = TextQuestion("Who is working?", "Your name", "A. Nowak")
    qtbot.addWidget(question)
    question.show()
    qtbot.keyClicks(question.field, "M. Kos")
    assert question.answer == "M. Kos"
