"""A table of described rows: one line a row, sorted by its headings, opened by Enter."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
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
_Move = QAbstractItemView.CursorAction


class RowTable(QTableView):
    """Shows a `TableModel`; whole rows are selected, nothing is edited, a cut cell has a tip."""

    opened = Signal(object)
    """Enter or a double click on a row; carries the row."""
    menu_asked = Signal(QPoint)
    """A menu of the chosen row is wanted at this place of the screen."""

    def __init__(
        self,
        model: TableModel[Any],
        name: str,
        *,
        widths: tuple[int, ...],
        stretched: int | tuple[int, ...],
        row_height: int = _ROW_HEIGHT,
        shows_all: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`stretched` columns share what is left over; one that `shows_all` rows never scrolls."""
        super().__init__(parent)
        self._rows = model
        self._widths = widths
        self._stretched = (stretched,) if isinstance(stretched, int) else stretched
        self._row_height = row_height
        self._shows_all = shows_all
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
        if shows_all:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            model.modelReset.connect(self._grow)
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
        self.verticalHeader().setDefaultSectionSize(theme.px(self._row_height))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(len(self._widths)):
            header.resizeSection(column, self._least(column))
        self._stretch()
        if self._shows_all:
            self._grow()

    def _grow(self) -> None:
        """As high as its rows: the page scrolls, the table does not."""
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + self.verticalHeader().length() + 2 * self.frameWidth())

    def _least(self, column: int) -> int:
        """The width of a column as wished, but never too narrow for its heading."""
        heading = self.horizontalHeader().sectionSizeFromContents(column).width()
        return max(app_theme().px(self._widths[column]), heading)

    def _stretch(self) -> None:
        """Some columns share what is left over, and never have less than their own width."""
        header = self.horizontalHeader()
        least = {column: self._least(column) for column in self._stretched}
        others = header.length() - sum(header.sectionSize(column) for column in least)
        spare = max(0, self.viewport().width() - others - sum(least.values()))
        for place, (column, width) in enumerate(least.items()):
            share = spare // (len(least) - place)
            spare -= share
            header.resizeSection(column, width + share)

    def _ask_menu(self, place: QPoint) -> None:
        if self._rows.row_at(self.currentIndex()) is not None:
            self.menu_asked.emit(place)

    def ask_menu_of_row(self) -> None:
        """Have the menu of the chosen row opened below it."""
        box = self.visualRect(self.currentIndex())
        self._ask_menu(self.viewport().mapToGlobal(box.bottomLeft()))

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
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift):
            self.ask_menu_of_row()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, cursorAction: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End: the first and the last row, since whole rows are chosen."""
        if cursorAction not in (_Move.MoveHome, _Move.MoveEnd):
            return super().moveCursor(cursorAction, modifiers)
        row = 0 if cursorAction is _Move.MoveHome else self._rows.rowCount() - 1
        return self._rows.index(row, max(0, self.currentIndex().column()))

    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard:
            return  # the key itself was answered
        index = self.indexAt(self.viewport().mapFromGlobal(arg__1.globalPos()))
        if index.isValid():
            self.selectRow(index.row())
            self._ask_menu(arg__1.globalPos())
