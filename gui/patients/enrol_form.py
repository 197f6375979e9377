"""The fields of an enrolment; they say what stands in them and show what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from domain.calendar_days import CalendarDays
from domain.patient import Diagnosis, Sex
from gui.patients.comorbidities import ComorbidityList
from gui.patients.enrol_draft import Draft, Problems, usual_weekdays
from gui.patients.weekday_choice import WeekdayChoice
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.field import Field
from gui.widgets.inputs import Combo
from gui.words import enrolment as words_of
from gui.words.enrolment import Asked, Wrong
from gui.words.language import _

_USUAL_TIME = time(10, 0)
_KEEP_ROOM = frozenset({Asked.CODE, Asked.ENROLLED_ON, Asked.FIRST_INFUSION, Asked.WEEKDAYS})
"""Fields without a hint: what is wrong with them moves nothing below."""
_E = TypeVar("_E", Sex, Diagnosis)


class EnrolForm(QWidget):
    """Ten things about a patient; none of them is a name."""

    changed = Signal()
    """Something in the form is different."""

    def __init__(
        self,
        *,
        code: str,
        today: date,
        first_infusion: date,
        days: CalendarDays,
        per_week: int,
        comorbidities: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._days = days
        self._per_week = per_week
        self._weekdays_are_own = False
        self.code = QLineEdit(code)
        self.sex = _choice([(words_of.sex(sex), sex) for sex in Sex])
        self.birth_year = QLineEdit()
        self.diagnosis = _choice([(words_of.diagnosis(of), of) for of in Diagnosis])
        self.weight = QLineEdit()
        self.comorbidities = ComorbidityList(comorbidities)
        self.enrolled_on = DayEdit(today)
        self.first_infusion = DayEdit(first_infusion)
        self.weekdays = WeekdayChoice(days.rules.working_weekdays)
        self.has_time = QCheckBox(_("Same time every day"))
        self.clock = ClockEdit(_USUAL_TIME)
        self.fields: Mapping[Asked, Field[QWidget]] = {
            asked: Field[QWidget](
                words_of.label(asked), control, _hint(asked), keeps_room=asked in _KEEP_ROOM
            )
            for asked, control in self._controls().items()
        }
        self.weekdays.choose(usual_weekdays(first_infusion, days, per_week=per_week))
        self._lay_out()
        self._connect()
        self._show_time()

    def draft(self) -> Draft:
        """The form as it stands."""
        return Draft(
            code=self.code.text().strip(),
            enrolled_on=self.enrolled_on.day,
            first_infusion_on=self.first_infusion.day,
            weekdays=self.weekdays.chosen,
            sex=_chosen(self.sex, Sex),
            diagnosis=_chosen(self.diagnosis, Diagnosis),
            birth_year=self.birth_year.text().strip(),
            weight=self.weight.text().strip(),
            comorbidities=self.comorbidities.names,
            infusion_time=self.clock.clock if self.has_time.isChecked() else None,
        )

    def show_problems(self, problems: Problems) -> None:
        """The reason beside each field that cannot stay so; what is only missing stays calm."""
        for asked, field in self.fields.items():
            problem = problems.get(asked)
            words = "" if problem is None else words_of.problem(problem)
            if not words or problem is Wrong.MISSING:
                if field.error:
                    field.accept()
            elif field.error != words:
                field.refuse(words)

    def advise(self, code: str, days_ahead: int) -> None:
        """What is stored for the code that was typed, and a first infusion far off; or nothing."""
        typed = self.code.text().strip()
        stored = words_of.stored_as(code) if code != typed else ""
        self.fields[Asked.CODE].advise(stored)
        far = words_of.far_ahead(days_ahead) if days_ahead else ""
        self.fields[Asked.FIRST_INFUSION].warn(far)

    def _controls(self) -> dict[Asked, QWidget]:
        timed = QWidget()
        row = QHBoxLayout(timed)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.has_time)
        row.addWidget(self.clock)
        row.addStretch(1)
        return {
            Asked.CODE: self.code,
            Asked.ENROLLED_ON: self.enrolled_on,
            Asked.SEX: self.sex,
            Asked.BIRTH_YEAR: self.birth_year,
            Asked.DIAGNOSIS: self.diagnosis,
            Asked.WEIGHT: self.weight,
            Asked.COMORBIDITIES: self.comorbidities,
            Asked.FIRST_INFUSION: self.first_infusion,
            Asked.WEEKDAYS: self.weekdays,
            Asked.TIME: timed,
        }

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        pairs = (
            (Asked.CODE, Asked.ENROLLED_ON),
            (Asked.SEX, Asked.BIRTH_YEAR),
            (Asked.DIAGNOSIS, Asked.WEIGHT),
            (Asked.COMORBIDITIES,),
            (Asked.FIRST_INFUSION, Asked.WEEKDAYS),
            (Asked.TIME,),
        )
        top = Qt.AlignmentFlag.AlignTop
        for line, asked in enumerate(pairs):
            for place, one in enumerate(asked):
                span = 2 if len(asked) == 1 else 1
                grid.addWidget(self.fields[one], line, place, 1, span, top)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(pairs), 1)
        self.clock.setAccessibleName(words_of.label(Asked.TIME))

    def _connect(self) -> None:
        for line in (self.code, self.birth_year, self.weight):
            line.textChanged.connect(self._say_changed)
        for combo in (self.sex, self.diagnosis):
            combo.currentIndexChanged.connect(self._say_changed)
        self.comorbidities.changed.connect(self._say_changed)
        self.enrolled_on.dateChanged.connect(self._say_changed)
        self.first_infusion.dateChanged.connect(self._follow_first_infusion)
        self.weekdays.changed.connect(self._choose_weekdays)
        self.has_time.toggled.connect(self._show_time)
        self.clock.timeChanged.connect(self._say_changed)

    def _say_changed(self) -> None:
        self.changed.emit()

    def _follow_first_infusion(self) -> None:
        """Weekdays follow the first infusion until the user chooses them."""
        if not self._weekdays_are_own:
            day = self.first_infusion.day
            self.weekdays.choose(usual_weekdays(day, self._days, per_week=self._per_week))
        self.changed.emit()

    def _choose_weekdays(self) -> None:
        self._weekdays_are_own = True
        self.changed.emit()

    def _show_time(self) -> None:
        self.clock.setEnabled(self.has_time.isChecked())
        self.changed.emit()


def _choice(options: Sequence[tuple[str, object]]) -> Combo:
    combo = Combo()
    combo.addItem(_("Choose"), None)
    for words, value in options:
        combo.addItem(words, str(value))
    return combo


def _chosen(combo: Combo, kind: type[_E]) -> _E | None:
    value = combo.currentData()
    return kind(value) if value else None


def _hint(asked: Asked) -> str:
    return {
        Asked.BIRTH_YEAR: _("Leave empty if unknown"),
        Asked.WEIGHT: _("Leave empty if unknown"),
        Asked.COMORBIDITIES: _("Diagnoses only; never a name or a number of a person."),
    }.get(asked, "")
