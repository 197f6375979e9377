"""Setting, changing and removing the passphrase of the open study."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from domain.errors import CopperdeskError
from gui.backing_up import BackingUp
from gui.opening import Opening
from gui.prompts import Prompter
from gui.session import Session
from gui.tasks import Task
from gui.words.language import _


class Protecting(QObject):
    """Closes the study, has its file and backups written anew on a worker, and opens it again."""

    working = Signal(bool)
    """The files are being written anew, or no longer."""

    def __init__(
        self, session: Session, prompter: Prompter, opening: Opening, backing_up: BackingUp
    ) -> None:
        super().__init__(session)
        self._session = session
        self._prompter = prompter
        self._opening = opening
        self._backing_up = backing_up

    def ask(self) -> None:
        """Ask what is wanted, and for the passphrases; nothing happens if that is given up."""
        study = self._session.study
        if study.is_read_only:
            self._prompter.tell(
                _("This study is open for reading only, so nothing can be changed here.")
            )
            return
        if not study.is_protected:
            new = self._new_passphrase()
            if new:
                self._change("", new)
            return
        wanted = self._prompter.choose(
            _("Change the passphrase?"),
            _("The study and its backups are written anew."),
            [_("Change passphrase…"), _("Remove passphrase…")],
        )
        if wanted is None:
            return
        old = self._ask(_("Passphrase"), _("The passphrase now in use:"))
        new = self._new_passphrase() if old and wanted == 0 else ""
        if old and (new or wanted == 1):
            self._change(old, new)

    def _new_passphrase(self) -> str:
        """The new one, typed alike twice; empty if given up."""
        first = self._ask(
            _("New passphrase"),
            _("A forgotten passphrase cannot be recovered, by anybody. New passphrase:"),
        )
        again = self._ask(_("New passphrase"), _("Once more:")) if first else ""
        if first and again and first != again:
            self._prompter.tell(_("The two passphrases differ. Nothing was changed."))
            return ""
        return first if again else ""

    def _ask(self, title: str, label: str) -> str:
        from domain.storage.protecting import as_typed

        return as_typed(self._prompter.ask_text(title, label, hidden=True) or "")

    def _change(self, old: str, new: str) -> None:
        study = self._session.study
        path, by, now = study.path, study.by, self._session.now()
        self._backing_up.finish()
        self._session.discard()

        def work() -> tuple[Path, ...]:
            from domain.storage.protecting import change_passphrase

            return change_passphrase(path, old=old, new=new, now=now)

        def changed(left: object) -> None:
            from gui.words import safety

            self._opening.open(path, by, new)
            self._session.informed.emit(safety.protection_changed(path, is_protected=bool(new)))
            for backup in cast("tuple[Path, ...]", left):
                self._prompter.tell(safety.backup_left_as_it_was(backup))

        def failed(error: Exception) -> None:
            from gui.words.errors import sentence_of

            if not isinstance(error, CopperdeskError):
                raise error
            self._prompter.tell(_("The passphrase was not changed."), sentence_of(error))
            self._opening.open(path, by)

        task: Task[object] = Task(work, self)
        task.done.connect(changed)
        task.failed.connect(failed)
        task.ended.connect(lambda: self.working.emit(False))
        self.working.emit(True)
        task.start()
