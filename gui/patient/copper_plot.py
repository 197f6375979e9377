"""Serum copper over the course, with the reference band and the infusions along the axis."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from domain.protocol import Protocol
from domain.visits import Draw, Status, VisitKind, VisitState
from gui.calendar.timeline_rows import TimelineRow
from gui.patient.time_plot import Axes, TimePlot
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words import patient_page as words
from gui.words.agenda import glyph_text
from gui.words.language import _

HEIGHT = 208
_STEP = 20.0
_INFUSION_LINE = 9
_BAND_ALPHA = 130


@dataclass(frozen=True, slots=True)
class CopperPoint:
    """A result on the day of its draw, and whether the draw before it has one too."""

    draw: Draw
    day: date
    ug_dl: float
    follows_on: bool
    """False where a draw between this one and the one before has no value: no line then."""


def copper_points(draws: Sequence[Draw], protocol: Protocol) -> tuple[CopperPoint, ...]:
    """The values in the order of the protocol's draws; unscheduled draws last, unjoined."""
    order = {rule.code: place for place, rule in enumerate(protocol.draws)}
    points: list[CopperPoint] = []
    before: float | None = None
    for draw in sorted(draws, key=lambda d: (order.get(d.key.code, len(order)), d.shown_on)):
        value = draw.result.ug_dl if draw.result is not None else None
        if value is not None and draw.done_on is not None:
            joined = before is not None and draw.key.code in order
            points.append(CopperPoint(draw, draw.done_on, value, joined))
        before = value
    return tuple(points)


class CopperPlot(TimePlot):
    """Points and lines; a draw that is due stands above, never at a value."""

    def __init__(self) -> None:
        super().__init__(_("Serum copper over the course"), HEIGHT)
        self._points: tuple[CopperPoint, ...] = ()
        self._row: TimelineRow | None = None
        self._reference = (0.0, 0.0)

    @property
    def points(self) -> tuple[CopperPoint, ...]:
        return self._points

    def show_course(
        self, row: TimelineRow, protocol: Protocol, span: tuple[date, date], today: date
    ) -> None:
        self._row = row
        self._points = copper_points(row.course.draws, protocol)
        self._reference = protocol.laboratory.range_for(row.patient.sex)
        amounts = [*self._reference, *(point.ug_dl for point in self._points)]
        low = math.floor((min(amounts) - 1) / _STEP) * _STEP
        high = math.ceil((max(amounts) + 1) / _STEP) * _STEP
        axes = Axes(*span, today, low, high, _STEP if high - low <= 160 else 2 * _STEP)
        told = [(point.draw, point.ug_dl) for point in self._points]
        self.show_axes(axes, words.copper_described(told))

    def _paint_infusions(self, painter: QPainter) -> None:
        assert self._row is not None
        theme, colors = app_theme(), app_theme().colors
        y = self.area().bottom() - theme.px(_INFUSION_LINE)
        for infusion in self._row.course.current_infusions():
            if infusion.state not in (VisitState.DONE, VisitState.PLANNED):
                continue
            done = infusion.state is VisitState.DONE
            glyph = Glyph(
                VisitKind.INFUSION, Status.DONE if done else Status.PLANNED, infusion.key.code
            )
            where = QPointF(self.across(infusion.shown_on), y)
            paint_glyph(painter, where, glyph, colors, 0.78 * theme.scale)

    def _paint_due(self, painter: QPainter) -> None:
        """The draw that is due or late today stands at the top of today's line."""
        assert self._row is not None
        assert self.axes is not None
        today = self.axes.today
        due = [
            draw
            for draw in self._row.course.draws
            if draw.status(today) in (Status.DUE_TODAY, Status.LATE, Status.OVERDUE)
        ]
        for draw in due[:1]:
            theme = app_theme()
            status = draw.status(today)
            at = QPointF(self.across(today), self.area().top() + theme.px(6))
            glyph = Glyph(VisitKind.DRAW, status, glyph_text(draw.key))
            paint_glyph(painter, at, glyph, theme.colors, theme.scale)
            painter.setFont(theme.font(12, 600))
            painter.setPen(theme.colors.text)
            told = words.due_in_plot(draw, status)
            width = painter.fontMetrics().horizontalAdvance(told)
            left = beside(at.x(), width, gap=theme.px(16), edge=self.area().left())
            box = QRectF(left, at.y() - 10, width + 1, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, told)

    # What TimePlot asks for

    def paint_below(self, painter: QPainter) -> None:
        theme, area = app_theme(), self.area()
        top, bottom = self.up(self._reference[1]), self.up(self._reference[0])
        band = QColor(theme.colors.rating_fill)
        band.setAlpha(_BAND_ALPHA)
        painter.fillRect(QRectF(area.left(), top, area.width(), bottom - top), band)
        painter.setFont(theme.font(11))
        painter.setPen(theme.colors.text_secondary)
        box = QRectF(
            area.right() + theme.px(5), (top + bottom) / 2 - theme.px(17), 90, theme.px(34)
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words.reference(*self._reference))

    def paint_marks(self, painter: QPainter) -> None:
        theme = app_theme()
        self._paint_infusions(painter)
        before: QPointF | None = None
        taken: list[QRectF] = []
        places = [QPointF(self.across(p.day), self.up(p.ug_dl)) for p in self._points]
        for point, at in zip(self._points, places, strict=True):
            if before is not None and point.follows_on:
                painter.setPen(QPen(theme.colors.copper, 1.8))
                painter.drawLine(QLineF(before, at))
            before = at
        for point, at in zip(self._points, places, strict=True):
            status = Status.DONE if point.day in point.draw.window else Status.DONE_OUT_OF_WINDOW
            paint_glyph(painter, at, Glyph(VisitKind.DRAW, status), theme.colors, theme.scale)
            assert point.draw.result is not None
            told = words.amount(point.draw.result.operator, point.ug_dl)
            self.write_beside(painter, at, told, taken, 11)
        self._paint_due(painter)


def beside(mark: float, width: float, *, gap: float, edge: float) -> float:
    """Where words begin: before their mark, or behind it where they would cross the left edge."""
    before = mark - gap - width
    return before if before >= edge else mark + gap


def shown_span(row: TimelineRow) -> tuple[date, date]:
    """From the first visit to the last one planned, with a few days of room."""
    days = list(row.events) or [row.patient.enrolled_on]
    return min(days) - timedelta(days=2), max(days) + timedelta(days=3)
