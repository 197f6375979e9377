"""The rows of a lab sheet as a table, whose columns make way for each other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from domain.labsheet.rows import PlannedRow
from gui.labimport.row_columns import DISPENSABLE, DRAW, NOTE, row_columns
from gui.labimport.table_look import fit_columns, quiet_table
from gui.table_model import Index, TableModel
from gui.theme import app_theme, restyle
from gui.words import lab_rows, labsheet
from gui.words.language import _

_MEASURED_ROWS = 100
_INSET = 8
_TIGHT_INSET = 5


class RowTable(QTableView):
    """Rows with their tints; the chosen row is ringed as a whole."""

    chosen = Signal(PlannedRow)
    """The user moved to this row."""
    best_fix_asked = Signal()
    """Enter was pressed on a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several_sheets = False
        self._is_brief = False
        self._shown_count = 0
        self._fitted_for: object = None
        self.rows = TableModel(row_columns(self._row_name, self._status))
        quiet_table(self)
        self.setModel(self.rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_RowDelegate(self))
        self.setProperty("ring", "row")
        self.setAccessibleName(_("Rows of the lab sheet"))
        self.rows.modelReset.connect(self._count_shown)
        self.selectionModel().currentRowChanged.connect(self._say_chosen)
        app_theme().changed.connect(self.fit)

    def show_rows(
        self, rows: Sequence[PlannedRow], keeps: Callable[[PlannedRow], bool] | None = None
    ) -> None:
        """All of `rows`, or those that a filter keeps."""
        self._several_sheets = len({row.sheet for row in rows}) > 1
        self.rows.set_rows(rows, keeps)

    def fit(self) -> None:
        """Columns as wide as their words; where notes find no room, other columns make way."""
        fitted_for = self._shown_count, self.width(), app_theme().text_percent
        if fitted_for == self._fitted_for:
            return
        self._fitted_for = fitted_for
        across = self.horizontalHeader()
        across.setSectionResizeMode(DRAW, QHeaderView.ResizeMode.Interactive)
        for column in (*DISPENSABLE, NOTE):
            self.setColumnHidden(column, False)
        least = self._width_of_notes()
        for self._is_brief in (False, True):
            self._tighten_heading()
            fit_columns(
                self,
                self.rows,
                stretched=NOTE,
                padding=2 * self.inset + 2,
                heading_padding=2 * self.inset + 8,
            )
            if self._room_for_notes() >= least:
                break
        for column in DISPENSABLE:
            if self._room_for_notes() < least:
                self.setColumnHidden(column, True)
        if self._room_for_notes() < least // 2:  # scraps of notes would say nothing
            self.setColumnHidden(NOTE, True)
            across.setSectionResizeMode(DRAW, QHeaderView.ResizeMode.Stretch)
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + rows + 2)

    def _tighten_heading(self) -> None:
        heading = self.horizontalHeader()
        if bool(heading.property("tight")) is not self._is_brief:
            heading.setProperty("tight", self._is_brief)
            restyle(heading)

    def _count_shown(self) -> None:
        """Other rows than before: the columns have to be fitted again."""
        self._shown_count += 1

    def _room_for_notes(self) -> int:
        others = (n for n in range(self.rows.columnCount()) if n != NOTE)
        bar = self.verticalScrollBar().sizeHint().width()
        return self.width() - bar - sum(self.columnWidth(n) for n in others)

    def _width_of_notes(self) -> int:
        """So that the longest note fits into two lines."""
        metrics = QFontMetrics(app_theme().font(12, 600))
        notes = (lab_rows.note(row) for row in self.rows.all_rows[:_MEASURED_ROWS])
        longest = max((metrics.horizontalAdvance(note) for note in notes), default=0)
        return min(round(longest * 0.6), app_theme().px(260)) + 2 * self.inset + 2

    @property
    def inset(self) -> int:
        """Room beside the words of a cell."""
        return _TIGHT_INSET if self._is_brief else _INSET

    @property
    def current(self) -> PlannedRow | None:
        return self.rows.row_at(self.currentIndex())

    def choose(self, cell: str) -> bool:
        """Move to the row with this result cell, if it is shown."""
        index = self.rows.index_of(lambda row: row.cell == cell)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def _row_name(self, row: PlannedRow) -> str:
        if not self._several_sheets:
            return str(row.row)
        return _("{sheet}, {row}").format(sheet=row.sheet, row=row.row)

    def _status(self, row: PlannedRow) -> str:
        return labsheet.brief_status_of(row) if self._is_brief else labsheet.status_of(row)

    def _say_chosen(self, current: QModelIndex) -> None:
        row = self.rows.row_at(current)
        if row is not None:
            self.chosen.emit(row)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.best_fix_asked.emit()
            return
        super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """Paints a cell from the model's roles; style sheets cannot tint a row or ring it whole."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = app_theme().colors
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if selected:
            painter.fillRect(option.rect, colors.selection)
        elif isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        if selected and self._table.hasFocus():
            self._paint_ring(painter, option, index)
            return
        painter.setPen(colors.divider)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(app_theme().colors.focus, 2))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if index.column() == self._last_shown():
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _last_shown(self) -> int:
        columns = range(self._table.rows.columnCount())
        return max(column for column in columns if not self._table.isColumnHidden(column))

    def _paint_icon(self, painter: QPainter, where: QRectF, index: Index) -> float:
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(picture, QIcon):
            return 0
        side = app_theme().px(16)
        top = where.top() + (where.height() - side) / 2
        picture.paint(painter, QRectF(where.left(), top, side, side).toRect())
        return side + 6

    def _paint_words(self, painter: QPainter, where: QRectF, index: Index) -> None:
        words, metrics = str(index.data() or ""), painter.fontMetrics()
        fits = metrics.horizontalAdvance(words) <= where.width()
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if index.column() == NOTE and not fits and where.height() >= 2 * metrics.height() - 2:
            lines = [_first_line(words, metrics, int(where.width()))]
            lines.append(words[len(lines[0]) :].strip())
            top = where.center().y() - metrics.height() + 1
            for number, line in enumerate(lines):
                place = QRectF(
                    where.left(),
                    top + number * (metrics.height() - 1),
                    where.width(),
                    metrics.height(),
                )
                painter.drawText(place, alignment, _elided(line, metrics, where.width()))
            return
        painter.drawText(where, alignment, _elided(words, metrics, where.width()))

    def _font_weight(self, index: Index) -> int:
        row = self._table.rows.row_at(index)
        if row is None:
            return 400
        if index.column() == NOTE:
            return 600 if row.needs_decision else 400
        column = self._table.rows.columns[index.column()]
        return 600 if column.is_strong else 400

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = app_theme()
        painter.save()
        self._paint_ground(painter, option, index)
        where = QRectF(option.rect).adjusted(self._table.inset, 0, -self._table.inset, 0)
        where.setLeft(where.left() + self._paint_icon(painter, where, index))
        font = theme.font(12 if index.column() == NOTE else 13, self._font_weight(index))
        painter.setFont(font)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink if isinstance(ink, QColor) else theme.colors.text)
        self._paint_words(painter, where, index)
        painter.restore()


def _elided(words: str, metrics: QFontMetrics, width: float) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width))


def _first_line(words: str, metrics: QFontMetrics, width: int) -> str:
    """As many whole words as fit, and at least one."""
    parts = words.split(" ")
    line = parts[0]
    for part in parts[1:]:
        if metrics.horizontalAdvance(f"{line} {part}") > width:
            break
        line = f"{line} {part}"
    return line
