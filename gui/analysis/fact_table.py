"""A small table of numbers as in a paper: a tinted heading, rows, figures to the right."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class Facts:
    """Heading and rows of one table, as text; the first column names the row."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_html(self) -> str:
        """For pasting into a text processor."""
        head = "".join(f"<th>{escape(cell)}</th>" for cell in self.heading)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return f'<table border="1" cellspacing="0"><tr>{head}</tr>{body}</table>'

    def as_tabbed(self) -> str:
        """For pasting into a spreadsheet."""
        return "\n".join("\t".join(row) for row in (self.heading, *self.rows))


class FactTable(QWidget):
    """Shows `Facts`; columns share the width, the first is left-aligned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._grid_widget: QWidget | None = None

    def show_facts(self, facts: Facts) -> None:
        if self._grid_widget is not None:
            self._column.removeWidget(self._grid_widget)
            self._grid_widget.deleteLater()
        self._grid_widget = _grid_of(facts)
        self._column.addWidget(self._grid_widget)
        self._grid_widget.show()  # else Qt shows it a turn of the event loop later


def _grid_of(facts: Facts) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(0)
    grid.setVerticalSpacing(0)
    band = QFrame()
    band.setProperty("band", "heading")
    grid.addWidget(band, 0, 0, 1, len(facts.heading))
    for column, words in enumerate(facts.heading):
        grid.addWidget(_cell(words, column, is_heading=True), 0, column)
        grid.setColumnStretch(column, 3 if column == 0 else 2)
    for number, row in enumerate(facts.rows, start=1):
        for column, words in enumerate(row):
            grid.addWidget(_cell(words, column, is_heading=False), number, column)
    return holder


def _cell(words: str, column: int, *, is_heading: bool) -> QWidget:
    cell = QWidget()
    row = QHBoxLayout(cell)
    row.setContentsMargins(8, 5, 8, 5)
    role, tone = ("small-strong", "secondary") if is_heading else ("body", "text")
    label = Label(words, role, tone)  # type: ignore[arg-type]  # pair of literals
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    left_or_right = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    label.setAlignment(left_or_right | Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(label)
    return cell
