"""Results of the laboratory, from their table."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from domain.exchange.csv_table import Cells, Columns
from domain.exchange.patient_tables import known_patient
from domain.exchange.problems import TableProblem
from domain.exchange.visit_tables import DrawRow
from domain.results import Result, Source
from domain.storage.tables import StoredResult
from domain.units import Unit
from domain.visits import VisitState

RESULTS = Columns(
    "results.csv",
    ("patient_id", "draw", "verbatim", "unit"),
    ("operator", "value", "reported_at", "lab", "source_file", "source_cell", "status",
     "source_sha256", "accession", "flags", "note"),
)  # fmt: skip


class _Standing(StrEnum):
    CURRENT = "current"
    SUPERSEDED = "superseded"


def results_of(
    rows: Sequence[Cells], draws: Sequence[DrawRow], codes: frozenset[str]
) -> list[StoredResult]:
    """The results in the order of the table; a row without a status is current.

    The current result came from the tube its draw names, so it carries that number.
    """
    by_place = {(draw.patient, draw.code): draw for draw in draws}
    found: dict[tuple[str, str], list[StoredResult]] = defaultdict(list)
    for cells in rows:
        patient = known_patient(cells, codes)
        code = cells.needed("draw")
        code = "baseline" if code == "pre" else code
        draw = by_place.get((patient, code))
        if patient in codes and code and draw is None:
            cells.refuse("draw", TableProblem.UNKNOWN_DRAW, value=f"{patient} {code}")
        if draw is not None and draw.state is not VisitState.DONE:
            cells.refuse("draw", TableProblem.RESULT_NOT_COLLECTED, value=f"{patient} {code}")
        is_current = cells.choice("status", _Standing) is not _Standing.SUPERSEDED
        earlier = found[patient, code]
        if is_current and any(one.is_current for one in earlier):
            cells.refuse("status", TableProblem.TWO_CURRENT_RESULTS, value=f"{patient} {code}")
        tube = draw.specimen_id if draw is not None and is_current else ""
        result = _result(cells, tube)
        earlier.append(StoredResult(patient, code, len(earlier) + 1, result, is_current))
    return [result for results in found.values() for result in results]


def _result(cells: Cells, tube: str) -> Result:
    value, unit = cells.number_in("value", 0, 1e6), cells.choice("unit", Unit)
    if value is not None and not cells.text("unit"):
        cells.refuse("unit", TableProblem.VALUE_WITHOUT_UNIT, value=value)
    operator = cells.one_of("operator", ("<", ">"))
    if operator and not cells.text("value"):
        cells.refuse("operator", TableProblem.OPERATOR_WITHOUT_VALUE, value=operator)
    reported = cells.when("reported_at")
    return Result(
        verbatim=cells.needed("verbatim"),
        operator=operator,
        value=value,
        unit=None if value is None else unit,
        reported_on=None if reported is None else reported.on,
        lab=cells.text("lab"),
        source=Source(
            cells.text("source_file"), cells.text("source_sha256"), cells.text("source_cell")
        ),
        accession=cells.text("accession") if cells.has("accession") else tube,
        flags=tuple(cells.text("flags").split())
        if cells.has("flags")
        else _flags(operator, value, unit),
        note=cells.text("note"),
    )


def _flags(operator: str, value: Decimal | None, unit: Unit | None) -> tuple[str, ...]:
    """The flags that follow from the result itself, as an import would have set them."""
    marks = {"<": "below_loq", ">": "above_uloq"}
    flags = [marks[operator]] if operator else []
    if value is not None and unit not in (None, Unit.UG_DL):
        flags.append("unit_converted")
    return tuple(flags)
