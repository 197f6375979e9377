"""MADRS and YMRS over the course on their whole scale, 0 to 60."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from domain.recording import MADRS_TOP
from domain.visits import Rating, Status, VisitKind
from gui.calendar.timeline_rows import TimelineRow
from gui.patient.time_plot import Axes, TimePlot
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words import numbers
from gui.words import patient_page as words
from gui.words.language import _

HEIGHT = 166
_TRIANGLE = 5.0
_RATING_SIZE = 1.05

Scores = tuple[tuple[date, int], ...]


class RatingsPlot(TimePlot):
    """MADRS as squares on a solid line, YMRS as triangles on a dashed one."""

    def __init__(self) -> None:
        super().__init__(_("MADRS and YMRS over the course"), HEIGHT)
        self._madrs: Scores = ()
        self._ymrs: Scores = ()

    def show_course(self, row: TimelineRow, span: tuple[date, date], today: date) -> None:
        rated = sorted((r for r in row.course.ratings if r.done_on), key=lambda r: r.shown_on)
        self._madrs = _scores(rated, "madrs")
        self._ymrs = _scores(rated, "ymrs")
        self.show_axes(Axes(*span, today, 0, MADRS_TOP, 20), words.ratings_described(rated))

    def _paint_line(
        self, painter: QPainter, scores: Scores, color: QColor, *, dashed: bool
    ) -> None:
        pen = QPen(color, 1.8)
        if dashed:
            pen.setDashPattern([4, 2.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([self._at(score) for score in scores]))

    def _at(self, score: tuple[date, int]) -> QPointF:
        return QPointF(self.across(score[0]), self.up(score[1]))

    def _paint_name(self, painter: QPainter, scores: Scores, words: str, color: QColor) -> None:
        if not scores:
            return
        theme, area = app_theme(), self.area()
        painter.setFont(theme.font(12, 700))
        painter.setPen(color)
        y = min(self._at(scores[-1]).y(), area.bottom() - theme.px(4))
        box = QRectF(area.right() + theme.px(4), y - 10, theme.px(self.right_room), 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    # What TimePlot asks for

    def paint_marks(self, painter: QPainter) -> None:
        theme = app_theme()
        green, grey = theme.colors.rating, theme.colors.text_secondary
        self._paint_line(painter, self._madrs, green, dashed=False)
        self._paint_line(painter, self._ymrs, grey, dashed=True)
        taken: list[QRectF] = []
        square = Glyph(VisitKind.RATING, Status.DONE)
        for score in self._madrs:
            at = self._at(score)
            paint_glyph(painter, at, square, theme.colors, _RATING_SIZE * theme.scale)
            self.write_beside(painter, at, numbers.whole(score[1]), taken)
        reach = _TRIANGLE * theme.scale
        for score in self._ymrs:
            at = self._at(score)
            painter.setPen(QPen(grey, 1.5))
            painter.setBrush(theme.colors.surface)
            corners = (
                QPointF(0, -reach),
                QPointF(reach, reach * 0.8),
                QPointF(-reach, reach * 0.8),
            )
            painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
            self.write_beside(painter, at, numbers.whole(score[1]), taken)
        self._paint_name(painter, self._madrs, "MADRS", green)
        self._paint_name(painter, self._ymrs, "YMRS", grey)


def _scores(rated: list[Rating], scale: str) -> Scores:
    return tuple(
        (rating.done_on, getattr(rating, scale))
        for rating in rated
        if rating.done_on is not None and getattr(rating, scale) is not None
    )
