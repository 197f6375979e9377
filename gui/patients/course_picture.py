"""A whole course on one strip of days: infusions, draws with their windows, ratings."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.calendar_days import CalendarDays, DayOff
from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Status, VisitKind
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph, paint_whisker
from gui.words import dates
from gui.words.agenda import glyph_text

HEIGHT = 124
_HEADER = 20
_LANES = {VisitKind.INFUSION: 42.0, VisitKind.DRAW: 74.0, VisitKind.RATING: 104.0}
_PAD = 10


@dataclass(frozen=True, slots=True)
class Strip:
    """The days of a picture: whole weeks around a course."""

    first: date
    days: int

    @classmethod
    def around(cls, course: Course) -> "Strip":
        shown = [visit.window.target for visit in course.visits()]
        ends = [edge for d in course.draws for edge in (d.window.first, d.window.last)]
        first, last = min(shown + ends), max(shown + ends)
        monday = first - timedelta(days=first.weekday())
        return cls(monday, (last - monday).days // 7 * 7 + 7)

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)


class CoursePreview(QWidget):
    """Paints the course that would be made; nothing before there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._days: CalendarDays | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        app_theme().changed.connect(self.updateGeometry)

    @property
    def course(self) -> Course | None:
        return self._course

    def show_course(self, course: Course | None, days: CalendarDays) -> None:
        self._course, self._days = course, days
        self.update()

    def _x(self, strip: Strip, day: date) -> float:
        inside = self.width() - 2 * _PAD
        return _PAD + ((day - strip.first).days + 0.5) * inside / strip.days

    def _paint_days(self, painter: QPainter, strip: Strip, days: CalendarDays) -> None:
        theme = app_theme()
        width = (self.width() - 2 * _PAD) / strip.days
        top = theme.px(_HEADER)
        painter.setFont(theme.font(11))
        for number in range(strip.days):
            day = strip.day(number)
            cell = QRectF(_PAD + number * width, top, width, self.height() - top - 6)
            off = days.day_off(day)
            if off is not None:
                painter.fillRect(cell, theme.colors.weekend)
            if off in (DayOff.HOLIDAY, DayOff.CLOSED):
                hatch = QBrush(theme.colors.control_border, Qt.BrushStyle.BDiagPattern)
                painter.fillRect(cell, hatch)
            if day.weekday() == 0:
                painter.fillRect(
                    QRectF(cell.left(), 4, 1, self.height() - 10), theme.colors.divider
                )
                painter.setPen(theme.colors.text_secondary)
                room = QRectF(cell.left() + 4, 2, 7 * width - 5, top)
                painter.drawText(
                    room,
                    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                    dates.day_and_month(day),
                )

    def _paint_visit(
        self, painter: QPainter, strip: Strip, visit: Infusion | Draw | Rating
    ) -> None:
        theme = app_theme()
        kind = visit.key.kind
        y = _LANES[kind] * theme.scale
        if isinstance(visit, Draw):
            span = QLineF(
                self._x(strip, visit.window.first), y, self._x(strip, visit.window.last), y
            )
            paint_whisker(painter, span, Status.PLANNED, theme.colors, theme.scale)
        glyph = Glyph(kind, Status.PLANNED, glyph_text(visit.key))
        where = QPointF(self._x(strip, visit.window.target), y)
        paint_glyph(painter, where, glyph, theme.colors, theme.scale)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(app_theme().px(480), app_theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(app_theme().px(320), app_theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colors.divider, 1))
        painter.setBrush(theme.colors.surface_2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._course is not None and self._days is not None:
            strip = Strip.around(self._course)
            self._paint_days(painter, strip, self._days)
            for visit in self._course.visits():
                self._paint_visit(painter, strip, visit)
        painter.end()
