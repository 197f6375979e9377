"""A draw or a rating beyond the protocol."""

from PySide6.QtWidgets import QWidget

from domain.edits import Edit
from domain.move_edits import AddUnscheduled
from domain.visits import VisitKind
from gui.records.reason_choice import ReasonField
from gui.session import Session
from gui.widgets.buttons import PrimaryButton
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.form_dialog import FormDialog
from gui.words import record_forms as words
from gui.words.language import _

REASONS = ("result_in_doubt", "clinical_need", "specimen_lost")
"""What the menu offers; the user may write another."""


class UnscheduledDialog(FormDialog):
    """It is planned for a day, and recorded from there as every other visit."""

    def __init__(
        self, session: Session, patient: str, kind: VisitKind, parent: QWidget | None
    ) -> None:
        super().__init__(
            session,
            words.unscheduled_title(patient, kind),
            PrimaryButton(words.add_unscheduled(kind)),
            told=_("It is planned for its day alone. No planned comparison uses it."),
            parent=parent,
        )
        self._key = patient, kind
        self.day = Field(_("Day"), DayEdit(session.today()))
        self.reason = ReasonField(_("Reason (required)"), REASONS)
        for field in (self.day, self.reason):
            self.fields.addWidget(field)
        self.fields.addStretch(1)
        self.reason.changed.connect(self._judge)
        self.day.control.dateChanged.connect(self._judge)
        self._judge()
        self.day.control.setFocus()

    def edit(self) -> Edit:
        patient, kind = self._key
        return AddUnscheduled(patient, kind, self.day.control.day, self.reason.answer)

    def _judge(self) -> None:
        self.say_wrong("")
        off = self.session.study.days.day_off(self.day.control.day)
        told = "" if off is None else words.day_is_off(self.day.control.day, off)
        self.note.setText(told)  # a remark: who comes on a day off is drawn on a day off
        self.save.setEnabled(bool(self.reason.answer))


def ask_unscheduled(
    session: Session, patient: str, kind: VisitKind, parent: QWidget
) -> UnscheduledDialog:
    """Ask for the day and the reason over `parent`'s window."""
    dialog = UnscheduledDialog(session, patient, kind, parent)
    dialog.show_for()
    return dialog
