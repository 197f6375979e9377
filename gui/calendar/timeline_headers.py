"""The frozen parts of the timeline: weeks and days above, patients and their next step beside."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from gui.calendar.move_rows import Side
from gui.calendar.shown_days import Week
from gui.calendar.timeline_ground import paint_frame
from gui.calendar.timeline_layout import DAY_LINE, PATIENT_WIDTH, WEEK_LINE
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import TimelineRow
from gui.theme import app_theme
from gui.words import dates, moves, timeline
from gui.words.language import _

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTER = Qt.AlignmentFlag.AlignCenter


class DaysHeader(QHeaderView):
    """Two lines: the weeks, then the days, today boxed."""

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(4)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(0, app_theme().px(WEEK_LINE) + app_theme().px(DAY_LINE))

    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colors = app_theme().colors
        painter.fillRect(self.rect(), colors.surface_2)
        days = self._model.days
        first, last = self._visible_columns()
        for column in range(first, last + 1):
            self._paint_day(painter, column)
        for week in days.weeks:
            if week.last_column >= first and week.first_column <= last:
                self._paint_week(painter, week)
        painter.setPen(QPen(colors.control_border, 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _visible_columns(self) -> tuple[int, int]:
        first = max(0, self.visualIndexAt(0))
        last = self.visualIndexAt(self.viewport().width() - 1)
        return first, last if last >= 0 else self.count() - 1

    def _paint_day(self, painter: QPainter, column: int) -> None:
        theme, model = app_theme(), self._model
        day, is_off = model.day_at(column), model.days.off[column] is not None
        top = theme.px(WEEK_LINE)
        rect = QRect(
            self.sectionViewportPosition(column), top, self.sectionSize(column), self.height() - top
        )
        letter_color, number_color = theme.color("text_secondary"), theme.color("text")
        if day == model.today:
            painter.fillRect(rect.adjusted(-1, 0, 1, 0), theme.color("accent"))
            letter_color = number_color = theme.color("on_solid")
        elif is_off:
            painter.fillRect(rect, theme.color("weekend"))
            number_color = theme.color("text_tertiary")
        line = theme.px(14)
        above = QRect(rect.left(), rect.top() - theme.px(1), rect.width(), line)
        below = above.translated(0, line)
        _write(painter, above, dates.weekday_letter(day), letter_color, 11, 500)
        _write(painter, below, str(day.day), number_color, 11.5, 500 if is_off else 700)

    def _paint_week(self, painter: QPainter, week: Week) -> None:
        """Week number on the right; the days of a week that begins outside stay readable."""
        theme = app_theme()
        left = self.sectionViewportPosition(week.first_column)
        right = self.sectionViewportPosition(week.last_column) + self.sectionSize(week.last_column)
        painter.setPen(QPen(theme.color("divider"), 1))
        painter.drawLine(left, 0, left, self.height())
        pad = theme.px(6)
        rect = QRect(max(0, left) + pad, 0, right - max(0, left) - 2 * pad, theme.px(WEEK_LINE))
        span, number = dates.days_between(week.monday, week.sunday), timeline.week(week.number)
        painter.setFont(theme.font(12, 600))
        span_width = painter.fontMetrics().horizontalAdvance(span)
        painter.setFont(theme.font(12, 400))
        number_width = painter.fontMetrics().horizontalAdvance(number)
        if span_width <= rect.width():
            _write(painter, rect, span, theme.color("text"), 12, 600, _LEFT)
        if span_width + number_width + pad <= rect.width():
            _write(painter, rect, number, theme.color("text_tertiary"), 12, 400, _RIGHT)


class PatientsHeader(QHeaderView):
    """Code and diagnosis, progress and next step; the current row is tinted."""

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._current = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(4)

    def show_current(self, row: int) -> None:
        if row != self._current:
            self._current = row
            self.viewport().update()

    # Qt overrides

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        theme, row = app_theme(), self._model.row_at(logicalIndex)
        side = self._model.side_at(logicalIndex)
        is_current = logicalIndex == self._current if self._model.move is None else side is not None
        painter.save()
        painter.fillRect(rect, theme.color("selection" if is_current else "surface"))
        margin, gap = theme.px(12), theme.px(PATIENT_WIDTH)
        line = theme.px(16)
        top = rect.center().y() - line + theme.px(1)
        code = QRect(rect.left() + margin, top, gap - theme.px(6), line)
        step = QRect(code.left() + gap, top, rect.right() - code.left() - gap - 2, line)
        if side is not Side.AFTER:
            _write(painter, code, row.code, theme.color("text"), 13, 600, _LEFT)
            diagnosis = timeline.diagnosis(row.patient.diagnosis)
            below = code.translated(0, line)
            _write(painter, below, diagnosis, theme.color("text_secondary"), 12, 400, _LEFT)
        if side is None:
            self._paint_progress(painter, row, step, line)
        else:
            self._paint_side(painter, side, step, line)
        painter.setPen(QPen(theme.color("divider"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QPen(theme.color("control_border"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if side is not None:
            paint_frame(painter, rect, side, theme.colors)
        painter.restore()

    def _paint_progress(self, painter: QPainter, row: TimelineRow, above: QRect, line: int) -> None:
        theme = app_theme()
        progress = timeline.progress(row.given, row.infusions, row.step)
        _write(painter, above, progress, theme.color("text"), 12, 500, _LEFT)
        words = timeline.next_step(row.step, self._model.today)
        weight = 700 if words.is_strong else 400
        below = above.translated(0, line)
        _write(painter, below, words.text, theme.color(words.tone), 12, weight, _LEFT)

    def _paint_side(self, painter: QPainter, side: Side, above: QRect, line: int) -> None:
        theme, move = app_theme(), self._model.move
        plan = move.plan if move is not None else None
        title, told = moves.row_titles(plan, is_after=side is Side.AFTER)
        _write(painter, above, title, theme.color("text"), 12.5, 700, _LEFT)
        below = above.translated(0, line)
        _write(painter, below, told, theme.color("text_secondary"), 12, 400, _LEFT)


class Corner(QWidget):
    """The titles of the frozen columns."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface_2"))
        margin, gap = theme.px(12), theme.px(PATIENT_WIDTH)
        line = QRect(margin, self.height() - theme.px(26), gap, theme.px(22))
        color = theme.color("text_secondary")
        _write(painter, line, _("Patient"), color, 12, 600, _LEFT)
        line = QRect(margin + gap, line.top(), self.width() - margin - gap, line.height())
        _write(painter, line, _("Progress, next step"), color, 12, 600, _LEFT)
        painter.setPen(QPen(theme.color("control_border"), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()


def _write(
    painter: QPainter,
    rect: QRect,
    text: str,
    color: QColor,
    size: float,
    weight: int,
    flags: Qt.AlignmentFlag = _CENTER,
) -> None:
    painter.setFont(app_theme().font(size, weight))
    painter.setPen(color)
    if flags is not _CENTER:
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(QRectF(rect), flags, text)
