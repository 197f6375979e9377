"""What lies under the glyphs: shaded days, today, hatching, windows, and lines between rows."""

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QTableView

from domain.calendar_days import DayOff
from gui.calendar.move_rows import Side
from gui.calendar.timeline_layout import DAY_WIDTH, DIMMED, ROW_HEIGHT, WHISKER_INSET
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import TimelineRow
from gui.colors import Colors
from gui.theme import app_theme
from gui.widgets.glyphs import paint_whisker
from gui.words import timeline

_HATCH_STEP = 8


def paint_ground(view: QTableView, model: TimelineModel, painter: QPainter, area: QRect) -> None:
    """Paint everything under the cells that touch `area` of the viewport."""
    colors = app_theme().colors
    rows, columns = visible_cells(view, model, area)
    for column in columns:
        _paint_day(view, model, painter, column, colors)
    painter.setPen(QPen(colors.divider, 1))
    for row in rows:
        bottom = view.rowViewportPosition(row) + view.rowHeight(row) - 1
        painter.drawLine(area.left(), bottom, area.right(), bottom)
    for row in rows:
        painter.setOpacity(DIMMED if model.is_dimmed(row) else 1)
        _paint_row(view, model, painter, row, colors)
    painter.setOpacity(1)
    _paint_today(view, model, painter, colors)
    for row in rows:
        side = model.side_at(row)
        if side is not None:
            rect = QRect(
                0, view.rowViewportPosition(row), view.viewport().width(), view.rowHeight(row)
            )
            paint_frame(painter, rect, side, colors)


def paint_frame(painter: QPainter, rect: QRect, side: Side, colors: Colors) -> None:
    """Lines above and below the two rows of a previewed move."""
    top = rect.top() - 1 if side is Side.NOW else rect.bottom() - 1
    painter.fillRect(QRect(rect.left(), top, rect.width(), 2), colors.accent)


def visible_cells(view: QTableView, model: TimelineModel, area: QRect) -> tuple[range, range]:
    """The rows and columns that touch `area` of the viewport."""
    columns = _visible(view.columnAt(area.left()), view.columnAt(area.right()), model.columnCount())
    rows = _visible(view.rowAt(area.top()), view.rowAt(area.bottom()), model.rowCount())
    return rows, columns


def hatch(painter: QPainter, area: QRectF, colors: Colors, *, rising: bool, origin: float) -> None:
    """Thin parallel lines over `area`; `origin` keeps them in place while the table scrolls."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.control_border if rising else colors.divider, 0.7 if rising else 1))
    step = _HATCH_STEP * app_theme().scale
    reach = area.height()
    # On a line x ± y stays the same; counted from the content's own corner.
    shift = origin - area.bottom() if not rising else origin + area.bottom()
    start = area.left() - reach + (shift - area.left() + reach) % step - step
    lines: list[QLineF] = []
    x = start
    while x < area.right() + step:
        low, high = QPointF(x, area.bottom()), QPointF(x + reach, area.top())
        if not rising:
            low, high = QPointF(x, area.top()), QPointF(x + reach, area.bottom())
        lines.append(QLineF(low, high))
        x += step
    painter.drawLines(lines)
    painter.restore()


def day_rect(view: QTableView, column: int) -> QRect:
    left, width = view.columnViewportPosition(column), view.columnWidth(column)
    bottom = view.rowViewportPosition(view.model().rowCount() - 1) + view.rowHeight(0)
    return QRect(left, 0, width, min(bottom, view.viewport().height()))


def _visible(first: int, last: int, count: int) -> range:
    if first < 0 or count == 0:
        return range(0)
    return range(first, (last if last >= 0 else count - 1) + 1)


def _paint_day(
    view: QTableView, model: TimelineModel, painter: QPainter, column: int, colors: Colors
) -> None:
    rect = day_rect(view, column)
    off = model.days.off[column]
    if model.day_at(column) == model.today:
        painter.fillRect(rect, colors.today_column)
    elif off is not None:
        painter.fillRect(rect, colors.weekend)
    is_weekend = model.day_at(column).weekday() not in model.calendar.rules.working_weekdays
    if off in (DayOff.HOLIDAY, DayOff.CLOSED) and not is_weekend:
        origin = rect.left() - view.verticalOffset()
        hatch(painter, QRectF(rect), colors, rising=True, origin=origin)
    if model.day_at(column).weekday() == 0 or column == 0:
        painter.setPen(QPen(colors.divider, 1))
        painter.drawLine(rect.left(), rect.top(), rect.left(), rect.bottom())


def _paint_today(view: QTableView, model: TimelineModel, painter: QPainter, colors: Colors) -> None:
    column = model.days.column(model.today)
    if column is None or model.rowCount() == 0:
        return
    rect = day_rect(view, column)
    painter.fillRect(QRect(rect.left() - 1, rect.top(), 2, rect.height()), colors.accent)
    painter.fillRect(QRect(rect.right(), rect.top(), 2, rect.height()), colors.accent)


def _paint_row(
    view: QTableView, model: TimelineModel, painter: QPainter, number: int, colors: Colors
) -> None:
    row = model.row_at(number)
    top, height = view.rowViewportPosition(number), view.rowHeight(number) - 1
    if row.withdrawn_on is not None:
        _paint_withdrawal(view, model, painter, row, QRectF(0, top, 0, height), colors)
    scale = min((height + 1) / ROW_HEIGHT, view.columnWidth(0) / DAY_WIDTH)
    middle = top + 28 / 48 * (height + 1)
    for whisker in row.whiskers:
        span = model.days.span(whisker.first, whisker.last)
        if span is None:
            continue
        inset = WHISKER_INSET * scale
        left = view.columnViewportPosition(span[0]) + inset
        right = view.columnViewportPosition(span[1]) + view.columnWidth(span[1]) - inset
        if right >= 0 and left <= view.viewport().width():
            line = QLineF(left, middle, right, middle)
            paint_whisker(painter, line, whisker.status, colors, scale)


def _paint_withdrawal(
    view: QTableView,
    model: TimelineModel,
    painter: QPainter,
    row: TimelineRow,
    band: QRectF,
    colors: Colors,
) -> None:
    assert row.withdrawn_on is not None
    theme = app_theme()
    column = model.days.first_column_from(row.withdrawn_on)
    left = view.columnViewportPosition(column)
    width = view.columnWidth(column)
    end = view.viewport().width()
    if left > end:
        return
    hatched = QRectF(max(0, left + width), band.top(), 0, band.height())
    hatched.setRight(end)
    origin = -view.horizontalOffset() - band.top()
    hatch(painter, hatched, colors, rising=False, origin=origin)
    painter.fillRect(
        QRectF(left + width / 2 - 1, band.top() + 5, 2, band.height() - 10), colors.text_tertiary
    )
    words = timeline.withdrew_on(row.withdrawn_on, row.patient.withdrawal_reason)
    painter.setFont(theme.font(12, 500))
    metrics = painter.fontMetrics()
    pad = theme.px(4)
    label = QRectF(
        max(left + width / 2 + 3, pad),
        band.center().y() - metrics.height() / 2 - 1,
        metrics.horizontalAdvance(words) + 2 * pad + 2,
        metrics.height() + 2,
    )
    painter.fillRect(label, colors.surface)
    painter.setPen(colors.text_secondary)
    painter.drawText(label.adjusted(pad, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)
