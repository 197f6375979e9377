"""Moving a visit in words: what each policy would do, what the protocol says, why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.calendar_days import CalendarDays, DayOff
from domain.move_plan import MovePlan, MoveRefused, Policy, VisitChange, WhyNotMove
from domain.schedule import Notice, NoticeCode
from domain.visits import Infusion, VisitKey, VisitKind, Window
from gui.words import dates, schedule, visits
from gui.words.language import _, ngettext


def policy(of: Policy, weekdays: Sequence[int]) -> str:
    """Keep the Tue/Fri pattern; Change as few visits as possible; Move only this infusion."""
    days = "/".join(dates.weekday_short(day).rstrip(".") for day in weekdays)
    return {
        Policy.KEEP_PATTERN: _("Keep the {days} pattern").format(days=days),
        Policy.FEWEST_CHANGES: _("Change as few visits as possible"),
        Policy.ONLY_THIS: _("Move only this infusion"),
    }[of]


def outcome(of: MovePlan | MoveRefused) -> str:
    """Infusion 7 → Fri 3 Apr, 8 → Tue 7 Apr; or why it is not possible."""
    if isinstance(of, MoveRefused):
        return refused(of)
    later = [
        change
        for change in of.changes
        if isinstance(change.after, Infusion) and change.key != of.key
    ]
    if not later:
        return _("No later infusion changes")
    told = [f"{change.key.code} → {dates.short_day(change.after.shown_on)}" for change in later]
    return _("Infusion {moves}").format(moves=", ".join(told))


def refused(error: MoveRefused) -> str:
    """Not possible: infusion 7 would follow after 1 day. The protocol needs 2."""
    visit = visits.visit_in_sentence(error.key)
    day = dates.short_day(error.day) if error.day else ""
    match error.why:
        case WhyNotMove.GAP_UNDER_MINIMUM:
            sentence = ngettext(
                "Not possible: {visit} would follow after {count} day. "
                "The protocol needs {needed}.",
                "Not possible: {visit} would follow after {count} days. "
                "The protocol needs {needed}.",
                error.gap,
            )
            return sentence.format(visit=visit, count=error.gap, needed=error.needed)
        case WhyNotMove.TWO_ON_ONE_DAY:
            other = visits.visit_in_sentence(error.other) if error.other else ""
            return _("Not possible: {visit} and {other} would be on one day.").format(
                visit=visit, other=other
            )
        case WhyNotMove.BEFORE_EARLIER_INFUSION:
            other = visits.visit_in_sentence(error.other) if error.other else ""
            return _("Not possible: {visit} would come before {other}.").format(
                visit=visit, other=other
            )
        case WhyNotMove.BEFORE_RECORDED:
            other = visits.visit_in_sentence(error.other) if error.other else ""
            return _("Not possible: {other} is recorded on {day}, which is later.").format(
                other=other, day=day
            )
        case WhyNotMove.DAY_OFF:
            return _day_off(error, day)
        case _:
            return _other_reason(error, visit, day)


def change_count(count: int) -> str:
    """6 visits change."""
    return ngettext("{count} visit changes", "{count} visits change", count).format(count=count)


def warning_count(count: int) -> str:
    """2 warnings: beside the button that moves."""
    return ngettext("{count} warning", "{count} warnings", count).format(count=count)


def spoken_plan(plan: MovePlan) -> str:
    """6 visits change, 2 warnings."""
    told = change_count(len(plan.changes))
    warnings = sum(map(schedule.is_warning, plan.notices))
    return f"{told}, {warning_count(warnings)}" if warnings else told


def move_button(count: int) -> str:
    """Move 6 visits."""
    return ngettext("Move {count} visit", "Move {count} visits", count).format(count=count)


def row_titles(plan: MovePlan | None, *, is_after: bool) -> tuple[str, str]:
    """Now, 6 visits change; After the move, preview only."""
    if is_after:
        return _("After the move"), _("Preview only") if plan else _("Not possible")
    return _("Now"), change_count(len(plan.changes)) if plan else ""


def spoken_row(patient: str, *, is_after: bool) -> str:
    """KET-026 after the move."""
    sentence = _("{patient} after the move") if is_after else _("{patient} now")
    return sentence.format(patient=patient)


def nothing_saved(plan: MovePlan | None) -> str:
    """Under the calendar while a move is previewed."""
    if plan is None:
        return _("Click a day in the patient’s row, or choose the date beside it.")
    return _(
        "Other patients are dimmed while you preview. Nothing is saved until you press “{button}”."
    ).format(button=move_button(len(plan.changes)))


def drop_here(key: VisitKey, day: date) -> str:
    """Infusion 6 to Mon 30 Mar."""
    return _("{visit} to {day}").format(visit=visits.visit(key), day=dates.short_day(day))


def stay_in_row(patient: str) -> str:
    """While an infusion is dragged over another patient."""
    return _("Let go in the row of {patient}. Esc cancels.").format(patient=patient)


def stay_on_a_day() -> str:
    """While an infusion is dragged where no day is."""
    return _("Let go on a day. Esc cancels.")


def stays(keys: Sequence[VisitKey]) -> str:
    """2 stay: Cu5, rating week 3."""
    if not keys:
        return ""
    names = ", ".join(_short(key) for key in keys)
    return ngettext("{count} stays: {names}", "{count} stay: {names}", len(keys)).format(
        count=len(keys), names=names
    )


def change_row(change: VisitChange) -> tuple[str, str, str, str, str]:
    """Visit, day and window now, day and window after."""
    before, after = change.before, change.after
    with_window = not isinstance(after, Infusion)
    return (
        visits.name(change.key),
        dates.short_day(before.shown_on),
        _window(before.window) if with_window else "",
        _("cancelled") if change.is_cancelled else dates.short_day(after.shown_on),
        _window(after.window) if with_window and not change.is_cancelled else "",
    )


def checks(plan: MovePlan, days: CalendarDays) -> list[tuple[str, str]]:
    """Each sentence of the protocol check with its kind: warning, info, or ok."""
    told = [
        ("warning" if schedule.is_warning(n) else "info", _notice(n, plan, days))
        for n in plan.notices
    ]
    told.sort(key=lambda check: check[0] != "warning")
    if plan.course_days <= plan.course_limit:
        fits = _("All infusions still fit in {limit} days.").format(limit=plan.course_limit)
        told.append(("ok", fits))
    return told


def _day_off(error: MoveRefused, day: str) -> str:
    return {
        DayOff.HOLIDAY: _("Not possible: {day} is a public holiday."),
        DayOff.CLOSED: _("Not possible: the ward is closed on {day}."),
        DayOff.WEEKEND: _("Not possible: {day} is not a working day."),
        None: _("Not possible: {day} is not a working day."),
    }[error.day_off].format(day=day)


def _other_reason(error: MoveRefused, visit: str, day: str) -> str:
    match error.why:
        case WhyNotMove.NOT_PLANNED:
            return _(
                "Not possible: {visit} is recorded or cancelled. Only planned visits move."
            ).format(visit=visit)
        case WhyNotMove.WITHDRAWN:
            return _("Not possible: {patient} has withdrawn.").format(patient=error.key.patient)
        case WhyNotMove.SAME_DAY:
            return _("{visit} is on {day} already. Choose another day.").format(
                visit=visits.visit(error.key), day=day
            )
        case WhyNotMove.OUTSIDE_WINDOW:
            assert error.first is not None
            assert error.last is not None
            return _("Not possible: {day} is outside the window {days}.").format(
                day=day, days=dates.days_between(error.first, error.last)
            )
        case WhyNotMove.NO_REASON_TO_ADD:
            return _("Choose a reason for the unscheduled visit.")
        case _:
            return _("Choose a reason for the move.")


def _notice(of: Notice, plan: MovePlan, days: CalendarDays) -> str:
    if of.code is NoticeCode.GAP_OVER_MAXIMUM:
        return _gap(of, plan)
    return schedule.notice(of, days)


def _gap(of: Notice, plan: MovePlan) -> str:
    """6 days between infusions 5 and 6 (protocol: 2–5). Will be logged as a deviation."""
    numbers = [i.number for i in plan.after.current_infusions() if i.number < int(of.key.code)]
    sentence = ngettext(
        "{count} day between infusions {before} and {after} (protocol: at most {limit}). "
        "Will be logged as a deviation.",
        "{count} days between infusions {before} and {after} (protocol: at most {limit}). "
        "Will be logged as a deviation.",
        of.number,
    )
    return sentence.format(
        count=of.number, before=max(numbers, default=0), after=of.key.code, limit=of.limit
    )


def _short(key: VisitKey) -> str:
    match key.kind:
        case VisitKind.INFUSION:
            return visits.visit_in_sentence(key)
        case VisitKind.DRAW:
            return visits.draw_label(key.code)
        case VisitKind.RATING:
            return _("rating {label}").format(label=visits.rating_label(key.code))


def _window(window: Window) -> str:
    days = dates.days_between(window.first, window.last)
    return _("window {days}").format(days=dates.unbroken(days))
