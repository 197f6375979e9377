"""Asks when a visit took place; a moment in the future is refused beside the field."""

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from domain.agenda import AgendaItem
from domain.visits import VisitKind, VisitState
from gui.theme import app_theme, restyle
from gui.today.recording import moment
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
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
        self._error = Label(role="small", tone="overdue", wraps=True)
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
        return self._error.text()

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
        self.day.control.setMinimumWidth(theme.px(200))
        fields.addWidget(self.day, 2)
        fields.addWidget(self.clock, 1)
        column.addLayout(fields)
        column.addWidget(self._error)
        column.addWidget(self.unknown)
        column.addStretch(1)
        self.setMinimumWidth(theme.px(420))
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
        on, at = self.answer
        day_is_ahead = on > self._now.date()
        time_is_ahead = not day_is_ahead and at is not None and at > self._now
        if day_is_ahead:
            why = _("{day} is in the future. Record it when done.").format(day=dates.day(on))
        elif at is not None and time_is_ahead:
            why = _("{time} is still to come. It is {now} now.").format(
                time=dates.clock(at), now=dates.clock(self._now)
            )
        else:
            why = ""
        _mark(self.day.control, day_is_ahead, why)
        _mark(self.clock.control, time_is_ahead, why)
        self._error.setText(why)
        self._error.setVisible(bool(why))
        if why:
            announce(self, why)
        self.save.setEnabled(not why)
        return not why

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


def _mark(field: QWidget, wrong: bool, why: str) -> None:
    field.setAccessibleDescription(why if wrong else "")
    if bool(field.property("wrong")) is not wrong:
        field.setProperty("wrong", wrong)
        restyle(field)


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
