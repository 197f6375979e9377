"""Queries or deviations: chips by state, rules with counts, their rows, and one row in full."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.quality.finding_card import FindingCard
from gui.quality.rule_list import RuleList
from gui.table_model import Column, TableModel
from gui.widgets.buttons import Chip, ChipRow
from gui.widgets.empty_state import EmptyState
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.widgets.table_view import RowTable
from gui.words.language import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ShownState:
    """A chip: its words, and the state it shows; None shows all."""

    words: str
    state: str | None


@dataclass(frozen=True)  # without slots: Python 3.11 cannot build a slotted generic
class FindingKind(Generic[T]):
    """What one pane shows."""

    name: str
    columns: Sequence[Column[T]]
    widths: tuple[int, ...]
    stretched: int
    states: tuple[ShownState, ...]
    identity: Callable[[T], Hashable]
    state: Callable[[T], str]
    rule: Callable[[T], str]
    rule_words: Callable[[T], str]
    holds: Callable[[T, str], bool]
    """Whether a row matches what is searched for, in lower case."""
    empty: Callable[[str | None], str]
    """The sentence where a state has no row."""
    empty_button: str
    """What there is to do where there is no row at all."""


class FindingsPane(QWidget, Generic[T]):
    """Every number stands for the rows it shows when it is chosen."""

    opened = Signal(object)
    """Enter or a double click on a row; carries the row."""
    empty_asked = Signal()
    """There is no row at all, and the user pressed the button beside that sentence."""
    shown = Signal(int)
    """The rows shown are others; carries how many."""

    def __init__(self, kind: FindingKind[T], card: FindingCard[T]) -> None:
        super().__init__()
        self._kind = kind
        self._rows: tuple[T, ...] = ()
        self._in_state: list[T] = []
        self._wanted = ""
        self.chips = ChipRow([Chip(state.words, 0) for state in kind.states])
        self.chips.group.idClicked.connect(self._arrange)
        self.rules = RuleList()
        self.rules.rule_chosen.connect(self._filter)
        self.model = TableModel[T](kind.columns, parent=self)
        self.table = RowTable(self.model, kind.name, widths=kind.widths, stretched=kind.stretched)
        self.table.opened.connect(self.opened)
        self.table.sort_by(0)
        self.card = card
        self.empty = EmptyState()
        self.empty.asked.connect(self._leave_empty)
        self._stack = RowsOrEmpty(self.table, self.empty, below=self.card)
        self._lay_out()
        self.model.modelReset.connect(self._show_current)
        self.table.selectionModel().currentRowChanged.connect(self._show_current)

    @property
    def state(self) -> str | None:
        """The state whose rows are shown; None for all."""
        return self._kind.states[self.chips.chosen].state

    def show_rows(self, rows: Sequence[T]) -> None:
        """The rows as they are now; the chosen one stays chosen, or the one after it."""
        self._rows = tuple(rows)
        self._arrange()

    def search(self, text: str) -> None:
        self._wanted = text.strip().casefold()
        self._arrange()

    def choose_state(self, state: str | None) -> None:
        number = [shown.state for shown in self._kind.states].index(state)
        self.chips.chips[number].setChecked(True)
        self._arrange()

    def choose(self, wanted: Callable[[T], bool]) -> bool:
        """Select the first row that is wanted, whatever its state; is there one?"""
        row = next(filter(wanted, self._rows), None)
        if row is None:
            return False
        self.rules.choose("")
        if self.state not in (None, self._kind.state(row)):
            self.choose_state(None)
        index = self.model.index_of(wanted)
        if index.isValid():
            self.table.select_row(index.row())
        return index.isValid()

    def show_everything(self) -> None:
        self.rules.choose("")
        self.choose_state(None)

    def _leave_empty(self) -> None:
        if self._rows:
            self.show_everything()
        else:
            self.empty_asked.emit()

    def take_focus(self) -> None:
        self._stack.take_focus()

    def _arrange(self) -> None:
        kind = self._kind
        found = [row for row in self._rows if not self._wanted or kind.holds(row, self._wanted)]
        for chip, shown in zip(self.chips.chips, kind.states, strict=True):
            chip.show_count(sum(shown.state in (None, kind.state(row)) for row in found))
        in_state = [row for row in found if self.state in (None, kind.state(row))]
        named = {kind.rule(row): kind.rule_words(row) for row in in_state}
        rules = [kind.rule(row) for row in in_state]
        self.rules.show_rules(
            [
                (rule, named[rule], rules.count(rule))
                for rule in sorted(named, key=named.__getitem__)
            ]
        )
        self._in_state = in_state
        self._filter()

    def _filter(self) -> None:
        before = self.table.currentIndex().row()
        current = self.model.row_at(self.table.currentIndex())
        rule = self.rules.rule
        shown = [row for row in self._in_state if rule in ("", self._kind.rule(row))]
        self.model.set_rows(shown)
        self._stack.show_rows(bool(shown))
        is_searched = bool(self._wanted) and bool(self._rows)
        sentence = _("No row matches what you search for.") if is_searched else ""
        elsewhere = bool(self._rows) and self.state is not None
        self.empty.say(
            sentence or self._kind.empty(self.state if self._rows else None),
            _("Show all") if elsewhere else "" if is_searched else self._kind.empty_button,
        )
        self._select_again(current, before)
        self.shown.emit(len(shown))

    def _select_again(self, current: T | None, before: int) -> None:
        if not self.model.rows:
            self._show_current()
            return
        same = self._kind.identity
        index = self.model.index_of(lambda row: current is not None and same(row) == same(current))
        row = index.row() if index.isValid() else min(max(before, 0), len(self.model.rows) - 1)
        self.table.select_row(row)

    def _show_current(self) -> None:
        self.card.show_finding(self.model.row_at(self.table.currentIndex()))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.rules)
        row.addWidget(self._stack, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(10)
        page.addWidget(self.chips)
        page.addLayout(row, 1)
