"""A table of described rows: one line a row, sorted by its headings, opened by Enter."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.table_model import TableModel
from gui.theme import app_theme

_ROW_HEIGHT = 34


class RowTable(QTableView):
    """Shows a `TableModel`; whole rows are selected, nothing is edited."""

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
        for column, width in enumerate(self._widths):
            header.resizeSection(column, theme.px(width))
        self._stretch()

    def _stretch(self) -> None:
        """One column takes what is left over, and never less than its own width."""
        header, column = self.horizontalHeader(), self._stretched
        others = header.length() - header.sectionSize(column)
        least = app_theme().px(self._widths[column])
        header.resizeSection(column, max(least, self.viewport().width() - others))

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
