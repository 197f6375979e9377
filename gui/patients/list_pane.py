"""The list of patients: chips by state, search, and what can be done with the chosen one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui.patients.patient_rows import Group, PatientRow, patient_columns
from gui.table_model import TableModel
from gui.widgets.buttons import Chip, ChipRow
from gui.widgets.empty_state import EmptyState
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.widgets.table_view import RowTable
from gui.words.language import _

EVERYBODY, ACTIVE = frozenset(Group), frozenset({Group.NOT_STARTED, Group.IN_TREATMENT})
COMPLETED, WITHDREW = frozenset({Group.COMPLETED}), frozenset({Group.WITHDREW})
_CHIPS = (EVERYBODY, ACTIVE, COMPLETED, WITHDREW)


class PatientList(QWidget):
    """A row a patient; every chip counts the rows it shows."""

    opened = Signal(str)
    """The page of this patient is wanted."""
    withdrawal_asked = Signal(str)
    """The user records that this patient leaves the study."""
    correction_asked = Signal(str)
    """The user corrects this patient's details."""
    shown = Signal()
    """The rows shown are others."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.chips = ChipRow([Chip(text, 0) for text in _chip_words()])
        self.chips.group.idClicked.connect(self._arrange)
        self.model = TableModel[PatientRow](patient_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Patients"), widths=(110, 110, 140, 210, 160, 190), stretched=3
        )
        self.table.opened.connect(self._open)
        self.table.menu_asked.connect(self._show_menu)
        self.table.sort_by(0)
        self.empty = EmptyState()
        self._stack = RowsOrEmpty(self.table, self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chips)
        column.addWidget(self._stack, 1)

    @property
    def chosen(self) -> PatientRow | None:
        return self.model.row_at(self.table.currentIndex())

    def show_rows(self, rows: Sequence[PatientRow]) -> None:
        """The patients as they are now; the chosen one stays chosen."""
        before = self.chosen
        self.model.set_rows(rows)
        self._arrange()
        if before is not None:
            self.select(before.code)

    def search(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._arrange()

    def show_all(self) -> None:
        self.choose_groups(EVERYBODY)

    def choose_groups(self, groups: frozenset[Group]) -> None:
        self.chips.chips[_CHIPS.index(groups)].setChecked(True)
        self._arrange()

    def select(self, code: str) -> bool:
        """Choose the patient, if the row is shown."""
        index = self.model.index_of(lambda row: row.code == code)
        if index.isValid():
            self.table.select_row(index.row())
        return index.isValid()

    def take_focus(self) -> None:
        self._stack.take_focus()

    def _arrange(self) -> None:
        found = [row for row in self.model.all_rows if self._matches(row)]
        for chip, groups in zip(self.chips.chips, _CHIPS, strict=True):
            chip.show_count(sum(row.group in groups for row in found))
        self.model.set_filter(self._filter())
        self._stack.show_rows(bool(self.model.rows))
        self.shown.emit()

    def _filter(self) -> Callable[[PatientRow], bool]:
        groups = _CHIPS[self.chips.chosen]
        return lambda row: row.group in groups and self._matches(row)

    def _matches(self, row: PatientRow) -> bool:
        return not self._text or any(self._text in text for text in row.searched)

    def _open(self, row: PatientRow) -> None:
        self.opened.emit(row.code)

    def _show_menu(self, place: QPoint) -> None:
        row = self.chosen
        if row is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        code = row.code
        menu.addAction(_("Open patient {code}").format(code=code), lambda: self.opened.emit(code))
        menu.addAction(_("Correct details…"), lambda: self.correction_asked.emit(code))
        leave = menu.addAction(_("Record a withdrawal…"), lambda: self.withdrawal_asked.emit(code))
        leave.setEnabled(row.group is not Group.WITHDREW)
        menu.popup(place)


def _chip_words() -> tuple[str, ...]:
    return (_("All"), _("In the study"), _("Course completed"), _("Withdrew"))
