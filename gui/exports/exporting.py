"""Exporting the open study from the window: asked, read at once, written on a worker thread."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog

from gui.exports.kinds import ExportKind
from gui.prompts import Prompter
from gui.session import Session
from gui.tasks import Task
from gui.words.language import _


class Exporting(QObject):
    """Answers the command *Export study…*."""

    def __init__(self, session: Session, prompter: Prompter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._dialog: QDialog | None = None

    def ask(self) -> None:
        from gui.exports.dialog import ExportDialog

        path = self._session.study.path
        dialog = ExportDialog(self._prompter, path.parent, path.stem, QApplication.activeWindow())
        dialog.chosen.connect(self.export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        self._dialog = dialog  # without a window to be its parent, it would be gone at once

    def export(self, kind: ExportKind, folder: Path) -> None:
        """Write the study as it is now; said when it is there, or why it is not."""
        from gui.exports.writing import read_for_export, write_export

        export = read_for_export(self._session.study, kind, now=self._session.now())
        task: Task[int] = Task(lambda: write_export(export, folder), self)

        def finished(count: object) -> None:
            from gui.words import exports as words

            assert isinstance(count, int)
            self._session.informed.emit(words.written(folder, count))

        task.done.connect(finished)
        task.failed.connect(lambda error: self._explain(error, folder))  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] -- Qt's signal carries an object
        task.start()

    def _explain(self, error: Exception, folder: Path) -> None:
        from gui.new_folder import FolderTaken
        from gui.words import exports as words
        from gui.words.errors import file_refused

        if isinstance(error, FolderTaken):
            why = words.taken(folder)
        elif isinstance(error, OSError):
            why = file_refused(error)
        else:
            raise error
        self._prompter.tell(_("The study was not exported."), why)
