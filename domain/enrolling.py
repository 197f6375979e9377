"""What an enrolment must satisfy, and the next patient code."""

import re
from collections.abc import Generator, Iterable
from datetime import date

from domain.errors import CopperdeskError
from domain.patient import Enrolment, Patient
from domain.protocol import Protocol


class CodeRefused(CopperdeskError):
    """A patient code that is taken or unlike the study's pattern."""

    def __init__(self, code: str, pattern: str, *, taken: bool) -> None:
        super().__init__(f"patient code {code}: {'taken' if taken else f'unlike {pattern}'}")
        self.code = code
        self.pattern = pattern
        self.taken = taken


class EnrolmentRefused(CopperdeskError):
    """A field of the enrolment form that cannot be right."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"enrolment: {field} cannot be {value}")
        self.field = field
        self.value = value


def next_code(protocol: Protocol, codes: Iterable[str]) -> str:
    """The code after the highest one in use."""
    pattern = protocol.code_pattern
    digits = pattern.count("#")
    prefix = pattern[: pattern.index("#")] if digits else pattern
    numbers = [
        int(code[len(prefix) : len(prefix) + digits]) for code in codes if protocol.fits_code(code)
    ]
    return prefix + str(max(numbers, default=0) + 1).zfill(digits)


def code_meant(protocol: Protocol, typed: str) -> str:
    """The code that `typed` means beyond doubt, as KET-034 for ket 34 or 34; else as typed."""
    pattern = protocol.code_pattern
    prefix, _first, rest = pattern.partition("#")
    digits = pattern.count("#")
    if protocol.fits_code(typed) or rest != "#" * (digits - 1) or any(map(str.isdigit, prefix)):
        return typed
    letters = _letters(prefix)
    found = re.fullmatch(f"(?:{re.escape(letters)})?0*([0-9]{{1,{digits}}})", _letters(typed))
    if found is None or not int(found[1]):
        return typed
    return prefix + found[1].zfill(digits)


def _letters(code: str) -> str:
    """Without blanks and dashes, which are typed in many ways."""
    return re.sub(r"[\s_.\-\u2010-\u2015]", "", code).upper()


def patient_of(enrolment: Enrolment) -> Patient:
    """The record of a patient as the form was filled in."""
    return Patient(
        code=enrolment.code,
        sex=enrolment.sex,
        diagnosis=enrolment.diagnosis,
        enrolled_on=enrolment.enrolled_on,
        birth_year=enrolment.birth_year,
        weight_kg=enrolment.weight_kg,
        weekdays=tuple(sorted(enrolment.weekdays)),
        comorbidities=enrolment.comorbidities,
    )


def enrolment_problems(enrolment: Enrolment, today: date) -> Generator[EnrolmentRefused]:
    """Every field of the form that cannot be right."""
    problems = list(patient_problems(patient_of(enrolment), today))
    yield from (problem for problem in problems if problem.field == "enrolled_on")
    if enrolment.first_infusion_on < enrolment.enrolled_on:
        yield EnrolmentRefused("first_infusion_on", enrolment.first_infusion_on.isoformat())
    yield from (problem for problem in problems if problem.field != "enrolled_on")


def patient_problems(patient: Patient, today: date) -> Generator[EnrolmentRefused]:
    """Every detail of a patient that cannot be right."""
    if patient.enrolled_on > today:
        yield EnrolmentRefused("enrolled_on", patient.enrolled_on.isoformat())
    age = None if patient.birth_year is None else today.year - patient.birth_year
    if age is not None and not 0 < age < 120:
        yield EnrolmentRefused("birth_year", str(patient.birth_year))
    if patient.weight_kg is not None and not 20 <= patient.weight_kg <= 350:
        yield EnrolmentRefused("weight_kg", str(patient.weight_kg))
