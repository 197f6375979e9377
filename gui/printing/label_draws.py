"""For which draws labels can be printed; no widgets."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.agenda import Agenda, AgendaItem
from domain.visits import Draw
from gui.words import printing as words

DAYS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class LabelDraws:
    """The draws of one choice, and its words."""

    words: str
    draws: tuple[Draw, ...]


def not_done(agenda: Agenda) -> LabelDraws:
    return LabelDraws(words.draws_not_done(), draws_in(agenda.not_done))


def due_today(agenda: Agenda) -> LabelDraws:
    return LabelDraws(words.draws_due_today(), draws_in(agenda.due_today))


def on_a_coming_day(agenda: Agenda, days_ahead: int) -> LabelDraws:
    """`days_ahead` is 1 for tomorrow."""
    ahead = agenda.coming[days_ahead - 1]
    return LabelDraws(words.draws_of_day(ahead.day), draws_in(ahead.items))


def from_today_on(agenda: Agenda) -> list[LabelDraws]:
    """Today alone, with what is not done, with tomorrow, and all of the coming days."""
    today = draws_in(agenda.due_today)
    ahead = [draws_in(day.items) for day in agenda.coming]
    coming = tuple(draw for draws in ahead for draw in draws)
    return [
        due_today(agenda),
        LabelDraws(words.draws_due_and_not_done(), (*draws_in(agenda.not_done), *today)),
        LabelDraws(words.draws_with_tomorrow(), (*today, *ahead[0])),
        LabelDraws(words.draws_of_days(len(ahead)), (*today, *coming)),
    ]


def draws_in(items: Iterable[AgendaItem]) -> tuple[Draw, ...]:
    return tuple(item.visit for item in items if isinstance(item.visit, Draw))
