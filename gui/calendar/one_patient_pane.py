"""One patient's course by weeks, within the calendar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from domain.changes import Changes
from domain.next_step import Step, next_step
from domain.visits import VisitKey
from gui.calendar.dragging import Dragging
from gui.calendar.drop_places import WeeksPlaces
from gui.calendar.legend import Legend
from gui.calendar.pane import CalendarPane
from gui.calendar.timeline_rows import Event, TimelineRow, timeline_row
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_view import WeeksView
from gui.session import Session
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.words import patient_page as words
from gui.words import timeline
from gui.words.language import _

_PRESSING = (Step.OVERDUE, Step.LATE, Step.DUE_TODAY)


class OnePatientPane(CalendarPane):
    """Weeks as rows; the arrows of the toolbar turn to the next patient."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._search = ""
        self._code = ""
        self.model = WeeksModel(self)
        self.view = WeeksView(self.model)
        self.title: QLabel = Label("", "heading")
        self._facts = Label("", tone="secondary", wraps=True)
        self._stack = RowsOrEmpty(self._page(), self.empty)
        self.column.addWidget(Legend())
        self.column.addWidget(self._stack, 1)
        self.view.event_chosen.connect(self._tell)
        self.view.details_asked.connect(self.details_asked)
        self.dragging = Dragging(WeeksPlaces(self.view, self.model), session)
        self.dragging.chosen.connect(self.move_asked)
        self.empty.asked.connect(self.enrol_asked)
        self.read_again()

    @property
    def code(self) -> str:
        return self._code

    @property
    def chosen(self) -> tuple[Event | None, TimelineRow | None]:
        return self.view.current_event, self.model.row

    def show_patient(self, code: str) -> None:
        self._show(code)
        row = self.model.row
        if row is not None and row.step.visit is not None:
            self.view.choose(row.step.visit.key)

    def show_visit(self, key: VisitKey) -> None:
        self._show(key.patient)
        self.view.choose(key)

    def turn(self, by: int) -> None:
        codes = self._codes()
        if self._code in codes:
            self.show_patient(codes[(codes.index(self._code) + by) % len(codes)])
        elif codes:
            self.show_patient(codes[0])

    def search(self, text: str) -> None:
        self._search = text.strip().casefold()
        codes = self._codes()
        if codes and self._code not in codes:
            self.show_patient(codes[0])

    def go_to_found(self) -> None:
        self.take_focus()

    def take_focus(self) -> None:
        self._stack.take_focus()

    def show_changes(self, changes: Changes) -> None:
        if self._code in changes.patients or self._code not in self._session.study.patients():
            self.read_again()
        elif changes.patients:  # there may be more or fewer of them
            self._say_place()

    def read_again(self) -> None:
        everybody = list(self._session.study.patients())
        code = self._code if self._code in everybody else self._most_pressing(everybody)
        self._stack.show_rows(bool(code))
        if code and code == self._code:
            self._show(code)
        elif code:
            self.show_patient(code)
        else:
            self.empty.say(_("No patients yet."), _("Enrol patient"))

    def _most_pressing(self, everybody: list[str]) -> str:
        """At first: somebody with something to do today, else the first of the list."""
        study, today = self._session.study, self._session.today()
        patients, courses = study.patients(), study.courses()
        waiting = (
            code
            for code in everybody
            if next_step(patients[code], courses[code], today).step in _PRESSING
        )
        return next(waiting, next(iter(everybody), ""))

    def _codes(self) -> list[str]:
        return [code for code in self._session.study.patients() if self._search in code.casefold()]

    def _show(self, code: str) -> None:
        study, today = self._session.study, self._session.today()
        if code not in study.patients():
            return
        self._code = code
        protocol = study.protocol
        row = timeline_row(
            study.patient(code),
            study.course(code),
            infusions=protocol.infusions.count,
            today=today,
        )
        self.model.show(row, study.days, today)
        self.title.setText(code)
        self._facts.setText(
            " · ".join(
                (
                    timeline.diagnosis(row.patient.diagnosis),
                    words.state(row.patient, row.step, row.given),
                    words.infusions_given(row.given, row.infusions),
                )
            )
        )
        self._say_place()

    def _say_place(self) -> None:
        codes = list(self._session.study.patients())
        self.say(words.context(self._code, codes.index(self._code) + 1, len(codes)))

    def _tell(self, event: Event | None) -> None:
        self.event_chosen.emit(event, self.model.row)

    def _page(self) -> QWidget:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.title)
        top.addWidget(self._facts, 1)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 4, 0)
        card = Card()
        card.body.addLayout(top)
        card.body.addWidget(self.view)
        column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFocusProxy(self.view)
        return scroll
