"""The cells of a lab sheet as a table, each tinted by what it was taken for."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from domain.labsheet.mapping import ColumnUse, Role
from domain.labsheet.marks import Mark, Marks
from domain.labsheet.workbook import Cell, Row, column_letters
from gui.labimport.sheet_check import SheetCheck
from gui.table_model import Index
from gui.theme import app_theme
from gui.words import lab_columns, lab_marks
from gui.words.language import _

_ROOT = QModelIndex()
_ROWS_LOOKED_AT = 500
FILLS = {Mark.HEADING: "sidebar", Mark.READ: "info_fill", Mark.UNIT: "info_fill",
         Mark.RESULT: "copper_fill"}  # fmt: skip
_TONES = {Mark.PERSONAL: "text_tertiary", Mark.UNREAD: "text_tertiary"}
_STRONG = frozenset({Mark.HEADING, Mark.RESULT})
_WIDEST_TEXT = 60


class SheetModel(QAbstractTableModel):
    """Rows and columns that hold something; the headers say which of the file they are."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self.columns: list[int] = []
        self._uses: dict[int, ColumnUse] = {}
        self._marks: Marks | None = None
        app_theme().changed.connect(self.layoutChanged)

    def show_check(self, check: SheetCheck) -> None:
        self.beginResetModel()
        sheet = check.sheet
        self.rows = sheet.rows
        self._uses = {use.column: use for use in check.mapping.columns}
        first = self.rows[:_ROWS_LOOKED_AT]
        self.columns = sorted({*self._uses, *(cell.column for row in first for cell in row.cells)})
        self._marks = Marks(check.workbook, sheet, check.plan, check.words)
        self.endResetModel()

    def is_heading(self, at: int) -> bool:
        return self._marks is not None and self._marks.is_heading(self.rows[at])

    def mark_at(self, row: int, column: int) -> Mark | None:
        """Of a filled cell; None where there is nothing."""
        cell = self.rows[row].at(self.columns[column])
        return None if cell is None or self._marks is None else self._marks.of(self.rows[row], cell)

    def text_at(self, row: int, column: int) -> str:
        cell = self.rows[row].at(self.columns[column])
        return "" if cell is None else self._text(self.rows[row], cell)

    def _text(self, row: Row, cell: Cell) -> str:
        assert self._marks is not None
        if self._marks.of(row, cell) is Mark.PERSONAL:
            return _("not shown")
        text = self._marks.shown(row, cell)
        return text if len(text) <= _WIDEST_TEXT else text[: _WIDEST_TEXT - 1] + "…"

    def _told(self, row: Row, cell: Cell) -> str:
        """What the cell was taken for; of a row without a result, why it has none."""
        assert self._marks is not None
        mark = self._marks.of(row, cell)
        ignored = self._marks.why_ignored(row)
        if mark is Mark.UNREAD and ignored is not None:
            return lab_marks.ignored_row(ignored)
        use = self._uses.get(cell.column, ColumnUse(cell.column, Role.UNUSED))
        return lab_marks.cell(mark, use.role, use.draw)

    def _title(self, column: int) -> str:
        use = self._uses.get(column)
        said = lab_columns.role(use.role, use.draw) if use and use.role is not Role.UNUSED else "–"
        return f"{column_letters(column)}\n{said}"

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self._title(self.columns[section]) if section < len(self.columns) else None
        return str(self.rows[section].number) if section < len(self.rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._marks is None:
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        cell = row.at(column)
        if cell is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, cell)
            case Qt.ItemDataRole.ToolTipRole:
                return self._told(row, cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                place = f"{column_letters(column)}{row.number}"
                return f"{place}: {self._text(row, cell)}. {self._told(row, cell)}"
            case _:
                return _look(self._marks.of(row, cell), role)


def _look(mark: Mark, role: int) -> Any:
    theme = app_theme()
    match role:
        case Qt.ItemDataRole.BackgroundRole:
            return theme.color(FILLS[mark]) if mark in FILLS else None
        case Qt.ItemDataRole.ForegroundRole:
            return theme.color(_TONES.get(mark, "text"))
        case Qt.ItemDataRole.FontRole:
            return theme.font(weight=600 if mark in _STRONG else 400)
        case _:
            return None
