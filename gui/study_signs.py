"""What the side bar and the status bar say of the open study, kept up to date."""

from PySide6.QtCore import QObject

from domain.changes import Changes
from domain.errors import CopperdeskError
from domain.storage.refusals import StudyRefused
from gui.navigation import ScreenName
from gui.session import Session
from gui.widgets.side_bar import SideBar
from gui.widgets.status_bar import StatusBar
from gui.words.language import _


class StudySigns(QObject):
    """The study's name, who works, what is saved, the last backup, and the badges."""

    def __init__(
        self, session: Session, side_bar: SideBar, status: StatusBar, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._side_bar = side_bar
        self._status = status
        session.changed.connect(self._follow)
        session.refused.connect(self._note_doubt)

    def show_study(self) -> None:
        """A study was opened: say everything."""
        study = self._session.study
        facts = study.facts
        self._side_bar.show_study(facts.short_name)
        self._side_bar.show_demo(is_demo=facts.is_demo)
        self.show_who()
        if study.is_read_only:
            self._status.show_unsaved(_("Open for reading only"))
        else:
            self._status.show_saved(study.last_entry_at())
        self.show_backup()
        self.count()

    def show_who(self) -> None:
        if self._session.is_open:
            self._side_bar.show_user(self._session.study.by, "")
            self._status.show_who(self._session.study.by)

    def show_backup(self) -> None:
        if self._session.is_open:
            self._status.show_backup(self._session.study.last_backup_at(), self._session.now())

    def count(self) -> None:
        """Badges: what is not done and due, and open queries."""
        from domain.quality import QueryState

        session = self._session
        to_do = session.study.agenda(now=session.now()).to_do
        open_queries = sum(q.state is QueryState.OPEN for q in session.study.queries())
        self._side_bar.show_badge(ScreenName.TODAY, to_do)
        self._side_bar.show_badge(ScreenName.DATA_QUALITY, open_queries)

    def _follow(self, changes: Changes) -> None:
        self._status.show_saved(self._session.now())
        self.show_backup()
        if changes.settings:
            self._side_bar.show_study(self._session.study.facts.short_name)
        self.count()

    def _note_doubt(self, error: CopperdeskError) -> None:
        if isinstance(error, StudyRefused) and error.in_doubt:
            self._status.show_unsaved(_("Last change perhaps not saved"))
