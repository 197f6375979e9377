"""Axes of the small plots: days across, amounts up, and a line at today."""

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.calendar.shown_days import monday_of
from gui.theme import app_theme
from gui.words import dates, numbers

_LEFT, _TOP, _BOTTOM = 38, 14, 24
_TICK_ROOM = 52
"""Pixels a date below the axis needs."""


@dataclass(frozen=True, slots=True)
class Axes:
    """What is shown: days from `first` to `last`, amounts from `low` to `high`."""

    first: date
    last: date
    today: date
    low: float
    high: float
    step: float


class TimePlot(QWidget):
    """Paints the axes; a plot adds its own marks. Its words stand in the table beside it."""

    right_room = 70
    """Pixels kept free for the names at the right end."""

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axes: Axes | None = None
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        app_theme().changed.connect(self._restyle)

    @property
    def axes(self) -> Axes | None:
        return self._axes

    def show_axes(self, axes: Axes | None, described: str) -> None:
        """Show these days and amounts; `described` says the plot in words."""
        self._axes = axes
        self.setAccessibleDescription(described)
        self.update()

    def area(self) -> QRectF:
        """Where the data stand."""
        theme = app_theme()
        right = self.width() - theme.px(self.right_room)
        return QRectF(
            QPointF(theme.px(_LEFT), theme.px(_TOP)),
            QPointF(right, self.height() - theme.px(_BOTTOM)),
        )

    def across(self, day: date) -> float:
        """The middle of `day`."""
        assert self._axes is not None
        area = self.area()
        days = (self._axes.last - self._axes.first).days + 1
        return area.left() + ((day - self._axes.first).days + 0.5) * area.width() / days

    def up(self, amount: float) -> float:
        assert self._axes is not None
        area, axes = self.area(), self._axes
        return area.bottom() - (amount - axes.low) / (axes.high - axes.low) * area.height()

    def paint_below(self, painter: QPainter) -> None:
        """What lies under the grid; nothing unless a plot has something."""

    def paint_marks(self, painter: QPainter) -> None:
        """The data."""

    def _paint_grid(self, painter: QPainter, axes: Axes) -> None:
        theme, area = app_theme(), self.area()
        painter.setFont(theme.font(11))
        amount = axes.low
        while amount <= axes.high + 1e-9:
            y = self.up(amount)
            painter.setPen(QPen(theme.colors.divider, 1))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(theme.colors.text_secondary)
            box = QRectF(0, y - 8, area.left() - theme.px(6), 16)
            middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, middle, numbers.number(amount, 0))
            amount += axes.step

    def _paint_days(self, painter: QPainter, axes: Axes) -> None:
        theme, area = app_theme(), self.area()
        days = (axes.last - axes.first).days + 1
        weeks = max(1, round(theme.px(_TICK_ROOM) * days / max(1.0, area.width()) / 7 + 0.4))
        painter.setFont(theme.font(11))
        monday = monday_of(axes.first + timedelta(days=6))
        while monday <= axes.last:
            x = self.across(monday)
            painter.setPen(QPen(theme.colors.divider, 1))
            painter.drawLine(QLineF(x, area.bottom(), x, area.bottom() + 4))
            painter.setPen(theme.colors.text_secondary)
            box = QRectF(x - 40, area.bottom() + 5, 80, theme.px(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, dates.day_and_month(monday))
            monday += timedelta(weeks=weeks)

    def _paint_today(self, painter: QPainter, axes: Axes) -> None:
        if axes.first <= axes.today <= axes.last:
            area, x = self.area(), self.across(axes.today)
            painter.setPen(QPen(app_theme().colors.accent, 1.5))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))

    def write_beside(
        self, painter: QPainter, at: QPointF, words: str, taken: list[QRectF], gap: float = 8
    ) -> None:
        """A number over its mark, or under it where the place above is `taken`."""
        theme = app_theme()
        painter.setFont(theme.font(12, 700))
        painter.setPen(theme.colors.text)
        metrics = QFontMetricsF(painter.font())
        width, height = metrics.horizontalAdvance(words) + 2, metrics.capHeight() + 4
        left = min(max(at.x() - width / 2, 0), self.width() - width)
        away = gap * theme.scale
        box = QRectF(left, at.y() - away - height + 2, width, height)
        if any(box.intersects(other) for other in taken):
            box.moveTop(at.y() + away - 1)
        taken.append(box)
        painter.drawText(QPointF(box.left() + 1, box.bottom() - 2), words)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(app_theme().px(440), app_theme().px(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(app_theme().px(280), app_theme().px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._axes is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_below(painter)
        self._paint_grid(painter, self._axes)
        self._paint_days(painter, self._axes)
        self._paint_today(painter, self._axes)
        self.paint_marks(painter)
        painter.end()
