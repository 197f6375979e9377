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

    def show_columns(self, *, shown: bool) -> None:
        """Where room is scarce, the columns are told by *Change columns…* alone."""
        self._columns.setVisible(shown)
        self._origin.setVisible(shown)

    def show_check(self, check: SheetCheck) -> None:
        mapping = check.mapping
        self._name.setText(check.plan.file)
        self._facts.setText(
            lab_columns.file_facts(
                sheet=mapping.sheet, header_rows=mapping.header_rows, rows=len(check.plan.rows)
            )
        )
        self._columns.setText(columns_told(mapping))
        self._origin.setText(
            lab_columns.where_from(check.lab, check.remembered_lab, check.remembered_on)
        )


def columns_told(mapping: Mapping) -> str:
    """Pacjent → Patient, as rich text with the roles in bold."""
    of_draws = [use for use in mapping.columns if use.role is Role.RESULT and use.draw]
    plain = [use for use in mapping.columns if use.role in _TOLD and use not in of_draws]
    told = [_arrow(use.header or use.letters, _role(use, mapping)) for use in plain[:_MOST_TOLD]]
    if of_draws:
        columns = lab_columns.column_count(len(of_draws))
        told.append(_arrow(columns, lab_columns.result_role(mapping)))
    return "&nbsp;&nbsp;&nbsp; ".join(told)


def _role(use: ColumnUse, mapping: Mapping) -> str:
    if use.role is Role.RESULT:
        return lab_columns.result_role(mapping)
    return lab_columns.role(use.role)


def _arrow(heading: str, role: str) -> str:
    return f"{_unbroken(heading)}&nbsp;→&nbsp;<b>{_unbroken(role)}</b>"


def _unbroken(text: str) -> str:
    return escape(text).replace(" ", "&nbsp;").replace("/", "/&#8288;")


def _pair(above: QWidget, below: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addStretch(1)
    column.addWidget(above)
    column.addWidget(below)
    column.addStretch(1)
    return column
