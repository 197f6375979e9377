"""Where things stand in the timeline: lanes, whisker ends, and how wide a day is."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from domain.visits import VisitKind
from gui.calendar.timeline_rows import Event

ROW_HEIGHT = 48
LOW_ROW_HEIGHT = 43
"""In windows less than 800 high."""
DAY_WIDTH = 24
"""The narrowest a day may be."""
PATIENT_WIDTH = 73
PATIENTS_WIDTH = 204
"""Both frozen columns together."""
WEEK_LINE = 24
DAY_LINE = 27
WHISKER_INSET = 3.5
DIMMED = 0.5
"""How strongly other patients' visits are painted while a move is previewed."""
PREVIEW_DAY_WIDTH = 21
"""The narrowest a day may be while the panel of a move takes its room."""

_LANE = {VisitKind.INFUSION: 12 / 48, VisitKind.DRAW: 28 / 48, VisitKind.RATING: 40.2 / 48}


@dataclass(frozen=True, slots=True)
class Widths:
    """How the width of the table is shared out."""

    patients: int
    day: int
    days: int
    """Whole days that have room beside the patients."""


def share_out(total: int, *, days: int | None, day_width: int, patients_width: int) -> Widths:
    """`days` days beside the patients, or as many as fit; what is left over widens the patients."""
    room = max(total - patients_width, day_width)
    fitting = room // day_width
    if days is None or days > fitting:
        return Widths(total - fitting * day_width, day_width, fitting)
    width = room // days
    return Widths(total - days * width, width, days)


@dataclass(frozen=True, slots=True)
class Mark:
    """An event, and where its glyph stands."""

    event: Event
    center: QPointF
    scale: float


def lane(kind: VisitKind, cell: QRectF) -> float:
    """The height at which visits of this kind stand in a cell."""
    return cell.top() + _LANE[kind] * cell.height()


def marks(events: tuple[Event, ...], cell: QRectF) -> tuple[Mark, ...]:
    """Each event of a cell in its lane; several of one lane stand side by side."""
    if not events:
        return ()
    scale = min(cell.height() / ROW_HEIGHT, cell.width() / DAY_WIDTH)
    placed: list[Mark] = []
    for kind in _LANE:
        of_lane = [event for event in events if event.key.kind is kind]
        if not of_lane:
            continue
        part = cell.width() / len(of_lane)
        shrunk = scale if len(of_lane) == 1 else scale * 0.65
        y = lane(kind, cell)
        for number, event in enumerate(of_lane):
            x = cell.left() + part * (number + 0.5)
            placed.append(Mark(event, QPointF(x, y), shrunk))
    return tuple(placed)


def nearest(events: tuple[Event, ...], cell: QRectF, at: QPointF) -> Event | None:
    """The event whose glyph is nearest to the point; a whole cell belongs to its events."""
    found = min(
        marks(events, cell),
        key=lambda mark: (mark.center - at).manhattanLength(),
        default=None,
    )
    return found.event if found else None
