"""Queries, deviations, notes and the screening log to rows and back."""

import json
import sqlite3
from datetime import date, datetime

from domain.quality import (
    Deviation,
    DeviationRule,
    DeviationState,
    Note,
    Query,
    QueryRule,
    QueryState,
)
from domain.screening import Outcome, Screened
from domain.storage.audit import Row
from domain.visits import VisitKey, VisitKind


def query_row(query: Query) -> Row:
    return {
        "number": query.number,
        **_visit(query.key),
        "rule": str(query.rule),
        "detail": _detail(query.detail),
        "state": str(query.state),
        "opened_at": query.opened_at.isoformat(),
        "opened_by": query.opened_by,
        "answer": query.answer,
        "question": query.question,
        "about": query.about,
        "answered_at": _text(query.answered_at),
        "answered_by": query.answered_by,
        "closed_at": _text(query.closed_at),
        "closed_by": query.closed_by,
    }


def query_of(row: sqlite3.Row) -> Query:
    return Query(
        number=row["number"],
        key=_key(row),
        rule=QueryRule(row["rule"]),
        opened_at=datetime.fromisoformat(row["opened_at"]),
        opened_by=row["opened_by"],
        state=QueryState(row["state"]),
        detail=json.loads(row["detail"]),
        answer=row["answer"],
        question=row["question"],
        about=row["about"],
        answered_at=_moment(row["answered_at"]),
        answered_by=row["answered_by"],
        closed_at=_moment(row["closed_at"]),
        closed_by=row["closed_by"],
    )


def deviation_row(deviation: Deviation) -> Row:
    return {
        **_visit(deviation.key),
        "rule": str(deviation.rule),
        "detail": _detail(deviation.detail),
        "state": str(deviation.state),
        "drafted_at": deviation.drafted_at.isoformat(),
        "remark": deviation.remark,
        "confirmed_at": _text(deviation.confirmed_at),
        "confirmed_by": deviation.confirmed_by,
    }


def deviation_of(row: sqlite3.Row) -> Deviation:
    return Deviation(
        key=_key(row),
        rule=DeviationRule(row["rule"]),
        drafted_at=datetime.fromisoformat(row["drafted_at"]),
        state=DeviationState(row["state"]),
        detail=json.loads(row["detail"]),
        remark=row["remark"],
        confirmed_at=_moment(row["confirmed_at"]),
        confirmed_by=row["confirmed_by"],
    )


def note_row(note: Note) -> Row:
    key = note.key
    place: Row = {"patient": note.patient, "kind": "", "code": "", "attempt": 1}
    return {
        "number": note.number,
        **(place if key is None else _visit(key)),
        "text": note.text,
        "written_at": note.written_at.isoformat(),
        "written_by": note.written_by,
    }


def note_of(row: sqlite3.Row) -> Note:
    return Note(
        number=row["number"],
        patient=row["patient"],
        text=row["text"],
        written_at=datetime.fromisoformat(row["written_at"]),
        written_by=row["written_by"],
        key=_key(row) if row["kind"] else None,
    )


def screening_row(entry: Screened) -> Row:
    return {
        "code": entry.code,
        "screened_on": entry.screened_on.isoformat(),
        "outcome": str(entry.outcome),
        "reason": entry.reason,
    }


def screened_of(row: sqlite3.Row) -> Screened:
    return Screened(
        row["code"], date.fromisoformat(row["screened_on"]), Outcome(row["outcome"]), row["reason"]
    )


def _visit(key: VisitKey) -> Row:
    return {
        "patient": key.patient,
        "kind": str(key.kind),
        "code": key.code,
        "attempt": key.attempt,
    }


def _key(row: sqlite3.Row) -> VisitKey:
    return VisitKey(row["patient"], VisitKind(row["kind"]), row["code"], row["attempt"])


_DETAIL = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


def _detail(detail: object) -> str:
    return _DETAIL.encode(detail) if detail else "{}"


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
