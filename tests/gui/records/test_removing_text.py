"""A name typed by mistake goes for good: from the note, the trail, and the file's bytes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.record_edits import AddNote
from domain.storage.audit import What
from gui.removing_text import RemoveTextDialog, ask_removal
from gui.session import Session

NAME = "Kowalewska"


def asked(session: Session, window: QWidget, text: str, reason: str) -> RemoveTextDialog:
    dialog = ask_removal(session, window)
    dialog.text.control.setText(text)
    dialog.reason.control.setCurrentText(reason)
    return dialog


def test_a_name_goes_from_the_note_the_trail_and_the_file(
    session: Session, window: QWidget, qtbot: QtBot
):
    session.perform(AddNote("KET-024", f"Daughter of Mrs {NAME} called."))
    assert NAME.encode() in session.study.path.read_bytes()
    dialog = asked(session, window, NAME, "A name was typed")

    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    assert session.study.notes("KET-024")[-1].text == "Daughter of Mrs █████ called."
    assert NAME.encode() not in session.study.path.read_bytes()
    entry = session.study.trail()[-1]
    assert (entry.what, entry.reason) == (What.REDACT, "name_typed")
    assert not session.undo_stack.canUndo()


def test_text_that_stands_nowhere_is_refused_and_nothing_is_written(
    session: Session, window: QWidget, qtbot: QtBot
):
    count = session.study.head().count
    dialog = asked(session, window, "Nobody at all", "A name was typed")

    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    assert dialog.isVisible()
    assert dialog.error
    assert session.study.head().count == count


def test_the_reason_may_not_repeat_what_must_go(session: Session, window: QWidget, qtbot: QtBot):
    session.perform(AddNote("KET-024", f"{NAME} called."))
    dialog = asked(session, window, NAME, f"{NAME} was typed")

    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    assert dialog.error
    assert session.study.notes("KET-024")[-1].text == f"{NAME} called."
