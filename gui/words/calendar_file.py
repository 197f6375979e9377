"""What a calendar file says of a visit: enough to find it, and no clinical word."""

from datetime import date

from domain.visits import VisitKey, VisitKind
from gui.words import dates
from gui.words.language import _, ngettext, pgettext


def calendar_name(study: str, patient: str, *, is_demo: bool) -> str:
    """Demo study, KET-026 (made-up data)."""
    name = _("{study}, {patient}").format(study=study, patient=patient) if patient else study
    return _("{name} (made-up data)").format(name=name) if is_demo else name


def title(key: VisitKey) -> str:
    """KET-026: visit 6; check 7; talk, week 2. A diary is read over shoulders."""
    match key.kind:
        case VisitKind.INFUSION:
            what = pgettext("calendar", "visit {number}").format(number=key.code)
        case VisitKind.DRAW:
            what = _check(key.code)
        case VisitKind.RATING:
            what = _talk(key.code)
    return _("{patient}: {visit}").format(patient=key.patient, visit=what)


def description(first: date, last: date, *, is_demo: bool) -> str:
    """Possible 23–25 Mar."""
    span = dates.days_between(first, last)
    told = "" if first == last else _("Possible {days}.").format(days=span)
    return " ".join(part for part in (told, _("Made-up data.") if is_demo else "") if part)


def written(count: int, file: str) -> str:
    """Calendar of 627 visits written to “visits.ics”."""
    return ngettext(
        "Calendar of {count} visit written to “{file}”.",
        "Calendar of {count} visits written to “{file}”.",
        count,
    ).format(count=count, file=file)


def _check(code: str) -> str:
    match code:
        case "baseline":
            return pgettext("calendar", "first check")
        case "post":
            return pgettext("calendar", "last check")
        case _ if code.startswith("inf"):
            number = code.removeprefix("inf")
            return pgettext("calendar", "check {number}").format(number=number)
        case _:
            number = code.removeprefix("extra")
            return pgettext("calendar", "extra check {number}").format(number=number)


def _talk(code: str) -> str:
    match code:
        case "post":
            return pgettext("calendar", "last talk")
        case _ if code.startswith("week"):
            number = code.removeprefix("week")
            return pgettext("calendar", "talk, week {number}").format(number=number)
        case _:
            number = code.removeprefix("extra")
            return pgettext("calendar", "extra talk {number}").format(number=number)
