"""Reads and plans a lab sheet away from the window's thread; a newer file replaces the older."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import Mapping as LabMapping
from domain.labsheet.reading import Cancel
from gui.labimport.preview_file import is_preview, open_saved, with_saved_beside
from gui.labimport.sheet_check import SheetCheck, open_check
from gui.long_memory import without_pauses
from gui.tasks import LatestTask

PATIENCE_MS = 300
"""Nothing is shown for a shorter wait."""


class SheetReader(QObject):
    """Answers with a `SheetCheck`, or with why there is none."""

    read = Signal(SheetCheck)
    """The newest file was read and planned."""
    failed = Signal(object)
    """The newest file could not be read; carries the exception."""
    taking_long = Signal(str)
    """It takes longer than a blink; carries the file's name."""
    cancelled = Signal()
    """The user gave up waiting."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task = LatestTask(self)
        self._task.answered.connect(self._answer)
        self._task.failed.connect(self._explain)
        self._cancel: Cancel | None = None
        self._file = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._say_it_takes_long)

    @property
    def is_reading(self) -> bool:
        return self._cancel is not None

    def open(
        self,
        path: Path,
        known: Callable[[], KnownStudy],
        remembered: Mapping[str, LabMapping],
        sheet: Path | None = None,
    ) -> None:
        """Read a sheet, or decisions saved about one: about `sheet` where it lies elsewhere."""
        self._stop()
        cancel = self._cancel = Cancel()
        self._file = path.name
        self._patience.start()
        self._task.ask(_errand(path, sheet, known, dict(remembered), cancel))

    def cancel(self) -> None:
        if self.is_reading:
            self._stop()
            self.cancelled.emit()

    def _stop(self) -> None:
        self._patience.stop()
        self._task.drop()
        if self._cancel is not None:
            self._cancel.cancel()
            self._cancel = None

    def _say_it_takes_long(self) -> None:
        self.taking_long.emit(self._file)

    def _answer(self, check: SheetCheck) -> None:
        self._patience.stop()
        self._cancel = None
        self.read.emit(check)

    def _explain(self, error: BaseException) -> None:
        self._patience.stop()
        self._cancel = None
        self.failed.emit(error)


def _errand(
    path: Path,
    sheet: Path | None,
    known: Callable[[], KnownStudy],
    remembered: Mapping[str, LabMapping],
    cancel: Cancel,
) -> Callable[[], SheetCheck]:
    def work() -> SheetCheck:
        with without_pauses():
            if is_preview(path):
                return open_saved(path, sheet, known(), remembered, cancel)
            return with_saved_beside(open_check(path, known(), remembered, cancel))

    return work
