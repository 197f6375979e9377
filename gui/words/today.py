"""Around the day's list: the days ahead, the cards beside it, and the sentence of an empty day."""

from datetime import date

from domain.quality import Query, QueryRule
from domain.visits import Draw, Infusion, VisitKind
from gui.words import dates, visits
from gui.words.language import _, ngettext
from gui.words.queries import ASKED_OF_THE_LAB, finding, next_step


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
