"""The month of the cohort, and the list of the chosen day."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from domain.changes import Changes
from domain.visits import VisitKey
from gui.calendar.cohort import Cohort, Shown
from gui.calendar.day_list import DayListCard
from gui.calendar.dragging import Dragging
from gui.calendar.drop_places import MonthPlaces
from gui.calendar.month_model import MonthModel
from gui.calendar.month_view import MonthView
from gui.calendar.pane import CalendarPane
from gui.calendar.timeline_rows import Event, TimelineRow, timeline_row
from gui.calendar.toolbar import Toolbar
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words import calendar as words
from gui.words import dates
from gui.words.language import _

_LIST_WIDTH = 366


class MonthPane(CalendarPane):
    """Days with the visits of everybody."""

    def __init__(self, session: Session, toolbar: Toolbar) -> None:
        super().__init__()
        self._session = session
        self._toolbar = toolbar
        self._shown = Shown.ALL
        self._search = ""
        self.model = MonthModel(session.study, session.today(), self)
        self.view = MonthView(self.model)
        self.day_list = DayListCard()
        self._title = Label("", "heading")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._month())
        self._stack.addWidget(self.empty)
        self.column.addWidget(self._stack, 1)
        self.view.day_chosen.connect(self._show_day)
        self.view.visit_chosen.connect(self.day_list.choose)
        self.dragging = Dragging(MonthPlaces(self.view, self.model), session)
        self.dragging.chosen.connect(self.move_asked)
        self.view.list_asked.connect(self.day_list.take_focus)
        self.view.month_turned.connect(self.turn)
        self.day_list.event_chosen.connect(self._tell)
        self.day_list.details_asked.connect(self.details_asked)
        self.empty.asked.connect(self._fill)
        self.model.modelReset.connect(self._name_month)
        app_theme().changed.connect(self._fit)
        self._fit()
        self.go_to_today()
        self._name_month()

    @property
    def chosen(self) -> tuple[Event | None, TimelineRow | None]:
        event = self.day_list.current
        if event is None or event.key.patient not in self._session.study.patients():
            return None, None
        return event, self._row_of(event)

    def go_to_today(self) -> None:
        self.model.show_month(self.model.today)
        self.view.choose(self.model.today)

    def turn(self, by: int) -> None:
        day = self.view.current_day or self.model.today
        self.model.move(by)
        month = self.model.month
        self.view.choose(month if day.day > 28 else month.replace(day=day.day))

    def search(self, text: str) -> None:
        self._search = text
        self._list()

    def go_to_found(self) -> None:
        self.take_focus()

    def choose_shown(self, shown: Shown) -> None:
        self._shown = shown
        self._list()

    def show_visit(self, key: VisitKey) -> None:
        if self._search and self._search.strip().casefold() not in key.patient.casefold():
            self._toolbar.clear()
        self.view.choose(self._session.study.visit(key).shown_on)
        self.day_list.choose(key)

    def show_patient(self, code: str) -> None:
        if code not in self._session.study.patients():
            return
        row = self._timeline_row(code)
        if row.step.visit is not None:
            self.show_visit(row.step.visit.key)
        elif row.events:
            self.view.choose(max(row.events))

    def show_changes(self, changes: Changes) -> None:
        self._list()

    def read_again(self) -> None:
        self.model.read_again(self._session.today())
        self._list()

    def take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def _list(self) -> None:
        day = self.view.current_day or self.model.today
        everybody = self._shown is Shown.ALL and not self._search.strip()
        codes = None
        if not everybody:
            cohort = Cohort(self._session.study, self._session.today())
            codes = frozenset(cohort.select(self._shown, self._search, date.min).codes)
        self.model.show_codes(codes)
        self.view.choose(day)
        self._say_empty(codes)

    def _say_empty(self, codes: frozenset[str] | None) -> None:
        is_empty = codes is not None and not codes
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if is_empty and self._search:
            sentence = _("No patient matches “{text}”.").format(text=self._search.strip())
            self.empty.say(sentence, _("Clear"))
        elif is_empty:
            self.empty.say(_("No patient is in this selection."), _("Clear"))

    def _fill(self) -> None:
        self._toolbar.clear()

    def _show_day(self, day: date) -> None:
        self.day_list.show_day(day, self.model)

    def _name_month(self) -> None:
        self._title.setText(words.month_heading(self.model.month))
        days = [
            self.model.day_at(self.model.index(row, column))
            for row in range(self.model.rowCount())
            for column in range(7)
        ]
        in_month = [day for day in days if day.month == self.model.month.month]
        count = sum(len(self.model.events_on(day)) for day in in_month)
        self.say(words.visits_in_month(count, dates.month_and_year(self.model.month)))

    def _row_of(self, event: Event) -> TimelineRow:
        return self._timeline_row(event.key.patient)

    def _timeline_row(self, code: str) -> TimelineRow:
        study = self._session.study
        return timeline_row(
            study.patient(code),
            study.course(code),
            infusions=study.protocol.infusions.count,
            today=self._session.today(),
        )

    def _tell(self, event: Event | None) -> None:
        self.event_chosen.emit(event, self._row_of(event) if event is not None else None)

    def _month(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.setSpacing(14)
        month = Card(margin=10)
        month.body.addWidget(self.view)
        row.addWidget(month, 1)
        row.addWidget(self.day_list)
        column.addLayout(row, 1)
        return holder

    def _fit(self) -> None:
        self.day_list.setFixedWidth(app_theme().px(_LIST_WIDTH))
