"""A small table of numbers as in a paper: a tinted heading, rows, figures to the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from gui.analysis.answer import Facts
from gui.widgets.label import Label, Role

BROAD = 18
"""Letters from which a text wraps rather than widens its column."""


class FactTable(QWidget):
    """Shows `Facts`; columns share the width by what they hold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._title = Label("", "small-strong", "secondary", wraps=True)
        self._title.setContentsMargins(8, 4, 8, 0)
        self._column.addWidget(self._title)
        self._grid_widget: QWidget | None = None

    @property
    def title(self) -> str:
        return self._title.text()

    def show_facts(self, facts: Facts) -> None:
        self._title.setText(facts.title)
        self._title.setVisible(bool(facts.title))
        if self._grid_widget is not None:
            self._column.removeWidget(self._grid_widget)
            self._grid_widget.hide()
            self._grid_widget.deleteLater()
        self._grid_widget = _grid_of(facts, self)
        self._column.addWidget(self._grid_widget)
        self._grid_widget.show()  # else Qt shows it a turn of the event loop later


def _grid_of(facts: Facts, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(0)
    grid.setVerticalSpacing(0)
    band = QFrame(holder)
    band.setProperty("band", "heading")
    grid.addWidget(band, 0, 0, 1, len(facts.heading))
    for column, words in enumerate(facts.heading):
        is_text = column in facts.text_columns
        grid.addWidget(_cell(words, "small-strong", holder, is_text=is_text), 0, column)
        grid.setColumnStretch(column, _share(facts, column))
    for number, row in enumerate(facts.rows, start=1):
        leads = number - 1 == facts.leading_row and len(facts.rows) > 1
        role: Role = "strong" if leads else "body"
        for column, words in enumerate(row):
            is_text = column in facts.text_columns
            grid.addWidget(_cell(words, role, holder, is_text=is_text), number, column)
    return holder


def _share(facts: Facts, column: int) -> int:
    """Of the width: about as long as the longest entry, within limits."""
    entries = [facts.heading[column], *(row[column] for row in facts.rows)]
    return max(6, min(34, max(map(len, entries))))


class _Cell(Label):
    """Wraps between words; one with a dash stays whole."""

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        margins = self.contentsMargins()
        longest = max(map(self.fontMetrics().horizontalAdvance, self.text().split()), default=0)
        return QSize(max(hint.width(), longest + margins.left() + margins.right()), hint.height())


def _cell(words: str, role: Role, parent: QWidget, *, is_text: bool) -> Label:
    tone = "secondary" if role == "small-strong" else "text"
    label = _Cell(words, role, tone, wraps=len(words) > BROAD, parent=parent)
    label.setContentsMargins(8, 4, 8, 4)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    side = Qt.AlignmentFlag.AlignLeft if is_text else Qt.AlignmentFlag.AlignRight
    label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
    return label
