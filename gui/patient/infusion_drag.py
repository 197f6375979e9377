"""Dragging a planned infusion on a patient's page; the move is previewed afterwards."""

from PySide6.QtCore import QPoint, Qt

from gui.calendar.dragging import Dragging
from gui.calendar.drop_places import WeeksPlaces
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_view import WeeksView
from gui.session import Session


class InfusionDrag(Dragging):
    """Chooses an infusion when it is let go.

    The words of the visit chosen before would make room for its own, and the days would slide
    along under the mouse.
    """

    def __init__(self, weeks: WeeksView, model: WeeksModel, session: Session) -> None:
        super().__init__(WeeksPlaces(weeks, model), session)
        self._weeks = weeks

    def press(self, at: QPoint) -> bool:
        super().press(at)
        if self.pressed is not None:
            self._weeks.setFocus(Qt.FocusReason.MouseFocusReason)
        return self.pressed is not None

    def release(self, at: QPoint) -> bool:
        pressed = self.pressed
        if not super().release(at) and pressed is not None:
            self._weeks.choose(pressed[0].key)
        return pressed is not None
