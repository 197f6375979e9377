"""Reading what a report needs from a study, or from two plain tables."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.patient import Patient
from domain.schedule import Course
from domain.visits import Draw, Infusion, Rating, Status, Visit, VisitState
from gui.report.source import DataFile, ReportSource
from gui.words import protocol as protocol_words
from stats.study_tables import PatientRow, StudyTables

if TYPE_CHECKING:
    from domain.study import Study
    from gui.analysis.calculation import StudyRows
    from stats.analysis_result import AnalysisResult
    from stats.figures.visit_marks import Lane, Profile, VisitMark

_DONE = (Status.DONE, Status.WAITING_FOR_LAB)


def source_of_study(study: "Study", rows: "StudyRows", result: "AnalysisResult") -> ReportSource:
    """`result` was computed from `rows`, which were read from `study`."""
    facts = study.facts
    today = rows.read_at.date()
    return ReportSource(
        result=result,
        patients=tuple(_patient(patient) for patient in study.patients().values()),
        title=facts.name,
        written_at=rows.read_at,
        data_sha256=fingerprint(rows.patients, rows.visits, rows.ratings),
        is_demo=facts.is_demo,
        protocol=facts.protocol.name,
        settings=protocol_words.settings(facts.protocol),
        to_confirm=len(facts.protocol.to_confirm),
        head=study.head(),
        lanes=lanes_of(study.courses().values(), study.patients(), today),
        profiles=profiles_of(study, result),
        infusions=facts.protocol.infusions.count,
    )


def source_of_tables(
    tables: StudyTables, result: "AnalysisResult", paths: tuple[Path, Path], *, now: datetime
) -> ReportSource:
    """`paths` are the tables of patients and of visits."""
    return ReportSource(
        result=result,
        patients=tables.patients,
        title=paths[1].stem,
        written_at=now,
        data_sha256=fingerprint(
            [_as_row(patient) for patient in tables.patients],
            [_visit_row(tables, key) for key in sorted(tables.visits)],
        ),
        files=tuple(DataFile(path.name, sha256_of(path)) for path in paths),
    )


def fingerprint(
    patients: Iterable[dict[str, Any]],
    visits: Iterable[dict[str, Any]],
    ratings: Iterable[dict[str, Any]] = (),
) -> str:
    """SHA-256 of the tidy tables as canonical JSON: sorted rows, sorted keys, no spaces."""
    tables = {
        name: sorted(json.dumps(row, sort_keys=True, default=str) for row in rows)
        for name, rows in (("patients", patients), ("visits", visits), ("ratings", ratings))
    }
    text = json.dumps(tables, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lanes_of(
    courses: Iterable[Course], patients: "dict[str, Patient] | Any", today: date
) -> "tuple[Lane, ...]":
    """A lane for each patient whose infusions began, counted from the day of the first."""
    from stats.figures.visit_marks import Lane

    lanes: list[Lane] = []
    for course in courses:
        given = course.given()
        if not given:
            continue
        start = min(infusion.shown_on for infusion in given)
        marks = tuple(
            mark for visit in course.visits() if (mark := _mark(visit, start, today)) is not None
        )
        gone = patients[course.patient].withdrawn_on
        lanes.append(
            Lane(
                course.patient,
                max((mark.day for mark in marks), default=0),
                marks,
                None if gone is None else (gone - start).days,
            )
        )
    return tuple(lanes)


def profiles_of(study: "Study", result: "AnalysisResult") -> "tuple[Profile, ...]":
    """Of the patients whose infusions began and who have a value, by days from infusion 1."""
    from stats.figures.visit_marks import Profile, ProfilePoint

    series = {one.patient: one for one in result.series}
    patients, laboratory = study.patients(), study.protocol.laboratory
    factor = result.settings.unit.per_ug_dl
    profiles: list[Profile] = []
    for course in study.courses().values():
        given = course.given()
        if not given or course.patient not in series:
            continue
        start = min(infusion.shown_on for infusion in given)
        copper: list[ProfilePoint] = []
        for draw in course.draws:
            point = series[course.patient].at(draw.key.code)
            if point is not None:
                day = float((draw.shown_on - start).days)
                copper.append(ProfilePoint(day, point.copper, point.marks))
        ratings = sorted(course.ratings, key=lambda rating: rating.shown_on)
        days = [float((rating.shown_on - start).days) for rating in ratings]
        low, high = laboratory.range_for(patients[course.patient].sex)
        if all(point.value is None for point in copper):
            continue
        profiles.append(
            Profile(
                course.patient,
                tuple(sorted(copper, key=lambda point: point.day)),
                tuple(ProfilePoint(day, one.madrs) for day, one in zip(days, ratings, strict=True)),
                tuple(ProfilePoint(day, one.ymrs) for day, one in zip(days, ratings, strict=True)),
                tuple(float((infusion.shown_on - start).days) for infusion in given),
                (low * factor, high * factor),
            )
        )
    return tuple(profiles)


def _mark(visit: Visit, start: date, today: date) -> "VisitMark | None":
    from stats.figures.visit_marks import Kind, Standing, VisitMark

    status = visit.status(today)
    if visit.state is VisitState.MISSED:
        standing = Standing.MISSED
    elif status in _DONE:
        standing = Standing.DONE
    elif status is Status.DONE_OUT_OF_WINDOW:
        standing = Standing.OUT_OF_WINDOW
    elif visit.state is VisitState.DONE:
        standing = Standing.MISSED  # drawn, but without a usable result
    else:
        return None
    match visit:
        case Infusion():
            kind = Kind.INFUSION
        case Draw():
            kind = Kind.DRAW
        case Rating():
            kind = Kind.RATING
        case _other:
            return None
    return VisitMark(kind, (visit.shown_on - start).days, standing)


def _patient(patient: Patient) -> PatientRow:
    age = patient.age_at_enrolment
    return PatientRow(
        patient.code,
        str(patient.sex),
        None if age is None else float(age),
        str(patient.diagnosis),
        frozenset(patient.comorbidities),
    )


def _as_row(patient: PatientRow) -> dict[str, Any]:
    return {
        "patient_id": patient.patient,
        "sex": patient.sex,
        "age": patient.age,
        "diagnosis": patient.diagnosis,
        "comorbidities": sorted(patient.comorbidities),
    }


def _visit_row(tables: StudyTables, key: tuple[str, str]) -> dict[str, Any]:
    visit = tables.visits[key]
    return {
        "patient_id": key[0],
        "visit": key[1],
        **{name: getattr(visit, name) for name in visit.__slots__},
    }
