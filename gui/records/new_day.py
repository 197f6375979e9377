"""Another day for a planned draw or rating, inside its window."""

from PySide6.QtWidgets import QWidget

from domain.edits import Edit
from domain.move_edits import MoveTarget
from domain.visits import Draw, Rating
from gui.records.reason_choice import ReasonField
from gui.session import Session
from gui.widgets.buttons import PrimaryButton
from gui.widgets.day_field import DayEdit
from gui.widgets.field import Field
from gui.widgets.form_dialog import FormDialog
from gui.words import dates
from gui.words import record_forms as words
from gui.words.language import _


class NewDayDialog(FormDialog):
    """The window never moves; days outside it and days off are refused beside the field."""

    def __init__(self, session: Session, visit: Draw | Rating, parent: QWidget | None) -> None:
        super().__init__(
            session,
            words.new_day_title(visit),
            PrimaryButton(_("Move")),
            told=words.new_day_told(visit),
            parent=parent,
        )
        self.visit = visit
        self.day = Field(_("New day"), DayEdit(visit.window.target))
        self.reason = ReasonField(_("Reason (required)"), session.study.protocol.reasons.move)
        for field in (self.day, self.reason):
            self.fields.addWidget(field)
        self.fields.addStretch(1)
        self.day.control.dateChanged.connect(self._judge)
        self.reason.changed.connect(self._judge)
        self._judge()
        self.day.control.setFocus()

    def edit(self) -> Edit:
        return MoveTarget(self.visit.key, self.day.control.day, self.reason.answer)

    def _judge(self) -> None:
        self.say_wrong("")
        window, day = self.visit.window, self.day.control.day
        why = ""
        off = self.session.study.days.day_off(day)
        if day < self.session.today():
            why = _("This day is past. Choose today or a later day.")
        elif day not in window:
            why = _("Choose a day of the window: {days}.").format(
                days=dates.days_between(window.first, window.last)
            )
        elif off is not None:
            why = words.day_is_off(day, off)
        if why and self.day.error != why:
            self.day.refuse(why)
        elif not why and self.day.error:
            self.day.accept()
        is_other = day != window.target
        self.note.setText("" if is_other else _("This is the day planned now."))
        self.save.setEnabled(is_other and not why and bool(self.reason.answer))


def ask_new_day(session: Session, visit: Draw | Rating, parent: QWidget) -> NewDayDialog:
    """Ask for another day over `parent`'s window."""
    dialog = NewDayDialog(session, visit, parent)
    dialog.show_for()
    return dialog
