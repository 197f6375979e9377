"""A row of joined buttons of which one is chosen: Timeline, Month, One patient."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget


class Segmented(QWidget):
    """Chooses one of a few views."""

    chosen = Signal(int)
    """The user chose the segment with this number."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, text in enumerate(words):
            segment = QPushButton(text)
            segment.setProperty("kind", "segment")
            if number == 0:
                segment.setProperty("end", "first")
            elif number == len(words) - 1:
                segment.setProperty("end", "last")
            segment.setCheckable(True)
            segment.setAutoDefault(False)
            self._group.addButton(segment, number)
            row.addWidget(segment)
        self.choose(0)
        self._group.idClicked.connect(self.chosen)

    @property
    def current(self) -> int:
        return self._group.checkedId()

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def rename(self, number: int, words: str) -> None:
        self._group.button(number).setText(words)
