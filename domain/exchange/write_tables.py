"""A study as a folder of exchange tables, which `tables.read_tables` reads back."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from domain.exchange.csv_table import Columns
from domain.exchange.item_table import RATING_ITEMS
from domain.exchange.patient_tables import COMORBIDITIES, PATIENTS, WEEKDAYS
from domain.exchange.quality_exchange import DEVIATIONS, NOTES, QUERIES, SCREENING
from domain.exchange.result_table import RESULTS
from domain.exchange.tables import PROTOCOL
from domain.exchange.visit_tables import DRAWS, INFUSIONS, RATINGS
from domain.export.table import Value, as_text
from domain.patient import Patient
from domain.protocol_file import protocol_as_text
from domain.quality import Deviation, Note, Query
from domain.schedule import Course
from domain.screening import Screened
from domain.storage.tables import StoredResult, item_rows
from domain.visits import Draw, Infusion, Rating, Visit, VisitKey, VisitState

if TYPE_CHECKING:
    from domain.study import Study

Row = dict[str, object]
ExchangeRows = tuple[Columns, Iterable[Row]]


def write_tables(study: "Study", folder: Path) -> tuple[Path, ...]:
    """Write every table and the protocol into `folder`, which must not have them yet.

    The audit trail and the list of imported sheets stay behind; who entered what is part of
    the trail. Raises OSError.
    """
    return write_rows(rows_of(study), protocol_as_text(study.protocol), folder)


def write_rows(tables: Iterable[ExchangeRows], protocol: str, folder: Path) -> tuple[Path, ...]:
    """Write `tables` and the text of the protocol into `folder`. Raises OSError."""
    written = [_write(folder, columns, rows) for columns, rows in tables]
    path = folder / PROTOCOL
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(protocol)
    return (*written, path)


def rows_of(study: "Study") -> tuple[ExchangeRows, ...]:
    """Every exchange table with its rows, values as they are."""
    patients, courses = study.patients().values(), study.courses().values()
    results = (
        result
        for course in courses
        for draw in course.draws
        for result in study.results(course.patient, draw.key.code)
    )
    return (
        (PATIENTS, map(_patient, patients)),
        (COMORBIDITIES, _comorbidities(patients)),
        (INFUSIONS, _infusions(courses)),
        (DRAWS, (_draw(draw) for course in courses for draw in course.draws)),
        (RESULTS, map(_result, results)),
        (RATINGS, (_rating(one) for course in courses for one in course.ratings)),
        (RATING_ITEMS, _items(courses)),
        (QUERIES, map(_query, study.queries())),
        (DEVIATIONS, map(_deviation, study.deviations(withdrawn=True))),
        (NOTES, map(_note, study.notes())),
        (SCREENING, map(_screened, study.screening_log())),
    )


def _write(folder: Path, columns: Columns, rows: Iterable[Row]) -> Path:
    path = folder / columns.file
    names = (*columns.required, *columns.optional)
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)  # CRLF, as RFC 4180 has it: a lone CR in a text is then quoted
        writer.writerow(names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return path


def _cell(value: object) -> str:
    """As in any table, but that an empty cell says no."""
    return "" if value is False else as_text(cast("Value", value))


def _patient(patient: Patient) -> Row:
    return {
        "patient_id": patient.code,
        "sex": str(patient.sex),
        "birth_year": patient.birth_year,
        "diagnosis": str(patient.diagnosis),
        "enrolled_on": patient.enrolled_on,
        "weight_kg": patient.weight_kg,
        "weekdays": " ".join(WEEKDAYS[day] for day in patient.weekdays),
        "status": str(patient.state),
        "withdrawn_on": patient.withdrawn_on,
        "withdrawal_reason": patient.withdrawal_reason,
    }


def _comorbidities(patients: Iterable[Patient]) -> Iterator[Row]:
    for patient in patients:
        for comorbidity in patient.comorbidities:
            yield {"patient_id": patient.code, "comorbidity": comorbidity}


def _infusions(courses: Iterable[Course]) -> Iterator[Row]:
    """Attempts of one number below each other, the missed ones first."""
    for course in courses:
        for infusion in sorted(course.infusions, key=lambda i: (i.number, i.key.attempt)):
            yield _infusion(infusion)


def _infusion(infusion: Infusion) -> Row:
    return {
        "patient_id": infusion.patient,
        "number": infusion.number,
        "first_planned_on": infusion.first_planned_on,
        "planned_on": infusion.planned_on,
        "starts_at": infusion.starts_at and infusion.starts_at.isoformat(timespec="minutes"),
        "status": _status(infusion, "given"),
        "given_at": infusion.done_at or infusion.done_on,
        "dose_mg": infusion.dose_mg,
        "weight_kg": infusion.weight_kg,
        "interrupted": infusion.interrupted,
        "reason": infusion.reason,
        "interruption": infusion.interruption,
        "note": infusion.note,
        "window_from": infusion.window.first,
        "window_to": infusion.window.last,
    }


def _draw(draw: Draw) -> Row:
    return _planned(draw) | {
        "draw": draw.key.code,
        "status": _status(draw, "collected"),
        "collected_at": draw.done_at or draw.done_on,
        "specimen_id": draw.specimen_id,
        "collector": draw.collector,
        "condition": draw.condition,
    }


def _rating(rating: Rating) -> Row:
    return _planned(rating) | {
        "visit": rating.key.code,
        "status": _status(rating, "rated"),
        "rated_on": rating.done_at or rating.done_on,
        "madrs": rating.madrs,
        "ymrs": rating.ymrs,
        "rater": rating.rater,
    }


def _planned(visit: Visit) -> Row:
    return {
        "patient_id": visit.patient,
        "target_on": visit.window.target,
        "window_from": visit.window.first,
        "window_to": visit.window.last,
        "reason": visit.reason,
        "first_planned_on": visit.first_planned_on,
        "note": visit.note,
    }


def _status(visit: Visit, done_word: str) -> str:
    return done_word if visit.state is VisitState.DONE else str(visit.state)


def _result(stored: StoredResult) -> Row:
    result = stored.result
    return {
        "patient_id": stored.patient,
        "draw": stored.draw,
        "verbatim": result.verbatim,
        "operator": result.operator,
        "value": result.value,
        "unit": result.unit and str(result.unit),
        "reported_at": result.reported_on,
        "lab": result.lab,
        "source_file": result.source.file,
        "source_cell": result.source.cell,
        "status": "current" if stored.is_current else "superseded",
        "source_sha256": result.source.sha256,
        "accession": result.accession,
        "flags": " ".join(result.flags),
        "note": result.note,
    }


def _items(courses: Iterable[Course]) -> Iterator[Row]:
    for course in courses:
        for rating in course.ratings:
            for row in item_rows(rating):
                yield row | {"patient_id": row["patient"], "visit": row["code"]}


def _query(query: Query) -> Row:
    return _about(query.key) | {
        "number": query.number,
        "rule": str(query.rule),
        "status": str(query.state),
        "opened_at": query.opened_at,
        "opened_by": query.opened_by,
        "question": query.question,
        "detail": _detail(query.detail),
        "about": query.about,
        "answer": query.answer,
        "answered_at": query.answered_at,
        "answered_by": query.answered_by,
        "closed_at": query.closed_at,
        "closed_by": query.closed_by,
    }


def _deviation(deviation: Deviation) -> Row:
    return _about(deviation.key) | {
        "rule": str(deviation.rule),
        "status": str(deviation.state),
        "drafted_at": deviation.drafted_at,
        "detail": _detail(deviation.detail),
        "remark": deviation.remark,
        "confirmed_at": deviation.confirmed_at,
        "confirmed_by": deviation.confirmed_by,
    }


def _note(note: Note) -> Row:
    place: Row = {"patient_id": note.patient}
    return (place if note.key is None else _about(note.key)) | {
        "number": note.number,
        "text": note.text,
        "written_at": note.written_at,
        "written_by": note.written_by,
    }


def _screened(entry: Screened) -> Row:
    return {
        "code": entry.code,
        "screened_on": entry.screened_on,
        "outcome": str(entry.outcome),
        "reason": entry.reason,
    }


def _about(key: VisitKey) -> Row:
    return {
        "patient_id": key.patient,
        "kind": str(key.kind),
        "visit": key.code,
        "attempt": key.attempt,
    }


def _detail(detail: Mapping[str, str]) -> str:
    return json.dumps(dict(detail), ensure_ascii=False, sort_keys=True) if detail else ""
