"""The filter chips above the rows: All, To decide, Flagged, then one for each status."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from domain.labsheet.rows import PlannedRow, RowStatus
from gui.labimport.flow import FlowLayout
from gui.labimport.tally import Tally
from gui.widgets.buttons import Chip
from gui.words import labsheet
from gui.words.language import _


@dataclass(frozen=True, slots=True)
class RowFilter:
    """A chip: its words, and which rows it leaves."""

    code: str
    words: str
    keeps: Callable[[PlannedRow], bool]


ALL, TO_DECIDE, FLAGGED, SKIPPED = "all", "to_decide", "flagged", "skipped"


def row_filters() -> tuple[RowFilter, ...]:
    return (
        RowFilter(ALL, _("All"), lambda _row: True),
        RowFilter(TO_DECIDE, _("To decide"), lambda row: row.needs_decision),
        RowFilter(FLAGGED, _("Flagged"), lambda row: row.is_flagged),
        *(RowFilter(status.value, labsheet.status(status), _has(status)) for status in RowStatus),
        RowFilter(SKIPPED, _("Skipped"), lambda row: row.skipped),
    )


def _has(status: RowStatus) -> Callable[[PlannedRow], bool]:
    return lambda row: row.status is status and not row.skipped


class FilterChips(QWidget):
    """Chips of the filters that leave any row; exactly one is chosen."""

    chosen = Signal(RowFilter)
    """The user chose which rows to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = row_filters()
        self._chips = [Chip(one.words) for one in self._filters]
        self._group = QButtonGroup(self)
        row = FlowLayout(self, spacing=7)
        for number, chip in enumerate(self._chips):
            self._group.addButton(chip, number)
            row.addWidget(chip)
        self._chips[0].setChecked(True)
        self._group.idClicked.connect(self._choose)

    @property
    def current(self) -> RowFilter:
        return self._filters[self._group.checkedId()]

    def chip(self, code: str) -> Chip:
        return next(
            chip for one, chip in zip(self._filters, self._chips, strict=True) if one.code == code
        )

    def show_tally(self, tally: Tally) -> None:
        """Counts as the rows are now; a chip that would leave nothing goes."""
        for one, chip in zip(self._filters, self._chips, strict=True):
            count = tally.count(one.keeps)
            chip.show_count(count)
            chip.setVisible(count > 0 or one.code in (ALL, TO_DECIDE))
        if self._chips[self._group.checkedId()].isHidden():
            self._chips[0].setChecked(True)

    def show_all(self) -> None:
        """No filter; who shows the rows anew need not be told."""
        self._chips[0].setChecked(True)

    def choose(self, code: str) -> None:
        self.chip(code).setChecked(True)
        self.chosen.emit(self.current)

    def _choose(self, _number: int) -> None:
        self.chosen.emit(self.current)
