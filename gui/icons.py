"""Lucide icons by name, tinted with a token and crisp at every size and scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import app_theme
from resources import text_of

ICON_SIZE = 16


def icon(name: str, tint: str = "text") -> QIcon:
    """The icon `name`; it takes the colour of the token `tint` each time it is painted."""
    return QIcon(_TintedEngine(name, tint))


def paint_icon(painter: QPainter, name: str, where: QRectF, tint: str = "text") -> None:
    _renderer(name, app_theme().color(tint).name()).render(painter, where)


def pixmap(name: str, size: int, tint: str = "text", ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels; it does not follow the theme by itself."""
    return _pixmap(name, app_theme().color(tint).name(), round(size * ratio), ratio)


class _TintedEngine(QIconEngine):
    def __init__(self, name: str, tint: str) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def _color(self, mode: QIcon.Mode) -> str:
        token = "missed" if mode is QIcon.Mode.Disabled else self._tint
        return app_theme().color(token).name()

    # Qt overrides

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _renderer(self._name, self._color(mode)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())
        return _pixmap(self._name, self._color(mode), side, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return _pixmap(self._name, self._color(mode), min(size.width(), size.height()), scale)

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._tint)


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = text_of(f"icons/{name}.svg").replace("currentColor", color)
    return QSvgRenderer(QByteArray(drawing.encode()))


@lru_cache(maxsize=512)
def _pixmap(name: str, color: str, side: int, ratio: float) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, color).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
