"""Tables described by their columns; sorting and filtering happen here, in Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.icons import icon
from gui.theme import app_theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)  # without slots: Python 3.11 cannot build a slotted generic, Column[T](…)
class Column(Generic[T]):
    """What one column says about a row, and how it sorts, looks and sounds."""

    title: str
    text: Callable[[T], str]
    sort_key: Callable[[T], Any] | None = None
    """Defaults to the text; rows whose key is None come last."""
    is_number: bool = False
    """Aligned to the right."""
    is_strong: bool = False
    tone: Callable[[T], str] | None = None
    """A colour token for the text."""
    fill: Callable[[T], str | None] | None = None
    """A colour token for the ground, or None."""
    icon: Callable[[T], tuple[str, str] | None] | None = None
    """Name of an icon and its colour token, or None."""
    tool_tip: Callable[[T], str] | None = None
    spoken: Callable[[T], str] | None = None
    """For screen readers, where the text alone would not do."""


class TableModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind; `rows` are those shown, in the order shown."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        rows: Sequence[T] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._all = list(rows)
        self._keep: Callable[[T], bool] | None = None
        self._sorted_by: tuple[int, bool] | None = None
        self._shown: list[T] = list(rows)
        app_theme().changed.connect(self._repaint)

    @property
    def rows(self) -> Sequence[T]:
        return self._shown

    @property
    def all_rows(self) -> Sequence[T]:
        return self._all

    def row_at(self, index: Index) -> T | None:
        return self._shown[index.row()] if index.isValid() else None

    def set_rows(self, rows: Sequence[T], keep: Callable[[T], bool] | None = None) -> None:
        """Show other rows; with `keep`, those of them for which it is true from now on."""
        self._all = list(rows)
        self._keep = keep or self._keep
        self._arrange()

    def update_rows(self, rows: Sequence[T]) -> None:
        """The same rows with other contents, of a table that is neither sorted nor filtered."""
        assert len(rows) == len(self._shown)
        assert self._keep is None
        assert self._sorted_by is None
        self._all, self._shown = list(rows), list(rows)
        self._repaint()

    def append_rows(self, rows: Sequence[T]) -> None:
        """Add `rows` below those there are, of a table that is neither sorted nor filtered."""
        assert self._keep is None
        assert self._sorted_by is None
        if not rows:
            return
        first = len(self._shown)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._all.extend(rows)
        self._shown.extend(rows)
        self.endInsertRows()

    def set_filter(self, keep: Callable[[T], bool] | None) -> None:
        """Show only rows for which `keep` is true; None shows all."""
        self._keep = keep
        self._arrange()

    def index_of(self, wanted: Callable[[T], bool]) -> QModelIndex:
        """The first shown row that is wanted; invalid if there is none."""
        for number, row in enumerate(self._shown):
            if wanted(row):
                return self.index(number, 0)
        return QModelIndex()

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = [row for row in self._all if self._keep is None or self._keep(row)]
        if self._sorted_by is not None:
            self._shown = self._in_order(self._shown, *self._sorted_by)
        self.endResetModel()

    def _in_order(self, rows: list[T], column: int, descending: bool) -> list[T]:
        described = self.columns[column]
        key = described.sort_key or described.text
        known = [row for row in rows if key(row) is not None]
        unknown = [row for row in rows if key(row) is None]
        return sorted(known, key=key, reverse=descending) + unknown

    def _repaint(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.spoken(row) if column.spoken else column.text(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.tool_tip(row) if column.tool_tip else None
            case _:
                return _look(column, row, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self._sorted_by = (column, order is Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        before = self._shown
        self._shown = self._in_order(before, *self._sorted_by)
        places = {id(row): number for number, row in enumerate(self._shown)}
        held = self.persistentIndexList()
        moved = [self.index(places[id(before[old.row()])], old.column()) for old in held]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def _look(column: Column[T], row: T, role: int) -> Any:
    theme = app_theme()
    if role == Qt.ItemDataRole.ForegroundRole and column.tone:
        return theme.color(column.tone(row))
    if role == Qt.ItemDataRole.BackgroundRole and column.fill:
        token = column.fill(row)
        return theme.color(token) if token else None
    if role == Qt.ItemDataRole.DecorationRole and column.icon:
        stated = column.icon(row)
        return icon(*stated) if stated else None
    if role == Qt.ItemDataRole.FontRole and column.is_strong:
        return theme.font(weight=600)
    return None
