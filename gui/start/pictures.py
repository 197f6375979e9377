"""The little timelines on the cards of the first page, painted with the program's own glyphs."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.visits import Status, VisitKind
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph, paint_whisker

HEIGHT = 78
COLUMNS = 8
TODAY = 4.5
"""Between infusions 5 and 6 of the demo picture."""


@dataclass(frozen=True, slots=True)
class Course:
    """Status of each glyph, by the infusion it stands at."""

    given: int
    draws: tuple[tuple[float, Status], ...]
    ratings: tuple[tuple[float, Status], ...] = ()
    today: float | None = None


DEMO = Course(
    given=5,
    draws=(
        (0.5, Status.DONE),
        (2.5, Status.WAITING_FOR_LAB),
        (TODAY, Status.DUE_TODAY),
        (6.5, Status.PLANNED),
    ),
    ratings=((0, Status.DONE), (2, Status.DONE), (4, Status.DONE), (6, Status.PLANNED)),
    today=TODAY,
)
NEW = Course(given=0, draws=tuple((k + 0.5, Status.PLANNED) for k in (0, 2, 4, 6)))


class CoursePicture(QWidget):
    """A course of eight infusions at a glance; decoration, so screen readers skip it."""

    def __init__(self, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = course
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        app_theme().changed.connect(self.updateGeometry)

    def _x(self, place: float) -> float:
        margin = 26 * app_theme().scale
        return margin + place * (self.width() - 2 * margin) / (COLUMNS - 1)

    def _lanes(self) -> tuple[float, float, float]:
        parts = (0.28, 0.57, 0.81) if self._course.ratings else (0.36, 0.70, 1.0)
        top, middle, bottom = (part * self.height() for part in parts)
        return top, middle, bottom

    def _paint_today(self, painter: QPainter) -> None:
        if self._course.today is None:
            return
        x = self._x(self._course.today)
        painter.setPen(QPen(app_theme().colors.accent, 2))
        painter.drawLine(QLineF(x, self.height() * 0.08, x, self.height() * 0.92))

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(220, app_theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colors.surface_2, 0))
        painter.setBrush(theme.colors.surface_2)
        painter.drawRoundedRect(self.rect(), 6, 6)
        self._paint_today(painter)
        infusions, draws, ratings = self._lanes()
        for number in range(COLUMNS):
            status = Status.DONE if number < self._course.given else Status.PLANNED
            glyph = Glyph(VisitKind.INFUSION, status, str(number + 1))
            middle = QPointF(self._x(number), infusions)
            paint_glyph(painter, middle, glyph, theme.colors, theme.scale)
        for place, status in self._course.draws:
            span = QLineF(self._x(place - 0.5), draws, self._x(place + 0.7), draws)
            paint_whisker(painter, span, status, theme.colors, theme.scale)
            glyph = Glyph(VisitKind.DRAW, status)
            middle = QPointF(self._x(place), draws)
            paint_glyph(painter, middle, glyph, theme.colors, theme.scale)
        for place, status in self._course.ratings:
            glyph = Glyph(VisitKind.RATING, status)
            middle = QPointF(self._x(place), ratings)
            paint_glyph(painter, middle, glyph, theme.colors, theme.scale)
        painter.end()
