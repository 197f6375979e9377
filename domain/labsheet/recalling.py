"""Decisions about a file that was imported before, read from what came of them."""

from domain.labsheet.accepting import NUMBER_ERRORS, UNIT_ERRORS
from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.known import KnownDraw
from domain.labsheet.pesel import without_pesel
from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import PlannedRow

_MOST = 3
"""Decisions that one row can need: whose it is, its unit or condition, and which counts."""


def decided_before(plan: ImportPlan) -> tuple[Decision, ...]:
    """What a person decided of rows whose result is stored from the very same cell and bytes.

    So nothing of such a row is stored again. A row that was left out then is asked about.
    """
    if not plan.imported_before or plan.basis is None:
        return ()
    stored = {
        draw.current.source.cell: draw
        for draw in plan.basis.known.draws
        if draw.current is not None and draw.current.source.sha256 == plan.sha256
    }
    recalled: tuple[Decision, ...] = ()
    for _turn in range(_MOST):
        found = tuple(
            decision
            for row in plan.blocking
            if row.cell in stored and (decision := _decision(row, stored[row.cell])) is not None
        )
        if not found:
            break
        plan, recalled = plan.decided(*found), (*recalled, *found)
    return recalled


def _decision(row: PlannedRow, draw: KnownDraw) -> Decision | None:
    """What made this row the current result of `draw`; None if the row says otherwise now."""
    result = draw.current
    assert result is not None
    if result.verbatim != without_pesel(row.verbatim or ""):
        return None
    done = {decision.kind for decision in row.decisions}
    if DecisionKind.USE in row.choices and DecisionKind.USE not in done:
        return Decision(DecisionKind.USE, (row.cell,), patient=draw.patient, draw=draw.code)
    if row.why.reason in UNIT_ERRORS and result.unit is not None:
        return Decision(DecisionKind.USE_UNIT, (row.cell,), unit=result.unit.value)
    if row.why.reason in NUMBER_ERRORS and result.value is None and draw.condition:
        return Decision(DecisionKind.UNUSABLE, (row.cell,), condition=draw.condition)
    return None
