"""The Calendar screen: timeline, month or one patient, and the details of the chosen visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from domain.visits import Infusion, VisitKey
from gui.calendar.details_bar import DetailsBar
from gui.calendar.month_pane import MonthPane
from gui.calendar.move_panel import MovePanel
from gui.calendar.moving import Moving
from gui.calendar.one_patient_pane import OnePatientPane
from gui.calendar.pane import CalendarPane
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_view import TimelineView
from gui.calendar.toolbar import Toolbar, View
from gui.calendar.views import Views
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader, page_margins
from gui.widgets.screen import Screen
from gui.words.language import _

if TYPE_CHECKING:
    from gui.calendar.exporting import CalendarExport

_A_MINUTE = 60_000
_SIDE_MARGIN = 9


class CalendarScreen(Screen):
    """Three ways to look at the same visits."""

    patient_asked = Signal(str)
    """The user wants to see this patient."""
    enrol_asked = Signal()
    """The user wants to enrol a patient."""

    side_margin = _SIDE_MARGIN

    def __init__(
        self, session: Session, prompter: Prompter, navigator: Navigator | None = None
    ) -> None:
        super().__init__()
        self.key_hints = _("Ctrl+←/→ visits · Home today · PgUp/PgDn weeks · Enter details")
        self._session = session
        self._prompter = prompter
        self._exporting: CalendarExport | None = None
        self._navigator = navigator
        self._today = session.today()
        header = PageHeader(_("Calendar"))
        self.toolbar = Toolbar(header)
        self.views = Views(session, self.toolbar)
        self.timeline = self.views.timeline
        self.details = DetailsBar(session, prompter)
        self.moving = Moving(session, self.timeline, self.toolbar)
        self._view_before = View.TIMELINE
        self._column = QVBoxLayout()
        self._column.setSpacing(self.page.spacing())
        for widget in (
            header,
            self.toolbar.second_row,
            self.views,
            self.moving.note,
            self.details,
        ):
            self._column.addWidget(widget, 1 if widget is self.views else 0)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addLayout(self._column, 1)
        beside.addWidget(self.move_panel)
        self.page.addLayout(beside)
        self._midnight = QTimer(self, interval=_A_MINUTE)
        self._connect()
        self.details.show_event(*self.timeline.chosen)
        self.say_context(self.timeline.context)

    @property
    def status_text(self) -> str:
        return self.context

    @property
    def pane(self) -> CalendarPane:
        """The view that is shown."""
        return self.views.pane

    @property
    def month(self) -> MonthPane | None:
        return self.views.month

    @property
    def one_patient(self) -> OnePatientPane | None:
        return self.views.one_patient

    @property
    def move_panel(self) -> MovePanel:
        return self.moving.panel

    @property
    def view(self) -> TimelineView:
        return self.timeline.view

    @property
    def model(self) -> TimelineModel:
        return self.timeline.model

    @property
    def empty(self) -> EmptyState:
        """What stands in place of an empty timeline."""
        return self.timeline.empty

    def _connect(self) -> None:
        bar = self.toolbar
        bar.find_changed.connect(self._find)
        bar.moved.connect(self._move)
        bar.today_asked.connect(self.go_to_today)
        bar.weeks_chosen.connect(self.timeline.show_weeks)
        bar.shown_chosen.connect(self.views.choose_shown)
        bar.weekends_hidden.connect(self.timeline.hide_weekends)
        bar.enrol_asked.connect(self._enrol)
        bar.view_chosen.connect(self.show_view)
        bar.find.returnPressed.connect(self._go_to_found)
        self._midnight.timeout.connect(self._check_day)
        self._midnight.start()
        self.details.left.connect(self.take_focus)
        self.details.move_asked.connect(self.moving.begin)
        self.moving.begun.connect(self._make_room_for_move)
        self.moving.ended.connect(self._end_move)
        self.details.patient_asked.connect(self._open_patient)
        self.views.event_chosen.connect(self.details.show_event)
        self.views.details_asked.connect(self._act_on_current)
        self.views.move_asked.connect(self.moving.begin)
        self.views.enrol_asked.connect(self._enrol)
        self.views.context_said.connect(self._say_of_pane)
        self._session.changed.connect(self.views.show_changes)

    def show_view(self, view: View) -> None:
        """Timeline, month or one patient; the chosen visit stays chosen."""
        self.toolbar.show_view(view)
        self.views.show_view(view)
        self.pane.take_focus()

    def _make_room_for_move(self) -> None:
        """The preview is shown in the timeline, in place of the details."""
        self._view_before = self.views.view
        if self.pane is not self.timeline:
            self.show_view(View.TIMELINE)
        self.toolbar.views.setEnabled(False)
        self.details.hide()
        self.moving.note.show()
        self._fit_toolbar()
        self.say_context(_("Preview: nothing saved yet"))

    def _end_move(self, key: VisitKey) -> None:
        self.moving.note.hide()
        self.details.show()
        self.toolbar.views.setEnabled(True)
        self._fit_toolbar()
        if self._session.is_open:
            if key.patient in self._session.study.patients():  # an enrolment can be taken back
                self.timeline.show_visit(key)
            self.show_view(self._view_before)
            self.say_context(self.pane.context)
        self.take_focus()

    def search_here(self) -> bool:
        self.toolbar.take_focus()
        return True

    def take_focus(self) -> None:
        self.pane.take_focus()

    def show_place(self, place: Place) -> None:
        """Show a visit, a patient, or a day, where the place names one."""
        if place.detail == "move":
            self._move_chosen(place)
        elif place.detail == "export":
            self._export()
        elif place.visit is not None:
            self.pane.show_visit(place.visit)
        elif place.patient:
            self.pane.show_patient(place.patient)
        elif place.day is not None:
            self.show_view(View.TIMELINE)
            self.timeline.show_day(place.day)

    def _move_chosen(self, place: Place) -> None:
        """Move the visit the place names, or the one chosen here."""
        if place.visit is None:
            self._ask_move()
            return
        self.pane.show_visit(place.visit)
        visit = self._session.study.visit(place.visit)
        if isinstance(visit, Infusion):
            self.moving.begin(visit, place.day)

    def _ask_move(self) -> None:
        if not self.details.ask_move():
            self._session.informed.emit(
                _("Choose a planned infusion in the calendar first, then press F2.")
            )

    def _export(self) -> None:
        """Write the visits to a calendar file: all of them, or the chosen patient's."""
        from gui.calendar.exporting import CalendarExport

        if self._exporting is None:
            self._exporting = CalendarExport(self._session, self._prompter, self)
        row = self.pane.chosen[1]
        self._exporting.ask(row.code if row is not None else "")

    def _act_on_current(self) -> None:
        """Enter: the actions of the visit; while a move is previewed, this day."""
        if self.moving.is_active:
            self.moving.choose_cell()
        else:
            self.details.take_focus()

    def _say_of_pane(self, context: str) -> None:
        if not self.moving.is_active:
            self.say_context(context)

    def _find(self, text: str) -> None:
        self.pane.search(text)

    def _move(self, by: int) -> None:
        self.pane.turn(by)

    def go_to_today(self) -> None:
        self.pane.go_to_today()

    def _go_to_found(self) -> None:
        self.pane.go_to_found()

    def _enrol(self) -> None:
        """Over the calendar, which then shows the new patient."""
        from gui.patients.enrol import open_enrolment

        self.enrol_asked.emit()
        dialog = open_enrolment(self._session, self._prompter, self)
        dialog.enrolled.connect(self._show_enrolled)

    def _show_enrolled(self, code: str) -> None:
        self.toolbar.find.clear()
        self.pane.show_patient(code)

    def _open_patient(self, code: str) -> None:
        self.patient_asked.emit(code)
        if self._navigator is not None:
            self._navigator.go(Place(ScreenName.PATIENTS, patient=code))

    def _check_day(self) -> None:
        if self._session.is_open and self._session.today() != self._today:
            self._today = self._session.today()
            self.views.read_again()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """The keys of a preview come before the window's own commands."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.moving.is_active and self.move_panel.wants(event):
            self.move_panel.keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self._ask_move()
        else:
            super().keyPressEvent(event)

    def _wants(self, event: QKeyEvent) -> bool:
        return self.moving.is_active and self.move_panel.wants(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check_day()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Six weeks need the width, so the sides are narrower than elsewhere."""
        super().resizeEvent(event)
        _left, top, _right, bottom = page_margins(self.width())
        self.page.setContentsMargins(0, 0, 0, 0)
        self._column.setContentsMargins(_SIDE_MARGIN, top, _SIDE_MARGIN, bottom)
        self._fit_toolbar()

    def _fit_toolbar(self) -> None:
        beside = self.move_panel.width() if self.moving.is_active else 0
        self.toolbar.fit(self.width() - beside - 2 * _SIDE_MARGIN)
