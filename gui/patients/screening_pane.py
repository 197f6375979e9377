"""The screening log: everybody screened, the flow numbers, and those not eligible to add."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.screening import Outcome, Screened
from gui.patients.flow_card import FlowCard
from gui.prompts import Prompter
from gui.saving_tables import save_table
from gui.session import Session
from gui.table_model import Column, TableModel
from gui.widgets.buttons import Chip, ChipRow, PlainButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.rows_or_empty import RowsOrEmpty
from gui.widgets.table_view import RowTable
from gui.words import dates
from gui.words import screening as words
from gui.words.language import _
from gui.words.reasons import reason

CSV_TITLES = ("code", "screened_on", "outcome", "reason")
_OUTCOMES: tuple[Outcome | None, ...] = (None, Outcome.ENROLLED, Outcome.NOT_ELIGIBLE)


class ScreeningPane(QWidget):
    """Every number is the number of rows it shows."""

    patient_asked = Signal(str)
    """The page of this enrolled patient is wanted."""
    group_asked = Signal(str)
    """The patients a number of the flow counts are wanted; carries its name."""
    shown = Signal()
    """The rows shown are others."""

    def __init__(self, session: Session, prompter: Prompter) -> None:
        super().__init__()
        self._session = session
        self._prompter = prompter
        self._text = ""
        self.flow = FlowCard()
        self.flow.number_chosen.connect(self._show_number)
        self.chips = ChipRow([Chip(words.chip(outcome), 0) for outcome in _OUTCOMES])
        self.chips.group.idClicked.connect(self._arrange)
        self.add = PlainButton(_("Add not eligible…"), icon_name="plus")
        self.add.clicked.connect(self.add_entry)
        self.add.setEnabled(not session.study.is_read_only)
        self.export = PlainButton(_("Export…"), icon_name="upload")
        self.export.clicked.connect(self._export)
        self.model = TableModel[Screened](screened_columns(), parent=self)
        self.table = RowTable(
            self.model, _("Screening log"), widths=(150, 130, 150, 300), stretched=3
        )
        self.table.opened.connect(self._open)
        self.table.sort_by(0, Qt.SortOrder.DescendingOrder)
        self.empty = EmptyState()
        self.empty.asked.connect(self._fill)
        self._stack = RowsOrEmpty(self.table, self.empty)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(self.chips, 1)
        above.addWidget(self.add)
        above.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.flow)
        column.addLayout(above)
        column.addWidget(self._stack, 1)

    def read(self) -> None:
        study = self._session.study
        self.model.set_rows(study.screening_log())
        self.flow.show_flow(study.flow())
        self._arrange()

    def search(self, text: str) -> None:
        self._text = text.strip().casefold()
        self._arrange()

    def choose(self, outcome: Outcome | None) -> None:
        self.chips.chips[_OUTCOMES.index(outcome)].setChecked(True)
        self._arrange()

    def add_entry(self) -> None:
        """Ask for somebody who was screened and not eligible."""
        from gui.patients.screen_out import ScreenOutDialog

        dialog = ScreenOutDialog(self._session, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.added.connect(self._select)
        dialog.open()

    def take_focus(self) -> None:
        self._stack.take_focus()

    def _arrange(self) -> None:
        found = [one for one in self.model.all_rows if self._matches(one)]
        for chip, outcome in zip(self.chips.chips, _OUTCOMES, strict=True):
            chip.show_count(sum(outcome in (None, one.outcome) for one in found))
        wanted = _OUTCOMES[self.chips.chosen]
        self.model.set_filter(lambda one: wanted in (None, one.outcome) and self._matches(one))
        self._stack.show_rows(bool(self.model.rows))
        if self._text:
            self.empty.say(_("Nobody in the log matches “{text}”.").format(text=self._text))
        elif wanted is Outcome.NOT_ELIGIBLE:
            self.empty.say(_("Nobody was turned away yet."), _("Add not eligible…"))
        else:
            self.empty.say(_("Nobody was screened yet."), _("Add not eligible…"))
        self.shown.emit()

    def _matches(self, one: Screened) -> bool:
        texts = (one.code, reason(one.reason))
        return not self._text or any(self._text in text.casefold() for text in texts)

    def _select(self, code: str) -> None:
        self.choose(None)
        index = self.model.index_of(lambda one: one.code == code)
        if index.isValid():
            self.table.select_row(index.row())
        self.take_focus()

    def _open(self, one: Screened) -> None:
        if one.outcome is Outcome.ENROLLED:
            self.patient_asked.emit(one.code)

    def _show_number(self, name: str) -> None:
        """Exactly the rows that the number counts: here, or in the list of patients."""
        outcome = {
            words.SCREENED: None,
            words.NOT_ELIGIBLE: Outcome.NOT_ELIGIBLE,
            words.ENROLLED: Outcome.ENROLLED,
        }
        if name in outcome:
            self.choose(outcome[name])
            self.take_focus()
        else:
            self.group_asked.emit(name)

    def _fill(self) -> None:
        self.add_entry()

    def _export(self) -> None:
        rows = [
            (one.code, one.screened_on.isoformat(), one.outcome, one.reason)
            for one in self.model.rows
        ]
        save_table(self._session, self._prompter, _("Screening log"), CSV_TITLES, rows)


def screened_columns() -> tuple[Column[Screened], ...]:
    return (
        Column[Screened](
            _("Screened on"),
            lambda one: dates.day(one.screened_on),
            sort_key=lambda one: (one.screened_on, one.code),
        ),
        Column[Screened](_("Code"), lambda one: one.code, is_strong=True),
        Column[Screened](_("Outcome"), lambda one: words.outcome(one.outcome)),
        Column[Screened](_("Reason"), lambda one: reason(one.reason) if one.reason else "–"),
    )
