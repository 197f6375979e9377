"""Edits of the schedule, and what they brought with them, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from domain.move_plan import MovePlan
from domain.visits import VisitKey, VisitKind
from gui.words import dates, visits
from gui.words.language import _, ngettext

if TYPE_CHECKING:
    from domain.edits import Edit


def moved(plan: MovePlan) -> str:
    """KET-026: infusion 6 moved to Mon 30 Mar, 5 other visits changed, 1 deviation expected."""
    told = [
        _("{patient}: {visit} moved to {day}").format(
            patient=plan.key.patient,
            visit=visits.visit_in_sentence(plan.key),
            day=dates.short_day(plan.to),
        )
    ]
    others = sum(change.key != plan.key for change in plan.changes)
    if others:
        told.append(
            ngettext("{count} other visit changed", "{count} other visits changed", others).format(
                count=others
            )
        )
    expected = len(plan.deviations)
    if expected:
        told.append(
            ngettext("{count} deviation expected", "{count} deviations expected", expected).format(
                count=expected
            )
        )
    return ", ".join(told) + "."


def sentence(edit: Edit) -> str:
    """KET-026: infusion 6 moved to Mon 30 Mar; empty for other edits."""
    from domain import move_edits

    match edit:
        case move_edits.MoveInfusion() | move_edits.MoveTarget():
            return _("{patient}: {visit} moved to {day}.").format(
                patient=edit.key.patient,
                visit=visits.visit_in_sentence(edit.key),
                day=dates.short_day(edit.to),
            )
        case move_edits.AddUnscheduled(kind=VisitKind.DRAW):
            return _("{patient}: unscheduled draw planned for {day}.").format(
                patient=edit.patient, day=dates.short_day(edit.on)
            )
        case move_edits.AddUnscheduled():
            return _("{patient}: unscheduled rating planned for {day}.").format(
                patient=edit.patient, day=dates.short_day(edit.on)
            )
        case move_edits.ConfirmDefaults():
            count = len(edit.names)
            return ngettext(
                "{count} default confirmed.", "{count} defaults confirmed.", count
            ).format(count=count)
        case _:
            return ""


def made_way(moved: Sequence[tuple[VisitKey, date]]) -> str:
    """Beside the recording of a late infusion: which later ones are on another day now."""
    if len(moved) == 1:
        ((key, day),) = moved
        return _("Infusion {number} would follow too soon and is now planned for {day}.").format(
            number=key.code, day=dates.short_day(day)
        )
    told = ", ".join(f"{key.code} → {dates.short_day(day)}" for key, day in moved)
    return _("Later infusions would follow too soon and are planned anew: {moves}.").format(
        moves=told
    )
