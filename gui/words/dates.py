"""Days, times and spans as a coordinator reads them."""

import unicodedata
from datetime import date, datetime, time, timedelta

from gui.words.language import _, language, ngettext

_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pl": ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
}
_FULL_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "pl": ("poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"),
}
_WEEKDAY_LETTERS = {"en": "MTWTFSS", "pl": "PWŚCPSN"}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun",
           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pl": ("sty", "lut", "mar", "kwi", "maj", "cze",
           "lip", "sie", "wrz", "paź", "lis", "gru"),
}  # fmt: skip
_FULL_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "pl": ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
           "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
}  # fmt: skip
_MONTHS_OF_A_DAY = _FULL_MONTHS | {
    "pl": ("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
           "lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
}  # fmt: skip


def weekday(on: date) -> str:
    """Tue, wt."""
    return _WEEKDAYS[language()][on.weekday()]


def weekday_name(number: int) -> str:
    """Monday, poniedziałek; `number` is 0 for Monday."""
    return _FULL_WEEKDAYS[language()][number]


def weekday_short(number: int) -> str:
    """Mon, pon.; `number` is 0 for Monday."""
    return _WEEKDAYS[language()][number]


def weekday_letter(on: date) -> str:
    """T, W: the narrow headings of a timeline."""
    return _WEEKDAY_LETTERS[language()][on.weekday()]


def month(on: date) -> str:
    """Mar, mar."""
    return _MONTHS[language()][on.month - 1]


def month_called(begun: str) -> int | None:
    """The number of the first month whose name begins so: 4 for Apr; 10 for paź, and for paz."""
    plain = _plain(begun)
    for names in (_FULL_MONTHS[language()], _MONTHS_OF_A_DAY[language()]):
        for number, name in enumerate(names, start=1):
            if _plain(name).startswith(plain):
                return number
    return None


def month_and_year(on: date) -> str:
    """March 2026, marzec 2026: the heading of a month."""
    return f"{_FULL_MONTHS[language()][on.month - 1]} {on.year}"


def day(on: date) -> str:
    """Tue 24 Mar 2026, wt. 24 mar 2026."""
    return f"{short_day(on)} {on.year}"


def short_day(on: date) -> str:
    """Thu 19 Mar, czw. 19 mar."""
    return f"{weekday(on)} {day_and_month(on)}"


def day_and_month(on: date) -> str:
    """19 Mar, 19 mar."""
    return f"{on.day} {month(on)}"


def plain_day(on: date) -> str:
    """27 Feb 2026, 27 lut 2026: without the weekday."""
    return f"{day_and_month(on)} {on.year}"


def long_day(on: date) -> str:
    """Tuesday 24 March 2026, wtorek 24 marca 2026."""
    return f"{spoken_day(on)} {on.year}"


def spoken_day(on: date) -> str:
    """Tuesday 24 March, wtorek 24 marca: for screen readers."""
    name = _FULL_WEEKDAYS[language()][on.weekday()]
    return f"{name} {on.day} {_MONTHS_OF_A_DAY[language()][on.month - 1]}"


def clock(moment: datetime | time) -> str:
    """09:05, on a clock of 24 hours."""
    return f"{moment:%H:%M}"


def moment(at: datetime) -> str:
    """24 Mar 2026 10:12."""
    return f"{plain_day(at.date())} {clock(at)}"


def short_moment(at: datetime) -> str:
    """24 Mar 10:12."""
    return f"{day_and_month(at.date())} {clock(at)}"


def days_between(first: date, last: date) -> str:
    """23–25 Mar; 30 Mar – 5 Apr; 29 Dec 2025 – 4 Jan 2026; one day alone: 24 Mar."""
    if first == last:
        return day_and_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month(first)}"
    if first.year == last.year:
        return f"{day_and_month(first)} – {day_and_month(last)}"
    return f"{plain_day(first)} – {plain_day(last)}"


def unbroken(days: str) -> str:
    """The same days, never broken over two lines."""
    return days.replace(" ", "\N{NO-BREAK SPACE}").replace("–", "–\N{WORD JOINER}")


def until(later: datetime, now: datetime) -> str:
    """In 18 min, in 1 h 48 min, 20 min ago; both moments are of the same kind."""
    minutes = round((later - now) / timedelta(minutes=1))
    if minutes == 0:
        return _("now")
    if minutes < 0:
        return _("{span} ago").format(span=_span(-minutes))
    return _("in {span}").format(span=_span(minutes))


def days_ago(on: date, today: date) -> str:
    """Today, yesterday, 3 days ago."""
    days = (today - on).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def day_count(days: int) -> str:
    """1 day, 6 days."""
    return ngettext("{count} day", "{count} days", days).format(count=days)


def _plain(name: str) -> str:
    """Without the marks that not every keyboard has."""
    parts = unicodedata.normalize("NFD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _span(minutes: int) -> str:
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
