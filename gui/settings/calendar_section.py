"""Working days: weekdays, public holidays, the ward's own closing days, the daily limit."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from domain.protocol import Protocol
from gui.patients.weekday_choice import WeekdayChoice
from gui.session import Session
from gui.settings.chosen_list import ChosenList
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, in_a_row, side_by_side
from gui.widgets.buttons import PlainButton
from gui.widgets.day_field import DayEdit
from gui.widgets.inputs import Choice, WholeNumber
from gui.widgets.label import Label
from gui.words import dates
from gui.words.holidays import holiday
from gui.words.language import _
from gui.words.settings import Part

POLAND = "PL"


class CalendarSection(Section):
    """Infusions are placed on working days only."""

    def __init__(self, session: Session, draft: SettingsDraft) -> None:
        super().__init__(Part.CALENDAR, draft)
        self._session = session
        self.weekdays = WeekdayChoice(range(7))
        self.limit = WholeNumber(1, 200)
        self.holidays = Choice(_countries(draft.protocol.calendar.public_holidays))
        self.closing = ChosenList[date](_("Closing days"))
        self.day = DayEdit(session.today(), _("Closing day to add"))
        self.add = PlainButton(_("Add closing day"), icon_name="plus")
        self._coming = Label("", "small", "secondary", wraps=True)
        self._lay_out()
        self.weekdays.changed.connect(self.take)
        self.limit.valueChanged.connect(self.take)
        self.holidays.currentIndexChanged.connect(self.take)
        self.closing.changed.connect(self.take)
        self.add.clicked.connect(self._add)

    def show_protocol(self, protocol: Protocol) -> None:
        rules = protocol.calendar
        self.weekdays.choose(rules.working_weekdays)
        self.limit.setValue(rules.daily_infusion_limit)
        self.holidays.choose(rules.public_holidays)
        self._show_closing(rules.closing_days)
        self._show_holidays()

    def edited(self, protocol: Protocol) -> Protocol:
        rules = replace(
            protocol.calendar,
            working_weekdays=self.weekdays.chosen,
            daily_infusion_limit=self.limit.value(),
            public_holidays=self.holidays.choice,
            closing_days=self.closing.values,
        )
        return replace(protocol, calendar=rules)

    def _add(self) -> None:
        day = self.day.day
        self._show_closing(tuple(sorted({*self.closing.values, day})))
        self.closing.choose(day)
        self.take()

    def _show_closing(self, days: tuple[date, ...]) -> None:
        if self.closing.values != days or not days:
            self.closing.show_values([(day, dates.day(day)) for day in days])

    def _show_holidays(self) -> None:
        today = self._session.today()
        known = sorted(self._session.study.days.holidays.items())
        coming = [f"{dates.day(day)} ({holiday(name)})" for day, name in known if day >= today][:4]
        is_off = bool(self.holidays.choice)
        told = _("Next: {days}").format(days="; ".join(coming)) if coming and is_off else ""
        self._coming.setText(told)
        self._coming.setVisible(bool(told))

    def _lay_out(self) -> None:
        card = self.add_card(_("Working days"), "calendar")
        weekdays = self.add_field("calendar.working_weekdays", _("Working days"), self.weekdays)
        limit = self.add_field(
            "calendar.daily_infusion_limit",
            _("Infusions a day at most"),
            self.limit,
            _("More than that is warned about, never refused."),
        )
        holidays = self.add_field(
            "calendar.public_holidays", _("Public holidays off"), self.holidays
        )
        card.body.addWidget(weekdays)
        card.body.addLayout(side_by_side([limit, holidays], 2))
        card.body.addWidget(self._coming)
        closing = self.add_card(_("Closing days of the ward"))
        closing.body.addWidget(self.closing)
        closing.body.addLayout(in_a_row(self.day, self.add))
        self.day.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told = _(
            "Draws and ratings aimed at a closing day move to the nearest working day inside "
            "their window. Infusions planned on it stay; move them in the calendar."
        )
        closing.body.addWidget(Label(told, "small", "secondary", wraps=True))
        self.column.addStretch(1)


def _countries(own: str) -> list[tuple[str, str]]:
    known = [(POLAND, _("Polish public holidays")), ("", _("None"))]
    return known if own in (POLAND, "") else [*known, (own, own)]
