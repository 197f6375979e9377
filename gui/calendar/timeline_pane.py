"""The timeline of the cohort: which patients and days it lists, and the chosen visit."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent

from domain.changes import Changes
from domain.visits import Status, VisitKey
from gui.calendar.cohort import Cohort, Shown
from gui.calendar.legend import Legend
from gui.calendar.pane import CalendarPane
from gui.calendar.shown_days import monday_of, reach, shown_days, weekends_without
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import Event, TimelineRow
from gui.calendar.timeline_view import TimelineView
from gui.calendar.toolbar import Toolbar
from gui.session import Session
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.words import timeline
from gui.words.language import _

_PRESSING = (Status.OVERDUE, Status.LATE, Status.DUE_TODAY)


class TimelinePane(CalendarPane):
    """Patients by days."""

    def __init__(self, session: Session, toolbar: Toolbar) -> None:
        super().__init__()
        self._session = session
        self._toolbar = toolbar
        self._shown = Shown.ALL
        self._search = ""
        self._hides_weekends = False
        self._has_chosen = False
        self._cohort = Cohort(session.study, session.today())
        self.model = TimelineModel(session.study, session.today(), self)
        self.view = TimelineView(self.model)
        self._stack = RowsOrEmpty(self.view, self.empty)
        self._legend = Legend()
        self.column.addWidget(self._legend)
        self.column.addWidget(self._stack, 1)
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._list)
        self.view.event_chosen.connect(self._tell_event)
        self.view.details_asked.connect(self.details_asked)
        self.view.weeks_moved.connect(self._settle.start)
        self.empty.asked.connect(self._fill)
        self._lay_days()
        self.view.show_from(self._start(6))
        self._list()

    @property
    def chosen(self) -> tuple[Event | None, TimelineRow | None]:
        index = self.view.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        return self.view.current_event, row

    def go_to_today(self) -> None:
        self.view.show_from(self._start(self.view.whole_weeks))

    def turn(self, by: int) -> None:
        self.view.move_weeks(by)

    def take_focus(self) -> None:
        self._stack.take_focus()

    def search(self, text: str) -> None:
        self._search = text
        self._list()

    def go_to_found(self) -> None:
        if self.model.codes:
            self.show_patient(self.model.codes[0])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_shown(self, shown: Shown) -> None:
        self._shown = shown
        self._list()

    def show_weeks(self, weeks: int | None) -> None:
        self.view.show_weeks(weeks)
        self.go_to_today()

    def hide_weekends(self, hide: bool) -> None:
        self._hides_weekends = hide
        self._lay_days()

    def show_visit(self, key: VisitKey) -> None:
        self._has_chosen = True
        self.show_patient(key.patient)
        day = self._session.study.visit(key).shown_on
        self.show_day(day)
        self.view.choose(key, day)

    def show_patient(self, code: str) -> None:
        """Bring the patient's next step into view, or the end of the course."""
        self._has_chosen = True
        if code not in self._cohort.standings:
            return
        if code not in self.model.codes:
            self.show_day(self._cohort.standings[code].last_day)
            self._list()
        if code not in self.model.codes:
            self._toolbar.clear()
            self._list()
        row = self.model.row_at(self.model.codes.index(code))
        day = row.step.day or self._cohort.standings[code].last_day
        self.show_day(day)
        self._list()
        if row.step.visit is not None:
            self.view.choose(row.step.visit.key, day)
        else:
            self.view.choose_day(code, day)

    def explain_move(self, *, is_previewed: bool) -> None:
        """The legend tells of old and new places."""
        self._legend.explain_move(is_previewed=is_previewed)

    def bring_in(self, code: str) -> None:
        """List the patient, whatever the search and the filter say."""
        if code not in self.model.codes:
            self.show_patient(code)

    def show_row_of(self, code: str) -> None:
        """Scroll so that both rows of a previewed move are seen."""
        for back in (1, 0):
            row = self.model.codes.index(code) + back
            self.view.scrollTo(self.model.index(row, self.view.currentIndex().column()))

    def show_day(self, day: date) -> None:
        """Bring the day into view."""
        self._has_chosen = True
        shown = timedelta(weeks=self.view.whole_weeks)
        if not self.view.first_shown <= day < self.view.first_shown + shown:
            self.view.show_from(monday_of(day) - timedelta(weeks=self.view.whole_weeks // 2))

    def show_days(self, days: Collection[date], most: date) -> None:
        """Bring `days` into view as far as they fit, the day `most` in any case."""
        end = self.view.first_shown + timedelta(weeks=self.view.whole_weeks)
        if min(days) < self.view.first_shown or max(days) >= end:
            self.view.show_from(monday_of(min(days)))
        self.show_day(most)

    def show_changes(self, changes: Changes) -> None:
        self._cohort.read_again(changes.patients)
        there = changes.patients.intersection(self._cohort.standings)
        if there != changes.patients:
            self._list()  # first: nobody can make the row of a patient who is gone
        self.model.refresh(there)
        self._lay_days()
        self._list()
        if self.view.current_code in changes.patients:
            self.view.refresh_current()

    def read_again(self) -> None:
        today = self._session.today()
        self._cohort = Cohort(self._session.study, today)
        self.model.refresh_all(today)
        self._lay_days()
        self._list()

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
        self._stack.show_rows(bool(selection.codes))
        if not selection.codes:
            self._say_empty(selection.earlier)
        self.say(
            timeline.patients_shown(len(selection.codes), selection.earlier, selection.filtered)
        )
        if not self._has_chosen and selection.codes and self.isVisible():
            self._choose_most_pressing()

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Run `change`, which may reset the model, and return to the event shown before."""
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
            self._tell_event(None)

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
            self._toolbar.clear()
        elif self._cohort.standings:
            self.go_to_today()
        else:
            self.enrol_asked.emit()

    def _tell_event(self, event: Event | None) -> None:
        index = self.view.currentIndex()
        row = self.model.row_at(index.row()) if index.isValid() else None
        self.event_chosen.emit(event, row)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()
