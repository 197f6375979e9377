"""The figure on screen: the same function that makes the file, drawn in the theme's colours."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.analysis.calculation import Picture
from gui.tasks import LatestTask
from gui.theme import app_theme

RenderAt = Callable[[QSize, float], Callable[[], Picture]]
"""Given the size in pixels of the screen and its pixel ratio: the work for a worker."""


SETTLE_MS = 40
"""A layout changes size a few times in a row; the picture is asked for once."""


class FigureView(QWidget):
    """Asks a worker for the picture in its own size, and paints the last one meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._render: RenderAt | None = None
        self._image: QImage | None = None
        self._task = LatestTask(self)
        self._task.answered.connect(self._show_picture)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()
        app_theme().changed.connect(self._fit)

    @property
    def is_drawn(self) -> bool:
        """The picture of the latest figure is on screen."""
        return self._image is not None and not self._task.is_running

    def show_figure(self, render: RenderAt, description: str) -> None:
        """Draw with `render`; `description` is what a screen reader says of it."""
        self._render = render
        self.setAccessibleName(description)
        self._image = None
        self._settle.start()
        self.update()

    def clear(self) -> None:
        self._task.drop()
        self._render = None
        self._image = None
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(app_theme().px(300))
        if self._render is not None:
            self._settle.start()

    def _ask(self) -> None:
        if self._render is not None and self.isVisible():
            self._task.ask(self._render(self.size(), self.devicePixelRatioF()))

    def _show_picture(self, picture: object) -> None:
        assert isinstance(picture, Picture)
        image = QImage(
            picture.pixels, picture.width, picture.height, QImage.Format.Format_RGBA8888
        ).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self.update()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._render is not None:
            self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._render is not None:
            self._settle.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.deviceIndependentSize().toSize()
        if size.width() != self.width():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(0, 0, size.width(), size.height()), self._image)
        painter.end()
