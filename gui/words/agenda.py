"""The rows of a day's list: what is to be done, what was done, and what each button says."""

from dataclasses import dataclass
from datetime import datetime

from domain.agenda import AgendaItem
from domain.protocol import Protocol
from domain.visits import Draw, Infusion, Rating, Status, VisitKey, VisitKind, VisitState
from gui.words import dates, due, numbers, record_forms, visits
from gui.words.language import _


@dataclass(frozen=True, slots=True)
class RowWords:
    """What one row says; `tone` is the colour token of `when`."""

    code: str
    what: str
    background: str
    when: str
    window: str
    tone: str = "text"
    note: str = ""
    """Something to know before or after recording; stands in place of the background."""

    @property
    def spoken(self) -> str:
        parts = (self.code, self.what, self.background, self.note, self.when, self.window)
        return ", ".join(part for part in parts if part)


def row_words(
    item: AgendaItem, protocol: Protocol, now: datetime, *, rating_is_open: bool = False
) -> RowWords:
    """The row of `item`; `rating_is_open` says the infusion's rating of the day comes after it."""
    when, window, tone = due.when_and_window(item, protocol, now)
    return RowWords(
        item.patient,
        what(item),
        background(item, protocol),
        when,
        window,
        tone,
        _note(item, rating_is_open=rating_is_open),
    )


def what(item: AgendaItem) -> str:
    """Infusion 3 of 8; MADRS 21 · YMRS 2, week 2."""
    visit = item.visit
    if isinstance(visit, Rating) and visit.state is VisitState.DONE:
        return _("MADRS {madrs} · YMRS {ymrs}, {week}").format(
            madrs=_score(visit.madrs),
            ymrs=_score(visit.ymrs),
            week=visits.rating_label(visit.key.code),
        )
    return visits.visit(visit, item.infusion_count)


def background(item: AgendaItem, protocol: Protocol) -> str:
    """0.5 mg/kg over 40 min; after infusion 5 · Thu 19 Mar; before infusion 3."""
    visit = item.visit
    if isinstance(visit, (Infusion, Draw)) and visit.state is VisitState.DONE:
        said = record_forms.recorded(visit)
        if said:
            return said
    if isinstance(visit, Infusion):
        return _("{dose} mg/kg over {minutes} min").format(
            dose=numbers.plain(protocol.infusions.dose_mg_per_kg),
            minutes=protocol.infusions.duration_min,
        )
    if isinstance(visit, Draw):
        follows = visits.what_it_follows(visit)
        if item.infusion is None:
            return follows
        return _("{what} · {day}").format(what=follows, day=dates.short_day(item.infusion.shown_on))
    return _rating_background(item)


def _rating_background(item: AgendaItem) -> str:
    target = _("due {day}").format(day=dates.short_day(item.visit.window.target))
    infusion = item.infusion
    if item.status.is_not_done:
        return target
    if infusion is None:
        return visits.what_it_follows(item.visit) or target
    if item.visit.state is VisitState.PLANNED and infusion.state is VisitState.DONE:
        return _("infusion {number} was given already").format(number=infusion.number)
    return _("before infusion {number}").format(number=infusion.number)


def glyph_text(key: VisitKey) -> str:
    """The number written inside a glyph: 3 for infusion 3, 7 for Cu7."""
    if key.kind is VisitKind.INFUSION:
        return key.code
    follows = key.kind is VisitKind.DRAW and key.code.startswith("inf")
    return key.code.removeprefix("inf") if follows else ""


def record_now(item: AgendaItem) -> str:
    """The words of the row's main button."""
    late = item.status is Status.OVERDUE
    match item.visit.key.kind:
        case VisitKind.INFUSION:
            return _("Given late…") if late else _("Given now")
        case VisitKind.DRAW:
            return _("Collected late…") if late else _("Collected now")
        case VisitKind.RATING:
            return _("Enter scores…")


def waits_for(earlier: Infusion) -> str:
    """Why an infusion cannot be recorded yet."""
    return _("Infusion {number} is still open: record it or mark it missed first.").format(
        number=earlier.number
    )


def not_done(item: AgendaItem) -> str:
    return _("Not given…") if isinstance(item.visit, Infusion) else _("Missed…")


def not_done_question(key: VisitKey) -> str:
    """KET-024: why was copper draw Cu7 missed?"""
    if key.kind is VisitKind.INFUSION:
        return _("{patient}: why was infusion {number} not given?").format(
            patient=key.patient, number=key.code
        )
    return _("{patient}: why was {visit} missed?").format(
        patient=key.patient, visit=visits.visit_in_sentence(key)
    )


def query_question(key: VisitKey) -> str:
    """KET-024: a query about copper draw Cu7."""
    return _("{patient}: a query about {visit}").format(
        patient=key.patient, visit=visits.visit_in_sentence(key)
    )


def spoken_action(words: str, item: AgendaItem) -> str:
    """Collected now, copper draw Cu7, KET-024."""
    return _("{action}, {visit}, {patient}").format(
        action=words.removesuffix("…"),
        visit=visits.visit_in_sentence(item.visit),
        patient=item.patient,
    )


def _note(item: AgendaItem, *, rating_is_open: bool) -> str:
    if item.waits_for is not None and item.visit.state is VisitState.PLANNED:
        return _("Infusion {number} comes first").format(number=item.waits_for.number)
    if not rating_is_open:
        return ""
    if item.visit.state is VisitState.DONE:
        return _("Given before its rating")
    return _("Its rating is still open")


def _score(score: int | None) -> str:
    return "–" if score is None else str(score)
