"""The month on the screen: each day with its counts and the first of its visits."""

from datetime import date

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
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

from gui.calendar.month_model import MonthModel
from gui.calendar.month_paint import lines, paint_ground, paint_head, paint_visits
from gui.calendar.timeline_rows import Event
from gui.theme import app_theme
from gui.words.language import _

_HEADER = 27
_NAMES = 62


class MonthView(QTableView):
    """Shows a `MonthModel`; the current cell is the day that the list beside it shows."""

    day_chosen = Signal(object)
    """Another day became the current one; carries the `date`."""
    list_asked = Signal()
    """Enter: the user wants the list of the day."""
    visit_chosen = Signal(object)
    """A visit was clicked in its day; carries the `VisitKey`."""
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

    def event_at(self, at: QPoint) -> Event | None:
        """The visit in whose line a point of the viewport lies."""
        index = self.indexAt(at)
        if not index.isValid():
            return None
        events = self._model.events_on(self._model.day_at(index))
        shown = lines(events, QRectF(self.visualRect(index)))
        return next((event for event, line in shown if line.contains(QPointF(at))), None)

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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        found = self.event_at(event.position().toPoint())
        if found is not None:
            self.visit_chosen.emit(found.key)

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
        paint_ground(painter, model, day, cell)
        paint_head(painter, model, day, cell)
        paint_visits(painter, model, day, cell)
        if index == self._view.currentIndex():
            colors = app_theme().colors
            ring = colors.focus if self._view.hasFocus() else colors.control_border
            painter.setPen(QPen(ring, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 3, 3)
        painter.restore()
