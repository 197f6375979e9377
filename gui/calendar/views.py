"""The ways to look at the visits, of which one is shown: timeline, month, one patient."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from domain.changes import Changes
from gui.calendar.cohort import Shown
from gui.calendar.month_pane import MonthPane
from gui.calendar.one_patient_pane import OnePatientPane
from gui.calendar.pane import CalendarPane
from gui.calendar.timeline_pane import TimelinePane
from gui.calendar.timeline_rows import Event, TimelineRow
from gui.calendar.toolbar import Toolbar, View
from gui.session import Session


class Views(QStackedWidget):
    """Month and one patient are made when they are first shown; only the shown one is heard."""

    event_chosen = Signal(object, object)
    """As of `CalendarPane`."""
    details_asked = Signal()
    move_asked = Signal(object, object)
    enrol_asked = Signal()
    context_said = Signal(str)

    def __init__(self, session: Session, toolbar: Toolbar) -> None:
        super().__init__()
        self._session = session
        self._toolbar = toolbar
        self.timeline = TimelinePane(session, toolbar)
        self.month: MonthPane | None = None
        self.one_patient: OnePatientPane | None = None
        self._add(self.timeline)

    @property
    def pane(self) -> CalendarPane:
        """The view that is shown."""
        shown = self.currentWidget()
        assert isinstance(shown, CalendarPane)
        return shown

    @property
    def view(self) -> View:
        if self.pane is self.timeline:
            return View.TIMELINE
        return View.MONTH if self.pane is self.month else View.ONE_PATIENT

    def show_view(self, view: View) -> None:
        """Show the visits this way; the chosen visit stays chosen."""
        event, row = self.pane.chosen
        self.setCurrentWidget(self._pane_of(view))
        if event is not None and event.key.patient in self._session.study.patients():
            self.pane.show_visit(event.key)
        elif row is not None:
            self.pane.show_patient(row.code)
        self.event_chosen.emit(*self.pane.chosen)
        self.context_said.emit(self.pane.context)

    def choose_shown(self, shown: Shown) -> None:
        """Filter the patients, of the month too."""
        self.timeline.choose_shown(shown)
        if self.month is not None:
            self.month.choose_shown(shown)

    def show_changes(self, changes: Changes) -> None:
        """A write went through."""
        if changes.settings:
            self.read_again()
        elif changes.patients:
            for pane in self._made():
                pane.show_changes(changes)

    def read_again(self) -> None:
        """The day, the protocol or everything changed."""
        for pane in self._made():
            pane.read_again()

    def _made(self) -> list[CalendarPane]:
        panes = (self.timeline, self.month, self.one_patient)
        return [pane for pane in panes if pane is not None]

    def _pane_of(self, view: View) -> CalendarPane:
        if view is View.MONTH:
            if self.month is None:
                self.month = MonthPane(self._session, self._toolbar)
                self._add(self.month)
            return self.month
        if view is View.ONE_PATIENT:
            if self.one_patient is None:
                self.one_patient = OnePatientPane(self._session)
                self._add(self.one_patient)
            return self.one_patient
        return self.timeline

    def _add(self, pane: CalendarPane) -> None:
        self.addWidget(pane)
        pane.event_chosen.connect(self._tell_event)
        pane.details_asked.connect(self.details_asked)
        pane.move_asked.connect(self.move_asked)
        pane.enrol_asked.connect(self.enrol_asked)
        pane.context_said.connect(self._tell_context)

    def _tell_event(self, event: Event | None, row: TimelineRow | None) -> None:
        if self.sender() is self.pane:
            self.event_chosen.emit(event, row)

    def _tell_context(self, context: str) -> None:
        if self.sender() is self.pane:
            self.context_said.emit(context)
