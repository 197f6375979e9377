"""The Data quality screen: queries and deviations by rule; each row opens the place to fix."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from domain.changes import Changes
from domain.quality import Deviation, Query, QueryState
from domain.visits import VisitKey
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.quality import kinds
from gui.quality.ask_query import ask_query
from gui.quality.deviation_card import DeviationCard
from gui.quality.findings_pane import FindingsPane
from gui.quality.query_card import QueryCard
from gui.saving_tables import save_table
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.widgets.segmented import Segmented
from gui.words import deviations as words_of_deviations
from gui.words import queries as words
from gui.words.language import _

_PAUSE = 150


class DataQualityScreen(Screen):
    """What a rule or a person asks, and where the protocol was left."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self.key_hints = _("↑↓ rows · Enter open the visit")
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self.switch = Segmented([_("Queries"), _("Deviations")])
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find patient or words"))
        self.search.setAccessibleName(_("Find patient or words"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(app_theme().px(190))
        self.ask = PlainButton(_("Add a query…"), icon_name="plus")
        self.export = PlainButton(_("Export…"), icon_name="upload")
        self.query_card = QueryCard(session)
        self.deviation_card = DeviationCard(session)
        self.queries = FindingsPane[Query](kinds.query_kind(), self.query_card)
        self.deviations = FindingsPane[Deviation](kinds.deviation_kind(), self.deviation_card)
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._connect()
        self._read()

    def take_focus(self) -> None:
        self._pane.take_focus()

    def show_place(self, place: Place) -> None:
        """A query by its number, the queries of a patient, or the question of a person."""
        if place.detail == "ask":
            self.ask_about(place.patient, place.visit)
        elif place.detail == "deviations":
            self._show_pane(1)
        elif place.detail:
            self._show_pane(0)
            self._search_for("")
            self.queries.choose(lambda query: str(query.number) == place.detail)
        elif place.patient:
            self._show_pane(0)
            self._search_for(place.patient)

    def ask_about(self, patient: str = "", visit: VisitKey | None = None) -> None:
        """Open the dialog; the new query is then shown."""
        dialog = ask_query(self._session, self, patient=patient, visit=visit)
        dialog.asked.connect(self._show_asked)

    @property
    def _pane(self) -> FindingsPane[Query] | FindingsPane[Deviation]:
        return self.queries if self.switch.current == 0 else self.deviations

    def _lay_out(self) -> None:
        header = PageHeader(_("Data quality"))
        header.add_lead(self.switch)
        for widget in (self.search, self.ask, self.export):
            header.add_action(widget)
        self._stack.addWidget(self.queries)
        self._stack.addWidget(self.deviations)
        self.page.addWidget(header)
        self.page.addWidget(self._stack, 1)
        self.ask.setEnabled(not self._session.study.is_read_only)

    def _connect(self) -> None:
        self.switch.chosen.connect(self._show_pane)
        self._pause.timeout.connect(self._search)
        self.search.textChanged.connect(self._pause.start)
        self.ask.clicked.connect(self._ask)
        self.export.clicked.connect(self._export)
        for pane in (self.queries, self.deviations):
            pane.opened.connect(self._open)
            pane.shown.connect(self._say)
        self.queries.empty_asked.connect(self._ask)
        self.deviations.empty_asked.connect(partial(self._show_pane, 0))
        self.query_card.open_asked.connect(self._open_current)
        self.deviation_card.open_asked.connect(self._open_current)
        self._session.changed.connect(self._show_changes)

    def _read(self) -> None:
        study = self._session.study
        queries, deviations = study.queries(), study.deviations()
        self.queries.show_rows(queries)
        self.deviations.show_rows(deviations)
        still_open = sum(query.state is QueryState.OPEN for query in queries)
        self.switch.rename(0, _("Queries {count}").format(count=still_open))
        self.switch.rename(1, _("Deviations {count}").format(count=len(deviations)))
        self._say()

    def _say(self) -> None:
        is_queries = self.switch.current == 0
        shown = len(self._pane.model.rows)
        if not is_queries:
            self.say_context(words_of_deviations.shown(shown))
        elif self.queries.state == QueryState.OPEN:
            self.say_context(words.open_count(shown))
        else:
            self.say_context(words.shown(shown))

    def _show_pane(self, number: int) -> None:
        self.switch.choose(number)
        self._stack.setCurrentIndex(number)
        self._say()

    def _search_for(self, text: str) -> None:
        self.search.setText(text)
        self._pause.stop()
        self._search()

    def _search(self) -> None:
        for pane in (self.queries, self.deviations):
            pane.search(self.search.text())

    def _ask(self) -> None:
        row = self._pane.model.row_at(self._pane.table.currentIndex())
        self.ask_about(visit=None if row is None else row.key)

    def _show_asked(self, key: VisitKey) -> None:
        self._show_pane(0)
        self._search_for("")
        newest = max(q.number for q in self._session.study.queries() if q.key == key)
        self.queries.choose(lambda query: query.number == newest)
        self.take_focus()

    def _open(self, row: Query | Deviation) -> None:
        place = Place(ScreenName.PATIENTS, patient=row.key.patient, visit=row.key)
        self._navigator.go(place)

    def _open_current(self) -> None:
        row = self._pane.model.row_at(self._pane.table.currentIndex())
        if row is not None:
            self._open(row)

    def _export(self) -> None:
        """The rows that are shown, in the order shown."""
        session, prompter = self._session, self._prompter
        if self.switch.current == 0:
            rows = kinds.query_cells(self.queries.model.rows)
            save_table(session, prompter, _("Queries"), kinds.QUERY_TITLES, rows)
        else:
            rows = kinds.deviation_cells(self.deviations.model.rows)
            save_table(session, prompter, _("Deviations"), kinds.DEVIATION_TITLES, rows)

    def _show_changes(self, changes: Changes) -> None:
        if changes.queries or changes.settings:
            self._read()
