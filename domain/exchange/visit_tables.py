"""Infusions, draws and ratings as their tables have them; the protocol fills what is empty."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from domain.exchange.csv_table import Cells, Columns, When
from domain.exchange.item_table import RatedItems
from domain.exchange.patient_tables import known_patient
from domain.exchange.problems import TableProblem
from domain.patient import Patient
from domain.protocol import Protocol
from domain.recording import MADRS_TOP, YMRS_TOP
from domain.scales import Items, Scale, total_of
from domain.visits import VisitState

INFUSIONS = Columns(
    "infusions.csv",
    ("patient_id", "number", "planned_on", "status"),
    ("first_planned_on", "starts_at", "given_at", "dose_mg", "weight_kg", "interrupted", "reason",
     "interruption", "note", "window_from", "window_to"),
)  # fmt: skip
DRAWS = Columns(
    "draws.csv",
    ("patient_id", "draw", "status"),
    ("target_on", "window_from", "window_to", "collected_at", "specimen_id", "collector",
     "condition", "reason", "first_planned_on", "note"),
)  # fmt: skip
RATINGS = Columns(
    "ratings.csv",
    ("patient_id", "visit", "rated_on"),
    ("target_on", "window_from", "window_to", "status", "madrs", "ymrs", "rater", "reason",
     "first_planned_on", "note"),
)  # fmt: skip
CONDITIONS = ("ok", "haemolysed", "clotted", "insufficient", "lost", "unusable")
_EXTRA = re.compile(r"extra[1-9][0-9]?", re.ASCII)
_STATES = {
    "planned": VisitState.PLANNED,
    "missed": VisitState.MISSED,
    "cancelled": VisitState.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """What one row says of a visit; dates that are None are the protocol's to give."""

    cells: Cells
    patient: str
    code: str
    state: VisitState
    done: When | None
    target: date | None = None
    first: date | None = None
    last: date | None = None
    reason: str = ""
    note: str = ""
    first_planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class InfusionRow(VisitRow):
    """`attempt` counts the rows of one number; all but the last are missed."""

    attempt: int = 1
    starts_at: time | None = None
    dose_mg: float | None = None
    weight_kg: float | None = None
    interrupted: bool = False
    interruption: str = ""


@dataclass(frozen=True, slots=True)
class DrawRow(VisitRow):
    specimen_id: str = ""
    collector: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class RatingRow(VisitRow):
    madrs: int | None = None
    ymrs: int | None = None
    rater: str = ""
    madrs_items: Items = ()
    ymrs_items: Items = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is checked against."""

    protocol: Protocol
    patients: Mapping[str, Patient]
    codes: frozenset[str]
    """Every code in the table of patients, also where the patient's row has problems."""
    now: datetime
    shared_tubes: frozenset[tuple[str, str]] = frozenset()
    """Draws (patient, code) that a query already asks about, for their tube's number."""
    items: Mapping[tuple[str, str], RatedItems] = field(
        default_factory=dict[tuple[str, str], RatedItems]
    )
    """The items of each rating by patient and code."""


def infusion_rows(rows: Sequence[Cells], around: Surroundings) -> list[InfusionRow]:
    found: list[InfusionRow] = []
    attempts: dict[tuple[str, int], int] = defaultdict(int)
    open_ends: dict[tuple[str, int], VisitState] = {}
    for cells in rows:
        patient = known_patient(cells, around.codes)
        cells.needed("number")
        number = cells.whole_in("number", 1, around.protocol.infusions.count)
        state, done = _state_and_time(cells, "given", "given_at", around)
        cells.needed("planned_on")
        target = cells.day("planned_on")
        if number is None or state is None or target is None or not patient:
            continue
        place = (patient, number)
        if open_ends.get(place, VisitState.MISSED) is not VisitState.MISSED:
            cells.refuse("number", TableProblem.ROW_TWICE, value=f"{patient} {number}")
        open_ends[place] = state
        attempts[place] += 1
        row = InfusionRow(
            cells, patient, str(number), state, done, target,
            cells.day("window_from"), cells.day("window_to"), cells.text("reason"),
            cells.text("note"), cells.day("first_planned_on"),
            attempt=attempts[place],
            starts_at=cells.time_of_day("starts_at"),
            dose_mg=cells.real_in("dose_mg", 0.1, 1000),
            weight_kg=cells.real_in("weight_kg", 20, 350),
            interrupted=cells.truth("interrupted"),
            interruption=cells.text("interruption"),
        )  # fmt: skip
        found.append(row)
    return found


def draw_rows(rows: Sequence[Cells], around: Surroundings) -> list[DrawRow]:
    found: list[DrawRow] = []
    tubes: dict[str, tuple[str, str]] = {}
    codes = {rule.code for rule in around.protocol.draws}
    for cells in rows:
        patient = known_patient(cells, around.codes)
        code = _code(cells, "draw", codes, renamed={"pre": "baseline"})
        state, done = _state_and_time(cells, "collected", "collected_at", around)
        tube = cells.text("specimen_id")
        owner = tubes.setdefault(tube, (patient, code)) if tube else (patient, code)
        is_asked = {owner, (patient, code)} & around.shared_tubes
        if owner != (patient, code) and not is_asked:
            cells.refuse("specimen_id", TableProblem.TUBE_TWICE, value=tube)
        target, first, last = (cells.day(n) for n in ("target_on", "window_from", "window_to"))
        row = DrawRow(
            cells, patient, code, state or VisitState.PLANNED, done, target, first, last,
            cells.text("reason"), cells.text("note"), cells.day("first_planned_on"),
            specimen_id=tube,
            collector=cells.text("collector"),
            condition=cells.one_of("condition", CONDITIONS),
        )  # fmt: skip
        if patient and code and state is not None:
            found.append(row)
    _check_once(found, "draw")
    return found


def rating_rows(rows: Sequence[Cells], around: Surroundings) -> list[RatingRow]:
    """The rows of ratings; a row without a status is rated if it has a day."""
    found: list[RatingRow] = []
    codes = {rule.code for rule in around.protocol.ratings}
    for cells in rows:
        patient = known_patient(cells, around.codes)
        code = _code(cells, "visit", codes, renamed={})
        default = "rated" if cells.text("rated_on") else "planned"
        state, done = _state_and_time(cells, "rated", "rated_on", around, default=default)
        madrs = cells.whole_in("madrs", 0, MADRS_TOP)
        ymrs = cells.whole_in("ymrs", 0, YMRS_TOP)
        items = around.items.get((patient, code), RatedItems())
        madrs = _with_items(cells, Scale.MADRS, madrs, items)
        ymrs = _with_items(cells, Scale.YMRS, ymrs, items)
        _check_scores(cells, state, items)
        target, first, last = (cells.day(n) for n in ("target_on", "window_from", "window_to"))
        row = RatingRow(
            cells, patient, code, state or VisitState.PLANNED, done, target, first, last,
            cells.text("reason"), cells.text("note"), cells.day("first_planned_on"),
            madrs=madrs,
            ymrs=ymrs,
            rater=cells.text("rater"),
            madrs_items=items.of(Scale.MADRS),
            ymrs_items=items.of(Scale.YMRS),
        )  # fmt: skip
        if patient and code and state is not None:
            found.append(row)
    _check_once(found, "visit")
    return found


def _code(cells: Cells, column: str, codes: set[str], renamed: Mapping[str, str]) -> str:
    code = cells.needed(column)
    code = renamed.get(code, code)
    if code and code not in codes and not _EXTRA.fullmatch(code):
        known = ", ".join(sorted(codes))
        cells.refuse(column, TableProblem.NOT_IN_PROTOCOL, value=code, known=known)
        return ""
    return code


def _state_and_time(
    cells: Cells, done_word: str, column: str, around: Surroundings, default: str = ""
) -> tuple[VisitState | None, When | None]:
    word = cells.one_of("status", (done_word, *_STATES)) or default
    when = cells.when(column)
    if not word:
        if not cells.text("status"):
            cells.refuse("status", TableProblem.EMPTY_CELL)
        return None, None
    if word != done_word:
        if when is not None:
            value = cells.text(column)
            cells.refuse(column, TableProblem.STATUS_FORBIDS, status=word, value=value)
        return _STATES[word], None
    if when is None:
        if not cells.text(column):
            cells.refuse(column, TableProblem.STATUS_NEEDS, status=word)
        return None, None
    _check_when(cells, column, when, around)
    return VisitState.DONE, when


def _check_when(cells: Cells, column: str, when: When, around: Surroundings) -> None:
    value = cells.text(column)
    if when.on > around.now.date() or (when.at is not None and when.at > around.now):
        cells.refuse(column, TableProblem.IN_THE_FUTURE, value=value)
    patient = around.patients.get(cells.text("patient_id"))
    # A rating or a baseline draw may be older than the enrolment: they help to decide about it.
    is_infusion = column == "given_at"
    if patient is not None and when.on < patient.enrolled_on and is_infusion:
        cells.refuse(
            column, TableProblem.BEFORE_ENROLMENT, value=value, enrolled=patient.enrolled_on
        )


def _with_items(cells: Cells, scale: Scale, total: int | None, items: RatedItems) -> int | None:
    """The total of a scale: that of its items, where there are any."""
    scores = items.of(scale)
    if not scores:
        return total
    computed = total_of(scale, scores)
    if total is not None and total != computed:
        shown = "-" if computed is None else computed
        cells.refuse(str(scale), TableProblem.TOTAL_DIFFERS, value=total, total=shown)
    return computed


def _check_scores(cells: Cells, state: VisitState | None, items: RatedItems) -> None:
    scores = [name for name in ("madrs", "ymrs") if cells.text(name)]
    if items.scores and state is not None and state is not VisitState.DONE:
        cells.refuse("status" if cells.has("status") else "visit", TableProblem.NOT_RATED)
    if state is VisitState.DONE and not scores and not items.scores:
        cells.refuse("madrs", TableProblem.NO_SCORE)
    if state in _STATES.values():
        for name in scores:
            value, status = cells.text(name), cells.text("status") or "planned"
            cells.refuse(name, TableProblem.STATUS_FORBIDS, status=status, value=value)


def _check_once(rows: Iterable[VisitRow], column: str) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.patient, row.code) in seen:
            row.cells.refuse(column, TableProblem.ROW_TWICE, value=f"{row.patient} {row.code}")
        seen.add((row.patient, row.code))
