"""Asks when a visit took place; a moment in the future is refused beside the field."""

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from domain.agenda import AgendaItem
from domain.visits import VisitKind, VisitState
from gui.theme import app_theme
from gui.today.recording import moment
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.words import dates, visits
from gui.words.language import _


class MomentDialog(QDialog):
    """A day, and a time of day where it is known."""

    chosen = Signal()
    """The user chose; read `answer`."""

    def __init__(self, item: AgendaItem, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._now = now
        visit = item.visit
        start = visit.done_at or now
        day = visit.done_on or now.date()
        self.day = Field(_("Day"), DayEdit(day))
        self.clock = Field(_("Time"), ClockEdit(start.time()))
        self.unknown = QCheckBox(_("Time of day not known"))
        self.unknown.setChecked(visit.done_on is not None and visit.done_at is None)
        self.save = PrimaryButton(_save_words(item))
        self.save.setDefault(True)
        self._cancel = PlainButton(_("Cancel"))
        self.setWindowTitle(_title(item))
        self._lay_out()
        self.save.clicked.connect(self._choose)
        self._cancel.clicked.connect(self.reject)
        self.unknown.toggled.connect(self._show_clock)
        self.day.control.dateChanged.connect(self._check)
        self.clock.control.timeChanged.connect(self._check)
        self._show_clock()

    @property
    def error(self) -> str:
        return self.day.error or self.clock.error

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
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self.day.control.setMinimumWidth(theme.px(190))
        fields.addWidget(self.day, 2)
        fields.addWidget(self.clock, 1)
        column.addLayout(fields)
        column.addWidget(self.unknown)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)

    def _show_clock(self) -> None:
        self.clock.setEnabled(not self.unknown.isChecked())
        self._check()

    def _check(self) -> bool:
        self.day.accept()
        self.clock.accept()
        on, at = self.answer
        if on > self._now.date():
            self.day.refuse(
                _("{day} is in the future. Record it when done.").format(day=dates.day(on))
            )
        elif at is not None and at > self._now:
            self.clock.refuse(
                _("{time} is still to come. It is {now} now.").format(
                    time=dates.clock(at), now=dates.clock(self._now)
                )
            )
        self.save.setEnabled(not self.error)
        return not self.error

    def _choose(self) -> None:
        if self._check():
            self.chosen.emit()
            self.accept()

    @property
    def answer(self) -> tuple[date, datetime | None]:
        """The local day, and the moment or None where the time of day is not known."""
        on = self.day.control.day
        if self.unknown.isChecked():
            return on, None
        return on, moment(on, self.clock.control.clock, self._now)


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
