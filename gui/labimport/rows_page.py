"""The step *Check rows*: every row of the sheet, and beside it what the chosen one needs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.labsheet.decisions import Decision
from domain.labsheet.rows import PlannedRow
from gui.labimport.file_card import FileCard
from gui.labimport.filters import FilterChips, RowFilter
from gui.labimport.row_table import RowTable
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.side_column import SideColumn
from gui.theme import app_theme
from gui.widgets.label import Label
from gui.words import lab_columns
from gui.words.language import _

_PANEL = 312
_ROOMY_FROM = 1000
_LOW_BELOW = 400


class RowsPage(QWidget):
    """File, filters, rows, the panel, and what the import would do."""

    decided = Signal(Decision)
    """The user decided about one or more rows."""
    take_back_asked = Signal(str)
    """The user wants the decision about this row undone."""

    file_card_hidden = Signal(bool)
    """There is no room for the file's card, or there is again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check: SheetCheck | None = None
        self.key_hints = _("F8 next problem · Enter best fix · Ctrl+Enter import")
        self.file = FileCard()
        self.filters = FilterChips()
        self.filters.chosen.connect(self._filter)
        self._how_read = Label("", "small", "secondary")
        self._how_read.setContentsMargins(0, 6, 0, 0)
        self.table = RowTable()
        self.table.chosen.connect(self._show_row)
        self.side = SideColumn()
        self.panel = self.side.panel
        self.table.best_fix_asked.connect(self.panel.press_best)
        self.panel.decided.connect(self.decided)
        self.panel.take_back_asked.connect(self.take_back_asked)
        self.panel.next_asked.connect(self.go_to_next_problem)
        self.panel.previous_asked.connect(self.go_to_previous_problem)
        self._lay_out()
        self._add_keys()
        app_theme().changed.connect(self._fit)

    def show_check(self, check: SheetCheck, *, anew: bool = False) -> None:
        """Show the plan; `anew` starts at the first row that needs a person."""
        self._check = check
        before = self.table.current
        self.file.show_check(check)
        self._how_read.setText(lab_columns.how_read(check.mapping))
        if anew:
            self.filters.show_all()
        self.filters.show_tally(check.tally)
        self.table.show_rows(check.plan.rows, self.filters.current.keeps)
        self.table.fit()
        self.side.outcome.show_tally(check.tally)
        self.side.absent.show_absent(check.plan.expected_but_absent)
        if anew:
            self._start()
        elif before is not None:
            self._choose_again(before)

    def go_to_next_problem(self) -> None:
        self._go_to_problem(1)

    def go_to_previous_problem(self) -> None:
        self._go_to_problem(-1)

    def choose(self, cell: str) -> None:
        """Move to a row, showing all rows if the filter hides it."""
        if not self.table.choose(cell):
            self.filters.choose("all")
            self.table.choose(cell)

    def _start(self) -> None:
        assert self._check is not None
        blocking, rows = self._check.plan.blocking, self._check.plan.rows
        first = blocking[0] if blocking else rows[0] if rows else None
        self.panel.setVisible(first is not None)
        self.side.fit()
        if first is not None:
            self.table.choose(first.cell)
        self.table.setFocus()

    def _choose_again(self, before: PlannedRow) -> None:
        """Stay where one was; a row decided just now leads on to the next problem."""
        assert self._check is not None
        after = self._check.plan.row(before.cell)
        if before.needs_decision and after is not None and not after.needs_decision:
            following = self._problem_after(before.cell, 1)
            if following is not None:
                self.choose(following.cell)
                return
        if not self.table.choose(before.cell):
            self.choose(before.cell)
        if after is not None:
            self.panel.show_row(after, self._check)

    def _go_to_problem(self, step: int) -> None:
        current = self.table.current
        found = self._problem_after(current.cell if current is not None else "", step)
        if found is not None:
            self.choose(found.cell)
            self.table.setFocus()

    def _problem_after(self, cell: str, step: int) -> PlannedRow | None:
        """The next row to decide in the order of the sheet, going round at the end."""
        assert self._check is not None
        rows = self._check.plan.rows
        cells = [row.cell for row in rows]
        start = cells.index(cell) if cell in cells else -1
        for away in range(1, len(rows) + 1):
            row = rows[(start + step * away) % len(rows)]
            if row.needs_decision:
                return row
        return None

    def _filter(self, chosen: RowFilter) -> None:
        before = self.table.current
        self.table.rows.set_filter(chosen.keeps)
        if before is None or not self.table.choose(before.cell):
            self.table.selectRow(0)

    def _show_row(self, row: PlannedRow) -> None:
        if self._check is not None:
            self.panel.show_row(row, self._check)
            self._fit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.filters, 1)
        top.addWidget(self._how_read, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout()
        rows.addWidget(self.table, 1000)
        rows.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addLayout(rows, 1)
        row.addWidget(self.side)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addWidget(self.file)
        page.addLayout(top)
        page.addLayout(row, 1)
        self._fit()

    @property
    def is_low(self) -> bool:
        """Rows and buttons need all the height there is."""
        return self.height() < app_theme().px(_LOW_BELOW)

    def _fit(self) -> None:
        roomy = self.width() >= app_theme().px(_ROOMY_FROM)
        if self.file.isHidden() is not self.is_low:
            self.file.setVisible(not self.is_low)
            self.file_card_hidden.emit(self.is_low)
        self.file.show_columns(shown=roomy)
        self._how_read.setVisible(roomy)
        self.side.setFixedWidth(self._side_width(roomy=roomy))
        self.side.fit()
        self.table.fit()

    def _side_width(self, *, roomy: bool) -> int:
        """As drawn, unless a button's words need more; never more than leaves the rows readable."""
        usual = app_theme().px(_PANEL)
        if not roomy:
            usual = min(usual, round(self.width() * 0.31))
        return max(usual, min(self.side.needed_width, round(self.width() * 0.45)))

    def _add_keys(self) -> None:
        keys = {"F8": self.go_to_next_problem, "Shift+F8": self.go_to_previous_problem}
        for key, do in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
