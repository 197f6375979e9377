"""What stands in the enrolment form, and what is wrong with it; no widgets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from domain.calendar_days import CalendarDays
from domain.enrolling import CodeRefused
from domain.errors import CopperdeskError
from domain.patient import Diagnosis, Enrolment, Sex
from domain.placement import Illegal, PlacementRefused
from domain.schedule import Course
from domain.study import Study
from gui.words.enrolment import Asked, Wrong

_ELEVEN_DIGITS = re.compile(r"(?<![0-9])(?:[0-9][ -]?){11}(?![0-9])")
_LIKELY_DAYS = 60
Problems = Mapping[Asked, Wrong | CopperdeskError]


@dataclass(frozen=True, slots=True)
class Draft:
    """The form as it stands; numbers are as typed."""

    code: str
    enrolled_on: date
    first_infusion_on: date
    weekdays: tuple[int, ...]
    sex: Sex | None = None
    diagnosis: Diagnosis | None = None
    birth_year: str = ""
    weight: str = ""
    comorbidities: tuple[str, ...] = ()
    infusion_time: time | None = None

    def as_enrolment(self) -> Enrolment:
        """For a preview, what is not chosen yet is filled with what does not touch the dates."""
        return Enrolment(
            code=self.code,
            sex=self.sex or Sex.FEMALE,
            diagnosis=self.diagnosis or Diagnosis.MDD,
            enrolled_on=self.enrolled_on,
            first_infusion_on=self.first_infusion_on,
            weekdays=tuple(sorted(self.weekdays)),
            birth_year=year_of(self.birth_year),
            weight_kg=weight_of(self.weight),
            comorbidities=self.comorbidities,
            infusion_time=self.infusion_time,
        )


def understood(draft: Draft, study: Study) -> Draft:
    """The draft with the code that is stored, where another way to write it was typed."""
    return replace(draft, code=study.code_meant(draft.code))


def days_ahead(draft: Draft, today: date) -> int:
    """Days from the enrolment, or today, to a first infusion too far off to be likely; else 0."""
    days = (draft.first_infusion_on - max(draft.enrolled_on, today)).days
    return days if days > _LIKELY_DAYS else 0


def problems_of(draft: Draft, study: Study, today: date) -> Problems:
    """What is missing or cannot be right, field by field; empty if all may be stored."""
    found: dict[Asked, Wrong | CopperdeskError] = {}
    try:
        study.check_code(draft.code)
    except CodeRefused as error:
        found[Asked.CODE] = error if draft.code else Wrong.MISSING
    if draft.sex is None:
        found[Asked.SEX] = Wrong.MISSING
    if draft.diagnosis is None:
        found[Asked.DIAGNOSIS] = Wrong.MISSING
    if draft.birth_year and year_of(draft.birth_year) is None:
        found[Asked.BIRTH_YEAR] = Wrong.NOT_A_YEAR
    if draft.weight and weight_of(draft.weight) is None:
        found[Asked.WEIGHT] = Wrong.NOT_A_WEIGHT
    if any(map(holds_long_number, draft.comorbidities)):
        found[Asked.COMORBIDITIES] = Wrong.LONG_NUMBER
    for error in study.enrolment_problems(draft.as_enrolment(), today=today):
        found.setdefault(Asked(error.field), error)
    return found


def previewed(draft: Draft, study: Study) -> tuple[Course | None, Problems]:
    """The course the draft would make, or which field stands in its way."""
    try:
        return study.preview(draft.as_enrolment()), {}
    except PlacementRefused as error:
        is_day = error.why in (Illegal.DAY_OFF, Illegal.GAP_UNDER_MINIMUM)
        return None, {Asked.FIRST_INFUSION if is_day else Asked.WEEKDAYS: error}


def first_free_day(today: date, days: CalendarDays) -> date:
    """The next working day: where a first infusion is suggested."""
    day = today + timedelta(days=1)
    while not days.is_working(day):
        day += timedelta(days=1)
    return day


def usual_weekdays(first: date, days: CalendarDays, *, per_week: int) -> tuple[int, ...]:
    """The first infusion's own weekday, and others as far apart in the week as can be."""
    working = days.rules.working_weekdays
    chosen = [first.weekday()]
    while len(chosen) < min(per_week, len(working)):
        chosen.append(
            max(
                (day for day in working if day not in chosen),
                key=lambda day: (min(_apart(day, other) for other in chosen), -_after(first, day)),
            )
        )
    return tuple(sorted(chosen))


def year_of(typed: str) -> int | None:
    text = typed.strip()
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def weight_of(typed: str) -> float | None:
    """Kilograms with a decimal comma or point."""
    text = typed.strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text):
        return None
    return float(text)


def holds_long_number(text: str) -> bool:
    """Whether eleven digits stand together, as in a national number."""
    return _ELEVEN_DIGITS.search(text) is not None


def _after(first: date, weekday: int) -> int:
    return (weekday - first.weekday()) % 7


def _apart(one: int, other: int) -> int:
    gap = abs(one - other)
    return min(gap, 7 - gap)
