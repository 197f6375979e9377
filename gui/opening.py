"""Makes, opens and closes studies, and remembers them among the recent ones."""

from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Signal

from domain.errors import CopperdeskError
from gui.preferences import PreferencesFile
from gui.prompts import Prompter
from gui.session import Session
from gui.start.new_study import NewStudy, NewStudyDialog, study_file_kind
from gui.words.language import _
from resources import text_of


class Opening(QObject):
    """Everything that ends with another study in the session."""

    recent_changed = Signal()
    """The list of recent studies is another one."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        preferences: PreferencesFile,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._preferences = preferences

    def choose_and_open(self) -> None:
        path = self._prompter.open_file(_("Open study"), [study_file_kind()])
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open the study at `path`; what stands in the way is told. Is it open?"""
        from domain.study import Study  # noqa: PLC0415 - not needed before the first paint

        by = self._who_works()
        if not by:
            return False
        try:
            study = Study.open(path, by=by, now=self._session.now())
        except CopperdeskError as error:
            self._explain(_("The study cannot be opened."), error)
            return False
        self._session.open(study)
        self._remember(path)
        return True

    def ask_for_new(self) -> None:
        folder = user_documents_path()
        dialog = NewStudyDialog(self._prompter, folder, self._preferences.current.user_name)
        dialog.filled.connect(self.create)
        dialog.exec()

    def create(self, wanted: NewStudy) -> bool:
        from domain.protocol_file import read_protocol  # noqa: PLC0415 - as above
        from domain.study import Study  # noqa: PLC0415 - as above

        self._preferences.change(user_name=wanted.by)
        try:
            study = Study.create(
                wanted.path,
                read_protocol(text_of(f"protocols/{wanted.preset}.toml")),
                name=wanted.name,
                short_name=wanted.short_name,
                by=wanted.by,
                now=self._session.now(),
            )
        except CopperdeskError as error:
            self._explain(_("The study cannot be made."), error)
            return False
        self._session.open(study)
        self._remember(wanted.path)
        return True

    def ask_who_works(self) -> None:
        """Change who records from now on."""
        name = self._ask_name(self._preferences.current.user_name)
        if name and self._session.is_open:
            self._session.study.by = name

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

    def _explain(self, what: str, error: CopperdeskError) -> None:
        from gui.words.errors import sentence_of  # noqa: PLC0415 - as above

        self._prompter.tell(what, sentence_of(error))
