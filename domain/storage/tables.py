"""Records to rows and back; the only place that knows both."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from domain.patient import Diagnosis, Patient, PatientState, Sex
from domain.results import Result, Source
from domain.scales import Items, Scale, item_names
from domain.storage.action import Action
from domain.storage.audit import Row
from domain.units import Unit
from domain.visits import Draw, Infusion, Rating, Visit, VisitKey, VisitKind, VisitState, Window


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result with its place in the study."""

    patient: str
    draw: str
    serial: int
    result: Result
    is_current: bool = True
    import_number: int | None = None


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One lab sheet that was imported."""

    number: int
    file: str
    sha256: str
    sheet: str
    imported_at: datetime
    imported_by: str
    counts: dict[str, int]


def patient_row(patient: Patient) -> Row:
    return {
        "code": patient.code,
        "sex": str(patient.sex),
        "diagnosis": str(patient.diagnosis),
        "enrolled_on": _text(patient.enrolled_on),
        "birth_year": patient.birth_year,
        "weight_kg": _real(patient.weight_kg),
        "weekdays": "".join(map(str, patient.weekdays)),
        "state": str(patient.state),
        "withdrawn_on": _text(patient.withdrawn_on),
        "withdrawal_reason": patient.withdrawal_reason,
    }


def patient_of(row: Row | sqlite3.Row, comorbidities: tuple[str, ...]) -> Patient:
    return Patient(
        code=row["code"],
        sex=Sex(row["sex"]),
        diagnosis=Diagnosis(row["diagnosis"]),
        enrolled_on=date.fromisoformat(row["enrolled_on"]),
        birth_year=row["birth_year"],
        weight_kg=row["weight_kg"],
        weekdays=tuple(map(int, row["weekdays"])),
        comorbidities=comorbidities,
        state=PatientState(row["state"]),
        withdrawn_on=_date(row["withdrawn_on"]),
        withdrawal_reason=row["withdrawal_reason"],
    )


def table_of(visit: Visit) -> str:
    """The table a visit lives in."""
    return {
        VisitKind.INFUSION: "infusions",
        VisitKind.DRAW: "draws",
        VisitKind.RATING: "ratings",
    }[visit.key.kind]


def visit_row(visit: Visit) -> Row:
    """The row of an infusion, draw or rating; the result of a draw lives in a table of its own."""
    if isinstance(visit, Infusion):
        return {
            "patient": visit.patient,
            "number": visit.number,
            "attempt": visit.key.attempt,
            **_common_row(visit),
            "starts_at": _text(visit.starts_at),
            "dose_mg": _real(visit.dose_mg),
            "weight_kg": _real(visit.weight_kg),
            "interrupted": int(visit.interrupted),
            "interruption": visit.interruption,
        }
    row: Row = {"patient": visit.patient, "code": visit.key.code, **_common_row(visit)}
    if isinstance(visit, Draw):
        return row | {
            "specimen_id": visit.specimen_id,
            "collector": visit.collector,
            "condition": visit.condition,
        }
    assert isinstance(visit, Rating)
    return row | {"madrs": visit.madrs, "ymrs": visit.ymrs, "rater": visit.rater}


def infusion_of(row: Row | sqlite3.Row) -> Infusion:
    key = VisitKey(row["patient"], VisitKind.INFUSION, str(row["number"]), row["attempt"])
    return Infusion(
        key,
        **_common(row),
        starts_at=None if row["starts_at"] is None else time.fromisoformat(row["starts_at"]),
        dose_mg=row["dose_mg"],
        weight_kg=row["weight_kg"],
        interrupted=bool(row["interrupted"]),
        interruption=row["interruption"],
    )


def draw_of(row: Row | sqlite3.Row, result: Result | None) -> Draw:
    return Draw(
        VisitKey(row["patient"], VisitKind.DRAW, row["code"]),
        **_common(row),
        specimen_id=row["specimen_id"],
        collector=row["collector"],
        condition=row["condition"],
        result=result,
    )


def rating_of(row: Row | sqlite3.Row, items: Mapping[Scale, Items]) -> Rating:
    return Rating(
        VisitKey(row["patient"], VisitKind.RATING, row["code"]),
        **_common(row),
        madrs=row["madrs"],
        ymrs=row["ymrs"],
        rater=row["rater"],
        madrs_items=items.get(Scale.MADRS, ()),
        ymrs_items=items.get(Scale.YMRS, ()),
    )


def item_rows(rating: Rating) -> Iterator[Row]:
    """One row for each item that was rated."""
    for scale, items in ((Scale.MADRS, rating.madrs_items), (Scale.YMRS, rating.ymrs_items)):
        for number, score in enumerate(items, start=1):
            if score is not None:
                yield {
                    "patient": rating.patient,
                    "code": rating.key.code,
                    "scale": str(scale),
                    "item": number,
                    "score": score,
                }


def items_of(rows: Iterable[Row]) -> dict[tuple[str, str], dict[Scale, Items]]:
    """The item scores of each rating by patient and code."""
    scores: dict[tuple[str, str], dict[Scale, dict[int, int]]] = {}
    for row in rows:
        of_rating = scores.setdefault((row["patient"], row["code"]), {})
        of_rating.setdefault(Scale(row["scale"]), {})[row["item"]] = row["score"]
    return {
        place: {
            scale: tuple(by_number.get(n) for n in range(1, len(item_names(scale)) + 1))
            for scale, by_number in scales.items()
        }
        for place, scales in scores.items()
    }


def put_visit(action: Action, visit: Visit) -> None:
    """Write a visit, and the items of a rating; items it no longer has are removed."""
    action.put(table_of(visit), visit_row(visit))
    if isinstance(visit, Rating):
        rows = list(item_rows(visit))
        kept = {(row["scale"], row["item"]) for row in rows}
        for row in rows:
            action.put("rating_items", row)
        there = action.connection.execute(
            "SELECT scale, item FROM rating_items WHERE patient = ? AND code = ?",
            (visit.patient, visit.key.code),
        ).fetchall()
        for stored in there:
            if tuple(stored) not in kept:
                action.remove("rating_items", (visit.patient, visit.key.code, *stored))


def result_row(stored: StoredResult) -> Row:
    result = stored.result
    return {
        "patient": stored.patient,
        "draw": stored.draw,
        "serial": stored.serial,
        "status": "current" if stored.is_current else "superseded",
        "verbatim": result.verbatim,
        "operator": result.operator,
        "value": None if result.value is None else str(result.value),
        "unit": None if result.unit is None else str(result.unit),
        "reported_on": _text(result.reported_on),
        "lab": result.lab,
        "source_file": result.source.file,
        "source_sha256": result.source.sha256,
        "source_cell": result.source.cell,
        "accession": result.accession,
        "flags": " ".join(result.flags),
        "note": result.note,
        "import_number": stored.import_number,
    }


def result_of(row: Row | sqlite3.Row) -> StoredResult:
    result = Result(
        verbatim=row["verbatim"],
        operator=row["operator"],
        value=None if row["value"] is None else Decimal(row["value"]),
        unit=None if row["unit"] is None else Unit(row["unit"]),
        reported_on=_date(row["reported_on"]),
        lab=row["lab"],
        source=Source(row["source_file"], row["source_sha256"], row["source_cell"]),
        accession=row["accession"],
        flags=tuple(row["flags"].split()),
        note=row["note"],
    )
    return StoredResult(
        row["patient"],
        row["draw"],
        row["serial"],
        result,
        is_current=row["status"] == "current",
        import_number=row["import_number"],
    )


def import_row(record: ImportRecord) -> Row:
    return {
        "number": record.number,
        "file": record.file,
        "sha256": record.sha256,
        "sheet": record.sheet,
        "imported_at": record.imported_at.isoformat(),
        "imported_by": record.imported_by,
        "counts": json.dumps(record.counts, sort_keys=True),
    }


def import_of(row: Row | sqlite3.Row) -> ImportRecord:
    return ImportRecord(
        number=row["number"],
        file=row["file"],
        sha256=row["sha256"],
        sheet=row["sheet"],
        imported_at=datetime.fromisoformat(row["imported_at"]),
        imported_by=row["imported_by"],
        counts=json.loads(row["counts"]),
    )


def _common_row(visit: Visit) -> Row:
    return {
        "first_planned_on": _text(visit.first_planned_on),
        "target_on": _text(visit.window.target),
        "window_from": _text(visit.window.first),
        "window_to": _text(visit.window.last),
        "state": str(visit.state),
        "done_on": _text(visit.done_on),
        "done_at": _text(visit.done_at),
        "recorded_at": _text(visit.recorded_at),
        "recorded_by": visit.recorded_by,
        "reason": visit.reason,
        "note": visit.note,
    }


def _common(row: Row | sqlite3.Row) -> dict[str, Any]:
    return {
        "window": Window(
            date.fromisoformat(row["target_on"]),
            date.fromisoformat(row["window_from"]),
            date.fromisoformat(row["window_to"]),
        ),
        "first_planned_on": date.fromisoformat(row["first_planned_on"]),
        "state": VisitState(row["state"]),
        "done_on": _date(row["done_on"]),
        "done_at": _moment(row["done_at"]),
        "recorded_at": _moment(row["recorded_at"]),
        "recorded_by": row["recorded_by"],
        "reason": row["reason"],
        "note": row["note"],
    }


def _text(value: date | datetime | time | None) -> str | None:
    return None if value is None else value.isoformat()


def _real(value: float | None) -> float | None:
    # An int in a REAL column comes back as a float and would differ from its audited image.
    return None if value is None else float(value)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
