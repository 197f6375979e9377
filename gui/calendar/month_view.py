"""The month on the screen: each day with its counts and the first of its visits."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from domain.calendar_days import DayOff
from domain.visits import Status, VisitKind
from gui.calendar.month_model import MonthModel
from gui.calendar.timeline_ground import hatch
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words import calendar as words
from gui.words import dates
from gui.words.language import _

_HEADER = 27
_NAMES = 62
_HEAD_LINE = 22
_LINE = 18
_MARK = 14
_BESIDE_DAY = 4
_AT_MOST = 4


class MonthView(QTableView):
    """Shows a `MonthModel`; the current cell is the day that the list beside it shows."""

    day_chosen = Signal(object)
    """Another day became the current one; carries the `date`."""
    list_asked = Signal()
    """Enter: the user wants the list of the day."""
    month_turned = Signal(int)
    """PgUp or PgDn: an earlier (−1) or later (+1) month is wanted."""

    def __init__(self, model: MonthModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_MonthDelegate(self))
        self.setAccessibleName(_("Month"))
        self.setProperty("frame", "none")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setProperty("tight", True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setMinimumSectionSize(1)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._fit)
        app_theme().changed.connect(self._fit)

    @property
    def current_day(self) -> date | None:
        index = self.currentIndex()
        return self._model.day_at(index) if index.isValid() else None

    def choose(self, day: date) -> None:
        """Make `day` the current one, in its month."""
        if not self._model.place(day).isValid():
            self._model.show_month(day)
        self.setCurrentIndex(self._model.place(day))

    def _fit(self) -> None:
        theme = app_theme()
        self.horizontalHeader().setFixedHeight(theme.px(_HEADER))
        self.verticalHeader().setFixedWidth(theme.px(_NAMES))
        width = max(7, self.width() - theme.px(_NAMES) - 1)
        height = max(6, self.height() - theme.px(_HEADER) - 1)
        rows = self._model.rowCount()
        for weekday in range(7):
            share = width * (weekday + 1) // 7 - width * weekday // 7
            self.horizontalHeader().resizeSection(weekday, share)
        for row in range(rows):
            share = height * (row + 1) // rows - height * row // rows
            self.verticalHeader().resizeSection(row, share)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        return QSize(app_theme().px(420), app_theme().px(240))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)  # pyright: ignore[reportArgumentType] -- the stubs name the narrower type only
        self.viewport().update()
        if current.isValid():
            self.day_chosen.emit(self._model.day_at(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.list_asked.emit()
            case Qt.Key.Key_Home:
                self.choose(self._model.today)
            case Qt.Key.Key_PageUp:
                self.month_turned.emit(-1)
            case Qt.Key.Key_PageDown:
                self.month_turned.emit(1)
            case _:
                super().keyPressEvent(event)


class _MonthDelegate(QStyledItemDelegate):
    """Paints a day: its number and counts, then glyph and code of the first visits."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view

    # Qt overrides

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = self._view.model()
        assert isinstance(model, MonthModel)
        cell = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue,reportUnknownMemberType,reportUnknownArgumentType] -- missing in the stubs
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(cell)
        day = model.day_at(index)
        _paint_ground(painter, model, day, cell)
        _paint_head(painter, model, day, cell)
        _paint_visits(painter, model, day, cell)
        if index == self._view.currentIndex():
            colors = app_theme().colors
            ring = colors.focus if self._view.hasFocus() else colors.control_border
            painter.setPen(QPen(ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 3, 3)
        painter.restore()


def _paint_ground(painter: QPainter, model: MonthModel, day: date, cell: QRectF) -> None:
    colors, off = app_theme().colors, model.day_off(day)
    if day == model.today:
        painter.fillRect(cell, colors.today_column)
    elif off is not None:
        painter.fillRect(cell, colors.weekend)
    if off in (DayOff.HOLIDAY, DayOff.CLOSED):
        hatch(painter, cell, colors, rising=True, origin=cell.left() - cell.top())
    painter.setPen(QPen(colors.accent if day == model.today else colors.divider, 1))
    painter.drawRect(cell.adjusted(0, 0, -0.5, -0.5))


def _paint_head(painter: QPainter, model: MonthModel, day: date, cell: QRectF) -> None:
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


def _paint_visits(painter: QPainter, model: MonthModel, day: date, cell: QRectF) -> None:
    theme = app_theme()
    events = model.events_on(day)
    line = theme.px(_LINE)
    room = int((cell.height() - theme.px(_HEAD_LINE) - 2) // line)
    shown = min(_AT_MOST, room)
    if len(events) > shown:
        shown = min(_AT_MOST, room - 1)
    top = cell.top() + theme.px(_HEAD_LINE)
    painter.setFont(theme.font(12))
    for event in events[: max(0, shown)]:
        where = QPointF(cell.left() + theme.px(15), top + line / 2)
        paint_glyph(painter, where, event.glyph, theme.colors, 0.72 * theme.scale)
        painter.setFont(theme.font(12))
        is_late = event.status.is_not_done
        painter.setPen(theme.colors.overdue if is_late else theme.colors.text)
        box = QRectF(cell.left() + theme.px(28), top, cell.width() - theme.px(32), line)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, event.key.patient)
        top += line
    more = len(events) - max(0, shown)
    if more > 0 and room > 0:
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colors.link)
        box = QRectF(cell.left() + theme.px(8), top, cell.width() - theme.px(12), line)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words.more(more))
