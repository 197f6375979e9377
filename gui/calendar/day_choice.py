"""Choosing the day of an infusion in the timeline: by dragging it, or by a click in its row."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from domain.visits import Infusion
from gui.calendar.dragging import Dragging
from gui.calendar.drop_places import TimelinePlaces
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_view import TimelineView
from gui.session import Session
from gui.theme import app_theme

_EDGE = 22
_EVERY = 180
_DAY = timedelta(days=1)


class DayChoice(Dragging):
    """Near the edge the timeline scrolls; while a move is previewed, a click is enough."""

    def __init__(self, view: TimelineView, model: TimelineModel, session: Session) -> None:
        super().__init__(TimelinePlaces(view, model), session)
        self._view = view
        self._model = model
        self._edge = QTimer(self, interval=_EVERY)
        self._edge.timeout.connect(self._scroll)

    def choose(self, day: date) -> None:
        """Choose a day for the infusion whose move is previewed."""
        moved = self._moved()
        if moved is not None:
            self.chosen.emit(moved, day)

    def stop(self) -> None:
        super().stop()
        self._edge.stop()

    def press(self, at: QPoint) -> bool:
        """While a move is previewed, take the press from the view."""
        moved = self._moved()
        if moved is None:
            return super().press(at)
        code = self._model.row_at(row).code if (row := self._view.rowAt(at.y())) >= 0 else ""
        self.pressed = (moved, at) if code == moved.patient else None
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        return True

    def release(self, at: QPoint) -> bool:
        pressed = self.pressed
        if super().release(at):
            return True
        if self._moved() is None or pressed is None:
            return False
        column = self._view.columnAt(at.x())
        if column >= 0 and (at - pressed[1]).manhattanLength() < QApplication.startDragDistance():
            self.choose(self._model.day_at(column))
        return True

    def show_days(self) -> None:
        super().show_days()
        is_at_edge = self._scroll_by() != 0
        if is_at_edge and not self._edge.isActive():
            self._edge.start()
        elif not is_at_edge:
            self._edge.stop()

    def _moved(self) -> Infusion | None:
        move = self._model.move
        if move is None:
            return None
        return next((i for i in move.now.course.infusions if i.key == move.key), None)

    def _scroll_by(self) -> int:
        edge, width = app_theme().px(_EDGE), self._view.viewport().width()
        if self.at.x() < edge:
            return -1
        return 1 if self.at.x() > width - edge else 0

    def _scroll(self) -> None:
        by = self._scroll_by()
        if self.carried is None or by == 0:
            self._edge.stop()
            return
        self._view.show_from(self._view.first_shown + by * _DAY)
        self.show_days()
