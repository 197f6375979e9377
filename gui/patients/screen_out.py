"""Somebody who was screened and not eligible: code, day, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.edits import Edit
from domain.errors import CopperdeskError
from domain.record_edits import Screen
from domain.screening import Outcome, ScreeningRefused, Unscreenable
from gui.records.reason_choice import ReasonField
from gui.session import Session
from gui.widgets.buttons import PrimaryButton
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.form_dialog import FormDialog
from gui.words.errors import sentence_of
from gui.words.language import _


class ScreenOutDialog(FormDialog):
    """A refused value is said beside its field; the entry can be undone."""

    added = Signal(str)
    """The entry is in the log; carries its code."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        save = PrimaryButton(_("Add to the log"))
        super().__init__(session, _("Not eligible"), save, parent=parent)
        self.code = Field(
            _("Screening code"),
            QLineEdit(),
            _("Capitals and digits, as in S-014. Never a name or initials of a person."),
        )
        self.code.control.setMaxLength(17)
        self.day = Field(_("Screened on"), DayEdit(session.today()))
        used = [reason for reason, _count in session.study.flow().not_eligible]
        self.why = ReasonField(_("Not eligible because"), used)
        for field in (self.code, self.day, self.why):
            self.fields.addWidget(field)
        self.fields.addStretch(1)
        self.code.control.textChanged.connect(self._judge)
        self.day.control.dateChanged.connect(self._judge)
        self.why.changed.connect(self._judge)
        self._judge()
        self.code.control.setFocus()

    def edit(self) -> Edit:
        return Screen(self._code, self.day.control.day, Outcome.NOT_ELIGIBLE, self.why.answer)

    def store(self) -> bool:
        is_stored = super().store()
        if is_stored:
            self.added.emit(self._code)
        return is_stored

    def explain(self, error: CopperdeskError) -> None:
        field = self.code
        if isinstance(error, ScreeningRefused):
            field = {
                Unscreenable.IN_THE_FUTURE: self.day,
                Unscreenable.REASON_MISSING: self.why,
            }.get(error.why, self.code)
        field.refuse(sentence_of(error))

    @property
    def _code(self) -> str:
        return self.code.control.text().strip().upper()

    def _judge(self) -> None:
        for field in (self.code, self.day):
            if field.error:
                field.accept()
        self.save.setEnabled(bool(self._code and self.why.answer))
