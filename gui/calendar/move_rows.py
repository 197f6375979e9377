"""The two rows of a patient whose infusion is being moved: now, and after the move."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from domain.move_plan import MovePlan
from domain.patient import Patient
from domain.schedule import Course
from domain.visits import VisitKey
from gui.calendar.timeline_rows import TimelineRow, timeline_row
from gui.widgets.glyphs import Look


class Side(Enum):
    """Which of the two rows."""

    NOW = auto()
    AFTER = auto()


@dataclass(frozen=True, slots=True)
class MoveRows:
    """A previewed move; where the day is refused, nothing changes and the second row is empty."""

    key: VisitKey
    now: TimelineRow
    after: TimelineRow
    plan: MovePlan | None

    @property
    def code(self) -> str:
        return self.key.patient

    def row(self, side: Side) -> TimelineRow:
        return self.now if side is Side.NOW else self.after


def move_rows(
    key: VisitKey,
    patient: Patient,
    course: Course,
    plan: MovePlan | None,
    *,
    infusions: int,
    today: date,
) -> MoveRows:
    """The rows of moving the infusion `key`; visits that change are marked in their places."""
    now = timeline_row(patient, course, infusions=infusions, today=today)
    if plan is None:
        empty = replace(now, events={}, whiskers=())
        return MoveRows(key, _marked(now, {key}, Look.OLD_PLACE), empty, None)
    after = timeline_row(patient, plan.after, infusions=infusions, today=today)
    leaving = {change.key for change in plan.changes}
    arriving = {change.key for change in plan.changes if not change.is_cancelled}
    return MoveRows(
        key,
        _marked(now, leaving, Look.OLD_PLACE),
        _marked(after, arriving, Look.NEW_PLACE),
        plan,
    )


def _marked(row: TimelineRow, keys: Collection[VisitKey], look: Look) -> TimelineRow:
    events = {
        day: tuple(
            replace(event, glyph=replace(event.glyph, look=look)) if event.key in keys else event
            for event in of_day
        )
        for day, of_day in row.events.items()
    }
    return replace(row, events=events)
