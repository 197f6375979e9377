"""A patient leaves the study: the day, the reason, and what becomes of the visits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from domain.edits import Withdraw
from domain.errors import CopperdeskError
from domain.study_errors import WhyNotWithdrawn, WithdrawalRefused
from gui.patients.enrol_draft import holds_long_number
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import DangerButton, PlainButton
from gui.widgets.card import Card
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words import enrolment
from gui.words import withdrawal as words
from gui.words.errors import sentence_of
from gui.words.language import _
from gui.words.reasons import reason

_WIDTH = 520
REASONS = ("consent_withdrawn", "patient_unwell", "lost_to_follow_up", "moved_away")
"""What a menu offers; the user may write another."""


class WithdrawDialog(QDialog):
    """Names the consequence before anything is stored; undo reinstates the patient."""

    withdrawn = Signal(str)
    """The withdrawal is recorded; carries the patient's code."""

    def __init__(self, session: Session, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._patient = code
        self.day = Field(_("Day of the withdrawal"), DayEdit(session.today()))
        self.why = Field(_("Reason (required)"), Combo())
        self.why.control.setEditable(True)
        self.why.control.addItems([reason(one) for one in REASONS])
        self.why.control.setCurrentText("")
        line = self.why.control.lineEdit()
        assert line is not None
        line.setMaxLength(120)
        line.setAccessibleName(_("Reason (required)"))
        line.setPlaceholderText(_("Choose or type a reason"))
        study = session.study
        self.consequence = Label(
            words.consequence(study.course(code), study.preview_withdrawal(code)), wraps=True
        )
        self.record = DangerButton(_("Record withdrawal"))
        self.cancel = PlainButton(_("Cancel"))
        self._lay_out()
        self.why.control.currentTextChanged.connect(self._show_ready)
        self.day.control.dateChanged.connect(self._show_ready)
        self.record.clicked.connect(self._record)
        self.cancel.clicked.connect(self.reject)
        session.closed.connect(self.reject)
        self._show_ready()
        self.why.control.setFocus()

    @property
    def _why(self) -> str:
        """The code of what was chosen, or what was typed."""
        typed = " ".join(self.why.control.currentText().split())
        return next((one for one in REASONS if reason(one) == typed), typed)

    def _show_ready(self) -> None:
        for field in (self.day, self.why):
            if field.error:
                field.accept()
        ahead = self.day.control.day > self._session.today()
        if ahead:
            self.day.refuse(_("This day is in the future. Record it when it is done."))
        self.record.setEnabled(bool(self._why) and not ahead)

    def _record(self) -> None:
        if holds_long_number(self._why):
            self.why.refuse(enrolment.problem(enrolment.Wrong.LONG_NUMBER))
            return
        edit = Withdraw(self._patient, self.day.control.day, self._why)
        self._session.refused.connect(self._explain)
        accepted = self._session.perform(edit)
        self._session.refused.disconnect(self._explain)
        if accepted:
            self.withdrawn.emit(self._patient)
            self.accept()

    def _explain(self, error: CopperdeskError) -> None:
        is_day = (
            isinstance(error, WithdrawalRefused) and error.why is WhyNotWithdrawn.BEFORE_ENROLMENT
        )
        (self.day if is_day else self.why).refuse(sentence_of(error))

    def _lay_out(self) -> None:
        title = _("Withdrawal of {patient}").format(patient=self._patient)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(Label(title, "title"))
        column.addWidget(self.day)
        column.addWidget(self.why)
        told = Card(kind="warning", margin=12, spacing=4)
        told.body.addWidget(self.consequence)
        column.addWidget(told)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.record)
        column.addLayout(buttons)
        self.setMinimumWidth(app_theme().px(_WIDTH))


def ask_withdrawal(session: Session, code: str, parent: QWidget) -> WithdrawDialog:
    """Show the dialog over `parent`'s window; it goes by itself when it is done."""
    dialog = WithdrawDialog(session, code, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
