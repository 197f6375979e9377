"""One import that was done: what it stored, each result with the cell it was read from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from domain.storage.tables import StoredResult
from gui.labimport.past_imports import DoneImport
from gui.labimport.table_look import fit_columns, quiet_table
from gui.table_model import Column, TableModel
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.label import Label
from gui.words import lab_imports, lab_rows, visits
from gui.words.language import _


def _columns() -> tuple[Column[StoredResult], ...]:
    return (
        Column(_("Cell"), lambda one: one.result.source.cell or "–"),
        Column(_("Patient"), lambda one: one.patient, is_strong=True),
        Column(_("Draw"), lambda one: visits.draw_label(one.draw)),
        Column(_("In file"), lambda one: one.result.verbatim or "–", is_number=True),
        Column(
            _("Stored as µg/dL"),
            lambda one: lab_rows.stored_value(one.result),
            sort_key=lambda one: one.result.ug_dl,
            is_number=True,
        ),
        Column(
            _("Now"),
            lab_imports.standing,
            tone=lambda one: "text" if one.is_current else "text_secondary",
        ),
        Column(_("Note"), lab_imports.remarks, tone=lambda _one: "text_secondary"),
    )


class ImportPage(QWidget):
    """File, when and by whom; the results below; back, and undo."""

    left = Signal()
    """The user goes back to the list."""
    undo_asked = Signal(int)
    """The user wants to take back the import with this number."""
    patient_asked = Signal(str)
    """The user wants to see the patient of a result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.done: DoneImport | None = None
        self._file = Label("", "heading")
        self._facts = Label(tone="secondary", wraps=True)
        self.back = PlainButton(_("Back"), icon_name="chevron-left")
        self.back.clicked.connect(self.left)
        self.undo = PlainButton(_("Undo import"), icon_name="undo-2")
        self.undo.clicked.connect(self._ask_undo)
        self.patient = PlainButton(_("Show patient"), icon_name="users")
        self.patient.clicked.connect(self._ask_patient)
        self.model = TableModel(_columns())
        self.table = QTableView()
        self.table.setAccessibleName(_("Results of the import"))
        self.table.activated.connect(self._ask_patient)
        self._lay_out()
        app_theme().changed.connect(self._fit)

    @property
    def facts(self) -> str:
        return self._facts.text()

    def show_import(self, done: DoneImport, results: Sequence[StoredResult]) -> None:
        self.done = done
        self._file.setText(done.file)
        self._facts.setText(lab_imports.where_from(done))
        self.model.set_rows(results)
        self._fit()
        self.patient.setEnabled(bool(results))
        if results:
            self.table.selectRow(0)

    def _lay_out(self) -> None:
        quiet_table(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._file)
        words.addWidget(self._facts)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        top.addWidget(self.patient, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(12)
        page.addLayout(top)
        page.addWidget(self.table, 1)

    def _fit(self) -> None:
        fit_columns(self.table, self.model, stretched=len(self.model.columns) - 1)

    def _ask_undo(self) -> None:
        if self.done is not None:
            self.undo_asked.emit(self.done.number)

    def _ask_patient(self) -> None:
        stored = self.model.row_at(self.table.currentIndex())
        if stored is not None:
            self.patient_asked.emit(stored.patient)
