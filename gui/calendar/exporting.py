"""Writing the visits to a calendar file: whose, where to, and that it was done."""

from pathlib import Path

from PySide6.QtCore import QObject

from gui.printing.calendar_file import FILE_ENDING, Told, told_of, write_calendar
from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.tasks import Task
from gui.words import calendar_file as words
from gui.words.errors import file_refused
from gui.words.language import _


class CalendarExport(QObject):
    """Asks, and writes on a worker; the same file can be written again to update it."""

    def __init__(self, session: Session, prompter: Prompter, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._to: Path | None = None

    def ask(self, patient: str) -> None:
        """Ask whose visits and where to; `patient` is the one chosen in the calendar, if any."""
        whose: str | None = None
        if patient:
            answer = self._prompter.choose(
                _("Export the calendar"),
                _(
                    "The file can be imported into other calendars. Exported and imported "
                    "again, it updates the events. Their titles hold no clinical words."
                ),
                [_("All patients"), _("Only {patient}").format(patient=patient)],
            )
            if answer is None:
                return
            whose = patient if answer == 1 else None
        study = self._session.study
        suggested = study.path.with_name(f"{whose or study.path.stem}{FILE_ENDING}")
        kind = FileKind(_("Calendars"), (FILE_ENDING,))
        path = self._prompter.save_file(_("Export the calendar"), [kind], suggested)
        if path is not None:
            self._write(told_of(study, whose, self._session.now()), path)

    def _write(self, told: Told, path: Path) -> None:
        self._to = path
        task = Task(lambda: write_calendar(told, path), parent=self)
        task.done.connect(self._say_written)
        task.failed.connect(self._say_failed)
        task.start()

    def _say_written(self, count: int) -> None:
        assert self._to is not None
        self._session.informed.emit(words.written(count, self._to.name))

    def _say_failed(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        self._prompter.tell(_("The calendar was not written."), file_refused(error))
