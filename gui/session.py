"""The open study as the window sees it: edits, undo, and one signal for what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from domain.changes import Changes
from domain.errors import CopperdeskError
from domain.progress import Progress, unwatched
from domain.storage.refusals import StudyRefused, WhyNot
from gui.long_action import LongAction, LongStep
from gui.words import edits as words_of_edits
from gui.words import schedule_edits as words_of_the_schedule

if TYPE_CHECKING:
    from domain.edits import Edit
    from domain.study import Study

_MANY_PATIENTS = 40
"""Taking back an action that touched more takes longer than a blink."""


class Step(Protocol):
    """Something done to the study at a moment: `edit.apply`, or a command of `Study`."""

    def __call__(self, study: Study, *, now: datetime) -> Changes: ...


class LongEdit(Protocol):
    """An edit that tells how far it is."""

    def apply(self, study: Study, *, now: datetime, progress: Progress = unwatched) -> Changes:
        """Do it; raises `CopperdeskError` if the study refuses."""
        ...


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
    """A write was refused and nothing changed; carries why."""
    performed = Signal(str)
    """An edit went through; carries the sentence that names it, for the message bar."""
    informed = Signal(str)
    """Something was done that the study does not hold, as a copy or a saved file; its sentence."""
    undone = Signal(str)
    """An edit was taken back; carries the sentence that says so."""
    lent = Signal(bool)
    """A long action has the study, or gave it back: nobody else may use it meanwhile."""

    def __init__(
        self, clock: Callable[[], datetime] = _local_now, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._study: Study | None = None
        self._long_action: LongAction | None = None
        self.undo_stack = QUndoStack(self)

    @property
    def study(self) -> Study:
        assert self._study is not None, "no study is open"
        return self._study

    @property
    def is_open(self) -> bool:
        return self._study is not None

    @property
    def long_action(self) -> LongAction | None:
        """What has the study at the moment."""
        return self._long_action

    @property
    def is_lent(self) -> bool:
        return self._long_action is not None

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
        """Close the study; a long action that is still under way leaves nothing."""
        if self._study is not None:
            self._end_long_action()
            self.closing.emit()
            self.discard()

    def discard(self) -> None:
        """Close a study that is about to be thrown away: nobody keeps a copy of it."""
        if self._study is None:
            return
        self._end_long_action()
        self.undo_stack.clear()
        study, self._study = self._study, None
        study.close()
        self.closed.emit()

    def perform(self, edit: Edit, sentence: str = "") -> bool:
        """Apply `edit`, undoably; `sentence` names it for the message bar. Was it accepted?"""
        assert not self.is_lent, "the study has to be given back first"
        command = _EditCommand(self, edit, sentence or self._named(edit))
        self.undo_stack.push(command)
        return command.went_through

    def _named(self, edit: Edit) -> str:
        return words_of_edits.sentence(edit, self.study, self.today())

    def perform_away(self, edit: LongEdit, sentence: str, undone: str = "") -> LongAction:
        """Apply a long `edit` on a worker, undoably; the study is lent until it has answered.

        `undone` says that it was taken back, where "Undone:" before `sentence` would not do.
        """
        command = _EditCommand(self, edit, sentence, undone)
        action = self.lend(edit.apply)
        action.done.connect(partial(self._keep, command))
        return action

    def lend(self, step: LongStep) -> LongAction:
        """Start a long step, which has the study until it has answered."""
        assert not self.is_lent, "the study has to be given back first"
        action = self._long_action = LongAction(self.study, step, self.now(), self)
        action.done.connect(self._take_over)
        for signal in (action.refused, action.stopped, action.failed):
            signal.connect(self._get_back)
        action.refused.connect(self.refuse)
        action.failed.connect(_raise)
        self.lent.emit(True)
        action.start()
        return action

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

    def stop_long_action(self) -> None:
        """Have the long action end as if it had never begun."""
        if self._long_action is not None:
            self._long_action.stop()

    def _take_over(self, changes: Changes) -> None:
        self._get_back()
        self.changed.emit(changes)

    def _get_back(self, *_answer: object) -> None:
        if self._long_action is not None:
            self._long_action = None
            self.lent.emit(False)

    def _end_long_action(self) -> None:
        if self._long_action is not None:
            self._long_action.end_now()
            self._get_back()

    def _keep(self, command: _EditCommand, changes: Changes) -> None:
        """What was done away from the stack goes onto it."""
        command.was_done(changes)
        self.undo_stack.push(command)
        self.performed.emit(command.sentence)


def _raise(error: BaseException) -> None:
    raise error


class _EditCommand(QUndoCommand):
    """Hangs an edit on Qt's stack; taking back and doing again are new actions of the study."""

    def __init__(self, session: Session, edit: Edit, sentence: str, undone: str = "") -> None:
        super().__init__(sentence)
        self._session = session
        self._edit = edit
        self._sentence = sentence
        self._found = ""
        self._undone = undone
        self._action: int | None = None
        self._is_long = False
        self._is_done_already = False
        self.went_through = False

    @property
    def sentence(self) -> str:
        """What was done, and what came of it."""
        return " ".join(filter(None, (self._sentence, self._found)))

    def was_done(self, changes: Changes) -> None:
        """It was done before it came onto the stack, which does it once more when it is pushed."""
        self._note(changes)
        self._is_done_already = True

    def _note(self, changes: Changes) -> None:
        self._action = changes.action
        if changes.made_way:
            self._sentence = f"{self._sentence} {words_of_the_schedule.made_way(changes.made_way)}"
        self._found = words_of_edits.found(changes.opened_queries, changes.drafted_deviations)
        if changes.kept:
            self._sentence = f"{self._sentence} {words_of_edits.results_kept(changes.kept)}"
        self.setText(self._sentence)
        self._is_long = len(changes.patients) > _MANY_PATIENTS
        self.setObsolete(not changes.action)  # all was so already: nothing to take back
        self.went_through = True

    def _run(self, step: Step) -> bool:
        session = self._session
        try:
            changes = step(session.study, now=session.now())
        except CopperdeskError as error:
            self.setObsolete(True)  # Qt then drops the command from the stack
            self.went_through = False
            session.refuse(error)
        else:
            self._note(changes)
            session.changed.emit(changes)
        return self.went_through

    def _take_back_away(self, say: Callable[[], None], turn: Callable[[], None]) -> None:
        """Take a long action back on a worker; the stack `turn`s back if that comes to nothing."""
        action = self._session.lend(self._take_back)

        def finish(changes: Changes) -> None:
            self._note(changes)
            say()

        def turn_back(*_error: object) -> None:
            self._is_done_already = True
            turn()

        def drop(_error: object) -> None:
            self.setObsolete(True)
            turn_back()

        action.done.connect(finish)
        action.refused.connect(drop)
        action.failed.connect(turn_back)
        action.stopped.connect(turn_back)

    def _take_back(self, study: Study, *, now: datetime, progress: Progress = unwatched) -> Changes:
        assert self._action is not None
        return study.take_back(self._action, now=now, progress=progress)

    def _say_done(self) -> None:
        said = self._session.informed if self.isObsolete() else self._session.performed
        said.emit(self.sentence)

    def _say_undone(self) -> None:
        self._session.undone.emit(self._undone or words_of_edits.undone(self._sentence))

    # Qt overrides

    def redo(self) -> None:
        stack = self._session.undo_stack
        if self._is_done_already:
            self._is_done_already = False
        elif self._is_long:
            self._take_back_away(self._say_done, stack.undo)
        elif self._run(self._edit.apply if self._action is None else self._take_back):
            self._say_done()

    def undo(self) -> None:
        stack = self._session.undo_stack
        if self._is_done_already:
            self._is_done_already = False
        elif self._is_long:
            self._take_back_away(self._say_undone, stack.redo)
        elif self._run(self._take_back):
            self._say_undone()
