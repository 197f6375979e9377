"""Setting, changing and removing the passphrase of the open study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, Signal

from domain.errors import CopperdeskError
from gui.backing_up import BackingUp
from gui.navigation import Place, ScreenName
from gui.opening import Opening
from gui.prompts import Prompter
from gui.session import Session
from gui.tasks import Task
from gui.words.language import _
from gui.words.settings import Part


class Protecting(QObject):
    """Closes the study, has its file and backups written anew on a worker, and opens it again."""

    working = Signal(bool)
    """The files are being written anew, or no longer."""
    reopened = Signal(Place)
    """The study is open again; carries the place that was shown before."""

    def __init__(
        self, session: Session, prompter: Prompter, opening: Opening, backing_up: BackingUp
    ) -> None:
        super().__init__(session)
        self._session = session
        self._prompter = prompter
        self._opening = opening
        self._backing_up = backing_up
        self.here: Callable[[], Place | None] = lambda: None
        """Where the user is, asked before the study is closed for a moment."""

    def ask(self) -> None:
        """Ask what is wanted, and for the passphrases; nothing happens if that is given up."""
        study = self._session.study
        if study.is_read_only:
            self._prompter.tell(
                _("This study is open for reading only, so nothing can be changed here.")
            )
            return
        if not study.is_protected:
            self._set(_("Protect with a passphrase"), _("Protect"))
            return
        wanted = self._prompter.choose(
            _("Change the passphrase?"),
            _("The study and its backups are written anew."),
            [_("Change passphrase…"), _("Remove passphrase…")],
        )
        if wanted == 0:
            self._set(_("Change passphrase"), _("Change"), fits=study.opens_with)
        elif wanted == 1:
            old = self._present(_("Remove passphrase"))
            if old:
                self._change(old, "")

    def _set(self, question: str, take: str, *, fits: Callable[[str], bool] | None = None) -> None:
        from domain.storage.protecting import as_typed

        given = self._prompter.ask_new_passphrase(question, take, fits=fits)
        if given is not None:
            old, new = given
            self._change(as_typed(old), as_typed(new))

    def _present(self, question: str) -> str:
        """The passphrase now in use, asked for until it fits; empty if given up."""
        from domain.storage.protecting import as_typed
        from gui.words import passphrases

        label = _("The passphrase now in use:")
        while True:
            typed = as_typed(self._prompter.ask_text(question, label, hidden=True) or "")
            if not typed or self._session.study.opens_with(typed):
                return typed
            label = passphrases.does_not_fit()

    def _way_back(self) -> Place | None:
        """Where the user is; of the settings, the section that says how the file is kept."""
        here = self.here()
        if here is None:
            return None
        is_settings = here.screen is ScreenName.SETTINGS
        return replace(here, detail=Part.PROTECTION) if is_settings else here.to_return_to

    def _change(self, old: str, new: str) -> None:
        if not self._opening.may_leave():
            return
        study = self._session.study
        here, is_undo_gone = self._way_back(), self._session.undo_stack.canUndo()
        path, by, now = study.path, study.by, self._session.now()
        self._backing_up.finish()
        self._session.discard()

        def work() -> tuple[Path, ...]:
            from domain.storage.protecting import change_passphrase

            return change_passphrase(path, old=old, new=new, now=now)

        def changed(left: object) -> None:
            from gui.words import passphrases, safety

            self._opening.open(path, by, new)
            if here is not None:
                self.reopened.emit(here)
            told = safety.protection_changed(path, is_protected=bool(new))
            self._session.informed.emit(passphrases.done(told, is_undo_gone=is_undo_gone))
            for backup in cast("tuple[Path, ...]", left):
                self._prompter.tell(safety.backup_left_as_it_was(backup))

        def failed(error: Exception) -> None:
            from gui.words.errors import sentence_of

            if not isinstance(error, CopperdeskError):
                raise error
            self._prompter.tell(_("The passphrase was not changed."), sentence_of(error))
            self._opening.open(path, by, old)
            if here is not None:
                self.reopened.emit(here)

        task: Task[object] = Task(work, self)
        task.done.connect(changed)
        task.failed.connect(failed)
        task.ended.connect(lambda: self.working.emit(False))
        self.working.emit(True)
        task.start()
