"""An infusion dragged to another day, in any view of the calendar."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from domain.move_plan import MoveRefused
from domain.visits import Infusion
from gui.calendar.drop_days import DropDays
from gui.calendar.drop_places import DropPlaces
from gui.calendar.event_actions import can_move
from gui.session import Session
from gui.words import moves as words


class Dragging(QObject):
    """Follows the mouse over a view; a release on a legal day chooses it.

    What cannot be moved is not dragged, and stays chosen while the mouse moves on.
    """

    chosen = Signal(object, object)
    """The `Infusion`, and the day it was dropped on."""

    def __init__(self, places: DropPlaces, session: Session) -> None:
        super().__init__(places.view)
        self.places = places
        self._session = session
        self.pressed: tuple[Infusion, QPoint] | None = None
        """What may be dragged, and where the mouse went down."""
        self._carried: Infusion | None = None
        self._refused: Mapping[date, MoveRefused] = {}
        self.at = QPoint()
        """Where the mouse is."""
        self.days = DropDays(places)
        places.view.installEventFilter(self)
        places.view.viewport().installEventFilter(self)

    @property
    def carried(self) -> Infusion | None:
        """The infusion that is being dragged."""
        return self._carried

    def stop(self) -> None:
        """Let go without choosing."""
        self.pressed = self._carried = None
        self.days.clear()
        self.places.view.viewport().unsetCursor()

    def press(self, at: QPoint) -> bool:
        """Remember a press that may become a drag; the view sees it all the same."""
        event = self.places.event_near(at)
        if event is not None and isinstance(event.visit, Infusion) and can_move(event.visit):
            self.pressed = event.visit, at
        return False

    def release(self, at: QPoint) -> bool:
        """Choose the day under the mouse; True where an infusion was dragged."""
        carried = self._carried
        self.stop()
        if carried is None:
            return False
        day = self.places.day_at(carried, at)
        if day is not None and day not in self._refused:
            self.chosen.emit(carried, day)
        return True

    def show_days(self) -> None:
        """Mark the days that take the infusion, and say what letting go here would do."""
        assert self._carried is not None
        day = self.places.day_at(self._carried, self.at)
        refused = self._refused.get(day) if day is not None else None
        if day is None:
            told = self.places.outside(self._carried)
        elif refused is not None:
            told = words.refused(refused)
        else:
            told = words.drop_here(self._carried.key, day)
        self.days.show_days(self._carried, frozenset(self._refused), day, told)

    def _follow(self, at: QPoint) -> bool:
        self.at = at
        if self._carried is None and self.pressed is not None:
            infusion, start = self.pressed
            if (at - start).manhattanLength() < QApplication.startDragDistance():
                return True
            self._carry(infusion, start)
        if self._carried is None:
            return False
        self.show_days()
        return True

    def _carry(self, infusion: Infusion, start: QPoint) -> None:
        grabbed = self.places.event_near(start)
        if grabbed is None or grabbed.key != infusion.key:
            self.pressed = None
            return
        self._carried = infusion
        first, last = self.places.reach()
        self._refused = self._session.study.refused_days(infusion.key, first, last)
        self.places.view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.places.view:
            return self._on_keys(event)
        if not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        is_left = event.button() is Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress | QEvent.Type.MouseButtonDblClick if is_left:
                return self.press(at)
            case QEvent.Type.MouseMove:
                # Qt would choose every cell on the way.
                return self._follow(at) or bool(event.buttons() & Qt.MouseButton.LeftButton)
            case QEvent.Type.MouseButtonRelease if is_left:
                return self.release(at)
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
