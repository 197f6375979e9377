"""When a visit is due, how much of its window is left, and when it was done."""

from datetime import date, datetime

from domain.agenda import AgendaItem
from domain.protocol import Anchor, Protocol
from domain.visits import Infusion, Rating, Status, VisitKind, VisitState, Window
from gui.words import dates, visits
from gui.words.language import _, ngettext
from gui.words.reasons import reason


def when_and_window(item: AgendaItem, protocol: Protocol, now: datetime) -> tuple[str, str, str]:
    """When it is or was, its window or what came of it, and the colour token of the first."""
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
        is_outside = visit.done_on is not None and visit.done_on not in visit.window
        waits = _("Out of window · waiting for the lab") if is_outside else _("Waiting for the lab")
        return when, waits, "text"
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
