"""Why an infusion is moved: a reason of the protocol, and a note."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words.language import _
from gui.words.reasons import reason


class MoveReason(QWidget):
    """The reason has to be chosen; nothing is chosen at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = Combo(_("Reason (required)"))
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("Note (optional)"))
        self.note.setAccessibleName(_("Note (optional)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        undoable = _("You can undo this. The audit trail keeps both steps.")
        for widget in (
            Label(_("Reason (required)"), "small-strong", "secondary"),
            self.reason,
            self.note,
            Label(undoable, "small", "secondary", wraps=True),
        ):
            column.addWidget(widget)

    @property
    def code(self) -> str:
        """The reason chosen; empty where none is."""
        return self.reason.currentData() or ""

    @property
    def remark(self) -> str:
        return self.note.text().strip()

    def begin(self, codes: Sequence[str]) -> None:
        """Offer these reasons."""
        self.reason.clear()
        self.reason.addItem(_("Choose a reason…"), "")
        for code in codes:
            self.reason.addItem(reason(code), code)
        self.note.clear()
