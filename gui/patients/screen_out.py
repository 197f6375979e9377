"""Somebody who was screened and not eligible: code, day, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from domain.errors import CopperdeskError
from domain.record_edits import Screen
from domain.screening import Outcome, ScreeningRefused, Unscreenable
from gui.patients.enrol_draft import holds_long_number
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words import enrolment
from gui.words.errors import sentence_of
from gui.words.language import _
from gui.words.reasons import reason

_WIDTH = 470


class ScreenOutDialog(QDialog):
    """A refused value is said beside its field; the entry can be undone."""

    added = Signal(str)
    """The entry is in the log; carries its code."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.code = Field(
            _("Screening code"),
            QLineEdit(),
            _("Capitals and digits, as in S-014. Never a name or initials of a person."),
        )
        self.code.control.setMaxLength(17)
        self.day = Field(_("Screened on"), DayEdit(session.today()))
        self.why = Field(_("Not eligible because"), Combo())
        self.why.control.setEditable(True)
        flow = session.study.flow()
        self.why.control.addItems([reason(used) for used, _count in flow.not_eligible])
        self.why.control.setCurrentText("")
        line = self.why.control.lineEdit()
        assert line is not None
        line.setMaxLength(120)
        line.setAccessibleName(_("Not eligible because"))
        self.add = PrimaryButton(_("Add to the log"))
        self.add.setDefault(True)
        self.cancel = PlainButton(_("Cancel"))
        self._lay_out()
        self.code.control.textChanged.connect(self._show_ready)
        self.why.control.currentTextChanged.connect(self._show_ready)
        self.day.control.dateChanged.connect(self._show_ready)
        self.add.clicked.connect(self._add)
        self.cancel.clicked.connect(self.reject)
        session.closed.connect(self.reject)
        self._show_ready()
        self.code.control.setFocus()

    def _show_ready(self) -> None:
        for field in (self.code, self.day, self.why):
            if field.error:
                field.accept()
        self.add.setEnabled(bool(self._code and self._why))

    @property
    def _code(self) -> str:
        return self.code.control.text().strip().upper()

    @property
    def _why(self) -> str:
        return " ".join(self.why.control.currentText().split())

    def _add(self) -> None:
        if holds_long_number(self._why):
            self.why.refuse(enrolment.problem(enrolment.Wrong.LONG_NUMBER))
            return
        entry = Screen(self._code, self.day.control.day, Outcome.NOT_ELIGIBLE, self._why)
        self._session.refused.connect(self._explain)
        accepted = self._session.perform(entry)
        self._session.refused.disconnect(self._explain)
        if accepted:
            self.added.emit(self._code)
            self.accept()

    def _explain(self, error: CopperdeskError) -> None:
        field = self.code
        if isinstance(error, ScreeningRefused):
            field = {
                Unscreenable.IN_THE_FUTURE: self.day,
                Unscreenable.REASON_MISSING: self.why,
            }.get(error.why, self.code)
        field.refuse(sentence_of(error))

    def _lay_out(self) -> None:
        self.setWindowTitle(_("Not eligible"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(Label(_("Not eligible"), "title"))
        for field in (self.code, self.day, self.why):
            column.addWidget(field)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.add)
        column.addLayout(buttons)
        self.setMinimumWidth(app_theme().px(_WIDTH))
