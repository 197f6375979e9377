"""The columns of the sheet, each with a choice of what it is read as."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from domain.labsheet.mapping import Role
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_columns import (
    SheetColumn,
    examples_in_words,
    readings,
    sheet_columns,
)
from gui.labimport.table_look import fit_columns, quiet_table
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.words import lab_columns
from gui.words.language import _

_READ_AS = 3
_EXAMPLES = 2
_ROW = 40


def _columns() -> tuple[Column[SheetColumn], ...]:
    return (
        Column(_("Column"), lambda one: one.letters),
        Column(_("Heading in the file"), lambda one: one.header or "–", is_strong=True),
        Column(_("First values"), examples_in_words, tone=lambda _one: "text_secondary"),
        Column(_("Read as"), lambda one: lab_columns.role(one.role, one.draw)),
    )


class ColumnTable(QWidget):
    """Heading, examples and a combo box a column."""

    reading_chosen = Signal(int, Role, str)
    """The user said what a column holds; carries its number, role and draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TableModel(_columns())
        self.table = QTableView()
        self.table.setAccessibleName(_("Columns of the sheet"))
        quiet_table(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(self.table.focusPolicy().NoFocus)
        self.combos: dict[int, QComboBox] = {}
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.table, 100)
        page.addStretch(1)

    def show_check(self, check: SheetCheck) -> None:
        focused = next((c for c, combo in self.combos.items() if combo.hasFocus()), None)
        columns = sheet_columns(check)
        self.model.set_rows(columns)
        self._fit()
        choices = readings(check)
        self.combos = {}
        for row, column in enumerate(columns):
            combo = self._combo(column, choices)
            self.combos[column.column] = combo
            self.table.setIndexWidget(self.model.index(row, _READ_AS), _with_margins(combo))
        if focused in self.combos:
            self.combos[focused].setFocus()

    def _combo(self, column: SheetColumn, choices: tuple[tuple[Role, str], ...]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(
            _("Column {letters}, {header}, read as").format(
                letters=column.letters, header=column.header
            )
        )
        for role, draw in choices:
            combo.addItem(lab_columns.role(role, draw), (role, draw))
        combo.setCurrentIndex(choices.index((column.role, column.draw)))
        combo.activated.connect(partial(self._choose, column.column, choices))
        return combo

    def _choose(self, column: int, choices: tuple[tuple[Role, str], ...], at: int) -> None:
        self.reading_chosen.emit(column, *choices[at])

    def _fit(self) -> None:
        fit_columns(self.table, self.model, stretched=_EXAMPLES)
        theme = app_theme()
        rows = self.table.verticalHeader()
        rows.setMinimumSectionSize(theme.px(_ROW))
        rows.setDefaultSectionSize(theme.px(_ROW))
        heading = self.table.horizontalHeader()
        heading.setSectionResizeMode(_READ_AS, QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(_READ_AS, theme.px(270))
        whole = theme.px(_ROW) * (self.model.rowCount() + 1)
        self.table.setMinimumHeight(min(whole, theme.px(_ROW) * 6))
        self.table.setMaximumHeight(whole)


def _with_margins(combo: QComboBox) -> QWidget:
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(4, 3, 4, 3)
    row.addWidget(combo)
    return holder
