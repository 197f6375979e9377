"""Choosing the day of an infusion in the timeline: by dragging it, or by a click in its row."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from domain.move_plan import MoveRefused
from domain.visits import Infusion, VisitKey
from gui.calendar.drop_days import DropDays
from gui.calendar.event_actions import can_move
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_view import TimelineView
from gui.theme import app_theme
from gui.words import moves as words

_EDGE = 22
_EVERY = 180
_DAY = timedelta(days=1)

Refusals = Callable[[VisitKey, date, date], Mapping[date, MoveRefused]]


class DayChoice(QObject):
    """Follows the mouse over the timeline; a release on a legal day chooses it."""

    chosen = Signal(object, object)
    """The `Infusion`, and the day it was dropped on or that was clicked."""

    def __init__(self, view: TimelineView, model: TimelineModel, refusals: Refusals) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._refusals = refusals
        self._pressed: tuple[Infusion, QPoint] | None = None
        self._carried: Infusion | None = None
        self._refused: Mapping[date, MoveRefused] = {}
        self._at = QPoint()
        self.days = DropDays(view, model)
        self._edge = QTimer(self, interval=_EVERY)
        self._edge.timeout.connect(self._scroll)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    @property
    def carried(self) -> Infusion | None:
        """The infusion that is being dragged."""
        return self._carried

    def choose(self, day: date) -> None:
        """Choose a day for the infusion whose move is previewed."""
        moved = self._moved()
        if moved is not None:
            self.chosen.emit(moved, day)

    def stop(self) -> None:
        """Let go without choosing."""
        self._pressed = self._carried = None
        self._edge.stop()
        self.days.clear()
        self._view.viewport().unsetCursor()

    def _moved(self) -> Infusion | None:
        move = self._model.move
        if move is None:
            return None
        return next((i for i in move.now.course.infusions if i.key == move.key), None)

    def _press(self, at: QPoint) -> bool:
        """Remember a press that may become a drag; while a move is previewed, take it."""
        moved = self._moved()
        event = self._view.event_near(at)
        if moved is not None:
            code = self._model.row_at(row).code if (row := self._view.rowAt(at.y())) >= 0 else ""
            self._pressed = (moved, at) if code == moved.patient else None
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
            return True
        if event is not None and isinstance(event.visit, Infusion) and can_move(event.visit):
            self._pressed = event.visit, at
        return False

    def _follow(self, at: QPoint) -> bool:
        self._at = at
        if self._carried is None and self._pressed is not None:
            infusion, start = self._pressed
            if (at - start).manhattanLength() < QApplication.startDragDistance():
                return True
            self._carry(infusion, start)
        if self._carried is None:
            return False
        self._show()
        return True

    def _carry(self, infusion: Infusion, start: QPoint) -> None:
        grabbed = self._view.event_near(start)
        if grabbed is None or grabbed.key != infusion.key:
            self._pressed = None
            return
        self._carried = infusion
        last = self._model.columnCount() - 1
        self._refused = self._refusals(
            infusion.key, self._model.day_at(0), self._model.day_at(last)
        )
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def _day_at(self, at: QPoint) -> date | None:
        """The day under the mouse, in the row of the infusion."""
        column, row = self._view.columnAt(at.x()), self._view.rowAt(at.y())
        assert self._carried is not None
        if column < 0 or row < 0 or self._model.row_at(row).code != self._carried.patient:
            return None
        return self._model.day_at(column)

    def _show(self) -> None:
        assert self._carried is not None
        day = self._day_at(self._at)
        refused = self._refused.get(day) if day is not None else None
        if day is None:
            told = words.stay_in_row(self._carried.patient)
        elif refused is not None:
            told = words.refused(refused)
        else:
            told = words.drop_here(self._carried.key, day)
        self.days.show_days(self._carried, frozenset(self._refused), day, told)
        is_at_edge = self._scroll_by() != 0
        if is_at_edge and not self._edge.isActive():
            self._edge.start()
        elif not is_at_edge:
            self._edge.stop()

    def _release(self, at: QPoint) -> bool:
        carried, pressed = self._carried, self._pressed
        if carried is not None:
            day = self._day_at(at)
            is_legal = day is not None and day not in self._refused
            self.stop()
            if is_legal:
                self.chosen.emit(carried, day)
            return True
        self.stop()
        if self._moved() is None or pressed is None:
            return False
        column = self._view.columnAt(at.x())
        if column >= 0 and (at - pressed[1]).manhattanLength() < QApplication.startDragDistance():
            self.choose(self._model.day_at(column))
        return True

    def _scroll_by(self) -> int:
        edge, width = app_theme().px(_EDGE), self._view.viewport().width()
        if self._at.x() < edge:
            return -1
        return 1 if self._at.x() > width - edge else 0

    def _scroll(self) -> None:
        by = self._scroll_by()
        if self._carried is None or by == 0:
            self._edge.stop()
            return
        self._view.show_from(self._view.first_shown + by * _DAY)
        self._show()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view:
            return self._on_keys(event)
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        is_left = event.button() is Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if is_left:
                return self._press(at)
            case QEvent.Type.MouseMove:
                return self._follow(at)
            case QEvent.Type.MouseButtonRelease if is_left:
                return self._release(at)
            case _:
                return False

    def _on_keys(self, event: QEvent) -> bool:
        """While dragging, Esc lets go and other keys do nothing."""
        if self._carried is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.stop()
            return True
        if event.type() is QEvent.Type.FocusOut:
            self.stop()
        return False
