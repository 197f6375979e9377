"""Asks for a line of text; what cannot be taken is told while it is typed, and nothing is lost."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.label import Label, NoteLine
from gui.words.language import _

_WIDTH = 440
_LONGEST = 300


class TextQuestion(QDialog):
    """One field, and what is wrong with the text below it."""

    def __init__(
        self,
        question: str,
        label: str,
        initial: str = "",
        *,
        hidden: bool = False,
        lacks: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`lacks` tells what is wrong with a text, or nothing; only then it is taken."""
        super().__init__(parent)
        self._lacks = lacks or _lacks_nothing
        self.field = QLineEdit(initial)
        self.field.setMaxLength(_LONGEST)
        self.field.setAccessibleName(label)
        if hidden:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._note = NoteLine("warning")
        self.take = PrimaryButton(_("OK"))
        self.take.setDefault(True)
        self._cancel = PlainButton(_("Cancel"))
        self.setWindowTitle(question)
        self._lay_out(question, label)
        self.field.textChanged.connect(self._judge)
        self.take.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)
        self._judge()
        self.field.selectAll()
        self.field.setFocus()

    @property
    def answer(self) -> str:
        return self.field.text()

    @property
    def told(self) -> str:
        """What is wrong with what is typed."""
        return self._note.said

    def _lay_out(self, question: str, label: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(question, "heading", wraps=True))
        column.addWidget(Label(label, "small-strong", "secondary", wraps=True))
        column.addWidget(self.field)
        column.addWidget(self._note)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.take)
        column.addLayout(buttons)
        self.setMinimumWidth(app_theme().px(_WIDTH))

    def _judge(self) -> None:
        typed = self.field.text().strip()
        lacking = self._lacks(typed) if typed else ""
        self._note.say(lacking)
        self.field.setAccessibleDescription(lacking)
        self.take.setEnabled(bool(typed) and not lacking)


def _lacks_nothing(_text: str) -> str:
    return ""
