"""When a visit took place: a day, and a time of day where it is known."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QHBoxLayout, QVBoxLayout, QWidget

from domain.visits import Visit
from gui.theme import app_theme, restyle
from gui.today.recording import moment
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.field import Field
from gui.widgets.label import NoteLine
from gui.widgets.message_bar import announce
from gui.words import dates, record_forms
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
        self._told = NoteLine("secondary")
        self._error = ""
        self._lay_out()
        self._shown = self._typed()
        self.unknown.toggled.connect(self._show_clock)
        self.day.control.dateChanged.connect(self._check)
        self.clock.control.timeChanged.connect(self._check)
        self._show_clock()

    @property
    def error(self) -> str:
        return self._error

    @property
    def told(self) -> str:
        """What stands below the fields."""
        return self._told.said

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
        column.addWidget(self._told)
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
        self._error = why
        self._tell(on)
        if why:
            announce(self, why)
        self.changed.emit()

    def _tell(self, on: date) -> None:
        """One line that is always there: what is wrong, what to know, or the day in full."""
        if self._error:
            self._told.set_tone("overdue")
            self._told.say(self._error)
        elif on not in self._window:
            self._told.set_tone("warning")
            self._told.say(record_forms.outside(self._window, on))
        else:
            self._told.set_tone("secondary")
            self._told.say(dates.long_day(on))


def _mark(field: QWidget, wrong: bool, why: str) -> None:
    field.setAccessibleDescription(why if wrong else "")
    if bool(field.property("wrong")) is not wrong:
        field.setProperty("wrong", wrong)
        restyle(field)
