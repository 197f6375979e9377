"""Makes, opens and closes studies, and remembers them among the recent ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from domain.errors import CopperdeskError
from gui.demo_place import DEMO_COORDINATOR, demo_path
from gui.preferences import PreferencesFile
from gui.prompts import Prompter
from gui.session import Session
from gui.tasks import Task, awaited
from gui.words.language import _
from resources import text_of

if TYPE_CHECKING:
    from domain.study import Study
    from gui.start.new_study import NewStudy


class Opening(QObject):
    """Everything that ends with another study in the session."""

    recent_changed = Signal()
    """The list of recent studies is another one."""
    who_changed = Signal()
    """Somebody else records from now on."""
    making_demo = Signal(bool)
    """The demo study is being made, or no longer."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        preferences: PreferencesFile,
        *,
        clock: Callable[[], datetime] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._session = session
        self._prompter = prompter
        self._preferences = preferences
        self._demo_task: Task[Path] | None = None
        self._is_opening = False
        self.may_leave: Callable[[], bool] = lambda: True
        """Asked before another study takes the place of this one."""

    def choose_and_open(self) -> None:
        from gui.start.new_study import study_file_kind

        path = self._prompter.open_file(_("Open study"), [study_file_kind()])
        if path is not None:
            self.open(path)

    def open(self, path: Path, by: str = "", passphrase: str = "") -> bool:
        """Open the study at `path`; what stands in the way is told. Is it open?"""
        if self._is_open_here(path):
            return True
        if self._is_opening or not self.may_leave():
            return False
        by = by or self._who_works()
        if not by:
            return False
        self._is_opening = True
        try:
            study = self._opened_somehow(path, by, passphrase)
        finally:
            self._is_opening = False
        if study is None:
            return False
        self._show(study)
        self._remember(path)
        return True

    def _opened_somehow(self, path: Path, by: str, passphrase: str) -> Study | None:
        """The study at `path` to work in, or to be read; None if neither is to be."""
        try:
            return self._opened(path, by, passphrase)
        except CopperdeskError as error:
            return self._opened_to_read(error, by)

    def _opened(self, path: Path, by: str, passphrase: str) -> Study | None:
        """The study at `path`; its passphrase is asked for until it fits, or None if given up."""
        from domain.storage.protecting import as_typed
        from domain.storage.refusals import StudyRefused, WhyNot
        from domain.study import Study
        from gui.words.errors import sentence_of

        label = _("Passphrase of “{file}”:").format(file=path.name)
        while True:
            try:
                # A passphrase takes a while to fit, and so does a lock that others hold.
                return awaited(
                    partial(Study.open, path, by=by, now=self._now(), passphrase=passphrase)
                )
            except StudyRefused as refused:
                if refused.why is WhyNot.WRONG_PASSPHRASE:
                    label = sentence_of(refused)
                elif refused.why is not WhyNot.PROTECTED:
                    raise
            typed = self._prompter.ask_text(_("Passphrase"), label, hidden=True)
            if not typed:
                return None
            passphrase = as_typed(typed)

    def _opened_to_read(self, error: CopperdeskError, by: str) -> Study | None:
        """Tell why a study cannot be opened; where it can be read all the same, ask whether to."""
        from domain.storage.refusals import StudyRefused
        from domain.study import Study
        from gui.words.errors import read_only, sentence_of

        if not (isinstance(error, StudyRefused) and error.can_be_read):
            self._explain(_("The study cannot be opened."), error)
            return None
        agreed = self._prompter.confirm(
            _("The study cannot be opened."),
            f"{sentence_of(error)} {read_only(error)}",
            _("Open for reading"),
        )
        return awaited(partial(Study.open_to_read, error.path, by=by)) if agreed else None

    def _is_open_here(self, path: Path) -> bool:
        """Opened twice from here, closing the second would give up the lock of the first."""
        if not self._session.is_open:
            return False
        held = self._session.study.path
        return held.exists() and path.exists() and path.samefile(held)

    def _now(self) -> datetime:
        """Not the session's clock: that may still be the demo's."""
        return self._clock() if self._clock else datetime.now().astimezone()

    def open_demo(self) -> None:
        """Open the demo study; the first time, it is made on a worker thread."""
        path = demo_path()
        if path.exists():
            self._open_demo_at(path)
        else:
            self._make_demo(path)

    def reset_demo(self) -> None:
        """Make the demo study anew, as it was the first time."""
        from domain.storage.backup import forget_backups

        agreed = self._prompter.confirm(
            _("Start the demo study again?"),
            _("Everything recorded in the demo study goes. Other studies are not touched."),
            _("Start again"),
            danger=True,
        )
        if agreed:
            path = demo_path()
            self._session.discard()
            forget_backups(path)
            path.unlink(missing_ok=True)
            self._make_demo(path)

    def _make_demo(self, path: Path) -> None:
        if self._demo_task is not None:
            return

        def make() -> Path:
            from gui.demo import make_demo

            path.parent.mkdir(parents=True, exist_ok=True)
            make_demo(path)
            return path

        self._demo_task = Task(make, self)
        self._demo_task.done.connect(self._open_demo_at)
        self._demo_task.failed.connect(self._explain_demo)
        self._demo_task.ended.connect(self._forget_demo_task)
        self.making_demo.emit(True)
        self._demo_task.start()

    def _open_demo_at(self, path: Path) -> None:
        self.open(path, by=self._preferences.current.user_name or DEMO_COORDINATOR)

    def _explain_demo(self, error: Exception) -> None:
        if not isinstance(error, (CopperdeskError, OSError)):
            raise error
        self._explain(_("The demo study cannot be made."), error)

    def _forget_demo_task(self) -> None:
        self._demo_task = None
        self.making_demo.emit(False)

    def _show(self, study: Study) -> None:
        from gui.demo import demo_clock

        clock = self._clock or (demo_clock(study) if study.is_demo else None)
        self._session.open(study, clock)

    def ask_for_new(self) -> None:
        from gui.start.new_study import NewStudyDialog

        if not self.may_leave():
            return
        folder = user_documents_path()
        name = self._preferences.current.user_name
        dialog = NewStudyDialog(self._prompter, folder, name, QApplication.activeWindow())
        dialog.filled.connect(self.create)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def create(self, wanted: NewStudy) -> bool:
        from domain.protocol_file import read_protocol
        from domain.study import Study

        self._preferences.change(user_name=wanted.by)
        try:
            study = Study.create(
                wanted.path,
                read_protocol(text_of(f"protocols/{wanted.preset}.toml")),
                name=wanted.name,
                short_name=wanted.short_name,
                by=wanted.by,
                now=self._now(),
            )
        except CopperdeskError as error:
            self._explain(_("The study cannot be made."), error)
            return False
        self._show(study)
        self._remember(wanted.path)
        return True

    def ask_who_works(self) -> None:
        """Change who records from now on."""
        name = self._ask_name(self._preferences.current.user_name)
        if name and self._session.is_open:
            self._session.study.by = name
            self.who_changed.emit()

    def _who_works(self) -> str:
        return self._preferences.current.user_name or self._ask_name("")

    def _ask_name(self, before: str) -> str:
        answer = self._prompter.ask_text(
            _("Who is working?"), _("Your name, written beside everything you record:"), before
        )
        name = (answer or "").strip()
        if name:
            self._preferences.change(user_name=name)
        return name

    def _remember(self, path: Path) -> None:
        self._preferences.keep(self._preferences.current.with_recent(path))
        self.recent_changed.emit()

    def forget(self, path: Path) -> None:
        """Take `path` off the recent studies; the file stays."""
        self._preferences.keep(self._preferences.current.without_recent(path))
        self.recent_changed.emit()

    def _explain(self, what: str, error: CopperdeskError | OSError) -> None:
        from gui.words.errors import file_refused, sentence_of

        is_ours = isinstance(error, CopperdeskError)
        self._prompter.tell(what, sentence_of(error) if is_ours else file_refused(error))
