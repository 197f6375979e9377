"""Circles, diamonds and squares: what each visit looks like, wherever it is painted."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.visits import Status, VisitKind
from gui.colors import Colors
from gui.theme import FONT_FAMILY, app_theme

_RADIUS = {VisitKind.INFUSION: 8.0, VisitKind.DRAW: 7.5, VisitKind.RATING: 4.6}
_OUTLINE_GAP = {VisitKind.INFUSION: 2.8, VisitKind.DRAW: 3.6, VisitKind.RATING: 2.6}
_STROKE = 1.5
_DONE = (Status.DONE, Status.WAITING_FOR_LAB, Status.MISSED, Status.CANCELLED)


class Look(Enum):
    """Whether a glyph is as stored, or belongs to the preview of a move."""

    STORED = auto()
    OLD_PLACE = auto()
    NEW_PLACE = auto()


@dataclass(frozen=True, slots=True)
class Glyph:
    """One visit's mark; `text` is the number written inside, where there is room."""

    kind: VisitKind
    status: Status
    text: str = ""
    look: Look = Look.STORED


def paint_glyph(
    painter: QPainter, center: QPointF, glyph: Glyph, colors: Colors, scale: float = 1.0
) -> None:
    """Paint `glyph` around `center`; `scale` is 1 for a timeline at 100 % text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(center)
    painter.scale(scale, scale)
    _paint_body(painter, glyph, colors)
    _paint_mark(painter, glyph, colors)
    painter.restore()


def paint_whisker(
    painter: QPainter,
    span: QLineF,
    status: Status,
    colors: Colors,
    scale: float = 1.0,
) -> None:
    """The window of a draw: a level line with end ticks, faded once the draw is settled."""
    color = colors.divider if status in _DONE else colors.copper
    if status is Status.OVERDUE:
        color = colors.overdue
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.2 * scale))
    tick = QPointF(0, 4 * scale)
    painter.drawLine(span)
    painter.drawLine(QLineF(span.p1() - tick, span.p1() + tick))
    painter.drawLine(QLineF(span.p2() - tick, span.p2() + tick))
    painter.restore()


def glyph_extent(kind: VisitKind) -> float:
    """Half the width of a due glyph at scale 1, its second outline included."""
    return _RADIUS[kind] + _OUTLINE_GAP[kind] + 1


def event_color(kind: VisitKind, colors: Colors) -> QColor:
    return {
        VisitKind.INFUSION: colors.infusion,
        VisitKind.DRAW: colors.copper,
        VisitKind.RATING: colors.rating,
    }[kind]


def event_fill(kind: VisitKind, colors: Colors) -> QColor:
    return {
        VisitKind.INFUSION: colors.infusion_fill,
        VisitKind.DRAW: colors.copper_fill,
        VisitKind.RATING: colors.rating_fill,
    }[kind]


def _outline(kind: VisitKind, radius: float) -> QPainterPath:
    path = QPainterPath()
    if kind is VisitKind.INFUSION:
        path.addEllipse(QPointF(0, 0), radius, radius)
    elif kind is VisitKind.DRAW:
        corners = (QPointF(0, -radius), QPointF(radius, 0), QPointF(0, radius))
        path.addPolygon(QPolygonF([*corners, QPointF(-radius, 0)]))
        path.closeSubpath()
    else:
        path.addRoundedRect(QRectF(-radius, -radius, 2 * radius, 2 * radius), 1.5, 1.5)
    return path


def _paint_body(painter: QPainter, glyph: Glyph, colors: Colors) -> None:
    hue = event_color(glyph.kind, colors)
    radius = _RADIUS[glyph.kind]
    pen = QPen(hue, _STROKE)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    brush = QBrush(colors.surface)
    match glyph.status:
        case _ if glyph.look is Look.OLD_PLACE:
            pen.setDashPattern([2.2, 1.6])
        case _ if glyph.look is Look.NEW_PLACE:
            brush = QBrush(event_fill(glyph.kind, colors))
        case Status.DUE_TODAY | Status.LATE:
            brush = QBrush(event_fill(glyph.kind, colors))
            _paint_second_outline(painter, glyph.kind, colors)
        case Status.DONE | Status.DONE_OUT_OF_WINDOW:
            brush = QBrush(hue)
        case Status.OVERDUE:
            pen.setColor(colors.overdue)
            brush = QBrush(colors.overdue)
            radius += 1
        case Status.MISSED | Status.CANCELLED:
            pen.setColor(colors.missed)
        case _:
            pass
    painter.setPen(pen)
    painter.setBrush(brush)
    painter.drawPath(_outline(glyph.kind, radius))


def _paint_second_outline(painter: QPainter, kind: VisitKind, colors: Colors) -> None:
    pen = QPen(colors.text, 1.3)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(colors.surface)
    painter.drawPath(_outline(kind, _RADIUS[kind] + _OUTLINE_GAP[kind]))


def _paint_mark(painter: QPainter, glyph: Glyph, colors: Colors) -> None:
    if glyph.look is not Look.STORED:
        _paint_text(painter, glyph, glyph.text, event_color(glyph.kind, colors))
        return
    match glyph.status:
        case Status.LATE:
            _paint_text(painter, glyph, "!", colors.text)
        case Status.OVERDUE:
            _paint_text(painter, glyph, "!", colors.on_solid)
        case Status.DUE_TODAY:
            _paint_text(painter, glyph, glyph.text, colors.text)
        case Status.DONE:
            _paint_text(painter, glyph, glyph.text, colors.on_solid)
        case Status.DONE_OUT_OF_WINDOW:
            _paint_text(painter, glyph, glyph.text, colors.on_solid)
            _paint_corner(painter, glyph.kind, colors)
        case Status.WAITING_FOR_LAB:
            _paint_left_half(painter, glyph.kind, colors)
        case Status.MISSED:
            _paint_strokes(painter, glyph.kind, colors, crossed=True)
        case Status.CANCELLED:
            _paint_strokes(painter, glyph.kind, colors, crossed=False)
        case Status.PLANNED:
            _paint_text(painter, glyph, glyph.text, event_color(glyph.kind, colors))


def _paint_text(painter: QPainter, glyph: Glyph, text: str, color: QColor) -> None:
    if not text:
        return
    font = painter.font()
    font.setFamily(FONT_FAMILY)
    font.setBold(True)
    small = glyph.kind is VisitKind.RATING
    font.setPixelSize(8 if small else 10)
    painter.setFont(font)
    painter.setPen(color)
    radius = _RADIUS[glyph.kind] + 2
    painter.drawText(
        QRectF(-radius, -radius, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, text
    )


def _paint_left_half(painter: QPainter, kind: VisitKind, colors: Colors) -> None:
    radius = _RADIUS[kind]
    left = QPainterPath()
    left.addRect(QRectF(-radius - 1, -radius - 1, radius + 1, 2 * radius + 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(event_color(kind, colors))
    painter.drawPath(_outline(kind, radius).intersected(left))


def _paint_corner(painter: QPainter, kind: VisitKind, colors: Colors) -> None:
    tip = _RADIUS[kind] if kind is not VisitKind.DRAW else _RADIUS[kind] - 1
    corner = QPolygonF([QPointF(tip + 2, -tip - 3), QPointF(tip + 2, -tip + 3.5)])
    corner.append(QPointF(tip - 4.5, -tip - 3))
    painter.setPen(QPen(colors.surface, 1))
    painter.setBrush(colors.text)
    painter.drawPolygon(corner)


def _paint_strokes(painter: QPainter, kind: VisitKind, colors: Colors, *, crossed: bool) -> None:
    reach = _RADIUS[kind] * (0.9 if kind is VisitKind.INFUSION else 0.8)
    if kind is VisitKind.RATING:
        reach = _RADIUS[kind] + 0.5
    pen = QPen(colors.missed, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))
    if crossed:
        painter.drawLine(QPointF(-reach, -reach), QPointF(reach, reach))


class GlyphMark(QWidget):
    """A glyph standing in a row or a legend; it grows with the text."""

    def __init__(self, glyph: Glyph, magnified: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self._magnified = magnified
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        app_theme().changed.connect(self.updateGeometry)

    @property
    def glyph(self) -> Glyph:
        return self._glyph

    def show_glyph(self, glyph: Glyph) -> None:
        self._glyph = glyph
        self.updateGeometry()
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        extent = glyph_extent(self._glyph.kind) if self._is_outlined() else 9.5
        side = round(2 * extent * self._magnified * app_theme().scale)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_glyph(painter, middle, self._glyph, theme.colors, self._magnified * theme.scale)
        painter.end()

    def _is_outlined(self) -> bool:
        return self._glyph.status in (Status.DUE_TODAY, Status.LATE)
