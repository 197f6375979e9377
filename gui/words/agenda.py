"""The rows of a day's list: what is to be done, by when, and what was done."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.agenda import AgendaItem
from domain.protocol import Anchor, Protocol
from domain.quality import Query, QueryRule
from domain.visits import (
    Draw,
    Infusion,
    Rating,
    Status,
    VisitKey,
    VisitKind,
    VisitState,
    Window,
)
from gui.words import dates, numbers, record_forms, visits
from gui.words.language import _, ngettext
from gui.words.queries import ASKED_OF_THE_LAB, finding, next_step
from gui.words.reasons import reason


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
    when, window, tone = _when(item, protocol, now)
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
    due = _("due {day}").format(day=dates.short_day(item.visit.window.target))
    infusion = item.infusion
    if item.status.is_not_done:
        return due
    if infusion is None:
        return visits.what_it_follows(item.visit) or due
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


def day_heading(day: date, today: date) -> str:
    """Today; Wed 25; Wed 1 Apr where the month changes."""
    if day == today:
        return _("Today")
    month_before = date.fromordinal(day.toordinal() - 1).month
    if day.month != month_before or day.day == 1:
        return dates.short_day(day)
    return _("{weekday} {day}").format(weekday=dates.weekday(day), day=day.day)


def spoken_day(day: str, counts: dict[VisitKind, int], nothing: str) -> str:
    """Wed 25 Mar: 4 copper draws."""
    if not any(counts.values()):
        return _("{day}: {counts}").format(day=day, counts=nothing)
    parts = ", ".join(count_of(kind, count) for kind, count in counts.items() if count)
    return _("{day}: {counts}").format(day=day, counts=parts)


def count_of(kind: VisitKind, count: int) -> str:
    """4 copper draws."""
    match kind:
        case VisitKind.INFUSION:
            words = ngettext("{count} infusion", "{count} infusions", count)
        case VisitKind.DRAW:
            words = ngettext("{count} copper draw", "{count} copper draws", count)
        case VisitKind.RATING:
            words = ngettext("{count} rating", "{count} ratings", count)
    return words.format(count=count)


def nothing_due(next_day: date | None, count: int, today: date) -> str:
    """Nothing due today. Next: 4 visits tomorrow."""
    if next_day is None:
        return _("Nothing due today, and nothing planned in the next days.")
    if (next_day - today).days == 1:
        return ngettext(
            "Nothing due today. Next: {count} visit tomorrow.",
            "Nothing due today. Next: {count} visits tomorrow.",
            count,
        ).format(count=count)
    return ngettext(
        "Nothing due today. Next: {count} visit on {day}.",
        "Nothing due today. Next: {count} visits on {day}.",
        count,
    ).format(count=count, day=dates.short_day(next_day))


def context(to_do: int, done: int) -> str:
    """7 to do today, 3 done: for the status bar."""
    return _("{to_do} to do today, {done} done").format(to_do=to_do, done=done)


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


def _when(item: AgendaItem, protocol: Protocol, now: datetime) -> tuple[str, str, str]:
    if item.visit.state is VisitState.MISSED:
        return visits.status(Status.MISSED), reason(item.visit.reason), "text"
    if item.visit.state is VisitState.DONE:
        return _done(item, now.date())
    window = item.visit.window
    match item.status:
        case Status.OVERDUE:
            return visits.status(Status.OVERDUE), _closed(window, now.date()), "overdue"
        case Status.LATE:
            return _("Late – still in window"), _closes(window, now.date()), "warning"
        case Status.DUE_TODAY:
            return (*_due_today(item, protocol, now), "text")
        case _:
            return _planned(item), _window(window), "text"


def _due_today(item: AgendaItem, protocol: Protocol, now: datetime) -> tuple[str, str]:
    visit, infusion = item.visit, item.infusion
    window = _window_left(visit.window, now.date())
    if isinstance(visit, Infusion):
        if visit.starts_at is None:
            return _("Any time today"), window
        start = datetime.combine(now.date(), visit.starts_at, now.tzinfo)
        return dates.clock(visit.starts_at), dates.until(start, now)
    is_open = infusion is not None and infusion.state is VisitState.PLANNED
    if infusion is None or not is_open or infusion.planned_on != now.date():
        return _("Any time today"), window
    if isinstance(visit, Rating):
        return _before(infusion), _window(visit.window)
    rule = protocol.draw_rule(visit.key.code)
    precedes = rule is not None and rule.anchor is Anchor.FIRST_INFUSION
    return _("Before the infusion") if precedes else _("After the infusion"), window


def _before(infusion: Infusion) -> str:
    if infusion.starts_at is None:
        return _("Before the infusion")
    return _("Before {time}").format(time=dates.clock(infusion.starts_at))


def _planned(item: AgendaItem) -> str:
    visit, infusion = item.visit, item.infusion
    if isinstance(visit, Infusion):
        return dates.clock(visit.starts_at) if visit.starts_at else _("Any time")
    if isinstance(visit, Rating) and infusion is not None:
        return _before(infusion)
    return _("Any time")


def _done(item: AgendaItem, today: date) -> tuple[str, str, str]:
    visit = item.visit
    words = {
        VisitKind.INFUSION: _("Given {when}"),
        VisitKind.DRAW: _("Collected {when}"),
        VisitKind.RATING: _("Entered {when}"),
    }[visit.key.kind]
    when = words.format(when=_done_when(item, today))
    if item.status is Status.WAITING_FOR_LAB:
        return when, _("Waiting for the lab"), "text"
    if item.status is Status.MISSED:
        return when, _("No usable result"), "text"
    if item.status is Status.DONE_OUT_OF_WINDOW:
        return when, _("Out of window · {who}").format(who=visit.recorded_by), "text"
    return when, visit.recorded_by, "text"


def _done_when(item: AgendaItem, today: date) -> str:
    done_on, done_at = item.visit.done_on, item.visit.done_at
    assert done_on is not None
    if done_at is None:
        return _("today") if done_on == today else dates.short_day(done_on)
    if done_on == today:
        return dates.clock(done_at)
    return _("{day} {time}").format(day=dates.short_day(done_on), time=dates.clock(done_at))


def _window(window: Window) -> str:
    if window.first == window.last:
        return ""
    return _("Window {days}").format(days=dates.days_between(window.first, window.last))


def _window_left(window: Window, today: date) -> str:
    left = (window.last - today).days
    if window.first == window.last:
        return ""
    if left <= 0:
        return _("Window closes today")
    return ngettext(
        "Window {days}, {count} day left", "Window {days}, {count} days left", left
    ).format(days=dates.days_between(window.first, window.last), count=left)


def _closes(window: Window, today: date) -> str:
    left = (window.last - today).days
    if left == 0:
        return _("Window closes today")
    if left == 1:
        return _("Window closes tomorrow")
    return _("Window closes {day}").format(day=dates.short_day(window.last))


def _closed(window: Window, today: date) -> str:
    return _("Window closed {ago} ({day})").format(
        ago=dates.days_ago(window.last, today), day=dates.day_and_month(window.last)
    )


def query_line(query: Query) -> tuple[str, str]:
    """KET-028 · Cu1: below LOQ, and what to do about it."""
    title = _("{patient} · {visit}: {finding}").format(
        patient=query.key.patient,
        visit=visits.visit_in_sentence(query.key)
        if query.key.kind is VisitKind.INFUSION
        else visits.short_label(query.key),
        finding=finding(query.rule),
    )
    verbatim = query.detail.get("verbatim", "")
    if verbatim and query.rule in ASKED_OF_THE_LAB:
        return title, _("“{text}” – ask the lab to check").format(text=verbatim)
    if query.rule is QueryRule.ASKED:
        return title, query.question
    return title, next_step(query.rule)


def waiting_line(draw: Draw) -> str:
    """KET-026  Cu3"""
    return f"{draw.patient}  {visits.draw_label(draw.key.code)}"


def starting_line(infusion: Infusion) -> str:
    return _("{patient}  first infusion").format(patient=infusion.patient)


def days_waiting(draw: Draw, today: date) -> str:
    """6 days; today."""
    days = (today - draw.shown_on).days
    return _("today") if days <= 0 else dates.day_count(days)
