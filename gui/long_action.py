"""An action of the study that takes longer than a blink: it has the open file on a worker."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from domain.changes import Changes
from domain.errors import CopperdeskError
from domain.progress import Progress
from gui.long_memory import without_pauses
from gui.tasks import Task
from gui.underway import Stopped, Underway

if TYPE_CHECKING:
    from domain.study import Study


class LongStep(Protocol):
    """Something done to the study at a moment, which tells how far it is."""

    def __call__(self, study: Study, *, now: datetime, progress: Progress) -> Changes: ...


class LongAction(QObject):
    """Runs a step on a worker; nobody else may use the study until it has answered.

    Either everything of the step is stored or nothing, however it ends.
    """

    done = Signal(Changes)
    """It is stored; carries what it touched."""
    refused = Signal(CopperdeskError)
    """The study refused it and is as before; carries why."""
    stopped = Signal()
    """It was stopped and the study is as before."""
    failed = Signal(object)
    """A bug of ours; the study is as before. Carries the exception."""

    def __init__(
        self, study: Study, step: LongStep, now: datetime, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.underway = Underway()
        self._over = threading.Event()
        self._task = Task(_errand(study, step, now, self.underway, self._over))
        self._task.done.connect(self.done)
        self._task.failed.connect(self._explain)
        self._task.ended.connect(self.deleteLater)

    def start(self) -> None:
        self._task.start()

    def stop(self) -> None:
        """Have it end as if it had never begun; it answers within half a second."""
        self.underway.stop()

    def end_now(self) -> None:
        """Stop and wait for it; it then answers nobody, since the study is about to be closed."""
        self.stop()
        self._task.drop()
        self._over.wait()

    def _explain(self, error: BaseException) -> None:
        if isinstance(error, Stopped):
            self.stopped.emit()
        elif isinstance(error, CopperdeskError):
            self.refused.emit(error)
        else:
            self.failed.emit(error)


def _errand(
    study: Study, step: LongStep, now: datetime, underway: Underway, over: threading.Event
) -> Callable[[], Changes]:
    def work() -> Changes:
        try:
            with without_pauses():
                changes = step(study, now=now, progress=underway)
                underway.told_stored()
                study.read_all()  # so that the window need not, when the screens are refreshed
                study.agenda(now=now)
            return changes
        finally:
            over.set()

    return work
