"""Dragging a planned infusion in the weeks of one patient; the move is previewed afterwards."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QRubberBand

from domain.visits import Infusion
from gui.calendar.event_actions import can_move
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_view import WeeksView


class InfusionDrag(QObject):
    """Follows the mouse over the weeks; Esc lets go."""

    dropped = Signal(object, object)
    """The `Infusion`, and the other day it was let go on."""

    def __init__(self, weeks: WeeksView, model: WeeksModel) -> None:
        super().__init__(weeks)
        self._weeks = weeks
        self._model = model
        self._pressed: tuple[Infusion, QPoint] | None = None
        self._is_carried = False
        self._over = QRubberBand(QRubberBand.Shape.Rectangle, weeks.viewport())
        weeks.installEventFilter(self)
        weeks.viewport().installEventFilter(self)

    @property
    def carried(self) -> Infusion | None:
        return self._pressed[0] if self._pressed is not None and self._is_carried else None

    def stop(self) -> None:
        """Let go without moving anything."""
        self._pressed, self._is_carried = None, False
        self._over.hide()
        self._weeks.viewport().unsetCursor()

    def _press(self, at: QPoint) -> bool:
        """Take a press that may become a drag.

        The infusion is chosen when it is let go: the words of the visit chosen before would make
        room for its own, and the days would slide along under the mouse.
        """
        index = self._weeks.indexAt(at)
        infusion = self._weeks.event_at(at) if index.isValid() else None
        if infusion is None or not isinstance(infusion.visit, Infusion):
            return False
        if can_move(infusion.visit):
            self._pressed = infusion.visit, at
            self._weeks.setFocus(Qt.FocusReason.MouseFocusReason)
        return self._pressed is not None

    def _move(self, at: QPoint) -> bool:
        if self._pressed is None:
            return False
        reach = QApplication.startDragDistance()
        self._is_carried |= (at - self._pressed[1]).manhattanLength() >= reach
        if self._is_carried:
            self._weeks.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._show_target(self._day_at(at), at)
        return self._is_carried

    def _show_target(self, day: date | None, at: QPoint) -> None:
        cell = self._weeks.visualRect(self._weeks.indexAt(at)) if day is not None else QRect()
        self._over.setGeometry(cell)
        self._over.setVisible(day is not None)

    def _let_go(self, at: QPoint) -> bool:
        pressed, carried, day = self._pressed, self.carried, self._day_at(at)
        self.stop()
        if carried is not None and day is not None:
            self.dropped.emit(carried, day)
        elif pressed is not None and carried is None:
            self._weeks.choose(pressed[0].key)
        return pressed is not None

    def _day_at(self, at: QPoint) -> date | None:
        """The day under the mouse, unless the infusion stands there."""
        index = self._weeks.indexAt(at)
        if self._pressed is None or not index.isValid():
            return None
        day = self._model.day_at(index)
        return None if day == self._pressed[0].shown_on else day

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                self.stop()
                if event.button() is Qt.MouseButton.LeftButton:
                    return self._press(event.position().toPoint())
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                return self._move(event.position().toPoint())
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                return self._let_go(event.position().toPoint())
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent) and self._is_carried:
                if event.key() == Qt.Key.Key_Escape:
                    self.stop()
                return True
            case _:
                pass
        return super().eventFilter(watched, event)
