"""The month view in words."""

from collections.abc import Mapping
from datetime import date

from domain.visits import VisitKind
from gui.words import dates
from gui.words.language import _, ngettext


def month_heading(month: date) -> str:
    """March 2026; Marzec 2026."""
    words = dates.month_and_year(month)
    return words[0].upper() + words[1:]


def week_number(monday: date) -> str:
    return _("Week {number}").format(number=monday.isocalendar().week)


def more(count: int) -> str:
    """3 more: visits of a day that have no room in its cell."""
    return ngettext("{count} more", "{count} more", count).format(count=count)


def counts(of: Mapping[VisitKind, int], day_off: str) -> str:
    """2 infusions, 3 draws, 1 rating; Easter Monday."""
    told = [_count(kind, count) for kind, count in of.items()]
    if day_off:
        told.append(day_off)
    return ", ".join(told) or _("No visits")


def spoken_day(day: date, of: Mapping[VisitKind, int], day_off: str) -> str:
    """Tuesday 24 March, 2 infusions, 3 draws."""
    return f"{dates.spoken_day(day)}, {counts(of, day_off)}"


def visits_in_month(count: int, month: str) -> str:
    return ngettext("{count} visit in {month}", "{count} visits in {month}", count).format(
        count=count, month=month
    )


def _count(kind: VisitKind, count: int) -> str:
    words = {
        VisitKind.INFUSION: ngettext("{count} infusion", "{count} infusions", count),
        VisitKind.DRAW: ngettext("{count} draw", "{count} draws", count),
        VisitKind.RATING: ngettext("{count} rating", "{count} ratings", count),
    }[kind]
    return words.format(count=count)
