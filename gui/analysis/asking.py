"""Questions to the science process: the newest counts, and it tells how far it is."""

from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from gui.science import Science, ScienceStopped, Tell, science
from gui.tasks import LatestTask

P = ParamSpec("P")
T = TypeVar("T")


class Asking(QObject):
    """One question at a time; a newer one drops the older, and `give_up` stops the work."""

    answered = Signal(object)
    """The newest question was answered."""
    failed = Signal(object)
    """It could not be answered; carries the exception."""
    told = Signal(object)
    """The newest question's work told something meanwhile."""
    _heard = Signal(int, object)

    def __init__(self, parent: QObject | None = None, *, of: Science | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._science = of or science()
        self._task = LatestTask(self, pool=self._science.pool)
        self._task.answered.connect(self.answered)
        self._task.failed.connect(self._fail)
        self._heard.connect(self._pass_on)

    @property
    def is_running(self) -> bool:
        return self._task.is_running

    def ask(
        self, work: Callable[Concatenate[Tell, P], T], *arguments: P.args, **named: P.kwargs
    ) -> None:
        self._number += 1
        hear = partial(self._heard.emit, self._number)
        self._task.ask(partial(self._science.run, work, hear, *arguments, **named))

    def drop(self) -> None:
        """Ignore the answer; work that waits for its turn is not begun."""
        self._task.drop()

    def give_up(self) -> None:
        """Stop the work itself; nothing is answered."""
        self._task.drop()
        if self._task.is_running:
            self._science.stop()

    def _pass_on(self, number: int, what: object) -> None:
        if number == self._number:
            self.told.emit(what)

    def _fail(self, error: object) -> None:
        if isinstance(error, ScienceStopped | OSError):
            self.failed.emit(error)
            return
        assert isinstance(error, BaseException)
        raise error
