"""A list, or what stands where it has no rows; the focus never stays on the one that is hidden."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.widgets.empty_state import EmptyState


class RowsOrEmpty(QStackedWidget):
    """Rows may come while nobody asks, as when the rules look at the patients after opening."""

    def __init__(self, rows: QWidget, empty: EmptyState, *, below: QWidget | None = None) -> None:
        """`below` tells more about one of the rows, and goes and comes with them."""
        super().__init__()
        self._rows = rows
        self._empty = empty
        self._listed = QWidget()
        column = QVBoxLayout(self._listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(rows, 1)
        if below is not None:
            column.addWidget(below)
        self.addWidget(self._listed)
        self.addWidget(empty)

    def show_rows(self, there_are: bool) -> None:
        """Show the list, or that there is nothing in it."""
        shown = self._listed if there_are else self._empty
        if shown is self.currentWidget():
            return
        held = self.isAncestorOf(self.window().focusWidget() or self)
        self.setCurrentWidget(shown)
        if held:
            self.take_focus()

    def take_focus(self) -> None:
        """To the rows, or to what can be done about there being none."""
        if self.currentWidget() is self._empty:
            self._empty.take_focus()
        else:
            self._rows.setFocus(Qt.FocusReason.TabFocusReason)
