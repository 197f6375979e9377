"""Two weekdays, or as many as the protocol wants, as chips that can be pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.widgets.buttons import Chip
from gui.words import dates


class WeekdayChoice(QWidget):
    """Chips of the working weekdays; Monday is 0."""

    changed = Signal()
    """The user pressed a chip."""

    def __init__(self, weekdays: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {day: Chip(dates.weekday_short(day)) for day in weekdays}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for day, chip in self.chips.items():
            chip.setAccessibleName(dates.weekday_name(day))
            chip.clicked.connect(self._pressed)
            row.addWidget(chip)
        row.addStretch(1)

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(day for day, chip in self.chips.items() if chip.isChecked())

    def choose(self, weekdays: Sequence[int]) -> None:
        for day, chip in self.chips.items():
            chip.setChecked(day in weekdays)

    def _pressed(self) -> None:
        self.changed.emit()
