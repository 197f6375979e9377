"""Asks in one place for a new passphrase, twice, and for the present one where there is one."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.words import passphrases as words
from gui.words.language import _

_WIDTH = 460


class PassphraseQuestion(QDialog):
    """What is wrong stands beside its field while it is typed; nothing typed is thrown away."""

    def __init__(
        self,
        question: str,
        take: str,
        *,
        fits: Callable[[str], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`fits` tells whether the present passphrase is right; without it none is asked for."""
        super().__init__(parent)
        self._fits = fits
        self.present = _field(_("Passphrase now in use"))
        self.new = _field(_("New passphrase"))
        self.again = _field(_("Once more"))
        self.shown = QCheckBox(_("Show what is typed"))
        self.take = PrimaryButton(take)
        self.take.setDefault(True)
        self._cancel = PlainButton(_("Cancel"))
        self.setWindowTitle(question)
        self._lay_out(question)
        self._connect()
        self._judge()
        (self.present if fits else self.new).control.setFocus()

    @property
    def answer(self) -> tuple[str, str]:
        """The present passphrase, empty where there is none, and the new one."""
        return self.present.control.text(), self.new.control.text()

    def _connect(self) -> None:
        self.present.control.textEdited.connect(self.present.accept)
        for field in (self.present, self.new, self.again):
            field.control.textChanged.connect(self._judge)
        self.shown.toggled.connect(self._show_typed)
        self.take.clicked.connect(self._take)
        self._cancel.clicked.connect(self.reject)

    def _lay_out(self, question: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(Label(question, "heading", wraps=True))
        column.addWidget(Label(words.advice(), tone="secondary", wraps=True))
        column.addSpacing(4)
        for field in (self.present, self.new, self.again):
            column.addWidget(field)
        self.present.setVisible(self._fits is not None)
        column.addWidget(self.shown)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.take)
        column.addLayout(buttons)
        self.setMinimumWidth(app_theme().px(_WIDTH))

    def _judge(self) -> None:
        new, again = self.new.control.text(), self.again.control.text()
        _tell(self.new, words.too_short(new) if new else "")
        _tell(self.again, words.differs() if not new.startswith(again) else "")
        is_given = self._fits is None or bool(self.present.control.text())
        self.take.setEnabled(is_given and not words.too_short(new) and new == again)

    def _show_typed(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self.present, self.new, self.again):
            field.control.setEchoMode(mode)

    def _take(self) -> None:
        if self._fits is None or self._fits(self.present.control.text()):
            self.accept()
            return
        self.present.refuse(words.does_not_fit())
        self.present.control.selectAll()
        self.present.control.setFocus()


def _field(words: str) -> Field[QLineEdit]:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return Field(words, line, keeps_room=True)


def _tell(field: Field[QLineEdit], wrong: str) -> None:
    if wrong and field.error != wrong:
        field.refuse(wrong)
    elif not wrong and field.error:
        field.accept()
