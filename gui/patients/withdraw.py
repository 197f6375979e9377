"""A patient leaves the study: the day, the reason, and what becomes of the visits."""

from PySide6.QtWidgets import QWidget

from domain.edits import Edit, Withdraw
from domain.errors import CopperdeskError
from domain.study_errors import WhyNotWithdrawn, WithdrawalRefused
from gui.records.reason_choice import ReasonField
from gui.session import Session
from gui.widgets.buttons import DangerButton
from gui.widgets.card import Card
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.form_dialog import FormDialog
from gui.widgets.label import Label
from gui.words import withdrawal as words
from gui.words.errors import sentence_of
from gui.words.language import _

REASONS = ("consent_withdrawn", "patient_unwell", "lost_to_follow_up", "moved_away")
"""What a menu offers; the user may write another."""


class WithdrawDialog(FormDialog):
    """Names the consequence before anything is stored; undo reinstates the patient."""

    def __init__(self, session: Session, code: str, parent: QWidget | None = None) -> None:
        title = _("Withdrawal of {patient}").format(patient=code)
        super().__init__(session, title, DangerButton(_("Record withdrawal")), parent=parent)
        self._patient = code
        self.day = Field(_("Day of the withdrawal"), DayEdit(session.today()))
        self.why = ReasonField(_("Reason (required)"), REASONS)
        study = session.study
        self.consequence = Label(
            words.consequence(study.course(code), study.preview_withdrawal(code)), wraps=True
        )
        told = Card(kind="warning", margin=12, spacing=4)
        told.body.addWidget(self.consequence)
        for widget in (self.day, self.why, told):
            self.fields.addWidget(widget)
        self.fields.addStretch(1)
        self.why.changed.connect(self._judge)
        self.day.control.dateChanged.connect(self._judge)
        self._judge()
        self.why.control.setFocus()

    def edit(self) -> Edit:
        return Withdraw(self._patient, self.day.control.day, self.why.answer)

    def explain(self, error: CopperdeskError) -> None:
        is_day = (
            isinstance(error, WithdrawalRefused) and error.why is WhyNotWithdrawn.BEFORE_ENROLMENT
        )
        (self.day if is_day else self.why).refuse(sentence_of(error))

    def _judge(self) -> None:
        ahead = self.day.control.day > self.session.today()
        if ahead:
            self.day.refuse(_("This day is in the future. Record it when it is done."))
        elif self.day.error:
            self.day.accept()
        self.save.setEnabled(bool(self.why.answer) and not ahead)


def ask_withdrawal(session: Session, code: str, parent: QWidget) -> WithdrawDialog:
    """Show the dialog over `parent`'s window; it goes by itself when it is done."""
    dialog = WithdrawDialog(session, code, parent)
    dialog.show_for()
    return dialog
