"""The open study as the window sees it: edits, undo, and one signal for what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from domain.changes import Changes
from domain.errors import CopperdeskError
from domain.storage.refusals import StudyRefused, WhyNot
from gui.words import edits as words_of_edits

if TYPE_CHECKING:
    from domain.edits import Edit
    from domain.study import Study


class Step(Protocol):
    """Something done to the study at a moment: `edit.apply`, or a command of `Study`."""

    def __call__(self, study: Study, *, now: datetime) -> Changes: ...


def _local_now() -> datetime:
    return datetime.now().astimezone()


class Session(QObject):
    """One study at a time, the clock, and the undo stack."""

    opened = Signal()
    """A study is open; screens show it."""
    closing = Signal()
    """The study is about to be closed; it can still be asked."""
    closed = Signal()
    """No study is open any more."""
    changed = Signal(Changes)
    """A write went through; carries what it touched."""
    refused = Signal(CopperdeskError)
    """A write was refused; carries why. It is not stored, or what it carries is `in_doubt`."""
    performed = Signal(str)
    """An edit went through; carries the sentence that names it, for the message bar."""
    informed = Signal(str)
    """Something was done that the study does not hold, as a copy or a saved file; its sentence."""
    undone = Signal(str)
    """An edit was taken back; carries its sentence."""

    def __init__(
        self, clock: Callable[[], datetime] = _local_now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._study: Study | None = None
        self.undo_stack = QUndoStack(self)

    @property
    def study(self) -> Study:
        assert self._study is not None, "no study is open"
        return self._study

    @property
    def is_open(self) -> bool:
        return self._study is not None

    @property
    def is_demo(self) -> bool:
        return self._study is not None and self._study.is_demo

    def now(self) -> datetime:
        """The moment, with its offset; the demo's own clock in the demo."""
        return self._clock()

    def today(self) -> date:
        return self.now().date()

    def open(self, study: Study, clock: Callable[[], datetime] | None = None) -> None:
        """Show `study` from now on; the one before it is closed."""
        self.close()
        self._study = study
        self._clock = clock or _local_now
        self.opened.emit()

    def close(self) -> None:
        if self._study is not None:
            self.closing.emit()
            self.discard()

    def discard(self) -> None:
        """Close a study that is about to be thrown away: nobody keeps a copy of it."""
        if self._study is None:
            return
        self.undo_stack.clear()
        study, self._study = self._study, None
        study.close()
        self.closed.emit()

    def perform(self, edit: Edit, sentence: str = "") -> bool:
        """Apply `edit`, undoably; `sentence` names it for the message bar. Was it accepted?"""
        command = _EditCommand(self, edit, sentence or words_of_edits.sentence(edit))
        self.undo_stack.push(command)
        return command.went_through

    def run(self, command: Step) -> Changes | None:
        """Run a command that has no undo; None if it was refused."""
        try:
            changes = command(self.study, now=self.now())
        except CopperdeskError as error:
            self.refuse(error)
            return None
        self.changed.emit(changes)
        return changes

    def refuse(self, error: CopperdeskError) -> None:
        """Tell why something was not done; a change that turns out stored is shown first."""
        if isinstance(error, StudyRefused) and error.why is WhyNot.SAVED_AFTER_ALL:
            self.changed.emit(self._everything())
        self.refused.emit(error)

    def _everything(self) -> Changes:
        return Changes(
            patients=frozenset(self.study.patients()),
            schedule=True,
            results=True,
            queries=True,
            remarks=True,
            settings=True,
        )


class _EditCommand(QUndoCommand):
    """Hangs an edit on Qt's stack; taking back and doing again are new actions of the study."""

    def __init__(self, session: Session, edit: Edit, sentence: str) -> None:
        super().__init__(sentence)
        self._session = session
        self._edit = edit
        self._sentence = sentence
        self._action: int | None = None
        self.went_through = False

    def _run(self, step: Step) -> bool:
        session = self._session
        try:
            changes = step(session.study, now=session.now())
        except CopperdeskError as error:
            self.setObsolete(True)  # Qt then drops the command from the stack
            self.went_through = False
            session.refuse(error)
        else:
            self._action = changes.action
            self.setObsolete(not changes.action)  # all was so already: nothing to take back
            self.went_through = True
            session.changed.emit(changes)
        return self.went_through

    def _take_back(self, study: Study, *, now: datetime) -> Changes:
        assert self._action is not None
        return study.take_back(self._action, now=now)

    # Qt overrides

    def redo(self) -> None:
        step = self._edit.apply if self._action is None else self._take_back
        if self._run(step):
            self._session.performed.emit(self._sentence)

    def undo(self) -> None:
        if self._run(self._take_back):
            self._session.undone.emit(self._sentence)
