"""The columns of the sheet, each with a choice of what it is read as."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from domain.labsheet.mapping import Role
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_columns import (
    Reading,
    SheetColumn,
    examples_in_words,
    readings,
    sheet_columns,
)
from gui.labimport.table_look import fit_columns, quiet_table
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.widgets.inputs import Choice
from gui.words import lab_columns, lab_guesses
from gui.words.language import _

_EXAMPLES, _READ_AS, _HOW_SURE = 2, 3, 4
_ROW = 40
_ROOMY_FROM = 1000
"""Width from which there is room for why a column is read so."""


def _columns(how_sure: Callable[[SheetColumn], str]) -> tuple[Column[SheetColumn], ...]:
    return (
        Column(_("Column"), lambda one: one.letters),
        Column(_("Heading in the file"), lambda one: one.header or "–", is_strong=True),
        Column(
            _("First values"),
            examples_in_words,
            tone=lambda _one: "text_secondary",
            tool_tip=examples_in_words,
        ),
        Column(
            _("Read as"), lambda _one: "", spoken=lambda one: lab_columns.role(one.role, one.draw)
        ),
        Column(_("How sure"), how_sure, tone=_tone, tool_tip=_why),
    )


def _why(column: SheetColumn) -> str:
    return "" if column.guess is None else lab_guesses.told_of_column(column.guess)


def _tone(column: SheetColumn) -> str:
    return "text_secondary" if column.guess is None or column.guess.is_sure else "warning"


class ColumnTable(QWidget):
    """Heading, examples and a combo box a column."""

    reading_chosen = Signal(int, Role, str)
    """The user said what a column holds; carries its number, role and draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_roomy = True
        self.model = TableModel(_columns(self._how_sure))
        self.table = QTableView()
        self.table.setAccessibleName(_("Columns of the sheet"))
        quiet_table(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setFocusPolicy(self.table.focusPolicy().NoFocus)
        self._offered: object = None
        self.combos: dict[int, Choice[Reading]] = {}
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.table)

    def show_check(self, check: SheetCheck) -> None:
        columns, choices = sheet_columns(check), readings(check)
        offered = tuple((column.column, column.header) for column in columns), choices
        if offered == self._offered:
            self.model.update_rows(columns)
            for column in columns:
                _describe(self.combos[column.column], column)
        else:
            self._offered = offered
            self._offer(columns, choices)
        self._fit()

    def _offer(self, columns: Sequence[SheetColumn], choices: tuple[Reading, ...]) -> None:
        focused = next((c for c, combo in self.combos.items() if combo.hasFocus()), None)
        self.model.set_rows(columns)
        self.combos = {}
        for row, column in enumerate(columns):
            combo = self._combo(column, choices)
            self.combos[column.column] = combo
            self.table.setIndexWidget(self.model.index(row, _READ_AS), _with_margins(combo))
        if focused in self.combos:
            self.combos[focused].setFocus()

    def focus_column(self, column: int) -> None:
        """Where it is said what this column holds."""
        if column in self.combos:
            self.combos[column].setFocus()

    def _how_sure(self, column: SheetColumn) -> str:
        if column.guess is None:
            return "–"
        return _why(column) if self._is_roomy else lab_guesses.how_sure(column.guess)

    def _combo(self, column: SheetColumn, choices: tuple[Reading, ...]) -> Choice[Reading]:
        name = _("Column {letters}, {header}, read as").format(
            letters=column.letters, header=column.header
        )
        combo = Choice([(one, lab_columns.role(*one)) for one in choices], name)
        _describe(combo, column)
        combo.activated.connect(partial(self._choose, column.column, choices))
        return combo

    def _choose(self, column: int, choices: tuple[Reading, ...], at: int) -> None:
        self.reading_chosen.emit(column, *choices[at])

    def _fit(self) -> None:
        self._is_roomy = self.width() >= app_theme().px(_ROOMY_FROM)
        fit_columns(self.table, self.model, stretched=_EXAMPLES)
        theme = app_theme()
        rows = self.table.verticalHeader()
        rows.setMinimumSectionSize(theme.px(_ROW))
        rows.setDefaultSectionSize(theme.px(_ROW))
        heading = self.table.horizontalHeader()
        heading.setSectionResizeMode(_READ_AS, QHeaderView.ResizeMode.Interactive)
        self.table.setColumnWidth(_READ_AS, theme.px(270))
        whole = theme.px(_ROW) * self.model.rowCount() + heading.sizeHint().height()
        self.table.setFixedHeight(whole + 2)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _describe(combo: Choice[Reading], column: SheetColumn) -> None:
    combo.choose((column.role, column.draw))
    combo.setAccessibleDescription(_why(column))


def _with_margins(combo: QWidget) -> QWidget:
    holder = QWidget()
    row = QVBoxLayout(holder)
    row.setContentsMargins(4, 3, 4, 3)
    row.addWidget(combo)
    return holder
