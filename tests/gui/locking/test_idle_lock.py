"""A protected study covers itself, keeps what was begun, and opens for its passphrase alone."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QVBoxLayout, QWidget

from domain.storage.protecting import change_passphrase
from domain.study import Study
from gui.locking.cover import Cover
from gui.locking.idle_lock import IdleLock
from gui.locking.patience import LONGEST, wait_after
from gui.session import Session
from gui.theme import Theme
from tests.builders import NOW, study_with

PASSPHRASE = "żółty ołówek"
MINUTES = 10


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.note = QLineEdit()
        self.setCentralWidget(self.note)
        self.menuBar().addMenu("File").addAction("Undo").setShortcut("Ctrl+Z")
        self.resize(800, 600)


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(qapp, tmp_path: Path) -> Generator[Session]:
    path = tmp_path / "ward.cdesk"
    study_with("KET-001", path=path).close()
    change_passphrase(path, old="", new=PASSPHRASE, now=NOW)
    session = Session(lambda: NOW)
    session.open(Study.open(path, by="A. Nowak", now=NOW, passphrase=PASSPHRASE))
    yield session
    session.close()


@pytest.fixture
def lock(qapp: QApplication, theme: Theme, session: Session, clock: Clock) -> Generator[IdleLock]:
    lock = IdleLock(qapp, session, minutes=MINUTES, clock=clock)
    lock.wait_minutes(MINUTES)
    yield lock
    session.close()
    lock.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot, theme: Theme) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.note.setFocus()
    return window


def cover_of(window: QWidget) -> Cover:
    covers = [c for c in window.findChildren(Cover) if c.isVisible()]
    assert len(covers) == 1
    return covers[0]


def unlock(qtbot, cover: Cover, typed: str) -> None:
    cover.passphrase.control.setText(typed)
    qtbot.keyClick(cover.passphrase.control, Qt.Key.Key_Return)


def test_nothing_of_the_study_is_seen_or_reached_while_it_is_locked(
    qtbot, lock: IdleLock, window: Window
) -> None:
    window.note.setText("KET-001 called")
    lock.lock()
    cover = cover_of(window)
    assert cover.geometry() == window.rect()
    assert not window.note.isVisible()
    assert not window.menuBar().isVisible()
    assert cover.passphrase.control.hasFocus()
    reached: set[QWidget | None] = set()
    for _press in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert all(cover.isAncestorOf(widget) for widget in reached if widget)


def test_the_passphrase_brings_everything_back_as_it_was(
    qtbot, lock: IdleLock, window: Window, session: Session
) -> None:
    window.note.setText("half a sent")
    lock.lock()
    assert session.is_open
    with qtbot.waitSignal(lock.unlocked):
        unlock(qtbot, cover_of(window), PASSPHRASE)
    assert window.note.isVisible()
    assert window.note.text() == "half a sent"
    assert window.note.hasFocus()
    assert not lock.is_locked


def test_the_letters_of_another_keyboard_open_it_too(qtbot, lock: IdleLock, window: Window) -> None:
    lock.lock()
    unlock(qtbot, cover_of(window), "z\u0307o\u0301łty ołówek")
    assert not lock.is_locked


def test_a_wrong_passphrase_is_said_and_the_next_try_waits(
    qtbot, lock: IdleLock, window: Window
) -> None:
    lock.lock()
    cover = cover_of(window)
    unlock(qtbot, cover, "guess")
    assert cover.passphrase.error == "This is not the passphrase. Try again in 1 second."
    unlock(qtbot, cover, PASSPHRASE)
    assert lock.is_locked
    qtbot.waitUntil(lambda: not cover.is_waiting, timeout=5000)
    assert cover.passphrase.error == "This is not the passphrase. Try again."
    unlock(qtbot, cover, PASSPHRASE)
    assert not lock.is_locked


def test_each_wrong_passphrase_waits_longer_up_to_half_a_minute() -> None:
    assert [wait_after(wrong) for wrong in range(7)] == [0, 1, 2, 4, 8, 16, LONGEST]


def test_a_shortcut_does_nothing_while_it_is_locked(qtbot, lock: IdleLock, window: Window) -> None:
    pressed: list[bool] = []
    action = window.menuBar().actions()[0].menu().actions()[0]
    action.triggered.connect(lambda: pressed.append(True))
    lock.lock()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pressed == []


@pytest.fixture
def form(qtbot, window: Window) -> QDialog:
    form = QDialog(window)
    field = QLineEdit(form)
    QVBoxLayout(form).addWidget(field)
    form.open()
    field.setText("KET-034")
    return form


def test_a_form_that_is_open_is_covered_and_kept(
    qtbot, lock: IdleLock, window: Window, form: QDialog
) -> None:
    field = form.findChild(QLineEdit)
    lock.lock()
    assert not field.isVisible()
    cover = cover_of(form)
    qtbot.keyClick(cover.passphrase.control, Qt.Key.Key_Escape)
    assert form.isVisible()
    unlock(qtbot, cover, PASSPHRASE)
    assert field.isVisible()
    assert field.text() == "KET-034"
    assert window.note.isVisible()


def test_a_message_that_comes_while_it_is_locked_is_covered_too(
    qtbot, lock: IdleLock, window: Window
) -> None:
    lock.lock()
    message = QDialog(window)
    message.open()
    unlock(qtbot, cover_of(message), PASSPHRASE)
    assert not lock.is_locked


def test_it_locks_when_nobody_has_worked_for_the_minutes_chosen(
    qtbot, lock: IdleLock, window: Window, clock: Clock
) -> None:
    clock.now += MINUTES * 60 - 1
    lock._look()
    assert not lock.is_locked
    clock.now += 1
    lock._look()
    assert lock.is_locked


def test_a_key_starts_the_minutes_anew(qtbot, lock: IdleLock, window: Window, clock: Clock) -> None:
    clock.now += MINUTES * 60 - 1
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    clock.now += 2
    lock._look()
    assert not lock.is_locked


def test_after_a_sleep_the_first_key_finds_it_locked(
    qtbot, lock: IdleLock, window: Window, clock: Clock
) -> None:
    clock.now += 3600
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert lock.is_locked
    assert window.note.text() == ""


def test_never_is_a_choice(qtbot, lock: IdleLock, window: Window, clock: Clock) -> None:
    lock.wait_minutes(0)
    clock.now += 100_000
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert not lock.is_locked


def test_closing_the_study_is_the_way_out_for_who_has_no_passphrase(
    qtbot, lock: IdleLock, window: Window, session: Session
) -> None:
    lock.lock()
    qtbot.mouseClick(cover_of(window).close_study, Qt.MouseButton.LeftButton)
    assert not session.is_open
    assert not lock.is_locked
    assert window.menuBar().isVisible()


def test_a_study_without_a_passphrase_does_not_lock(
    qapp, qtbot, theme: Theme, window: Window
) -> None:
    session = Session(lambda: NOW)
    session.open(study_with("KET-001"))
    lock = IdleLock(qapp, session, minutes=MINUTES)
    lock.lock()
    assert not lock.can_lock
    assert not lock.is_locked
    session.close()
