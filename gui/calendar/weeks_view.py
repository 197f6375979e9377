"""The calendar of one patient: choose a visit by mouse or keys."""

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
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from domain.visits import VisitKey
from gui.calendar.timeline_rows import Event
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_paint import WEEK_HEIGHT, marks, nearest, paint_ground
from gui.theme import app_theme
from gui.widgets.glyphs import glyph_extent, paint_glyph
from gui.words.language import _

_HEADER = 27
_NAMES_AT_LEAST = 66


class WeeksView(QTableView):
    """Weeks as rows; as high as its weeks, so that the page scrolls and not the table."""

    event_chosen = Signal(object)
    """The `Event` the user chose, or None on a day without one."""
    details_asked = Signal()
    """Enter: the actions of the event are at hand."""

    def __init__(self, model: WeeksModel) -> None:
        super().__init__()
        self._model = model
        self._key: VisitKey | None = None
        self.setModel(model)
        self._delegate = _WeeksDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Calendar of the patient"))
        self.setShowGrid(False)
        self.setProperty("frame", "none")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setCornerButtonEnabled(False)
        model.modelReset.connect(self._after_reset)
        app_theme().changed.connect(self.fit)
        self.fit()

    @property
    def current_event(self) -> Event | None:
        events = self._model.events_at(self.currentIndex())
        return next((event for event in events if event.key == self._key), None)

    def event_at(self, at: QPoint) -> Event | None:
        """The visit under, or in the cell of, a point of the viewport."""
        index = self.indexAt(at)
        if not index.isValid():
            return None
        return nearest(self._model.events_at(index), QRectF(self.visualRect(index)), QPointF(at))

    def choose(self, key: VisitKey) -> bool:
        """Make the visit current; False where the course does not show it."""
        row = self._model.row
        event = row.event(key) if row else None
        if event is None:
            return False
        self._key = key
        self.setCurrentIndex(self._model.place(event.day))
        self._tell()
        return True

    def fit(self) -> None:
        """Rows grow with the text; the columns share the width."""
        theme = app_theme()
        self.horizontalHeader().setFixedHeight(theme.px(_HEADER))
        names = self._names_width()
        self.verticalHeader().setFixedWidth(names)
        self.verticalHeader().setDefaultSectionSize(theme.px(WEEK_HEIGHT))
        width = max(7, self.width() - names - 1)
        self.horizontalHeader().setMinimumSectionSize(1)
        for weekday in range(7):
            share = width * (weekday + 1) // 7 - width * weekday // 7
            self.horizontalHeader().resizeSection(weekday, share)
        self.setFixedHeight(self.sizeHint().height())

    def _names_width(self) -> int:
        """As wide as the longest name of a week."""
        theme = app_theme()
        metrics = QFontMetrics(theme.font(12))
        names = [
            self._model.headerData(n, Qt.Orientation.Vertical)
            for n in range(len(self._model.weeks))
        ]
        widest = max((metrics.horizontalAdvance(str(name)) for name in names), default=0)
        return max(theme.px(_NAMES_AT_LEAST), widest + theme.px(10))

    def _tell(self) -> None:
        self.viewport().update()
        self.event_chosen.emit(self.current_event)

    def _after_reset(self) -> None:
        key = self._key
        self.fit()
        if key is None or not self.choose(key):
            self._key = None

    def _step(self, forward: bool) -> bool:
        """The next or previous visit of the course."""
        row = self._model.row
        ordered = [e.key for of_day in row.events.values() for e in of_day] if row else []
        if not ordered:
            return False
        if self._key not in ordered:
            return self.choose(ordered[0 if forward else -1])
        place = ordered.index(self._key) + (1 if forward else -1)
        return 0 <= place < len(ordered) and self.choose(ordered[place])

    def _step_in_cell(self, forward: bool) -> bool:
        keys = [event.key for event in self._model.events_at(self.currentIndex())]
        place = keys.index(self._key) + (1 if forward else -1) if self._key in keys else -1
        return 0 <= place < len(keys) and self.choose(keys[place])

    # Qt overrides

    def sizeHint(self) -> QSize:
        theme = app_theme()
        rows = max(1, self._model.rowCount())
        return QSize(theme.px(480), theme.px(_HEADER) + rows * theme.px(WEEK_HEIGHT) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(app_theme().px(300), self.sizeHint().height())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)  # pyright: ignore[reportArgumentType] -- the stubs name the narrower type only
        keys = [event.key for event in self._model.events_at(current)]
        if self._key not in keys:
            self._key = keys[0] if keys else None
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        paint_ground(self, self._model, painter)
        painter.end()
        super().paintEvent(e)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def focusNextPrevChild(self, next: bool) -> bool:
        return self._step_in_cell(next) or super().focusNextPrevChild(next)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.event_at(event.position().toPoint())
        if found is None:
            super().mousePressEvent(event)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(found.key)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Right if with_ctrl:
                self._step(forward=True)
            case Qt.Key.Key_Left if with_ctrl:
                self._step(forward=False)
            case Qt.Key.Key_Home:
                self.setCurrentIndex(self._model.place(self._model.today))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.details_asked.emit()
            case _:
                super().keyPressEvent(event)


class _WeeksDelegate(QStyledItemDelegate):
    """Paints the glyphs of a day, and a ring around the chosen one."""

    def __init__(self, view: WeeksView) -> None:
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
        assert isinstance(model, WeeksModel)
        cell = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue,reportUnknownMemberType,reportUnknownArgumentType] -- missing in the stubs
        placed = marks(model.events_at(index), cell)
        theme = app_theme()
        is_current = index == self._view.currentIndex()
        chosen = self._view.current_event if is_current else None
        if is_current:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus = self._view.hasFocus()
            painter.setPen(QPen(theme.colors.focus if focus else theme.colors.control_border, 2))
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), 3, 3)
            painter.restore()
        for mark in placed:
            if chosen is not None and mark.event.key == chosen.key and len(placed) > 1:
                self._paint_choice(painter, mark.center, glyph_extent(mark.event.key.kind))
            paint_glyph(painter, mark.center, mark.event.glyph, theme.colors, theme.scale)

    def _paint_choice(self, painter: QPainter, center: QPointF, reach: float) -> None:
        theme = app_theme()
        corner = QPointF(reach, reach) * theme.scale
        painter.setPen(QPen(theme.colors.focus, 1))
        painter.setBrush(theme.colors.selection)
        painter.drawRoundedRect(QRectF(center - corner, center + corner), 3, 3)
