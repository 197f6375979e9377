"""A long action has the study on a worker: nobody else uses it, and it ends whole or not at all."""

import hashlib
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain import acceptance, restoring
from domain.edits import AcceptImport
from domain.study import Study
from gui import session as sessions
from gui.demo import DEMO_NOW
from gui.main_window import MainWindow
from gui.screens import all_screens
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import REPLACE_024, USE_027, morning_sheet, planned

LEFT = Qt.MouseButton.LeftButton


class Gate:
    """Holds the worker at a step until it is opened."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._opened = threading.Event()

    def guard(self, step: Callable[..., object]) -> Callable[..., object]:
        def guarded(*arguments: object) -> object:
            self._reached.set()
            assert self._opened.wait(20)
            return step(*arguments)

        return guarded

    @property
    def is_reached(self) -> bool:
        return self._reached.is_set()

    def open(self) -> None:
        self._opened.set()


@pytest.fixture
def session(qtbot: QtBot, made_demo: Path, tmp_path: Path) -> Generator[Session]:
    path = Path(copy(made_demo, tmp_path / "demo.cdesk"))
    copy(next(made_demo.parent.glob("Cu_*.xlsx")), tmp_path)
    session = Session()
    session.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), clock=lambda: DEMO_NOW)
    yield session
    session.close()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, session: Session, prompter: ScriptedPrompter) -> MainWindow:
    window = MainWindow(session, prompter, all_screens(), QWidget)
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr(acceptance, "_write_draw", gate.guard(acceptance._write_draw))
    return gate


def start(session: Session) -> None:
    plan = planned(session.study, morning_sheet(session.study)).decided(USE_027, REPLACE_024)
    session.perform_away(AcceptImport(plan), "13 results imported.")


def digest(session: Session) -> str:
    return hashlib.sha256(session.study.path.read_bytes()).hexdigest()


def test_nothing_but_cancel_is_offered_while_it_runs(
    window: MainWindow, session: Session, gate: Gate, qtbot: QtBot, tmp_path: Path
):
    before = window.current_screen
    start(session)
    qtbot.waitUntil(lambda: gate.is_reached and window.progress.isVisible())

    assert window.progress.cancel.isEnabled()
    assert window.progress.words == "Writing and checking: step 0 of 21…"
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.current_screen is before
    load = QMimeData()
    load.setUrls([QUrl.fromLocalFile(str(next(tmp_path.glob("Cu_*.xlsx"))))])
    drag = QDragEnterEvent(
        QPoint(600, 300), Qt.DropAction.CopyAction, load, LEFT, Qt.KeyboardModifier.NoModifier
    )
    window.dragEnterEvent(drag)
    assert not drag.isAccepted()

    with qtbot.waitSignal(session.performed):
        gate.open()
    assert window.progress.isHidden()
    assert window.message_bar.text == "13 results imported. 3 queries opened."
    assert before is not None
    assert before.isEnabled()


def test_cancel_leaves_the_study_as_it_was(
    window: MainWindow, session: Session, gate: Gate, qtbot: QtBot
):
    file, courses = digest(session), session.study.courses()
    start(session)
    qtbot.waitUntil(lambda: gate.is_reached and window.progress.isVisible())
    qtbot.mouseClick(window.progress.cancel, LEFT)
    gate.open()
    qtbot.waitUntil(lambda: not session.is_lent)

    assert digest(session) == file
    assert session.study.courses() == courses
    assert not session.undo_stack.canUndo()
    assert window.progress.isHidden()


def test_escape_cancels_it(window: MainWindow, session: Session, gate: Gate, qtbot: QtBot):
    start(session)
    qtbot.waitUntil(lambda: gate.is_reached and window.progress.cancel.hasFocus())
    qtbot.keyClick(window.progress.cancel, Qt.Key.Key_Escape)
    gate.open()
    with qtbot.assertNotEmitted(session.performed):
        qtbot.waitUntil(lambda: not session.is_lent)


def test_a_study_closed_meanwhile_holds_nothing_of_it(session: Session, gate: Gate, qtbot: QtBot):
    file, path = digest(session), session.study.path
    start(session)
    qtbot.waitUntil(lambda: gate.is_reached)
    threading.Timer(0.1, gate.open).start()
    session.close()

    assert not session.is_lent
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file
    session.open(Study.open(path, by="A. Nowak", now=DEMO_NOW))


@pytest.fixture
def imported(session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Session:
    """After an import that is long enough to be taken back on a worker."""
    monkeypatch.setattr(sessions, "_MANY_PATIENTS", 1)
    with qtbot.waitSignal(session.performed):
        start(session)
    return session


def is_imported(session: Session) -> bool:
    return bool(session.study.results("KET-027", "inf3"))


def test_a_long_import_is_undone_and_redone_on_a_worker(imported: Session, qtbot: QtBot):
    with qtbot.waitSignal(imported.undone):
        imported.undo_stack.undo()
        assert imported.is_lent
    assert not is_imported(imported)
    assert imported.undo_stack.canRedo()

    with qtbot.waitSignal(imported.performed):
        imported.undo_stack.redo()
    assert is_imported(imported)
    assert imported.undo_stack.canUndo()


def test_an_undo_that_is_stopped_can_be_asked_for_again(
    imported: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    gate = Gate()
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_put_back", gate.guard(restoring._put_back))
        imported.undo_stack.undo()
        qtbot.waitUntil(lambda: gate.is_reached)
        imported.stop_long_action()
        gate.open()
        qtbot.waitUntil(lambda: not imported.is_lent)
    assert is_imported(imported)
    assert imported.undo_stack.canUndo()
    assert not imported.undo_stack.canRedo()

    with qtbot.waitSignal(imported.undone):
        imported.undo_stack.undo()
    assert not is_imported(imported)


def test_an_undo_that_is_refused_leaves_nothing_to_undo(imported: Session, qtbot: QtBot):
    action = imported.study.trail()[-1].action
    imported.study.take_back(action, now=DEMO_NOW)
    with qtbot.waitSignal(imported.refused):
        imported.undo_stack.undo()

    assert not imported.undo_stack.canUndo()
    assert not imported.undo_stack.canRedo()
