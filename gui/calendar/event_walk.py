"""Going from visit to visit by keyboard: along a patient's row, then to the patients beside it."""

from collections.abc import Sequence
from datetime import date

from domain.visits import VisitKey
from gui.calendar.timeline_model import TimelineModel
from gui.calendar.timeline_rows import Event


def next_event(
    model: TimelineModel, row: int, day: date, key: VisitKey | None, *, forward: bool
) -> Event | None:
    """The event after `key` in this row, or after `day`; then of the rows below or above."""
    number, step = row, 1 if forward else -1
    while 0 <= number < model.rowCount():
        events = [e for of_day in model.row_at(number).events.values() for e in of_day]
        shown = [e for e in events if model.days.column(e.day) is not None]
        if number == row:
            event = _beside(shown, day, key, forward=forward)
        else:
            event = shown[0 if forward else -1] if shown else None
        if event is not None:
            return event
        number += step
    return None


def next_in_cell(
    events: Sequence[Event], key: VisitKey | None, *, forward: bool
) -> VisitKey | None:
    """The event of the same day after or before `key`; None at the end."""
    keys = [event.key for event in events]
    if key not in keys:
        return None
    place = keys.index(key) + (1 if forward else -1)
    return keys[place] if 0 <= place < len(keys) else None


def _beside(
    events: Sequence[Event], day: date, key: VisitKey | None, *, forward: bool
) -> Event | None:
    keys = [event.key for event in events]
    if key in keys:
        place = keys.index(key) + (1 if forward else -1)
        return events[place] if 0 <= place < len(events) else None
    if forward:
        return next((event for event in events if event.day > day), None)
    return next((event for event in reversed(events) if event.day < day), None)
