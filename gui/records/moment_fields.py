"""When a visit took place: a day, and a time of day where it is known."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QHBoxLayout, QVBoxLayout, QWidget

from domain.visits import Visit, Window
from gui.theme import app_theme, restyle
from gui.today.recording import moment
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.field import Field
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.words import dates
from gui.words.language import _


class MomentFields(QWidget):
    """A moment in the future is refused beside the fields."""

    changed = Signal()

    def __init__(self, visit: Visit, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._stored = visit.done_on, visit.done_at
        self.day = Field(_("Day"), DayEdit(visit.done_on or now.date()))
        self.clock = Field(_("Time"), ClockEdit((visit.done_at or now).time()))
        self.unknown = QCheckBox(_("Time of day not known"))
        self.unknown.setChecked(visit.done_on is not None and visit.done_at is None)
        self._window = visit.window
        self._outside = Label(role="small", tone="warning", wraps=True)
        self._error = Label(role="small", tone="overdue", wraps=True)
        self._lay_out()
        self._shown = self._typed()
        self.unknown.toggled.connect(self._show_clock)
        self.day.control.dateChanged.connect(self._check)
        self.clock.control.timeChanged.connect(self._check)
        self._show_clock()

    @property
    def error(self) -> str:
        return self._error.text()

    @property
    def answer(self) -> tuple[date, datetime | None]:
        """The local day, and the moment or None where the time of day is not known.

        What was stored stays to the second where nobody touched it.
        """
        on, at = self._typed()
        if self._stored[0] is not None and (on, at) == self._shown:
            return self._stored[0], self._stored[1]
        return on, at

    def start_with_the_time(self) -> None:
        """Put the focus where the hour is typed over."""
        self.clock.control.setFocus(Qt.FocusReason.TabFocusReason)
        self.clock.control.setSelectedSection(QDateTimeEdit.Section.HourSection)

    def _typed(self) -> tuple[date, datetime | None]:
        on = self.day.control.day
        if self.unknown.isChecked():
            return on, None
        return on, moment(on, self.clock.control.clock, self._now)

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(12)
        self.day.control.setMinimumWidth(app_theme().px(200))
        fields.addWidget(self.day, 2)
        fields.addWidget(self.clock, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(fields)
        column.addWidget(self._error)
        column.addWidget(self._outside)
        column.addWidget(self.unknown)

    def _show_clock(self) -> None:
        self.clock.setEnabled(not self.unknown.isChecked())
        self._check()

    def _check(self) -> None:
        on, at = self._typed()
        day_is_ahead = on > self._now.date()
        time_is_ahead = not day_is_ahead and at is not None and at > self._now
        why = ""
        if day_is_ahead:
            why = _("{day} is in the future. Record it when done.").format(day=dates.day(on))
        elif time_is_ahead and at is not None:
            why = _("{time} is still to come. It is {now} now.").format(
                time=dates.clock(at), now=dates.clock(self._now)
            )
        _mark(self.day.control, day_is_ahead, why)
        _mark(self.clock.control, time_is_ahead, why)
        self._error.setText(why)
        self._error.setVisible(bool(why))
        outside = "" if why or on in self._window else _outside(self._window)
        self._outside.setText(outside)
        self._outside.setVisible(bool(outside))
        if why:
            announce(self, why)
        self.changed.emit()


def _outside(window: Window) -> str:
    days = dates.days_between(window.first, window.last)
    return _("Outside the window, {days}. It is stored and marked so.").format(days=days)


def _mark(field: QWidget, wrong: bool, why: str) -> None:
    field.setAccessibleDescription(why if wrong else "")
    if bool(field.property("wrong")) is not wrong:
        field.setProperty("wrong", wrong)
        restyle(field)
