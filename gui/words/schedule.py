"""What placing visits moved, or could not avoid."""

from domain.calendar_days import CalendarDays, DayOff
from domain.schedule import Notice, NoticeCode
from gui.words import dates, visits
from gui.words.holidays import holiday
from gui.words.language import _, ngettext


def notice(of: Notice, days: CalendarDays) -> str:
    """Infusion 3 is on Tue 7 Apr, because Mon 6 Apr is a public holiday (…)."""
    match of.code:
        case NoticeCode.INFUSION_MOVED | NoticeCode.TARGET_MOVED:
            return _moved(of, days)
        case NoticeCode.TARGET_ON_DAY_OFF:
            return _(
                "{visit} stays on {day}, which is not a working day; its window has none."
            ).format(visit=visits.visit(of.key), day=dates.short_day(of.day))
        case _:
            return _over_a_limit(of)


def is_warning(of: Notice) -> bool:
    """Whether the notice is more than something worth knowing."""
    return of.code not in (NoticeCode.INFUSION_MOVED, NoticeCode.TARGET_MOVED)


def _moved(of: Notice, days: CalendarDays) -> str:
    assert of.other_day is not None, "a moved visit says from where"
    off = days.day_off(of.other_day)
    sentence = {
        DayOff.HOLIDAY: _("{visit} is on {day}, because {other} is a public holiday ({name})."),
        DayOff.CLOSED: _("{visit} is on {day}, because the ward is closed on {other}."),
        DayOff.WEEKEND: _("{visit} is on {day}, because {other} is not a working day."),
        None: _("{visit} is on {day} instead of {other}, to keep the gaps of the protocol."),
    }[off]
    return sentence.format(
        visit=visits.visit(of.key),
        day=dates.short_day(of.day),
        other=dates.short_day(of.other_day),
        name=holiday(days.holidays.get(of.other_day, "")),
    )


def _over_a_limit(of: Notice) -> str:
    if of.code is NoticeCode.DAILY_LIMIT:
        return ngettext(
            "{day} would have {count} infusion (your daily limit is {limit}).",
            "{day} would have {count} infusions (your daily limit is {limit}).",
            of.number,
        ).format(day=dates.short_day(of.day), count=of.number, limit=of.limit)
    if of.code is NoticeCode.GAP_OVER_MAXIMUM:
        sentence = ngettext(
            "{visit} follows after {count} day (protocol: at most {limit}). "
            "It will be noted as a deviation.",
            "{visit} follows after {count} days (protocol: at most {limit}). "
            "It will be noted as a deviation.",
            of.number,
        )
    else:
        sentence = ngettext(
            "{visit} is {count} day after the first (protocol: at most {limit}). "
            "It will be noted as a deviation.",
            "{visit} is {count} days after the first (protocol: at most {limit}). "
            "It will be noted as a deviation.",
            of.number,
        )
    return sentence.format(visit=visits.visit(of.key), count=of.number, limit=of.limit)
