"""The Data quality screen: open queries grouped by rule; opening one shows its visit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from domain.changes import Changes
from domain.quality import Query, QueryState
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.table_model import Column, TableModel
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.table_view import RowTable
from gui.words import dates, queries, visits
from gui.words.language import _


class DataQualityScreen(Screen):
    """What a rule asks about a value, and where to look."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _("↑↓ rows · Enter calendar")
        self._session = session
        self._navigator = navigator
        self.model = TableModel[Query](query_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Open queries"), widths=(270, 100, 190, 120, 230, 150), stretched=4
        )
        self.table.opened.connect(self._open)
        self.empty = EmptyState(_("No open queries."), _("Go to Lab results"))
        self.empty.asked.connect(self._go_to_results)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._header = PageHeader(_("Data quality"))
        self.page.addWidget(self._header)
        self.page.addWidget(self._stack, 1)
        self.table.sort_by(0)
        self._read()
        session.changed.connect(self._show_changes)

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.select_row(0)

    def show_place(self, place: Place) -> None:
        index = self.model.index_of(
            lambda query: (
                str(query.number) == place.detail
                if place.detail
                else query.key.patient == place.patient
            )
        )
        if index.isValid():
            self.table.select_row(index.row())

    def _read(self) -> None:
        everything = self._session.study.queries()
        still_open = [query for query in everything if query.state is QueryState.OPEN]
        self.model.set_rows(still_open)
        self._stack.setCurrentIndex(0 if still_open else 1)
        self._header.set_subtitle(queries.open_count(len(still_open)))
        self.say_context(queries.open_count(len(still_open)))

    def _open(self, query: Query) -> None:
        self._navigator.go(Place(ScreenName.CALENDAR, patient=query.key.patient, visit=query.key))

    def _go_to_results(self) -> None:
        self._navigator.go(Place(ScreenName.LAB_RESULTS))

    def _show_changes(self, changes: Changes) -> None:
        if changes.queries or changes.settings:
            self._read()


def query_columns() -> tuple[Column[Query], ...]:
    """Sorted by rule first, a rule's queries by patient."""
    return (
        Column[Query](
            _("Question"),
            lambda query: queries.rule(query.rule),
            sort_key=lambda query: (queries.rule(query.rule), query.key, query.number),
            is_strong=True,
        ),
        Column[Query](_("Patient"), lambda query: query.key.patient),
        Column[Query](_("Visit"), lambda query: visits.visit(query.key)),
        Column[Query](_("The lab wrote"), queries.wrote),
        Column[Query](_("Source"), queries.source),
        Column[Query](
            _("Opened"),
            lambda query: dates.moment(query.opened_at),
            sort_key=lambda query: query.opened_at,
        ),
    )
