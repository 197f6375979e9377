"""A table of described rows: one line a row, sorted by its headings, opened by Enter."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from gui.table_model import TableModel
from gui.theme import app_theme

_ROW_HEIGHT = 34
_TIP = Qt.ItemDataRole.ToolTipRole


class RowTable(QTableView):
    """Shows a `TableModel`; whole rows are selected, nothing is edited, a cut cell has a tip."""

    opened = Signal(object)
    """Enter or a double click on a row; carries the row."""

    def __init__(
        self,
        model: TableModel[Any],
        name: str,
        *,
        widths: tuple[int, ...],
        stretched: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._widths = widths
        self._stretched = stretched
        self._was_shown = False
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)
        app_theme().changed.connect(self._fit)
        self._fit()

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort now, and by any heading that is clicked."""
        self.horizontalHeader().setSortIndicator(column, order)
        self.setSortingEnabled(True)

    def select_row(self, row: int) -> None:
        self.selectRow(row)
        self.scrollTo(self._rows.index(row, 0))

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is not None:
            self.opened.emit(row)

    def _fit(self) -> None:
        theme = app_theme()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(self._widths)):
            header.resizeSection(column, self._least(column))
        self._stretch()

    def _least(self, column: int) -> int:
        """The width of a column as wished, but never too narrow for its heading."""
        heading = self.horizontalHeader().sectionSizeFromContents(column).width()
        return max(app_theme().px(self._widths[column]), heading)

    def _stretch(self) -> None:
        """One column takes what is left over, and never less than its own width."""
        header, column = self.horizontalHeader(), self._stretched
        others = header.length() - header.sectionSize(column)
        header.resizeSection(column, max(self._least(column), self.viewport().width() - others))

    def _is_cut(self, index: QModelIndex) -> bool:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        needed = self.itemDelegateForIndex(index).sizeHint(option, index)
        return needed.width() > self.visualRect(index).width()

    # Qt overrides

    def focusInEvent(self, arg__1: QFocusEvent) -> None:
        if (
            arg__1.reason() is not Qt.FocusReason.MouseFocusReason
            and self._rows.rowCount()
            and not self.currentIndex().isValid()
        ):
            self.select_row(0)
        super().focusInEvent(arg__1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown:  # now the headings have the style sheet's font and padding
            self._was_shown = True
            self._fit()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            if index.isValid() and not index.data(_TIP) and self._is_cut(index):
                QToolTip.showText(event.globalPos(), str(index.data() or ""), self)
                return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
