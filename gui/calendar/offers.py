"""What the details bar offers for a visit: its buttons, and what is asked for seldom."""

from dataclasses import dataclass
from datetime import date

from domain.agenda import AgendaItem
from domain.visits import Draw, Status
from gui.calendar.event_actions import Act, acts_for, can_move, can_shift, has_record
from gui.words import agenda, record_forms, visits
from gui.words.language import _


@dataclass(frozen=True, slots=True)
class Offer:
    """An action, the words of its button, and what a screen reader says."""

    act: Act
    words: str
    spoken: str


MOST_BUTTONS = 6


def offers_of(
    item: AgendaItem, today: date, *, query: bool, patient: bool, most: int = MOST_BUTTONS
) -> tuple[list[Offer], list[Offer]]:
    """Those with a button, the main one first, and those of the menu behind them.

    `query` and `patient` say whether these are offered at all. Where recording has its
    buttons, details and another day of the window are seldom wanted and go to the menu, and so
    do those after the first `most`.
    """
    visit = item.visit
    shown = [_recording(act, item) for act in acts_for(item, today)]
    is_recorded_here = bool(shown)
    rare: list[Offer] = []
    if has_record(item, today):
        details = Offer(Act.DETAILS, _("Details…"), record_forms.title(visit))
        (rare if is_recorded_here else shown).append(details)
    if item.status is Status.WAITING_FOR_LAB:
        shown.insert(0, Offer(Act.ENTER_RESULT, _("Enter result…"), _result(item)))
    if can_move(visit):
        shown.append(_moving(item))
    elif can_shift(visit, today):
        (rare if is_recorded_here else shown).append(_moving(item))
    if query:
        shown.append(Offer(Act.QUERY, _("Add query…"), agenda.query_question(visit.key)))
    if patient:
        spoken = _("Open patient {patient}").format(patient=visit.patient)
        shown.append(Offer(Act.OPEN_PATIENT, _("Open patient"), spoken))
    return shown[:most], [*shown[most:], *rare]


def _recording(act: Act, item: AgendaItem) -> Offer:
    words = agenda.not_done(item) if act is Act.MISSED else agenda.record_now(item)
    return Offer(act, words, agenda.spoken_action(words, item))


def _result(item: AgendaItem) -> str:
    assert isinstance(item.visit, Draw), "only draws wait for the laboratory"
    return record_forms.result_title(item.visit)


def _moving(item: AgendaItem) -> Offer:
    visit = item.visit
    spoken = _("Move {visit}, {patient}").format(
        visit=visits.visit_in_sentence(visit), patient=visit.patient
    )
    return Offer(Act.MOVE, _("Move…"), spoken)
