"""The Audit trail screen: who changed what, when and why; read-only, and verified on request."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from domain.changes import Changes
from gui.audit.checking import Checking
from gui.audit.entry_card import EntryCard
from gui.audit.exporting import TrailExport
from gui.audit.filter_row import FilterRow
from gui.audit.trail_model import TrailModel
from gui.navigation import Navigator, Place
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.widgets.screen import Screen
from gui.widgets.table_view import RowTable
from gui.words import trail
from gui.words.language import _

_PAUSE = 150


class AuditScreen(Screen):
    """Newest first; read page by page."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _("↑↓ entries · Home newest")
        self._session = session
        self._is_stale = True
        self._count = 0
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Filter entries"))
        self.search.setAccessibleName(_("Filter entries"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(app_theme().px(200))
        self.export = PlainButton(_("Export…"), icon_name="upload")
        self.verify = PlainButton(_("Verify"), icon_name="shield-check")
        self.filters = FilterRow(session.today())
        self.checking = Checking(session)
        self.exporting = TrailExport(session, prompter, self)
        self.model = TrailModel(session.study.trail_page, self)
        self.table = RowTable(
            self.model,
            _("Audit trail"),
            widths=(152, 88, 84, 148, 160, 170, 170, 130),
            stretched=(5, 6, 7),
        )
        self.card = EntryCard()
        self.empty = EmptyState("", _("Clear filters"))
        self._stack = RowsOrEmpty(self.table, self.empty, below=self.card)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self._read()

    def take_focus(self) -> None:
        self._stack.take_focus()

    def show_place(self, place: Place) -> None:
        """A patient's own entries, where the place names one; or the check."""
        if place.patient and place.patient in self._session.study.patients():
            self.filters.choose_patient(place.patient)
        if place.detail == "verify":
            self.checking.start()

    def _lay_out(self) -> None:
        header = PageHeader(_("Audit trail"))
        for widget in (self.search, self.export, self.verify):
            header.add_action(widget)
        self.page.addWidget(header)
        self.page.addWidget(self.filters)
        self.page.addWidget(self._stack, 1)
        self.page.addWidget(self.exporting)
        self.page.addWidget(self.checking)

    def _connect(self) -> None:
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        self.filters.changed.connect(self._filter)
        self.empty.asked.connect(self._clear)
        self.verify.clicked.connect(self.checking.start)
        self.export.clicked.connect(self._export)
        self.model.searched.connect(self._say)
        self.table.selectionModel().currentRowChanged.connect(self._show_entry)
        self.model.modelReset.connect(self._show_entry)
        self._session.changed.connect(self._show_changes)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._stop)

    def _read(self) -> None:
        self._is_stale = False
        study = self._session.study
        self.filters.offer(list(study.patients()), study.trail_people())
        self.checking.show_end(study.head())
        self._filter()

    def _filter(self) -> None:
        self._pause.stop()
        wanted = self.filters.wanted
        self._count = self._session.study.trail_count(wanted)
        self.model.show_wanted(wanted, self.search.text())
        if self.model.rows:
            self.table.select_row(0)
        self._say()

    def _clear(self) -> None:
        self.search.clear()
        self.filters.show_everything()
        self._filter()

    def _say(self) -> None:
        shown = len(self.model.rows)
        is_empty = not shown and self.model.is_at_end
        self._stack.show_rows(not is_empty)
        text = self.search.text().strip()
        self.empty.say(
            _("No entry matches “{text}”.").format(text=text)
            if text
            else _("No entry matches these filters."),
            _("Clear filters"),
        )
        everything = self._session.study.head().count
        if text:
            told = trail.found(shown, is_searching=self.model.is_searching)
        else:
            told = trail.count(everything, self._count)
        self.say_context(told)

    def _show_entry(self) -> None:
        self.card.show_row(self.model.row_at(self.table.currentIndex()))

    def _export(self) -> None:
        self.exporting.start(self.filters.wanted, self.search.text(), self._count)

    def _stop(self) -> None:
        self._pause.stop()
        self.model.stop()
        self.exporting.stop()

    def _show_changes(self, _changes: Changes) -> None:
        self.checking.forget_verdict()
        if self.isVisible():
            self._read()
        else:
            self._is_stale = True

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()
