"""The mark of the program: Cu on copper."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme import app_theme


class Logo(QWidget):
    """A rounded square with the symbol of copper, `side` pixels at 100 %."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._fit()
        app_theme().changed.connect(self._fit)

    def _fit(self) -> None:
        side = app_theme().px(self._side)
        self.setFixedSize(side, side)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colors.copper)
        corner = self.width() / 5
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        painter.setPen(theme.colors.on_solid)
        painter.setFont(theme.font(self._side * 0.5, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Cu")
        painter.end()
