"""Asks when a visit took place; a moment in the future is refused beside the field."""

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from domain.agenda import AgendaItem
from domain.visits import VisitKind, VisitState
from gui.records.moment_fields import MomentFields
from gui.records.reason_choice import TypedReason
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.label import Label
from gui.words import dates, record_forms, visits
from gui.words.language import _


class MomentDialog(QDialog):
    """A day, and a time of day where it is known."""

    chosen = Signal()
    """The user chose; read `answer`."""

    def __init__(self, item: AgendaItem, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.when = MomentFields(item.visit, now)
        self.reason: TypedReason | None = None
        if item.visit.state is VisitState.DONE:
            self.reason = TypedReason(record_forms.correction_reason())
            self.reason.changed.connect(self._check)
        self.save = PrimaryButton(_save_words(item))
        self.save.setDefault(True)
        self._cancel = PlainButton(_("Cancel"))
        self.setWindowTitle(_title(item))
        self._lay_out()
        self.save.clicked.connect(self._choose)
        self._cancel.clicked.connect(self.reject)
        self.when.changed.connect(self._check)
        self._check()
        if not item.status.is_not_done:  # what was due before was done on another day
            self.when.start_with_the_time()

    @property
    def error(self) -> str:
        return self.when.error

    def _lay_out(self) -> None:
        theme = app_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(Label(_title(self.item), "heading"))
        window = self.item.visit.window
        if window.first != window.last:
            said = _("Window {days}").format(days=dates.days_between(window.first, window.last))
            column.addWidget(Label(said, "small", "secondary"))
        column.addWidget(self.when)
        if self.reason is not None:
            column.addWidget(self.reason)
        column.addStretch(1)
        self.setMinimumWidth(theme.px(420))
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)

    def _check(self) -> None:
        self.save.setEnabled(not self.when.error and self._may_correct())

    def _may_correct(self) -> bool:
        """What is stored is changed for a reason, and only where it differs."""
        if self.reason is None:
            return True
        visit = self.item.visit
        return bool(self.reason.answer) and self.answer != (visit.done_on, visit.done_at)

    def _choose(self) -> None:
        if self.save.isEnabled():
            self.chosen.emit()
            self.accept()

    @property
    def answer(self) -> tuple[date, datetime | None]:
        """The local day, and the moment or None where the time of day is not known."""
        return self.when.answer

    @property
    def why(self) -> str:
        """The reason of a correction; empty where nothing was recorded yet."""
        return self.reason.answer if self.reason is not None else ""


def _title(item: AgendaItem) -> str:
    sentence = {
        VisitKind.INFUSION: _("{patient}: when did {visit} start?"),
        VisitKind.DRAW: _("{patient}: when was {visit} collected?"),
        VisitKind.RATING: _("{patient}: when was {visit} made?"),
    }[item.visit.key.kind]
    return sentence.format(patient=item.patient, visit=visits.visit_in_sentence(item.visit))


def _save_words(item: AgendaItem) -> str:
    if item.visit.state is VisitState.DONE:
        return _("Change time")
    if item.visit.key.kind is VisitKind.INFUSION:
        return _("Record as given")
    return _("Record as collected")
