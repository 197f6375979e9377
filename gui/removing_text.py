"""Remove personal data…: a text typed by mistake goes from the study and from its trail."""

from PySide6.QtWidgets import QLineEdit, QWidget

from domain.storage.backup import backups_of
from gui.records.reason_choice import ReasonField
from gui.session import Session
from gui.widgets.buttons import DangerButton
from gui.widgets.card import Card
from gui.widgets.field import Field
from gui.widgets.form_dialog import FormDialog
from gui.widgets.label import Label
from gui.words import removing_text as words
from gui.words.language import _

REASONS = ("name_typed", "number_typed", "birth_date_typed")
"""What the menu offers; the user may write another."""


class RemoveTextDialog(FormDialog):
    """Final: nothing brings the text back, not even undo; so it says what stays."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            _("Remove personal data"),
            DangerButton(_("Remove for good")),
            told=words.told(),
            parent=parent,
        )
        self.text = Field(_("The text that must go, letter by letter"), QLineEdit())
        self.reason = ReasonField(_("Reason (required, and kept)"), REASONS)
        warning = Card(kind="warning", margin=12, spacing=4)
        backups = backups_of(session.study.path)
        warning.body.addWidget(Label(words.consequence(len(backups)), wraps=True))
        for widget in (self.text, self.reason, warning):
            self.fields.addWidget(widget)
        self.fields.addStretch(1)
        self.text.control.textChanged.connect(self._judge)
        self.reason.changed.connect(self._judge)
        self._judge()
        self.text.control.setFocus()

    def store(self) -> bool:
        text, reason = self.text.control.text().strip(), self.reason.answer
        done = self.session.run(lambda study, now: study.redact(text, reason=reason, now=now))
        if done is None:
            return False
        self.session.undo_stack.clear()  # what is on it may name the text
        self.session.informed.emit(words.removed())
        return True

    def _judge(self) -> None:
        self.say_wrong("")
        self.save.setEnabled(bool(self.text.control.text().strip()) and bool(self.reason.answer))


def ask_removal(session: Session, parent: QWidget) -> RemoveTextDialog:
    """Ask what must go, over `parent`'s window."""
    dialog = RemoveTextDialog(session, parent)
    dialog.show_for()
    return dialog
