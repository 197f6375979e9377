"""How a day of the month is painted: its number, what is on it by kind, and the first visits."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from domain.calendar_days import DayOff
from domain.visits import Status, VisitKind
from gui.calendar.month_model import MonthModel
from gui.calendar.timeline_ground import hatch
from gui.calendar.timeline_rows import Event
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words import calendar as words
from gui.words import dates

_HEAD_LINE = 22
_LINE = 18
_MARK = 14
_BESIDE_DAY = 4
_AT_MOST = 4


def paint_ground(painter: QPainter, model: MonthModel, day: date, cell: QRectF) -> None:
    colors, off = app_theme().colors, model.day_off(day)
    if day == model.today:
        painter.fillRect(cell, colors.today_column)
    elif off is not None:
        painter.fillRect(cell, colors.weekend)
    if off in (DayOff.HOLIDAY, DayOff.CLOSED):
        hatch(painter, cell, colors, rising=True, origin=cell.left() - cell.top())
    painter.setPen(QPen(colors.accent if day == model.today else colors.divider, 1))
    painter.drawRect(cell.adjusted(0, 0, -0.5, -0.5))


def paint_head(painter: QPainter, model: MonthModel, day: date, cell: QRectF) -> None:
    theme = app_theme()
    in_month = day.month == model.month.month
    font = theme.font(12, 700 if day == model.today else 500)
    counts = model.counts_on(day)
    line = QRectF(cell.left(), cell.top() + 1, cell.width(), theme.px(_HEAD_LINE))
    line.adjust(theme.px(7), 0, -theme.px(4), 0)
    told = _day_told(day, model.first, line.width() - _counts_width(counts), font)
    painter.setFont(font)
    painter.setPen(theme.colors.text if in_month else theme.colors.text_tertiary)
    painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)
    used = painter.fontMetrics().horizontalAdvance(told) + theme.px(_BESIDE_DAY)
    _paint_counts(painter, counts, line.adjusted(used, 0, 0, 0))


def _day_told(day: date, first: date, room: float, font: QFont) -> str:
    """The month is named where it begins, unless the counts would have no room for it."""
    named = dates.day_and_month(day)
    taken = QFontMetrics(font).horizontalAdvance(named) + app_theme().px(_BESIDE_DAY)
    is_named = day in (first, day.replace(day=1)) and taken <= room
    return named if is_named else str(day.day)


def _counts_width(counts: dict[VisitKind, int]) -> int:
    theme = app_theme()
    width = QFontMetrics(theme.font(11, 600)).horizontalAdvance
    return sum(theme.px(_MARK) + width(str(n)) + 2 for n in counts.values())


def _paint_counts(painter: QPainter, counts: dict[VisitKind, int], line: QRectF) -> None:
    """A small glyph and the number of each kind; one number where the day is too narrow."""
    theme = app_theme()
    painter.setFont(theme.font(11, 600))
    metrics = painter.fontMetrics()
    painter.setPen(theme.colors.text_secondary)
    mark = theme.px(_MARK)
    if _counts_width(counts) > line.width():
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        total = str(sum(counts.values()))
        if metrics.horizontalAdvance(total) <= line.width():
            painter.drawText(line, right, total)
        return
    x = line.right()
    for kind, count in reversed(counts.items()):
        x -= metrics.horizontalAdvance(str(count)) + 2
        painter.drawText(QPointF(x, line.center().y() + metrics.capHeight() / 2), str(count))
        glyph, where = Glyph(kind, Status.PLANNED), QPointF(x - mark / 2, line.center().y())
        paint_glyph(painter, where, glyph, theme.colors, 0.55 * theme.scale)
        painter.setPen(theme.colors.text_secondary)
        x -= mark


def lines(events: Sequence[Event], cell: QRectF) -> tuple[tuple[Event, QRectF], ...]:
    """The visits that a cell has room for, and the line each stands in."""
    line, top = app_theme().px(_LINE), cell.top() + app_theme().px(_HEAD_LINE)
    room = _room(cell)
    shown = min(_AT_MOST, room)
    if len(events) > shown:
        shown = min(_AT_MOST, room - 1)
    return tuple(
        (event, QRectF(cell.left(), top + number * line, cell.width(), line))
        for number, event in enumerate(events[: max(0, shown)])
    )


def _room(cell: QRectF) -> int:
    theme = app_theme()
    return int((cell.height() - theme.px(_HEAD_LINE) - 2) // theme.px(_LINE))


def paint_visits(painter: QPainter, model: MonthModel, day: date, cell: QRectF) -> None:
    """The glyph and the patient of each visit there is room for, and how many there are more."""
    theme = app_theme()
    events = model.events_on(day)
    shown = lines(events, cell)
    for event, line in shown:
        where = QPointF(line.left() + theme.px(15), line.center().y())
        paint_glyph(painter, where, event.glyph, theme.colors, 0.72 * theme.scale)
        painter.setFont(theme.font(12))
        is_late = event.status.is_not_done
        painter.setPen(theme.colors.overdue if is_late else theme.colors.text)
        box = line.adjusted(theme.px(28), 0, -theme.px(4), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, event.key.patient)
    more = len(events) - len(shown)
    if more > 0 and _room(cell) > 0:
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colors.link)
        top = cell.top() + theme.px(_HEAD_LINE) + len(shown) * theme.px(_LINE)
        box = QRectF(cell.left() + theme.px(8), top, cell.width() - theme.px(12), theme.px(_LINE))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words.more(more))
