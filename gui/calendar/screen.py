"""The Calendar screen: toolbar, legend, timeline, and the details of the chosen visit."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from domain.changes import Changes
from domain.visits import Status
from gui.calendar.cohort import Cohort, Shown
from gui.calendar.details_bar import DetailsBar
from gui.calendar.legend import Legend
from gui.calendar.shown_days import monday_of, reach, shown_days, weekends_without
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import Event
from gui.calendar.timeline_view import TimelineView
from gui.calendar.toolbar import Toolbar
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.page_header import PageHeader, page_margins
from gui.widgets.screen import Screen
from gui.words import timeline
from gui.words.language import _

_A_MINUTE = 60_000
_SIDE_MARGIN = 14
_PRESSING = (Status.OVERDUE, Status.LATE, Status.DUE_TODAY)


class CalendarScreen(Screen):
    """The timeline of the cohort."""

    patient_asked = Signal(str)
    """The user wants to see this patient."""
    enrol_asked = Signal()
    """The user wants to enrol a patient."""

    def __init__(
        self, session: Session, prompter: Prompter, navigator: Navigator | None = None
    ) -> None:
        super().__init__()
        self.key_hints = _("Ctrl+←/→ visits · Home today · PgUp/PgDn weeks · Enter details")
        self._session = session
        self._navigator = navigator
        self._shown = Shown.ALL
        self._search = ""
        self._hides_weekends = False
        self._has_chosen = False
        self._cohort = Cohort(session.study, session.today())
        self.model = TimelineModel(session.study, session.today(), self)
        header = PageHeader(_("Calendar"))
        self.toolbar = Toolbar(header)
        self.view = TimelineView(self.model)
        self.empty = EmptyState()
        self.details = DetailsBar(session, prompter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self.page.addWidget(header)
        self.page.addWidget(self.toolbar.second_row)
        self.page.addWidget(Legend())
        self.page.addWidget(self._stack, 1)
        self.page.addWidget(self.details)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._midnight = QTimer(self, interval=_A_MINUTE)
        self._connect()
        self._lay_days()
        self.view.show_from(self._start(6))
        self._list()

    @property
    def status_text(self) -> str:
        return self.context

    def _connect(self) -> None:
        bar, view = self.toolbar, self.view
        bar.find_changed.connect(self._find)
        bar.moved.connect(view.move_weeks)
        bar.today_asked.connect(self.go_to_today)
        bar.weeks_chosen.connect(self._show_weeks)
        bar.shown_chosen.connect(self._choose_shown)
        bar.weekends_hidden.connect(self._hide_weekends)
        bar.enrol_asked.connect(self._enrol)
        bar.find.returnPressed.connect(self._go_to_found)
        view.event_chosen.connect(self._show_event)
        view.details_asked.connect(self.details.take_focus)
        view.weeks_moved.connect(self._settle.start)
        self._settle.timeout.connect(self._list)
        self._midnight.timeout.connect(self._check_day)
        self._midnight.start()
        self.empty.asked.connect(self._fill)
        self.details.left.connect(view.setFocus)
        self.details.patient_asked.connect(self._open_patient)
        self._session.changed.connect(self._show_changes)

    def find_patient(self) -> None:
        """Ctrl+F: type a code."""
        self.toolbar.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.toolbar.find.selectAll()

    def go_to_today(self) -> None:
        self.view.show_from(self._start(self.view.whole_weeks))

    def take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def show_place(self, place: Place) -> None:
        """Show a visit, a patient, or a day, where the place names one."""
        self._has_chosen |= bool(place.visit or place.patient or place.day)
        if place.visit is not None:
            self._show_patient(place.visit.patient)
            day = self._session.study.visit(place.visit).shown_on
            self._bring_into_view(day)
            self.view.choose(place.visit, day)
        elif place.patient:
            self._show_patient(place.patient)
        elif place.day is not None:
            self._bring_into_view(place.day)

    def _start(self, weeks: int) -> date:
        return monday_of(self.model.today) - timedelta(weeks=weeks // 2)

    def _lay_days(self) -> None:
        """Make the columns reach over everything there is to show."""
        standings = self._cohort.standings.values()
        ends = [s.first_day for s in standings] + [s.last_day for s in standings]
        first, last = reach(self.model.today, ends)
        hidden: frozenset[date] = frozenset()
        if self._hides_weekends:
            courses = self._session.study.courses().values()
            busy = {v.shown_on for course in courses for v in course.visits()}
            hidden = weekends_without(busy, first, last)
        days = shown_days(self.model.calendar, first, last, without=hidden)
        self._keeping_place(lambda: self.model.show_days(days))

    def _list(self) -> None:
        """List the patients that belong on the screen, and say how many do not."""
        first = monday_of(self.view.first_shown)
        selection = self._cohort.select(self._shown, self._search, first)
        self._keeping_place(lambda: self.model.show_codes(selection.codes))
        self._stack.setCurrentIndex(0 if selection.codes else 1)
        if not selection.codes:
            self._say_empty(selection.earlier)
        self.say_context(
            timeline.patients_shown(len(selection.codes), selection.earlier, selection.filtered)
        )
        if not self._has_chosen and selection.codes and self.isVisible():
            self._choose_most_pressing()

    def _keeping_place(self, change: object) -> None:
        """Run `change`, which may reset the model, and return to the event shown before."""
        assert callable(change)
        view = self.view
        event, code = view.current_event, view.current_code
        index = view.currentIndex()
        day = self.model.day_at(index.column()) if index.isValid() else None
        first = view.first_shown
        before = self.model.codes, self.model.days
        change()
        if before == (self.model.codes, self.model.days):
            return
        view.show_from(first)
        if event is not None and view.choose(event.key, event.day):
            return
        if code and day is not None:
            view.choose_day(code, day)
        if not view.currentIndex().isValid():
            self._show_event(None)

    def _choose_most_pressing(self) -> None:
        """At first, the details bar shows what is most overdue on the screen."""
        self._has_chosen = True
        self.view.show_from(self._start(self.view.whole_weeks))
        rows = [self.model.row_at(n) for n in range(min(200, self.model.rowCount()))]
        events = [e for row in rows for of_day in row.events.values() for e in of_day]
        pressing = [event for event in events if event.status in _PRESSING]
        if pressing:
            first = min(pressing, key=lambda e: (_PRESSING.index(e.status), e.day, e.key))
            self.view.choose(first.key, first.day)

    def _say_empty(self, earlier: int) -> None:
        if self._search:
            sentence = _("No patient matches “{text}”.").format(text=self._search.strip())
            self.empty.say(sentence, _("Clear"))
        elif self._shown is not Shown.ALL:
            self.empty.say(_("No patient is in this selection."), _("Clear"))
        elif earlier:
            self.empty.say(_("Every course ended before these weeks."), _("Today"))
        else:
            self.empty.say(_("No patients yet."), _("Enrol patient"))

    def _fill(self) -> None:
        if self._search or self._shown is not Shown.ALL:
            self.toolbar.clear()
        elif self._cohort.standings:
            self.go_to_today()
        else:
            self._enrol()

    def _find(self, text: str) -> None:
        self._search = text
        self._list()

    def _go_to_found(self) -> None:
        if self.model.codes:
            self._show_patient(self.model.codes[0])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_shown(self, shown: Shown) -> None:
        self._shown = shown
        self._list()

    def _show_weeks(self, weeks: int | None) -> None:
        self.view.show_weeks(weeks)
        self.go_to_today()

    def _hide_weekends(self, hide: bool) -> None:
        self._hides_weekends = hide
        self._lay_days()

    def _show_patient(self, code: str) -> None:
        """Bring the patient's next step into view, or the end of the course."""
        if code not in self._cohort.standings:
            return
        if code not in self.model.codes:
            self._bring_into_view(self._cohort.standings[code].last_day)
            self._list()
        if code not in self.model.codes:
            self.toolbar.clear()
            self._list()
        row = self.model.row_at(self.model.codes.index(code))
        day = row.step.day or self._cohort.standings[code].last_day
        self._bring_into_view(day)
        self._list()
        if row.step.visit is not None:
            self.view.choose(row.step.visit.key, day)
        else:
            self.view.choose_day(code, day)

    def _bring_into_view(self, day: date) -> None:
        shown = timedelta(weeks=self.view.whole_weeks)
        if not self.view.first_shown <= day < self.view.first_shown + shown:
            self.view.show_from(monday_of(day) - timedelta(weeks=self.view.whole_weeks // 2))

    def _show_event(self, event: Event | None) -> None:
        index = self.view.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        self.details.show_event(event, row)

    def _enrol(self) -> None:
        self.enrol_asked.emit()
        if self._navigator is not None:
            self._navigator.go(Place(ScreenName.PATIENTS, detail="enrol"))

    def _open_patient(self, code: str) -> None:
        self.patient_asked.emit(code)
        if self._navigator is not None:
            self._navigator.go(Place(ScreenName.PATIENTS, patient=code))

    def _show_changes(self, changes: Changes) -> None:
        if changes.settings:
            self._read_again()
            return
        if not changes.patients:
            return
        self._cohort.read_again(changes.patients)
        self.model.refresh(changes.patients)
        self._lay_days()
        self._list()
        if self.view.current_code in changes.patients:
            self.view.refresh_current()

    def _check_day(self) -> None:
        if self._session.is_open and self._session.today() != self.model.today:
            self._read_again()

    def _read_again(self) -> None:
        today = self._session.today()
        self._cohort = Cohort(self._session.study, today)
        self.model.refresh_all(today)
        self._lay_days()
        self._list()

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Here Ctrl+F searches the timeline, before the window's own command sees it."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and _is_find(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_find(event):
            self.find_patient()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._check_day()
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Six weeks need the width, so the sides are narrower than elsewhere."""
        super().resizeEvent(event)
        _left, top, _right, bottom = page_margins(self.width())
        self.page.setContentsMargins(_SIDE_MARGIN, top, _SIDE_MARGIN, bottom)
        self.toolbar.fit(self.width() - 2 * _SIDE_MARGIN)


def _is_find(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Find)
