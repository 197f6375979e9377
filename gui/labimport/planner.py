"""Planning a sheet again after an answer: at once where it takes a blink, else on a worker."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from gui.labimport.sheet_check import SheetCheck
from gui.long_memory import without_pauses
from gui.tasks import LatestTask

PlanWork = Callable[[], SheetCheck]
AT_ONCE = 800
"""Rows that are planned again without a noticeable wait."""


class Planner(QObject):
    """Hands the next plan to whoever asked; a newer question drops the older."""

    started = Signal()
    """Planning takes a while; nothing may be decided meanwhile."""
    ended = Signal()
    """Planning is over, whatever came of it."""
    failed = Signal(object)
    """Planning failed; carries the exception."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show: Callable[[SheetCheck], None] | None = None
        self._task = LatestTask(self)
        self._task.answered.connect(self._hand_over)
        self._task.failed.connect(self._fail)

    def plan(self, work: PlanWork, show: Callable[[SheetCheck], None], *, rows: int) -> None:
        """Run `work` for a sheet of so many rows, then `show` what it gives."""
        if rows <= AT_ONCE:
            show(work())
            return
        self._show = show
        self.started.emit()
        self._task.ask(partial(_quietly, work))

    def drop(self) -> None:
        self._show = None
        self._task.drop()
        self.ended.emit()

    def _hand_over(self, check: SheetCheck) -> None:
        self.ended.emit()
        if self._show is not None:
            self._show(check)

    def _fail(self, error: BaseException) -> None:
        self.ended.emit()
        self.failed.emit(error)


def _quietly(work: PlanWork) -> SheetCheck:
    with without_pauses():
        return work()
