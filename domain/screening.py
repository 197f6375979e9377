"""The screening log, and the numbers of a flow diagram, which always add up."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import CopperdeskError
from domain.patient import Patient, PatientState
from domain.schedule import Course
from domain.visits import VisitState

_CODE = re.compile(r"(?=.*[0-9])[A-Z][A-Z0-9]{0,7}(-[A-Z0-9]{1,8})?", re.ASCII)
"""A screening code: capitals and digits, with a digit in it, so that no name fits."""


class Outcome(StrEnum):
    ENROLLED = "enrolled"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Screened:
    """One person in the screening log, by code."""

    code: str
    screened_on: date
    outcome: Outcome
    reason: str = ""
    """Why not eligible; empty for the enrolled."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How many came how far: screened = not eligible + enrolled; enrolled = the other three."""

    screened: int
    not_eligible: tuple[tuple[str, int], ...]
    """By reason, the most frequent first."""
    enrolled: int
    withdrawn: int
    completed: int
    active: int


class Unscreenable(StrEnum):
    """Why somebody cannot stand in the log this way."""

    CODE_TAKEN = "code_taken"
    CODE_UNLIKE = "code_unlike"
    NOT_ENROLLED = "not_enrolled"
    """Enrolled according to the log, but there is no such patient."""
    REASON_MISSING = "reason_missing"
    IN_THE_FUTURE = "in_the_future"
    AFTER_ENROLMENT = "after_enrolment"


class ScreeningRefused(CopperdeskError):
    """An entry of the screening log that cannot be right; nothing was written."""

    def __init__(self, why: Unscreenable, code: str, *, day: date | None = None) -> None:
        super().__init__(f"screening {code}: {why}" + (f" {day}" if day else ""))
        self.why = why
        self.code = code
        self.day = day


def checked(
    entry: Screened,
    patients: Mapping[str, Patient],
    stored: Mapping[str, Screened],
    *,
    today: date,
) -> Screened:
    """`entry` if it may stand in the log, else `ScreeningRefused`.

    Whoever was not eligible once may be screened again under another code only; the day of
    an enrolled patient's screening may be corrected.
    """
    patient = patients.get(entry.code)
    if entry.screened_on > today:
        raise ScreeningRefused(Unscreenable.IN_THE_FUTURE, entry.code, day=entry.screened_on)
    if entry.outcome is Outcome.ENROLLED:
        if patient is None:
            raise ScreeningRefused(Unscreenable.NOT_ENROLLED, entry.code)
        if entry.screened_on > patient.enrolled_on:
            raise ScreeningRefused(
                Unscreenable.AFTER_ENROLMENT, entry.code, day=patient.enrolled_on
            )
        return entry
    if not entry.reason:
        raise ScreeningRefused(Unscreenable.REASON_MISSING, entry.code)
    if not _CODE.fullmatch(entry.code):
        raise ScreeningRefused(Unscreenable.CODE_UNLIKE, entry.code)
    if patient is not None or entry.code in stored:
        raise ScreeningRefused(Unscreenable.CODE_TAKEN, entry.code)
    return entry


def log_of(stored: Mapping[str, Screened], patients: Mapping[str, Patient]) -> tuple[Screened, ...]:
    """Everybody screened: the stored entries, and each patient without one on the enrolment day."""
    of_patients = {
        code: Screened(code, patient.enrolled_on, Outcome.ENROLLED)
        for code, patient in patients.items()
    }
    everybody = of_patients | dict(stored)
    return tuple(sorted(everybody.values(), key=lambda one: (one.screened_on, one.code)))


def flow_of(
    log: Iterable[Screened], patients: Mapping[str, Patient], courses: Mapping[str, Course]
) -> Flow:
    """The numbers of the flow diagram; who has no visit planned any more has completed."""
    reasons = [one.reason for one in log if one.outcome is Outcome.NOT_ELIGIBLE]
    states = [_state(patient, courses[code]) for code, patient in patients.items()]
    counted = {reason: reasons.count(reason) for reason in reasons}
    return Flow(
        screened=len(reasons) + len(states),
        not_eligible=tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0]))),
        enrolled=len(states),
        withdrawn=states.count(PatientState.WITHDRAWN),
        completed=states.count(PatientState.COMPLETED),
        active=states.count(PatientState.ACTIVE),
    )


def _state(patient: Patient, course: Course) -> PatientState:
    visits = course.visits()
    is_over = bool(visits) and not any(one.state is VisitState.PLANNED for one in visits)
    is_active = patient.state is PatientState.ACTIVE
    return PatientState.COMPLETED if is_active and is_over else patient.state
