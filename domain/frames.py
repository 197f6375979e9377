"""The tidy tables handed to statistics: one row a patient, one row a patient and draw."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from domain.patient import Patient
from domain.protocol import Protocol
from domain.recording import WITHDRAWN
from domain.schedule import Course
from domain.visits import Draw, Rating, Status, VisitState

if TYPE_CHECKING:
    import pandas as pd

    from domain.study import Study

_MISSING = {
    Status.PLANNED: "not_due",
    Status.DUE_TODAY: "due",
    Status.LATE: "late",
    Status.OVERDUE: "overdue",
    Status.WAITING_FOR_LAB: "waiting_for_lab",
}


def patients_frame(study: "Study") -> "pd.DataFrame":
    """patient_id, sex, age, diagnosis, and one 0/1 column for each comorbidity of the study."""
    import pandas as pd

    rows = patient_rows(study.patients())
    named = list(rows[0])[4:] if rows else []
    return pd.DataFrame(rows, columns=["patient_id", "sex", "age", "diagnosis", *named])


def visits_frame(study: "Study", *, now: datetime) -> "pd.DataFrame":
    """One row for each patient and draw of the protocol.

    Columns: patient_id; visit (draw code); visit_no (its place in the protocol, from 0);
    copper in µg/dL, empty without a usable result, the LOQ itself where `below_loq`;
    madrs, ymrs of the rating that belongs to the draw (`rating_of_draw`), and which one that
    is (rating_visit), since two draws may share it; below_loq, above_uloq, out_of_window,
    haemolysed (bool); missing_reason (why copper is empty at the moment `now`: not_due, due,
    late, overdue, missed, cancelled, withdrawn, waiting_for_lab, unusable).
    """
    import pandas as pd

    rows = visit_rows(study.courses(), study.protocol, now.date())
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def patient_rows(patients: Mapping[str, Patient]) -> list[dict[str, Any]]:
    """The rows of `patients_frame`, without pandas."""
    named = sorted({name for patient in patients.values() for name in patient.comorbidities})
    return [_patient_row(patient, named) for patient in patients.values()]


def visit_rows(
    courses: Mapping[str, Course], protocol: Protocol, today: date
) -> list[dict[str, Any]]:
    """The rows of `visits_frame`, without pandas."""
    return [
        _visit_row(number, draw, rating_of_draw(draw, course))
        | {"missing_reason": _missing_reason(draw, today)}
        for course in courses.values()
        for number, rule in enumerate(protocol.draws)
        if (draw := course.draw(rule.code)) is not None
    ]


def rating_rows(
    courses: Mapping[str, Course], protocol: Protocol, today: date
) -> list[dict[str, Any]]:
    """A row for each patient and planned rating, in the protocol's order of ratings.

    patient_id, visit (week0 … post), madrs, ymrs, missing_reason as in `visits_frame`.
    """
    rows: list[dict[str, Any]] = []
    for course in courses.values():
        ratings = {rating.key.code: rating for rating in course.ratings}
        for rule in protocol.ratings:
            rating = ratings.get(rule.code)
            rows.append(
                {
                    "patient_id": course.patient,
                    "visit": rule.code,
                    "madrs": rating.madrs if rating else None,
                    "ymrs": rating.ymrs if rating else None,
                    "missing_reason": _why_not_rated(rating, today) if rating else None,
                }
            )
    return rows


def rating_of_draw(draw: Draw, course: Course) -> Rating | None:
    """The rating read beside a draw: week 0 at baseline, post at post, else the nearest in time.

    Nearest by target dates, the earlier on a tie, so that it does not depend on what
    was recorded when.
    """
    ratings = {rating.key.code: rating for rating in course.ratings}
    if draw.key.code == "baseline":
        return ratings.get("week0")
    if draw.key.code == "post":
        return ratings.get("post")
    weekly = [rating for code, rating in ratings.items() if code.startswith("week")]
    return min(
        weekly,
        key=lambda rating: (
            abs((rating.window.target - draw.window.target).days),
            rating.window.target,
        ),
        default=None,
    )


_COLUMNS = (
    "patient_id",
    "visit",
    "visit_no",
    "copper",
    "madrs",
    "ymrs",
    "rating_visit",
    "below_loq",
    "above_uloq",
    "out_of_window",
    "haemolysed",
    "missing_reason",
)


def _patient_row(patient: Patient, comorbidities: list[str]) -> dict[str, Any]:
    return {
        "patient_id": patient.code,
        "sex": str(patient.sex),
        "age": patient.age_at_enrolment,
        "diagnosis": str(patient.diagnosis),
        **{name: int(name in patient.comorbidities) for name in comorbidities},
    }


def _visit_row(number: int, draw: Draw, rating: Rating | None) -> dict[str, Any]:
    result = draw.result
    return {
        "patient_id": draw.patient,
        "visit": draw.key.code,
        "visit_no": number,
        "copper": result.ug_dl if result else None,
        "madrs": rating.madrs if rating else None,
        "ymrs": rating.ymrs if rating else None,
        "rating_visit": rating.key.code if rating else None,
        "below_loq": result is not None and result.operator == "<",
        "above_uloq": result is not None and result.operator == ">",
        "out_of_window": draw.done_on is not None and draw.done_on not in draw.window,
        "haemolysed": draw.condition == "haemolysed"
        or (result is not None and "haemolysed" in result.flags),
    }


def _why_not_rated(rating: Rating, today: date) -> str | None:
    if rating.state is VisitState.MISSED:
        return "missed"
    if rating.state is VisitState.CANCELLED:
        return "withdrawn" if rating.reason == WITHDRAWN else "cancelled"
    return _MISSING.get(rating.status(today))


def _missing_reason(draw: Draw, today: date) -> str | None:
    if draw.result is not None:
        return None if draw.result.is_usable else "unusable"
    if draw.state is VisitState.MISSED:
        return "missed"
    if draw.state is VisitState.CANCELLED:
        return "withdrawn" if draw.reason == WITHDRAWN else "cancelled"
    return _MISSING[draw.status(today)]
