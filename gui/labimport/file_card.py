"""Which file is being checked, and how its columns are read."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.labsheet.mapping import ColumnUse, Mapping, Role
from gui.labimport.sheet_check import SheetCheck
from gui.widgets.buttons import LinkButton, PlainButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.words import lab_columns
from gui.words.language import _

_TOLD = (
    Role.PATIENT, Role.TUBE, Role.DRAW, Role.COLLECTED, Role.COLLECTED_TIME, Role.RESULT, Role.UNIT,
)  # fmt: skip
_MOST_TOLD = 6


class FileCard(Card):
    """Name, sheet and heading row; the columns that matter; a way to change them."""

    change_asked = Signal()
    """The user wants to correct the columns."""
    open_asked = Signal()
    """The user wants to see the file in its own program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", margin=12, parent=parent)
        self._name = Label("", "strong")
        self._facts = Label("", "small", "secondary")
        self._columns = Label("", tone="secondary", wraps=True)
        self._columns.setTextFormat(Qt.TextFormat.RichText)
        self._origin = Label("", "small", "secondary", wraps=True)
        self.change = PlainButton(_("Change columns…"))
        self.change.clicked.connect(self.change_asked)
        self.open_file = LinkButton(_("Open file"))
        self.open_file.clicked.connect(self.open_asked)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconLabel("table-2", "copper", 20))
        row.addLayout(_pair(self._name, self._facts))
        row.addSpacing(12)
        row.addLayout(_pair(self._columns, self._origin), 1)
        row.addWidget(self.change)
        row.addWidget(self.open_file)
        self.body.setContentsMargins(14, 7, 8, 7)
        self.body.addLayout(row)

    def show_check(self, check: SheetCheck) -> None:
        mapping = check.mapping
        self._name.setText(check.plan.file)
        self._facts.setText(
            lab_columns.file_facts(
                sheet=mapping.sheet, header_rows=mapping.header_rows, rows=len(check.plan.rows)
            )
        )
        self._columns.setText(columns_told(mapping))
        self._origin.setText(lab_columns.where_from(check.lab, check.remembered_lab))


def columns_told(mapping: Mapping) -> str:
    """Pacjent → Patient, as rich text with the roles in bold."""
    told = [use for use in mapping.columns if use.role in _TOLD][:_MOST_TOLD]
    return "&nbsp;&nbsp;&nbsp; ".join(_told(use, mapping) for use in told)


def _told(use: ColumnUse, mapping: Mapping) -> str:
    is_result = use.role is Role.RESULT and not use.draw
    role = lab_columns.result_role(mapping) if is_result else lab_columns.role(use.role, use.draw)
    header = escape(use.header or use.letters).replace(" ", "&nbsp;")
    return f"{header}&nbsp;→&nbsp;<b>{escape(role).replace(' ', '&nbsp;')}</b>"


def _pair(above: QWidget, below: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(above)
    column.addWidget(below)
    return column
