"""How the tables of the import look: fixed row heights, columns as wide as their words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from gui.table_model import T, TableModel
from gui.theme import app_theme

ROW_HEIGHT = 34
_PADDING = 30
_ICON = 24
_HEADING_PADDING = 32
_MEASURED_ROWS = 100


def quiet_table(table: QTableView) -> None:
    """Rows chosen as a whole, no grid, no row numbers, nothing edited."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    heading = table.horizontalHeader()
    heading.setHighlightSections(False)
    heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    fit_rows(table)


def fit_rows(table: QTableView) -> None:
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setMinimumSectionSize(app_theme().px(ROW_HEIGHT))
    rows.setDefaultSectionSize(app_theme().px(ROW_HEIGHT))


def fit_columns(
    table: QTableView,
    model: TableModel[T],
    *,
    stretched: int,
    padding: int = _PADDING,
    heading_padding: int = _HEADING_PADDING,
) -> None:
    """Give each column the width of its longest text, and `stretched` the rest.

    Rows that a filter hides count too: nothing moves sideways as it is chosen.
    """
    fit_rows(table)
    plain = QFontMetrics(app_theme().font(13, 600))
    small = QFontMetrics(app_theme().font(12, 600))
    for number, column in enumerate(model.columns):
        texts = [column.text(row) for row in model.all_rows[:_MEASURED_ROWS]]
        widest = max((plain.horizontalAdvance(text) for text in texts), default=0)
        has_icon = column.icon is not None
        widest += app_theme().px(_ICON) if has_icon else 0
        title = small.horizontalAdvance(column.title) + app_theme().px(heading_padding)
        table.setColumnWidth(number, max(title, widest + app_theme().px(padding)))
    table.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
