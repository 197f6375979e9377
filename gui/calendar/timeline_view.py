"""The timeline on the screen: frozen headers, mouse and keyboard, and the current event."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from domain.visits import VisitKey
from gui.calendar.event_walk import next_event, next_in_cell
from gui.calendar.shown_days import monday_of
from gui.calendar.timeline_ground import paint_ground, visible_cells
from gui.calendar.timeline_headers import Corner, DaysHeader, PatientsHeader
from gui.calendar.timeline_layout import (
    DAY_WIDTH,
    LOW_ROW_HEIGHT,
    PATIENTS_WIDTH,
    PREVIEW_DAY_WIDTH,
    ROW_HEIGHT,
    nearest,
    share_out,
)
from gui.calendar.timeline_marks import TimelineMarks
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import Event
from gui.theme import app_theme
from gui.words.language import _

_WEEK = timedelta(weeks=1)
_LOW_WINDOW = 800
_NO_INDEX = QModelIndex()


class TimelineView(QTableView):
    """Shows a `TimelineModel`; knows which cell and which event in it is the current one."""

    event_chosen = Signal(object)
    """Another event became the current one; carries it, or None on a day without visits."""
    details_asked = Signal()
    """Enter: the user wants to act on the current event."""
    weeks_moved = Signal()
    """Other weeks are shown."""

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._weeks: int | None = 6
        self._first_shown = monday_of(model.today)
        self._key: VisitKey | None = None
        self._marks = TimelineMarks(self, model)
        self._days = DaysHeader(model, self)
        self._patients = PatientsHeader(model, self)
        self._corner = Corner(self)
        self._prepare()
        self.setModel(model)
        self.selectionModel().currentChanged.connect(self._cell_changed)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self._patients.sectionClicked.connect(self._choose_row)
        model.modelReset.connect(self._after_reset)
        model.rowsInserted.connect(self.fit)
        model.rowsRemoved.connect(self.fit)
        app_theme().changed.connect(self.fit)

    @property
    def first_shown(self) -> date:
        """The first day on the screen."""
        return self._first_shown

    @property
    def current_event(self) -> Event | None:
        events = self._model.events_at(self.currentIndex())
        return next((event for event in events if event.key == self._key), None)

    @property
    def current_code(self) -> str:
        row = self.currentIndex().row()
        return self._model.row_at(row).code if row >= 0 else ""

    def event_near(self, at: QPoint) -> Event | None:
        """The event whose glyph is nearest to this place of the viewport, within its cell."""
        index = self.indexAt(at)
        if not index.isValid():
            return None
        cell = QRectF(self.visualRect(index))
        return nearest(self._model.events_at(index), cell, QPointF(at))

    def show_weeks(self, weeks: int | None) -> None:
        """Share the width among so many weeks, or show as many as fit."""
        self._weeks = weeks
        self.fit()

    def show_from(self, day: date) -> None:
        """Put `day` first; the table keeps it first when it grows."""
        self._first_shown = day
        self._scroll_to_first()
        self.viewport().update()

    def move_weeks(self, weeks: int) -> None:
        last = self._model.day_at(self._model.columnCount() - 1)
        day = monday_of(self._first_shown) + weeks * _WEEK
        self.show_from(max(self._model.day_at(0), min(day, last)))

    def choose(self, key: VisitKey, day: date) -> bool:
        """Make this visit the current one; False if it is not shown."""
        index = self._model.place(key.patient, day)
        if not index.isValid():
            return False
        self._key = key
        if index == self.currentIndex():
            self._tell()
        else:
            self.setCurrentIndex(index)
        return True

    def choose_day(self, code: str, day: date) -> None:
        index = self._model.place(code, day)
        if index.isValid():
            self._key = None
            self.setCurrentIndex(index)

    def refresh_current(self) -> None:
        """The current row changed: its event may stand elsewhere or otherwise now."""
        if self._key is not None and self.currentIndex().isValid():
            row = self._model.row_at(self.currentIndex().row())
            event = row.event(self._key)
            if event is not None and self.choose(self._key, event.day):
                return
        self._tell()

    def fit(self) -> None:
        """Share out the width; whole days only, the rest goes to the patients."""
        theme = app_theme()
        per_week = self._columns_a_week()
        total = self.viewport().width() + self._patients.width()
        widths = share_out(
            total,
            days=None if self._weeks is None else self._weeks * per_week,
            day_width=theme.px(DAY_WIDTH if self._model.move is None else PREVIEW_DAY_WIDTH),
            patients_width=theme.px(PATIENTS_WIDTH),
        )
        is_low = self.window().height() < _LOW_WINDOW
        self._patients.setDefaultSectionSize(theme.px(LOW_ROW_HEIGHT if is_low else ROW_HEIGHT))
        self._days.setDefaultSectionSize(widths.day)
        self._patients.setFixedWidth(widths.patients)
        self._days.setFixedHeight(self._days.sizeHint().height())
        first = self._first_shown
        self.updateGeometries()
        self._first_shown = first
        self._scroll_to_first()
        self.viewport().update()

    @property
    def whole_weeks(self) -> int:
        """How many weeks are on the screen."""
        width = max(1, self._days.defaultSectionSize())
        return max(1, self.viewport().width() // width // self._columns_a_week())

    def _prepare(self) -> None:
        self.setObjectName("timeline")
        self.setAccessibleName(_("Timeline of the cohort"))
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(self._patients)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(
            "QTableView, QTableView:focus { border: 1px solid palette(mid); border-radius: 0; }"
        )
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _columns_a_week(self) -> int:
        days = self._model.days
        return max(1, min(week.last_column - week.first_column + 1 for week in days.weeks))

    def _scroll_to_first(self) -> None:
        column = self._model.days.first_column_from(self._first_shown)
        self.horizontalScrollBar().setValue(column)
        # The bar counts columns: after a change of their width its value is the same already.
        self._days.setOffsetToSectionPosition(self.horizontalScrollBar().value())

    def _keep_current_row(self) -> None:
        """A table made lower keeps its current row on the screen."""
        rect = self.visualRect(self.currentIndex())
        if not rect.isEmpty():
            bar = self.verticalScrollBar()
            below = max(0, rect.bottom() + 1 - self.viewport().height())
            bar.setValue(bar.value() + (below or min(0, rect.top())))

    def _scrolled(self, column: int) -> None:
        day = self._model.day_at(min(column, self._model.columnCount() - 1))
        self._days.viewport().update()
        self.viewport().update()
        if day != self._first_shown:
            self._first_shown = day
        self.weeks_moved.emit()

    def _cell_changed(self, current: QModelIndex) -> None:
        keys = [event.key for event in self._model.events_at(current)]
        if self._key not in keys:
            self._key = keys[0] if keys else None
        self._tell()

    def _tell(self) -> None:
        current = self.currentIndex()
        self._marks.current_cell = QPersistentModelIndex(current)
        self._marks.current_key = self._key
        self._patients.show_current(current.row())
        self.viewport().update()
        self.event_chosen.emit(self.current_event)

    def _after_reset(self) -> None:
        self._marks.current_cell = QPersistentModelIndex()
        self._patients.show_current(-1)
        self.fit()

    def _choose_row(self, row: int) -> None:
        """A click on a patient: the next step, or where the row begins."""
        shown = self._model.row_at(row)
        step = shown.step
        if step.visit is not None and step.day is not None:
            self.choose(step.visit.key, step.day)
        elif shown.events:
            self.choose_day(shown.code, max(shown.events))

    def _step_event(self, *, forward: bool) -> None:
        here = self.currentIndex()
        day = self._model.day_at(max(0, here.column()))
        event = next_event(self._model, max(0, here.row()), day, self._key, forward=forward)
        if event is not None:
            self.choose(event.key, event.day)

    def _step_in_cell(self, *, forward: bool) -> bool:
        events = self._model.events_at(self.currentIndex())
        key = next_in_cell(events, self._key, forward=forward)
        if key is None:
            return False
        self._key = key
        self._tell()
        return True

    def _go_to_today(self) -> None:
        column = self._model.days.first_column_from(self._model.today)
        row = max(0, self.currentIndex().row())
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, column))

    def _page(self, weeks: int) -> None:
        index = self.currentIndex()
        self.move_weeks(weeks)
        if index.isValid():
            day = self._model.day_at(index.column()) + weeks * _WEEK
            column = self._model.days.first_column_from(day)
            self.setCurrentIndex(self._model.index(index.row(), column))

    # Qt overrides

    def paintEvent(self, e: QPaintEvent) -> None:
        rows, columns = visible_cells(self, self._model, e.rect())
        painter = QPainter(self.viewport())
        paint_ground(self, self._model, painter, e.rect())
        self._marks.paint(painter, rows, columns)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        first = self._first_shown
        super().resizeEvent(event)
        self._first_shown = first
        self.fit()
        self._keep_current_row()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.viewportMargins().left() != self._patients.width():
            # A scroll bar came or went, so `fit` ran while Qt was not listening.
            super().updateGeometries()
        frame = self.frameWidth() or 1
        self._corner.setGeometry(frame, frame, self._patients.width(), self._days.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._marks.has_focus = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._marks.has_focus = False
        super().focusOutEvent(event)
        self.viewport().update()

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._step_in_cell(forward=next) or super().focusNextPrevChild(next)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.event_near(event.position().toPoint())
        if found is not None:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.choose(found.key, found.day)
            event.accept()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case _ if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.ignore()
            case Qt.Key.Key_Right if with_ctrl:
                self._step_event(forward=True)
            case Qt.Key.Key_Left if with_ctrl:
                self._step_event(forward=False)
            case Qt.Key.Key_Home:
                self._go_to_today()
            case Qt.Key.Key_PageUp:
                self._page(-1)
            case Qt.Key.Key_PageDown:
                self._page(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not with_ctrl:
                self.details_asked.emit()
            case _:
                super().keyPressEvent(event)
