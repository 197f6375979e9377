"""What is printed on paper, and what the print preview says."""

from datetime import date, datetime

from domain.visits import Draw, Infusion, Rating, Status, Window
from gui.words import dates, visits
from gui.words.language import _, ngettext, pgettext


def day_list_title(day: date) -> str:
    return _("Day list, {day}").format(day=dates.day(day))


def printed(now: datetime, page: int, pages: int) -> str:
    """Printed 24 Mar 2026 10:12, page 1 of 2."""
    return _("Printed {moment}, page {page} of {pages}").format(
        moment=dates.moment(now), page=page, pages=pages
    )


def made_up() -> str:
    """The watermark of the demo study."""
    return _("Made-up data")


def not_done() -> str:
    return _("Not done")


def due_on(day: date) -> str:
    return _("Due today, {day}").format(day=dates.short_day(day))


def tomorrow(day: date) -> str:
    return _("Tomorrow, {day}").format(day=dates.short_day(day))


def planned_on(day: date) -> str:
    return _("Planned, {day}").format(day=dates.short_day(day))


def continued(heading: str) -> str:
    return _("{heading}, continued").format(heading=heading)


def entries(count: int) -> str:
    return ngettext("{count} visit", "{count} visits", count).format(count=count)


def day_list_heads() -> tuple[str, str, str, str, str]:
    """Patient, what, when and window, time, initials."""
    return (
        _("Patient"),
        pgettext("column", "What"),
        _("When, window"),
        _("Done at"),
        _("Initials"),
    )


def window(of: Window) -> str:
    """Window 23–25 Mar; nothing where it is a single day."""
    if of.first == of.last:
        return ""
    return _("Window {days}").format(days=dates.days_between(of.first, of.last))


def nothing_to_do() -> str:
    return _("Nothing is due.")


def notes() -> str:
    return _("Notes")


def labels_title() -> str:
    return _("Tube labels")


def label_lines(draw: Draw, study: str) -> tuple[str, str, str, str]:
    """KET-024  Cu7; what the sample is; when it is due; room for when it was taken."""
    window = draw.window
    target = dates.plain_day(window.target)
    days = f"{window.first.day}–{window.last.day}"
    if window.first.month != window.last.month:
        target = dates.day_and_month(window.target)
        days = f"{dates.day_and_month(window.first)}–{dates.day_and_month(window.last)}"
    return (
        f"{draw.patient}  {visits.draw_label(draw.key.code)}",
        _("Serum copper · {study}").format(study=study),
        _("Target {day} ({days})").format(day=target, days=days),
        _("Taken __.__ __:__  Init. ____"),
    )


def page_of(page: int, pages: int) -> str:
    return _("Page {page} of {pages}").format(page=page, pages=pages)


def schedule_title(patient: str) -> str:
    return _("Schedule of {patient}").format(patient=patient)


def schedule_heads() -> tuple[str, str, str, str]:
    return _("Day"), pgettext("column", "What"), pgettext("column", "Window"), _("State")


def schedule_row(visit: Infusion | Draw | Rating, status: Status) -> tuple[str, str, str, str]:
    """Thu 26 Mar 2026, 09:15; infusion 8; its window; planned."""
    when = dates.day(visit.shown_on)
    if isinstance(visit, Infusion) and visit.starts_at and visit.done_on is None:
        when = _("{day}, {time}").format(day=when, time=dates.clock(visit.starts_at))
    elif visit.done_at is not None:
        when = _("{day}, {time}").format(day=when, time=dates.clock(visit.done_at))
    span = visit.window
    shown = "" if span.first == span.last else dates.days_between(span.first, span.last)
    return when, visits.visit(visit), shown, visits.status(status)


def pages(count: int) -> str:
    return ngettext("{count} page", "{count} pages", count).format(count=count)


def draws_due_today() -> str:
    return _("Draws due today")


def draws_not_done() -> str:
    return _("Draws not done")


def draws_due_and_not_done() -> str:
    return _("Draws due today and not done")


def draws_with_tomorrow() -> str:
    return _("Draws due today and tomorrow")


def draws_of_day(day: date) -> str:
    """Draws of Wed 25 Mar."""
    return _("Draws of {day}").format(day=dates.short_day(day))


def draws_of_days(count: int) -> str:
    return ngettext(
        "Draws of the next {count} day", "Draws of the next {count} days", count
    ).format(count=count)


def no_draw_for_labels() -> str:
    return _("No draw here needs a label. Choose other draws above.")


def no_room_for_barcodes() -> str:
    return _("Labels of this size have no room for a barcode; those of the roll have one.")


def draws_counted(of: str, count: int) -> str:
    """Draws due today (2)."""
    return _("{draws} ({count})").format(draws=of, count=count)


def label_stocks() -> list[str]:
    return [_("Roll, 50 × 25 mm"), _("A4 sheet of 65, 38.1 × 21.2 mm")]


def print_labels(count: int) -> str:
    """The button of Today: Tube labels for 2 draws."""
    return ngettext("Tube labels for {count} draw", "Tube labels for {count} draws", count).format(
        count=count
    )
