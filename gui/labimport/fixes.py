"""What can be done about a row: the likeliest fix first, then the other choices."""

from dataclasses import dataclass

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.facts import units_fitting
from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import PlannedRow, Reason, RowStatus
from domain.units import Unit
from gui.words import lab_fixes, labsheet

_LIKELY_ORDER = (
    DecisionKind.REPLACE,
    DecisionKind.REPEAT_CURRENT,
    DecisionKind.REPEAT_KEEP,
    DecisionKind.ALLOW_HIDDEN,
)


@dataclass(frozen=True, slots=True)
class Fix:
    """A decision with the words of its button."""

    words: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Fixes:
    """The buttons of the panel for one row."""

    best: Fix | None
    """The solid button; Enter presses it."""
    others: tuple[Fix, ...]
    units: tuple[Fix, ...] = ()
    conditions: tuple[Fix, ...] = ()
    can_choose_draw: bool = False
    skip: Fix | None = None
    skip_strangers: Fix | None = None


def fixes_for(row: PlannedRow, plan: ImportPlan) -> Fixes:
    """Suggestions of the plan, then every decision that makes sense for the row."""
    offered = [one.decision for one in row.suggestions if one.decision is not None]
    offered += _likely_unit(row)
    seen = {decision.kind for decision in offered}
    offered += [
        Decision(kind, (row.cell,))
        for kind in _LIKELY_ORDER
        if kind in row.choices and kind not in seen
    ]
    listed = tuple(Fix(lab_fixes.button(decision, row), decision) for decision in offered)
    skip = _skip(row)
    if skip is not None and _was_put_right_by_hand(row, plan):
        listed, skip = (skip, *listed), None
    strangers = plan.strangers
    all_of_them = row in strangers and len(strangers) > 1
    return Fixes(
        best=listed[0] if listed else None,
        others=listed[1:],
        units=_units(row),
        conditions=_conditions(row),
        can_choose_draw=DecisionKind.USE in row.choices,
        skip=skip,
        skip_strangers=_skip_strangers(strangers) if all_of_them else None,
    )


def _was_put_right_by_hand(row: PlannedRow, plan: ImportPlan) -> bool:
    """The same file came in before, and a person has typed another value since."""
    is_typed = row.stored is not None and not row.stored.source.file
    return plan.imported_before and row.status is RowStatus.CHANGED and is_typed


def _likely_unit(row: PlannedRow) -> list[Decision]:
    """Where a value fits one other unit alone, that unit; a missing unit is never guessed."""
    if row.why.reason is not Reason.IMPLAUSIBLE_UNIT or row.value is None:
        return []
    fitting = units_fitting(row.value)
    if len(fitting) != 1 or DecisionKind.USE_UNIT not in row.choices:
        return []
    return [Decision(DecisionKind.USE_UNIT, (row.cell,), unit=unit.value) for unit in fitting]


def _units(row: PlannedRow) -> tuple[Fix, ...]:
    if DecisionKind.USE_UNIT not in row.choices:
        return ()
    return tuple(
        Fix(labsheet.unit(unit), Decision(DecisionKind.USE_UNIT, (row.cell,), unit=unit.value))
        for unit in Unit
    )


def _conditions(row: PlannedRow) -> tuple[Fix, ...]:
    if DecisionKind.UNUSABLE not in row.choices:
        return ()
    return tuple(
        Fix(
            labsheet.condition(code),
            Decision(DecisionKind.UNUSABLE, (row.cell,), condition=code),
        )
        for code in labsheet.CONDITIONS
    )


def _skip(row: PlannedRow) -> Fix | None:
    if DecisionKind.SKIP not in row.choices:
        return None
    decision = Decision(DecisionKind.SKIP, (row.cell,))
    return Fix(lab_fixes.button(decision, row), decision)


def _skip_strangers(strangers: tuple[PlannedRow, ...]) -> Fix:
    cells = tuple(stranger.cell for stranger in strangers)
    return Fix(lab_fixes.skip_strangers(len(cells)), Decision(DecisionKind.SKIP, cells))
