"""The groups of rows: it keeps the rows it has, and changes only what changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.agenda import AgendaItem
from domain.visits import VisitKey
from gui.today.asks import Ask, Mode
from gui.today.list_columns import CARD_EDGE, ListColumns
from gui.today.row import VisitRow
from gui.today.worklist import Group, GroupName
from gui.widgets.card import Badge, Card
from gui.widgets.label import Label, Tone
from gui.words import dates
from gui.words.agenda import RowWords
from gui.words.language import _

ROWS_AT_ONCE = 12
"""Rows made in one turn of the event loop; the rest follow in the next turns."""


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with the words of its rows."""

    group: Group
    words: tuple[RowWords, ...]
    undoable: frozenset[VisitKey] = frozenset()


class WorkList(QWidget):
    """All groups below each other, and one current row."""

    asked = Signal(object, object)
    """A row and the `Ask` the user made of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ListColumns()
        self._rows: dict[tuple[VisitKey, Mode], VisitRow] = {}
        self._current: VisitKey | None = None
        self._wanted: list[ShownGroup] = []
        self._boxes = {name: _GroupBox(name) for name in GroupName}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._make_rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for box in self._boxes.values():
            column.addWidget(box)
        column.addStretch(1)

    @property
    def rows(self) -> list[VisitRow]:
        """The rows shown, from top to bottom."""
        return [row for box in self._boxes.values() if not box.isHidden() for row in box.rows]

    @property
    def current(self) -> VisitRow | None:
        return self.row_of(self._current) if self._current else None

    def row_of(self, key: VisitKey) -> VisitRow | None:
        return next((row for row in self.rows if row.key == key), None)

    def show_groups(self, groups: Sequence[ShownGroup]) -> None:
        self._wanted = list(groups)
        shown = {group.group.name for group in groups if group.words}
        for name, box in self._boxes.items():
            box.setVisible(name in shown)
        for shown_group in groups:
            self._boxes[shown_group.group.name].head(shown_group.group)
        self._make_rows()

    def set_row_height(self, height: int) -> None:
        if self.columns.row_height != height:
            self.columns.set_row_height(height)
            for row in self._rows.values():
                row.updateGeometry()

    def select(self, key: VisitKey | None, *, focus: bool = False) -> None:
        """Make the row of `key` current, or the first row where there is none."""
        rows = self.rows
        row = next((row for row in rows if row.key == key), rows[0] if rows else None)
        self._current = row.key if row else None
        for other in rows:
            if other.is_current is not (other is row):
                other.set_current(other is row)
        if row is not None and focus:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def before(self, row: VisitRow) -> VisitRow:
        rows = self.rows
        return rows[max(0, rows.index(row) - 1)]

    def after(self, row: VisitRow) -> VisitRow:
        rows = self.rows
        return rows[min(len(rows) - 1, rows.index(row) + 1)]

    def key_after(self, row: VisitRow) -> VisitKey | None:
        """Where the focus goes once `row` is recorded: the next open row, else the one before."""
        open_rows = [r for r in self.rows if r.mode is Mode.OPEN]
        if row not in open_rows:
            return row.key
        place = open_rows.index(row)
        following = open_rows[place + 1 : place + 2] or open_rows[max(0, place - 1) : place]
        return following[0].key if following else None

    def fit_columns(self) -> None:
        """Agree on the widths of buttons and columns for all rows."""
        self.columns.fit(self.rows, self.width())
        for row in self.rows:
            row.lay_out()

    def _make_rows(self) -> None:
        made = 0
        complete = True
        # A row that goes to another group would lose the focus on its way.
        had_focus = self.current is not None and self.current.hasFocus()
        for name in set(GroupName) - {shown.group.name for shown in self._wanted}:
            self._boxes[name].hold([])
        for shown in self._wanted:
            box = self._boxes[shown.group.name]
            mode = _mode_of(shown.group.name)
            rows: list[VisitRow] = []
            for item, words in zip(shown.group.items, shown.words, strict=True):
                row = self._rows.get((item.visit.key, mode))
                if row is None and made >= ROWS_AT_ONCE:
                    complete = False
                    break
                if row is None:
                    made += 1
                    row = self._make_row(item, words, mode)
                elif row.item != item or row.words != words:
                    row.show_item(item, words)
                row.set_undoable(item.visit.key in shown.undoable)
                rows.append(row)
            box.hold(rows)
        if not complete:
            self._rest.start(0)
        self._drop_strangers()
        self.fit_columns()
        self.select(self._current, focus=had_focus)

    def _make_row(self, item: AgendaItem, words: RowWords, mode: Mode) -> VisitRow:
        row = VisitRow(item, words, mode, self.columns.of(mode))
        row.asked.connect(self._pass_on)
        self._rows[(item.visit.key, mode)] = row
        return row

    def _drop_strangers(self) -> None:
        wanted = {
            (item.visit.key, _mode_of(shown.group.name))
            for shown in self._wanted
            for item in shown.group.items
        }
        for place in [place for place in self._rows if place not in wanted]:
            row = self._rows.pop(place)
            row.hide()
            row.setParent(None)
            row.deleteLater()

    def _pass_on(self, ask: Ask) -> None:
        row = self.sender()
        if isinstance(row, VisitRow):
            self.asked.emit(row, ask)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()


class _GroupBox(QWidget):
    """A heading with the number of its rows, and the rows in a card."""

    def __init__(self, name: GroupName) -> None:
        super().__init__()
        self.rows: list[VisitRow] = []
        tone: Tone = "overdue" if name is GroupName.NOT_DONE else "text"
        self._title = Label(_heading(name), "group", tone)
        self._count = Badge()
        self._hint = Label(role="small", tone="secondary")
        if name is GroupName.NOT_DONE:
            self._hint.setText(_("target day has passed"))
        heading = QHBoxLayout()
        heading.setContentsMargins(2, 0, 0, 0)
        heading.setSpacing(10)
        for widget in (self._title, self._count, self._hint):
            heading.addWidget(widget)
        heading.addStretch(1)
        self._card = Card(margin=CARD_EDGE, spacing=0)
        self._card.body.setContentsMargins(CARD_EDGE, CARD_EDGE, CARD_EDGE, CARD_EDGE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(heading)
        column.addWidget(self._card)
        self.hide()

    def head(self, group: Group) -> None:
        if group.day is not None:
            self._title.setText(dates.long_day(group.day))
            self._hint.setText(_("only to look at"))
        self._count.setText(str(len(group.items)))
        self.setAccessibleName(f"{self._title.text()}, {len(group.items)}")

    def hold(self, rows: list[VisitRow]) -> None:
        """Show `rows` in this order; rows already in place stay untouched."""
        for gone in self.rows:
            if gone not in rows:
                self._card.body.removeWidget(gone)
        first = self._card.body.indexOf(self._card.heading) + 1
        for place, row in enumerate(rows):
            if self._card.body.indexOf(row) != first + place:
                self._card.body.insertWidget(first + place, row)
            row.is_first = place == 0
            row.show()
        self.rows = rows


def _heading(name: GroupName) -> str:
    return {
        GroupName.NOT_DONE: _("Not done"),
        GroupName.DUE_TODAY: _("Due today"),
        GroupName.DONE_TODAY: _("Done today"),
        GroupName.AHEAD: "",
    }[name]


def _mode_of(name: GroupName) -> Mode:
    if name is GroupName.DONE_TODAY:
        return Mode.DONE
    return Mode.AHEAD if name is GroupName.AHEAD else Mode.OPEN
