"""Patients, known by code only: no name, no birth date, no national number."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "F"
    MALE = "M"


class Diagnosis(StrEnum):
    """The two diagnoses the study enrols."""

    MDD = "MDD"
    BD = "BD"


class PatientState(StrEnum):
    ACTIVE = "active"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Patient:
    """One enrolled patient."""

    code: str
    sex: Sex
    diagnosis: Diagnosis
    enrolled_on: date
    birth_year: int | None = None
    weight_kg: float | None = None
    weekdays: tuple[int, ...] = ()
    """Days of the infusions, Monday = 0."""
    comorbidities: tuple[str, ...] = ()
    state: PatientState = PatientState.ACTIVE
    withdrawn_on: date | None = None
    withdrawal_reason: str = ""

    @property
    def age_at_enrolment(self) -> int | None:
        """The difference of years; the day of birth is never asked for."""
        return None if self.birth_year is None else self.enrolled_on.year - self.birth_year


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the enrolment form asks."""

    code: str
    sex: Sex
    diagnosis: Diagnosis
    enrolled_on: date
    first_infusion_on: date
    weekdays: tuple[int, ...]
    birth_year: int | None = None
    weight_kg: float | None = None
    comorbidities: tuple[str, ...] = ()
    infusion_time: time | None = None
    """The time of day the ward has agreed for this patient's infusions, if any."""
