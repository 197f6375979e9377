"""A scroll area whose content does not move when its scroll bar comes or goes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget


class SteadyScroll(QScrollArea):
    """Keeps the room of its scroll bar; the bar is seen while there is something to scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setVerticalScrollBar(_ShyBar(Qt.Orientation.Vertical, self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)


class _ShyBar(QScrollBar):
    # Qt overrides

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        if self.minimum() < self.maximum():
            super().paintEvent(arg__1)
