"""What the list shows: groups of the agenda, filtered and sorted; no widgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum, auto

from domain.agenda import Agenda, AgendaItem
from domain.visits import Infusion, Rating, VisitKey, VisitKind, VisitState


class GroupName(Enum):
    NOT_DONE = auto()
    DUE_TODAY = auto()
    DONE_TODAY = auto()
    AHEAD = auto()
    """The visits of a coming day; they are only looked at."""


class SortBy(Enum):
    TIME = auto()
    PATIENT = auto()
    KIND = auto()


NOT_DONE_CELL, TODAY_CELL, FIRST_DAY_CELL = 0, 1, 2
"""Cells of the forecast strip; coming days follow."""


@dataclass(frozen=True, slots=True)
class Group:
    name: GroupName
    items: tuple[AgendaItem, ...]
    day: date | None = None
    """The coming day of AHEAD."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user asked to see."""

    cell: int = TODAY_CELL
    kind: VisitKind | None = None
    sort: SortBy = SortBy.TIME


def groups(agenda: Agenda, choice: Choice) -> tuple[Group, ...]:
    """The groups of the chosen cell, empty ones included."""
    return tuple(
        Group(group.name, _sorted(_of_kind(group.items, choice.kind), choice.sort), group.day)
        for group in _groups_of_cell(agenda, choice.cell)
    )


def kind_counts(agenda: Agenda, cell: int) -> dict[VisitKind, int]:
    """Rows still to do in the chosen cell, by kind: the numbers of the chips."""
    to_do = [
        item
        for group in _groups_of_cell(agenda, cell)
        if group.name is not GroupName.DONE_TODAY
        for item in group.items
    ]
    return count_kinds(to_do)


def count_kinds(items: Iterable[AgendaItem]) -> dict[VisitKind, int]:
    counts = dict.fromkeys(VisitKind, 0)
    for item in items:
        counts[item.visit.key.kind] += 1
    return counts


def cell_items(agenda: Agenda) -> tuple[tuple[AgendaItem, ...], ...]:
    """The visits each cell of the forecast strip counts."""
    return (agenda.not_done, agenda.due_today, *(day.items for day in agenda.coming))


def given_before_rating(agenda: Agenda) -> frozenset[VisitKey]:
    """Infusions given today whose rating of the day is still open or was made after them."""
    given = {
        item.visit.key: item.visit
        for item in agenda.done_today
        if isinstance(item.visit, Infusion) and item.visit.state is VisitState.DONE
    }
    found: set[VisitKey] = set()
    for item in (*agenda.not_done, *agenda.due_today, *agenda.done_today):
        infusion = item.infusion
        if not isinstance(item.visit, Rating) or infusion is None or infusion.key not in given:
            continue
        rated_at, given_at = item.visit.done_at, infusion.done_at
        is_open = item.visit.state is VisitState.PLANNED
        if is_open or (rated_at is not None and given_at is not None and rated_at > given_at):
            found.add(infusion.key)
    return frozenset(found)


def _groups_of_cell(agenda: Agenda, cell: int) -> tuple[Group, ...]:
    not_done = Group(GroupName.NOT_DONE, agenda.not_done)
    if cell == NOT_DONE_CELL:
        return (not_done,)
    if cell == TODAY_CELL:
        return (
            not_done,
            Group(GroupName.DUE_TODAY, agenda.due_today),
            Group(GroupName.DONE_TODAY, agenda.done_today),
        )
    ahead = agenda.coming[cell - FIRST_DAY_CELL]
    return (Group(GroupName.AHEAD, ahead.items, ahead.day),)


def _of_kind(items: Iterable[AgendaItem], kind: VisitKind | None) -> Sequence[AgendaItem]:
    return [item for item in items if kind is None or item.visit.key.kind is kind]


def _sorted(items: Sequence[AgendaItem], sort: SortBy) -> tuple[AgendaItem, ...]:
    """The agenda is by time already; sorting is stable."""
    match sort:
        case SortBy.TIME:
            return tuple(items)
        case SortBy.PATIENT:
            return tuple(sorted(items, key=lambda item: item.patient))
        case SortBy.KIND:
            order = list(VisitKind)
            return tuple(
                sorted(
                    items,
                    key=lambda item: (
                        order.index(item.visit.key.kind),
                        item.due_time or time.max,
                    ),
                )
            )
