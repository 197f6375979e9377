"""Queries, deviations, notes and the screening log, from their tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar, cast

from domain.exchange.csv_table import Cells, Columns
from domain.exchange.patient_tables import known_patient
from domain.exchange.problems import TableProblem
from domain.patient import Patient
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
from domain.visits import VisitKey, VisitKind

_C = TypeVar("_C", bound=StrEnum)

QUERIES = Columns(
    "queries.csv",
    ("number", "patient_id", "kind", "visit", "rule", "status", "opened_at", "opened_by"),
    ("attempt", "question", "detail", "about", "answer", "answered_at", "answered_by",
     "closed_at", "closed_by"),
)  # fmt: skip
DEVIATIONS = Columns(
    "deviations.csv",
    ("patient_id", "kind", "visit", "rule", "status", "drafted_at"),
    ("attempt", "detail", "remark", "confirmed_at", "confirmed_by"),
)
NOTES = Columns(
    "notes.csv",
    ("number", "patient_id", "text", "written_at", "written_by"),
    ("kind", "visit", "attempt"),
)
SCREENING = Columns("screening.csv", ("code", "screened_on", "outcome"), ("reason",))


@dataclass(frozen=True, slots=True)
class Places:
    """What a remark can be about."""

    codes: frozenset[str]
    """Every code in the table of patients."""
    visits: frozenset[VisitKey]


def queries_of(rows: Sequence[Cells], places: Places) -> list[Query]:
    found: list[Query] = []
    for cells in rows:
        number, key = _number(cells, {query.number for query in found}), _visit(cells, places)
        rule, state = _chosen(cells, "rule", QueryRule), _chosen(cells, "status", QueryState)
        opened_at, detail = _needed_moment(cells, "opened_at"), _detail(cells)
        if rule is QueryRule.ASKED:
            cells.needed("question")
        if state in (QueryState.ANSWERED, QueryState.CLOSED):
            cells.needed("answer")
        moments = [cells.moment(name) for name in ("answered_at", "closed_at")]
        if number is None or key is None or rule is None or state is None or opened_at is None:
            continue
        query = Query(
            number, key, rule, opened_at, cells.text("opened_by"), state, detail,
            answer=cells.text("answer"),
            question=cells.text("question"),
            about=cells.text("about"),
            answered_at=moments[0],
            answered_by=cells.text("answered_by"),
            closed_at=moments[1],
            closed_by=cells.text("closed_by"),
        )  # fmt: skip
        found.append(query)
    return found


def deviations_of(rows: Sequence[Cells], places: Places) -> list[Deviation]:
    found: dict[tuple[VisitKey, DeviationRule], Deviation] = {}
    for cells in rows:
        key, rule = _visit(cells, places), _chosen(cells, "rule", DeviationRule)
        state, drafted_at = _chosen(cells, "status", DeviationState), cells.moment("drafted_at")
        cells.needed("drafted_at")
        detail, confirmed_at = _detail(cells), cells.moment("confirmed_at")
        if key is None or rule is None or state is None or drafted_at is None:
            continue
        if (key, rule) in found:
            value = f"{key.patient} {key.code} {rule}"
            cells.refuse("rule", TableProblem.ROW_TWICE, value=value)
        found[key, rule] = Deviation(
            key, rule, drafted_at, state, detail,
            remark=cells.text("remark"),
            confirmed_at=confirmed_at,
            confirmed_by=cells.text("confirmed_by"),
        )  # fmt: skip
    return list(found.values())


def notes_of(rows: Sequence[Cells], places: Places) -> list[Note]:
    found: list[Note] = []
    for cells in rows:
        number, patient = (
            _number(cells, {note.number for note in found}),
            known_patient(cells, places.codes),
        )
        text, written_at = cells.needed("text"), _needed_moment(cells, "written_at")
        is_of_visit = bool(cells.text("kind") or cells.text("visit"))
        key = _visit(cells, places) if is_of_visit else None
        if number is None or not patient or not text or written_at is None:
            continue
        if is_of_visit and key is None:
            continue
        found.append(Note(number, patient, text, written_at, cells.text("written_by"), key))
    return found


def screening_of(rows: Sequence[Cells], patients: Mapping[str, Patient]) -> list[Screened]:
    """The entries that say more than the table of patients does."""
    found: dict[str, Screened] = {}
    for cells in rows:
        code, outcome = cells.needed("code"), _chosen(cells, "outcome", Outcome)
        cells.needed("screened_on")
        screened_on, reason = cells.day("screened_on"), cells.text("reason")
        patient = patients.get(code)
        if outcome is Outcome.ENROLLED:
            if patient is None and code:
                cells.refuse("code", TableProblem.NOT_ENROLLED, value=code)
            if reason:
                value, status = reason, Outcome.ENROLLED
                cells.refuse("reason", TableProblem.STATUS_FORBIDS, value=value, status=status)
        elif outcome is Outcome.NOT_ELIGIBLE:
            cells.needed("reason")
            if patient is not None:
                cells.refuse("code", TableProblem.IS_ENROLLED, value=code)
        if not code or outcome is None or screened_on is None:
            continue
        if code in found:
            cells.refuse("code", TableProblem.ROW_TWICE, value=code)
        found[code] = Screened(code, screened_on, outcome, reason)
    return [one for one in found.values() if not _is_told_by(one, patients)]


def tubes_asked_about(rows: Sequence[Cells]) -> frozenset[tuple[str, str]]:
    """Draws (patient, code) of which a query knows that their tube's number is not theirs alone."""
    return frozenset(
        (cells.text("patient_id"), cells.text("visit"))
        for cells in rows
        if cells.text("rule") == QueryRule.DUPLICATE_TUBE
    )


def _is_told_by(entry: Screened, patients: Mapping[str, Patient]) -> bool:
    patient = patients.get(entry.code)
    return patient is not None and patient.enrolled_on == entry.screened_on


def _number(cells: Cells, taken: set[int]) -> int | None:
    cells.needed("number")
    number = cells.whole_in("number", 1, 10**9)
    if number in taken:
        cells.refuse("number", TableProblem.ROW_TWICE, value=number)
    return number


def _visit(cells: Cells, places: Places) -> VisitKey | None:
    patient, code = known_patient(cells, places.codes), cells.needed("visit")
    kind = _chosen(cells, "kind", VisitKind)
    attempt = cells.whole_in("attempt", 1, 99) if cells.text("attempt") else 1
    if not patient or not code or kind is None or attempt is None:
        return None
    key = VisitKey(patient, kind, code, attempt)
    if patient in places.codes and key not in places.visits:
        cells.refuse("visit", TableProblem.UNKNOWN_VISIT, value=f"{patient} {kind} {code}")
        return None
    return key


def _chosen(cells: Cells, column: str, choices: type[_C]) -> _C | None:
    cells.needed(column)
    return cells.choice(column, choices)


def _needed_moment(cells: Cells, column: str) -> datetime | None:
    cells.needed(column)
    return cells.moment(column)


def _detail(cells: Cells) -> dict[str, str]:
    """What a rule's sentence needs, as one JSON object of texts."""
    text = cells.text("detail")
    if not text:
        return {}
    try:
        read: object = json.loads(text)
    except ValueError:
        read = None
    if not isinstance(read, dict) or not all(isinstance(v, str) for v in read.values()):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType, reportUnknownMemberType] -- JSON's own types
        cells.refuse("detail", TableProblem.NOT_JSON, value=text)
        return {}
    return cast("dict[str, str]", read)
