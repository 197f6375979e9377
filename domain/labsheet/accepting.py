"""What accepting a judged row would write, and whether a person has to decide first."""

from dataclasses import replace

from domain.labsheet.decisions import DecisionKind
from domain.labsheet.facts import Facts
from domain.labsheet.judging import Judged
from domain.labsheet.known import KnownDraw
from domain.labsheet.mapping import Mapping
from domain.labsheet.pesel import without_pesel
from domain.labsheet.rows import (
    Flag,
    PlannedRow,
    QueryCode,
    Reason,
    ResultToStore,
    RowStatus,
    complete,
)
from domain.results import Result, Source
from domain.visits import VisitState

_BY_STATUS = {
    RowStatus.CHANGED: (DecisionKind.REPLACE,),
    RowStatus.REPEAT: (DecisionKind.REPEAT_CURRENT, DecisionKind.REPEAT_KEEP),
    RowStatus.NO_MATCH: (DecisionKind.USE,),
    RowStatus.NO_DRAW: (DecisionKind.USE,),
    RowStatus.AMBIGUOUS: (DecisionKind.USE,),
}
UNIT_ERRORS = frozenset(
    {Reason.NO_UNIT, Reason.UNIT_UNKNOWN, Reason.UNITS_DIFFER, Reason.IMPLAUSIBLE_UNIT}
)
_PLACE_ERRORS = frozenset(
    {Reason.DATE_UNREADABLE, Reason.DATE_ORDER_UNSETTLED, Reason.NOTHING_TO_PLACE_IT}
)
NUMBER_ERRORS = frozenset(
    {
        Reason.ERROR_CELL,
        Reason.FORMULA_NO_VALUE,
        Reason.NO_RESULT,
        Reason.NOT_READY,
        Reason.NUMBER_UNREADABLE,
        Reason.NUMBER_AMBIGUOUS,
        Reason.NEGATIVE,
    }
)
_ALWAYS_BLOCK = frozenset(
    {RowStatus.NO_MATCH, RowStatus.NO_DRAW, RowStatus.AMBIGUOUS, RowStatus.ERROR}
)
_QUERIES = {
    Flag.OUT_OF_WINDOW: QueryCode.OUT_OF_WINDOW,
    Flag.BELOW_LOQ: QueryCode.BELOW_LOQ,
    Flag.ABOVE_ULOQ: QueryCode.ABOVE_ULOQ,
    Flag.COLLECTED_MISMATCH: QueryCode.COLLECTED_MISMATCH,
}


def settled(judged: Judged, mapping: Mapping, *, file: str, sha256: str) -> PlannedRow:
    """The row with what it blocks, offers and stores."""
    row = judged.row
    blocks = not row.skipped and _blocks(row)
    stored = None
    if judged.found is not None and not row.skipped and not blocks:
        source = Source(file=file, sha256=sha256, cell=row.cell)
        stored = _to_store(row, judged.facts, judged.found, mapping, source)
        if stored is not None and not judged.tube_is_free:
            stored = replace(stored, specimen_id="")
    return complete(row, needs_decision=blocks, choices=_choices(row), to_store=stored)


def _decided(row: PlannedRow, *kinds: DecisionKind) -> bool:
    return bool(row.decisions) and any(decision.kind in kinds for decision in row.decisions)


def _blocks(row: PlannedRow) -> bool:
    if row.status in _ALWAYS_BLOCK:
        return True
    if row.status is RowStatus.CHANGED:
        return not _decided(row, DecisionKind.REPLACE)
    if row.status is RowStatus.REPEAT:
        return not _decided(row, DecisionKind.REPEAT_CURRENT, DecisionKind.REPEAT_KEEP)
    if row.status in (RowStatus.NEW, RowStatus.UNUSABLE) and Flag.HIDDEN_ROW in row.flags:
        return not _decided(row, DecisionKind.ALLOW_HIDDEN)
    return False


def _choices(row: PlannedRow) -> tuple[DecisionKind, ...]:
    if row.status in (RowStatus.NOT_COPPER, RowStatus.CONTROL, RowStatus.SAME):
        return ()
    offered = list(_BY_STATUS.get(row.status, ()))
    if row.status is RowStatus.ERROR:
        reason = row.why.reason
        offered += [DecisionKind.USE_UNIT] * (reason in UNIT_ERRORS)
        offered += [DecisionKind.USE] * (reason in _PLACE_ERRORS)
        offered += [DecisionKind.UNUSABLE] * (reason in NUMBER_ERRORS)
    elif row.status is not RowStatus.REPEAT and Flag.HIDDEN_ROW in row.flags:
        offered.append(DecisionKind.ALLOW_HIDDEN)
    return (*offered, DecisionKind.SKIP)


def _to_store(
    row: PlannedRow, facts: Facts, draw: KnownDraw, mapping: Mapping, source: Source
) -> ResultToStore | None:
    if row.status is RowStatus.SAME or (
        row.status is RowStatus.UNUSABLE and draw.current is not None
    ):
        return None
    is_current = not _decided(row, DecisionKind.REPEAT_KEEP)
    dated = row.collected_on is not None
    return ResultToStore(
        cell=row.cell,
        patient=draw.patient,
        draw=draw.code,
        result=_result(row, facts, mapping, source),
        is_current=is_current,
        replaces=is_current and row.status in (RowStatus.CHANGED, RowStatus.REPEAT),
        marks_collected=draw.state is VisitState.PLANNED and dated,
        collected_on=row.collected_on,
        collected_at=row.collected_at,
        specimen_id=row.tube or "",
        condition=facts.written.condition,
        queries=_queries(row, draw),
    )


def _result(row: PlannedRow, facts: Facts, mapping: Mapping, source: Source) -> Result:
    return Result(
        verbatim=without_pesel(row.verbatim or ""),
        operator=facts.written.operator,
        value=row.value,
        unit=row.unit,
        reported_on=facts.reported_on,
        lab=mapping.lab,
        source=source,
        accession=row.tube or "",
        flags=tuple(flag.value for flag in row.flags),
        note=facts.reading.comment,
    )


def _queries(row: PlannedRow, draw: KnownDraw) -> tuple[QueryCode, ...]:
    asked = [_QUERIES[flag] for flag in row.flags if flag in _QUERIES]
    if row.value is None:
        asked.append(QueryCode.UNUSABLE)
    elif Flag.HAEMOLYSED in row.flags:
        asked.append(QueryCode.HAEMOLYSED)
    if draw.state is VisitState.PLANNED and row.collected_on is None:
        asked.append(QueryCode.COLLECTION_DATE_UNKNOWN)
    return tuple(asked)
