"""Glyphs drawn once for each look and size, then stamped: a full timeline has hundreds."""

from math import ceil

from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, glyph_extent, paint_glyph

_ROOM_FOR_THE_CORNER = 4


class GlyphStamps(QObject):
    """Keeps the pictures until colours or text size change."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[Glyph, float, float], QPixmap] = {}
        app_theme().changed.connect(self._pictures.clear)

    def paint(self, painter: QPainter, center: QPointF, glyph: Glyph, scale: float) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = self._pictures.get((glyph, scale, ratio))
        if picture is None:
            picture = _drawn(glyph, scale, ratio)
            self._pictures[glyph, scale, ratio] = picture
        half = picture.width() / ratio / 2
        # On whole device pixels, or the picture would be smoothed.
        left, top = (round((at - half) * ratio) / ratio for at in (center.x(), center.y()))
        painter.drawPixmap(QPointF(left, top), picture)


def _drawn(glyph: Glyph, scale: float, ratio: float) -> QPixmap:
    half = ceil((glyph_extent(glyph.kind) + _ROOM_FOR_THE_CORNER) * scale)
    side = round(2 * half * ratio)
    picture = QPixmap(side, side)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    middle = side / ratio / 2
    paint_glyph(painter, QPointF(middle, middle), glyph, app_theme().colors, scale)
    painter.end()
    return picture
