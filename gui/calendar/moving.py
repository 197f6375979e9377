"""An infusion on its way to another day: the panel, the split row, and how it ends."""

from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.move_plan import MovePlan
from domain.visits import Infusion, VisitKey
from gui.calendar.day_choice import DayChoice
from gui.calendar.event_actions import can_move
from gui.calendar.move_panel import MovePanel
from gui.calendar.move_rows import move_rows
from gui.calendar.shown_days import monday_of
from gui.calendar.timeline_pane import TimelinePane
from gui.calendar.toolbar import Toolbar
from gui.session import Session
from gui.widgets.label import IconLabel, Label
from gui.words import moves as words


class Moving(QObject):
    """Joins the panel, the timeline and the toolbar while a move is previewed."""

    begun = Signal()
    """A preview opens."""
    ended = Signal(object)
    """It closed; carries the `VisitKey` of the infusion, wherever that stands now."""

    def __init__(self, session: Session, timeline: TimelinePane, toolbar: Toolbar) -> None:
        super().__init__(timeline)
        self._session = session
        self._timeline = timeline
        self._toolbar = toolbar
        self._first_before: date | None = None
        self._key: VisitKey | None = None
        self.panel = MovePanel(session)
        self.note = MoveNote()
        self.choice = DayChoice(timeline.view, timeline.model, session)
        self.choice.chosen.connect(self._choose_day)
        self.panel.planned.connect(self._show_plan)
        self.panel.closed.connect(self._end)

    @property
    def is_active(self) -> bool:
        return self._key is not None

    def begin(self, infusion: Infusion, to: date | None = None) -> None:
        """Preview moving `infusion`, to the day `to` or the next legal one."""
        if not can_move(infusion):
            return
        if not self.is_active:
            self._first_before = self._timeline.view.first_shown
            self.begun.emit()
        self._key = infusion.key
        self._toolbar.preview_move(is_previewed=True)
        self._timeline.explain_move(is_previewed=True)
        self.panel.begin(infusion, to)

    def choose_cell(self) -> None:
        """Enter in the timeline: the day of the current cell, if it is the patient's."""
        view = self._timeline.view
        index = view.currentIndex()
        if self._key is not None and index.isValid() and view.current_code == self._key.patient:
            self.choice.choose(self._timeline.model.day_at(index.column()))

    def _choose_day(self, infusion: Infusion, day: date) -> None:
        if self.is_active:
            self.panel.day.set_day(day)
        else:
            self.begin(infusion, day)

    def _show_plan(self, plan: MovePlan | None) -> None:
        key = self.panel.key
        if key is None:
            return
        study, model = self._session.study, self._timeline.model
        was_split = model.move is not None and model.move.key == key
        rows = move_rows(
            key,
            study.patient(key.patient),
            study.course(key.patient),
            plan,
            infusions=study.protocol.infusions.count,
            today=self._session.today(),
        )
        self._timeline.bring_in(key.patient)
        model.show_move(rows)
        day = self.panel.day.day
        days = {study.visit(key).shown_on, day, *_days_of(plan)}
        if was_split:
            self._timeline.show_days(days, day)
        else:
            self._timeline.view.show_from(monday_of(min(days)))
            self._timeline.show_row_of(key.patient)
        self.note.say(words.nothing_saved(plan))

    def _end(self) -> None:
        key, self._key = self._key, None
        self.choice.stop()
        self._timeline.model.show_move(None)
        self._timeline.explain_move(is_previewed=False)
        self._toolbar.preview_move(is_previewed=False)
        if self._first_before is not None:
            self._timeline.view.show_from(self._first_before)
        self.ended.emit(key)


def _days_of(plan: MovePlan | None) -> set[date]:
    """Where the visits that change stand now, and after the move."""
    changes = plan.changes if plan is not None else ()
    return {visit.shown_on for change in changes for visit in (change.before, change.after)}


class MoveNote(QWidget):
    """Under the timeline: that nothing is saved yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", tone="secondary", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("info", "link"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
