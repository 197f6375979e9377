"""The sheets imported so far, and where the next one comes in."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from domain.labsheet.rows import RowStatus
from gui.labimport.past_imports import DoneImport
from gui.labimport.table_look import fit_columns, quiet_table
from gui.table_model import Column, TableModel
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.words import dates, lab_imports
from gui.words.language import _


def counts_in_words(counts: Sequence[tuple[str, int]]) -> str:
    """New 11, Same 2, Changed 1."""
    return lab_imports.by_status({RowStatus(status): count for status, count in counts})


def _import_columns() -> tuple[Column[DoneImport], ...]:
    return (
        Column(_("File"), lambda done: done.file, is_strong=True),
        Column(_("Sheet"), lambda done: done.sheet or "–"),
        Column(_("Imported"), lambda done: dates.moment(done.at), sort_key=lambda done: done.at),
        Column(_("By"), lambda done: done.by),
        Column(
            _("Results stored"),
            lambda done: str(done.stored),
            sort_key=lambda done: done.stored,
            is_number=True,
        ),
        Column(_("Rows"), lambda done: counts_in_words(done.counts)),
    )


class DropZone(Card):
    """Says that a file may be dropped, and which kinds; the window takes it, wherever it falls."""

    asked = Signal()
    """The user wants to choose a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "drop", margin=16, parent=parent)
        self.button = PrimaryButton(_("Import lab sheet…"), icon_name="download")
        self.button.clicked.connect(self.asked)
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(_("Drop the laboratory’s sheet here"), "group"))
        words.addWidget(
            Label(
                _("Excel (.xlsx, .xls) or text (.csv, .txt). Nothing is saved before you import."),
                "small",
                "secondary",
                wraps=True,
            )
        )
        row.addWidget(IconLabel("file-spreadsheet", "copper", 28))
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)


class StartPage(QWidget):
    """Drop zone above, imports below."""

    file_asked = Signal()
    """The user wants to choose a lab sheet."""
    import_asked = Signal(int)
    """The user wants to see what the import with this number stored."""
    undo_asked = Signal(int)
    """The user wants to take back the import with this number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop_zone = DropZone()
        self.drop_zone.asked.connect(self.file_asked)
        self.model = TableModel(_import_columns())
        self.table = QTableView()
        self.table.setAccessibleName(_("Imported lab sheets"))
        self.open = PlainButton(_("Show results"), icon_name="table-2")
        self.open.clicked.connect(self._ask_import)
        self.table.activated.connect(self._ask_import)
        self.undo = PlainButton(_("Undo import"), icon_name="undo-2")
        self.undo.clicked.connect(self._ask_undo)
        self._nothing = Label(
            _("No lab sheet has been imported yet. Results of an import appear here."),
            tone="secondary",
            wraps=True,
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def show_imports(self, imports: Sequence[DoneImport]) -> None:
        """Newest first; the newest is chosen, but none where one has just gone.

        A second press of *Undo import* would else take the next one.
        """
        has_gone = len(imports) < len(self.model.rows)
        self.model.set_rows(sorted(imports, key=lambda done: done.number, reverse=True))
        fit_columns(self.table, self.model, stretched=len(self.model.columns) - 1)
        self._list_or_nothing.setCurrentIndex(0 if imports else 1)
        if imports:
            self.table.selectRow(0)
        if has_gone:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        self._enable_buttons()

    def choose(self, number: int) -> None:
        index = self.model.index_of(lambda done: done.number == number)
        if index.isValid():
            self.table.selectRow(index.row())

    def numbered(self, number: int) -> DoneImport | None:
        return next((done for done in self.model.rows if done.number == number), None)

    @property
    def chosen(self) -> DoneImport | None:
        return self.model.row_at(self.table.currentIndex())

    def _lay_out(self) -> None:
        quiet_table(self.table)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.selectionModel().currentRowChanged.connect(self._enable_buttons)
        # With a parent: the stack shows its first page, and alone that would be a window.
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        heading = QHBoxLayout()
        heading.addWidget(Label(_("Imported sheets"), "group"))
        heading.addStretch(1)
        heading.addWidget(self.open)
        heading.addWidget(self.undo)
        column.addLayout(heading)
        column.addWidget(self.table, 1)
        self._list_or_nothing = QStackedLayout()
        self._list_or_nothing.addWidget(listed)
        self._list_or_nothing.addWidget(self._nothing)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(16)
        page.addWidget(self.drop_zone)
        page.addLayout(self._list_or_nothing, 1)

    def _enable_buttons(self, current: QModelIndex | None = None) -> None:
        self.open.setEnabled(self.chosen is not None)
        self.undo.setEnabled(self.chosen is not None)

    def _ask_import(self) -> None:
        done = self.chosen
        if done is not None:
            self.import_asked.emit(done.number)

    def _ask_undo(self) -> None:
        done = self.chosen
        if done is not None:
            self.undo_asked.emit(done.number)
