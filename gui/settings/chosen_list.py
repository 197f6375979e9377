"""A short list that grows and shrinks: closing days, reasons."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import IconButton
from gui.words.language import _

V = TypeVar("V")


class ChosenList(QWidget, Generic[V]):
    """Values with their words; Delete, or the button, takes one away."""

    changed = Signal()
    """A value was taken away, or moved."""

    def __init__(self, name: str, *, rows: int = 5, is_ordered: bool = False) -> None:
        super().__init__()
        self._values: list[V] = []
        self._words: list[str] = []
        self._shown_rows = rows
        self.list = _Rows()
        self.list.setAccessibleName(name)
        self.list.delete_pressed.connect(self._remove)
        self.list.currentRowChanged.connect(self._enable)
        self.remove = IconButton("trash-2", _("Remove from “{list}”").format(list=name))
        self.remove.clicked.connect(self._remove)
        self.up = IconButton("arrow-up", _("Move up in “{list}”").format(list=name))
        self.up.clicked.connect(self._move_up)
        self.down = IconButton("arrow-down", _("Move down in “{list}”").format(list=name))
        self.down.clicked.connect(self._move_down)
        buttons = QVBoxLayout()
        buttons.setSpacing(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        for button in (self.up, self.down, self.remove):
            buttons.addWidget(button)
            button.setVisible(is_ordered or button is self.remove)  # now that it has a place
        buttons.addStretch(1)
        app_theme().changed.connect(self._fit)
        self._fit()

    @property
    def values(self) -> tuple[V, ...]:
        return tuple(self._values)

    def show_values(self, values: Sequence[tuple[V, str]]) -> None:
        current = self.list.currentRow()
        self._values = [value for value, _words in values]
        self.list.clear()
        self.list.addItems([words for _value, words in values])
        self.list.setCurrentRow(min(max(current, 0), len(values) - 1))
        self._enable()

    def choose(self, value: V) -> None:
        self.list.setCurrentRow(self._values.index(value))

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row < 0:
            return
        del self._values[row]
        self.list.takeItem(row)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable()
        self.changed.emit()

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + by < len(self._values):
            return
        self._values.insert(row + by, self._values.pop(row))
        self.list.insertItem(row + by, self.list.takeItem(row))
        self.list.setCurrentRow(row + by)
        self.changed.emit()

    def _enable(self) -> None:
        row = self.list.currentRow()
        self.remove.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self._values) - 1)

    def _fit(self) -> None:
        self.list.setFixedHeight(app_theme().px(28 * self._shown_rows + 6))


class _Rows(QListWidget):
    delete_pressed = Signal()
    """Delete was pressed on a row."""

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # rows were measured before the style sheet was known

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)
