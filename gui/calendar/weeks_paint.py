"""How a week of one patient is painted: days, windows, and where each glyph stands."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from domain.calendar_days import DayOff
from domain.visits import VisitKind
from gui.calendar.timeline_ground import hatch
from gui.calendar.timeline_rows import Event
from gui.calendar.weeks_model import WeeksModel
from gui.theme import app_theme
from gui.widgets.glyphs import paint_whisker
from gui.words import dates

WEEK_HEIGHT = 47
_UPPER_LINE = 20 / 47
_DRAW_LINE = 36 / 47
_BESIDE = 20
_WHISKER_INSET = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """An event, and where its glyph stands."""

    event: Event
    center: QPointF


def marks(events: tuple[Event, ...], cell: QRectF) -> tuple[Mark, ...]:
    """Infusions and ratings side by side above, draws on the line of their windows below."""
    upper = [event for event in events if event.key.kind is not VisitKind.DRAW]
    lower = [event for event in events if event.key.kind is VisitKind.DRAW]
    return (*_spread(upper, cell, _UPPER_LINE), *_spread(lower, cell, _DRAW_LINE))


def nearest(events: tuple[Event, ...], cell: QRectF, at: QPointF) -> Event | None:
    """The event whose glyph is nearest to `at`; a whole cell belongs to its events."""
    found = min(
        marks(events, cell), key=lambda mark: (mark.center - at).manhattanLength(), default=None
    )
    return found.event if found else None


def paint_ground(view: QTableView, model: WeeksModel, painter: QPainter) -> None:
    """The days of every week with their numbers, the windows, and a frame around today."""
    for number in range(model.rowCount()):
        for weekday in range(7):
            index = model.index(number, weekday)
            _paint_day(model, painter, model.day_at(index), view.visualRect(index))
    _paint_windows(view, model, painter)
    today = model.place(model.today)
    if today.isValid():
        painter.setPen(QPen(app_theme().colors.accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(view.visualRect(today)).adjusted(0, 0, 0, 0))


def upper_line(cell: QRectF) -> float:
    """The height at which infusions and ratings stand."""
    return cell.top() + _UPPER_LINE * cell.height()


def _spread(events: list[Event], cell: QRectF, line: float) -> list[Mark]:
    step = min(_BESIDE * app_theme().scale, cell.width() / max(1, len(events)))
    left = cell.center().x() - step * (len(events) - 1) / 2
    y = cell.top() + line * cell.height()
    return [Mark(event, QPointF(left + n * step, y)) for n, event in enumerate(events)]


def _paint_day(model: WeeksModel, painter: QPainter, day: date, cell: QRect) -> None:
    theme = app_theme()
    off = model.day_off(day)
    if day == model.today:
        painter.fillRect(cell, theme.colors.today_column)
    elif off is not None:
        painter.fillRect(cell, theme.colors.weekend)
    if off in (DayOff.HOLIDAY, DayOff.CLOSED) and day.weekday() < 5:
        hatch(painter, QRectF(cell), theme.colors, rising=True, origin=cell.left() - cell.top())
    painter.setPen(QPen(theme.colors.divider, 1))
    painter.drawRect(cell)
    is_first = day.day == 1 or model.place(day) == model.index(0, 0)
    painter.setFont(theme.font(11, 700 if day == model.today else 400))
    painter.setPen(theme.colors.text if day == model.today else theme.colors.text_secondary)
    corner = QRectF(cell).adjusted(theme.px(6), theme.px(3), 0, 0)
    words = dates.day_and_month(day) if is_first else str(day.day)
    painter.drawText(corner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)


def _paint_windows(view: QTableView, model: WeeksModel, painter: QPainter) -> None:
    row = model.row
    if row is None:
        return
    theme = app_theme()
    for whisker in row.whiskers:
        for number, monday in enumerate(model.weeks):
            sunday = date.fromordinal(monday.toordinal() + 6)
            first, last = max(whisker.first, monday), min(whisker.last, sunday)
            if first > last:
                continue
            start = QRectF(view.visualRect(model.index(number, first.weekday())))
            end = QRectF(view.visualRect(model.index(number, last.weekday())))
            y = start.top() + _DRAW_LINE * start.height()
            span = QLineF(start.left() + _WHISKER_INSET, y, end.right() - _WHISKER_INSET, y)
            paint_whisker(painter, span, whisker.status, theme.colors, theme.scale)
