"""Backups as the window makes them: when a changed study is closed, and when asked; restoring."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Signal

from domain.errors import CopperdeskError
from domain.storage.refusals import StudyRefused, WhyNot
from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.tasks import Task
from gui.words.language import _

if TYPE_CHECKING:
    from domain.storage.backup import Backup
    from domain.storage.verifying import Verification


class BackingUp(QObject):
    """Takes the study's image where it is open, and writes it on a worker thread."""

    made = Signal(datetime)
    """A backup of the open study was made; carries when."""
    restored = Signal(Path, str)
    """A backup was restored to this new file; carries its passphrase too, empty without one."""

    def __init__(self, session: Session, prompter: Prompter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._running: set[Task[object]] = set()
        session.closing.connect(self.back_up_if_changed)

    def back_up_if_changed(self) -> None:
        """Write a backup if the newest beside the study is not as the study is now."""
        study = self._session.study
        with self._telling(_not_backed_up(study.path)):
            if not study.is_read_only and not study.is_backed_up():
                self._back_up()

    def back_up(self) -> None:
        """Write a backup because somebody asked; said when it is there."""
        with self._telling(_not_backed_up(self._session.study.path)):
            self._back_up(self._say_made)

    def restore(self) -> None:
        """Ask for a backup and a new name, and open what was restored."""
        from gui.start.new_study import study_file_kind

        kinds: list[FileKind] = [study_file_kind()]
        backup = self._prompter.open_file(_("Restore from a backup"), kinds)
        to = None if backup is None else self._prompter.save_file(_("Restore to"), kinds)
        if backup is not None and to is not None:
            self._restore(backup, to)

    def _restore(self, backup: Path, to: Path) -> None:
        """Where the backup is protected its passphrase is asked for until it fits."""
        from domain.storage.file_header import is_protected

        typed = self._passphrase_of(backup) if is_protected(backup) else ""
        if typed is None:
            return

        def work() -> Verification:
            from domain.storage.backup import restore_backup

            return restore_backup(backup, to, typed)

        def finished(found: object) -> None:
            from domain.storage.verifying import Verification
            from gui.words import safety, verification

            assert isinstance(found, Verification)
            self._prompter.tell(safety.restored(to, backup), verification.verdict(found))
            self.restored.emit(to, typed)

        def refused(error: object) -> None:
            if isinstance(error, StudyRefused) and error.why is WhyNot.WRONG_PASSPHRASE:
                self._restore(backup, to)

        task = self._run(work, finished, _("The backup was not restored."))
        task.failed.connect(refused)  # after it was told

    def _passphrase_of(self, backup: Path) -> str | None:
        from domain.storage.protecting import as_typed

        typed = self._prompter.ask_text(
            _("Passphrase"), _("Passphrase of “{file}”:").format(file=backup.name), hidden=True
        )
        return as_typed(typed) if typed else None

    def finish(self) -> None:
        """Wait until everything is written, telling what fails; the window may then close."""
        while self._running:
            waiting = QEventLoop()
            for task in self._running:
                task.ended.connect(waiting.quit)
            waiting.exec()

    def _back_up(self, then: Callable[[object], None] | None = None) -> None:
        study, now = self._session.study, self._session.now()
        snapshot = study.snapshot()

        def work() -> Backup:
            from domain.storage.backup import write_backup

            return write_backup(snapshot, now=now)

        self._run(work, then, _not_backed_up(study.path))

    def _say_made(self, backup: object) -> None:
        from domain.storage.backup import Backup
        from gui.words import safety

        assert isinstance(backup, Backup)
        if self._session.is_open:
            self._session.study.know_backup(backup)
            self.made.emit(backup.at)
            self._session.informed.emit(safety.backup_made(backup.path))

    @contextmanager
    def _telling(self, what: str) -> Generator[None]:
        """A drive that is gone is told; a study on it is closed all the same."""
        try:
            yield
        except CopperdeskError as error:
            self._explain(what, error)

    def _explain(self, what: str, error: CopperdeskError) -> None:
        from gui.words.errors import sentence_of

        self._prompter.tell(what, sentence_of(error))

    def _run(
        self, work: Callable[[], object], then: Callable[[object], None] | None, if_not: str
    ) -> Task[object]:
        task: Task[object] = Task(work, self)

        def explain(error: Exception) -> None:
            if not isinstance(error, CopperdeskError):
                raise error
            self._explain(if_not, error)

        if then is not None:
            task.done.connect(then)
        task.failed.connect(explain)
        task.ended.connect(lambda: self._running.discard(task))
        self._running.add(task)
        task.start()
        return task


def _not_backed_up(study: Path) -> str:
    return _("No backup was made of “{study}”.").format(study=study.stem)
