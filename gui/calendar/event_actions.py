"""What can be done about a visit, as the buttons of the details bar offer it."""

from datetime import date
from enum import Enum, auto

from domain.agenda import AgendaItem
from domain.visits import Status, Visit, VisitKind, VisitState


class Act(Enum):
    """An action on one visit."""

    RECORD_NOW = auto()
    """Store the present moment, in one click."""
    RECORD_LATE = auto()
    """Ask for the day and time first."""
    ENTER_SCORES = auto()
    MISSED = auto()
    DETAILS = auto()
    """Record it with its details, or correct the record."""
    MOVE = auto()
    ENTER_RESULT = auto()
    """Of a draw that waits for the laboratory, as told by telephone."""
    QUERY = auto()
    OPEN_PATIENT = auto()


def acts_for(item: AgendaItem, today: date) -> tuple[Act, ...]:
    """What is offered, the main action first; nothing for what is recorded or lies ahead."""
    visit, status = item.visit, item.status
    is_open = status is not Status.PLANNED or today in visit.window
    if visit.state is not VisitState.PLANNED or not is_open:
        return ()
    if visit.key.kind is VisitKind.RATING:
        return (Act.ENTER_SCORES, Act.MISSED)
    if item.waits_for is not None:
        return (Act.MISSED,)
    return (Act.RECORD_LATE if status is Status.OVERDUE else Act.RECORD_NOW, Act.MISSED)


def can_move(visit: Visit) -> bool:
    """Only planned infusions are moved; what follows them goes along."""
    return visit.key.kind is VisitKind.INFUSION and visit.state is VisitState.PLANNED


def can_shift(visit: Visit, today: date) -> bool:
    """A planned draw or rating may take another day of its window, if one is left."""
    if visit.key.kind is VisitKind.INFUSION or visit.state is not VisitState.PLANNED:
        return False
    window = visit.window
    first = max(window.first, today)
    return first < window.last or (first == window.last and first != window.target)


def has_record(item: AgendaItem, today: date) -> bool:
    """Whether its details can be recorded, or corrected; scores have fields of their own."""
    if item.visit.is_recorded:
        return True
    records = [act for act in acts_for(item, today) if act is not Act.MISSED]
    return item.visit.key.kind is not VisitKind.RATING and bool(records)
