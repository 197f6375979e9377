"""The trail as CSV: read in pieces between two moments of the window, written on a worker."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from domain.storage.trail_reading import TrailFilter
from gui.audit.trail_model import PAGE
from gui.audit.trail_rows import CSV_TITLES, trail_row
from gui.prompts import Prompter
from gui.saving_tables import ask_for_csv, write_csv
from gui.session import Session
from gui.tasks import LatestTask
from gui.widgets.buttons import LinkButton
from gui.widgets.label import Label
from gui.words import safety
from gui.words.errors import file_refused
from gui.words.language import _


class TrailExport(QWidget):
    """A bar with Cancel while it is under way; else nothing is seen of it."""

    def __init__(self, session: Session, prompter: Prompter, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._wanted = TrailFilter()
        self._text = ""
        self._path: Path | None = None
        self._before: int | None = None
        self._read_so_far = 0
        self._cells: list[Sequence[object]] = []
        self._reading = QTimer(self, interval=0)
        self._reading.timeout.connect(self._read_on)
        self._writing = LatestTask(self)
        self._writing.answered.connect(self._say_saved)
        self._writing.failed.connect(self._explain)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Saving the audit trail"))
        self.cancel = LinkButton(_("Cancel"))
        self.cancel.clicked.connect(self.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(Label(_("Saving the audit trail…"), "small", "secondary"))
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)
        self.hide()

    def start(self, wanted: TrailFilter, text: str, count: int) -> None:
        """Ask where to, and save every entry that is wanted, newest first."""
        if not self.isHidden():
            return
        path = ask_for_csv(self._session, self._prompter, _("Audit trail"))
        if path is None:
            return
        self._wanted, self._text, self._path = wanted, text.strip().casefold(), path
        self._before, self._read_so_far, self._cells = None, 0, []
        self.bar.setRange(0, max(count, 1))
        self.show()
        self._reading.start()

    def stop(self) -> None:
        """Give it up; nothing is written."""
        self._reading.stop()
        self._writing.drop()
        self.hide()

    def _read_on(self) -> None:
        lines = self._session.study.trail_page(self._wanted, self._before, PAGE)
        rows = [trail_row(line) for line in lines]
        self._cells += [row.cells() for row in rows if not self._text or row.holds(self._text)]
        self._read_so_far += len(lines)
        self.bar.setValue(self._read_so_far)
        if len(lines) == PAGE:
            self._before = lines[-1].entry.seq
            return
        self._reading.stop()
        path, cells = self._path, self._cells
        assert path is not None
        self._writing.ask(lambda: write_csv(path, CSV_TITLES, cells))

    def _say_saved(self) -> None:
        self.hide()
        assert self._path is not None
        self._session.informed.emit(safety.table_saved(self._path))

    def _explain(self, error: Exception) -> None:
        self.hide()
        if not isinstance(error, OSError):
            raise error
        self._prompter.tell(_("The table was not saved."), file_refused(error))
