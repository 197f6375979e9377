"""What is known of a patient: a row of facts, each under its name."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets.card import Card
from gui.widgets.label import Label


class FactsCard(Card):
    """Names above, values below, in one row that wraps its words where it is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=14, spacing=0, parent=parent)
        self._values: list[Label] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self.body.addLayout(self._row)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show names and values; the same names in the same order each time."""
        if not self._values:
            self._make(facts)
        for label, (name, value) in zip(self._values, facts, strict=True):
            label.setText(value)
            label.setAccessibleName(f"{name}: {value}")

    def _make(self, facts: Sequence[tuple[str, str]]) -> None:
        for name, value in facts:
            column = QVBoxLayout()
            column.setSpacing(2)
            label = Label(value, "strong", wraps=True)
            column.addWidget(Label(name, "small", "secondary"))
            column.addWidget(label)
            column.addStretch(1)
            self._values.append(label)
            self._row.addLayout(column, max(8, min(28, len(value))))
