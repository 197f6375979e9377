"""The timeline in words: progress, the next step, its cells, and the details of one visit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.next_step import NextStep, Step
from domain.patient import Diagnosis
from domain.visits import Draw, Infusion, Rating, Status, Visit, VisitKind, VisitState, Window
from gui.words import dates, numbers, visits
from gui.words.language import _, ngettext, pgettext
from gui.words.reasons import reason
from gui.words.record_forms import also_recorded

_SOON = timedelta(days=28)
_SPEAKS_WINDOW = (
    Status.PLANNED, Status.DUE_TODAY, Status.LATE, Status.OVERDUE, Status.DONE_OUT_OF_WINDOW,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepWords:
    """A next step; `tone` is its colour token."""

    text: str
    tone: str = "text_secondary"
    is_strong: bool = False


def diagnosis(of: Diagnosis) -> str:
    """MDD, Bipolar."""
    return {Diagnosis.MDD: _("MDD"), Diagnosis.BD: _("Bipolar")}[of]


def progress(given: int, infusions: int, step: NextStep) -> str:
    """7 of 8 given; Withdrew."""
    if step.step is Step.WITHDRAWN:
        return _("Withdrew")
    return _("{given} of {total} given").format(given=given, total=infusions)


def next_step(step: NextStep, today: date) -> StepWords:
    """Cu7 today; Cu5 overdue; Cu baseline Wed 25; Waiting for lab."""
    if step.visit is None:
        return _without_a_visit(step)
    name = _name(step.visit)
    match step.step:
        case Step.OVERDUE:
            overdue = _overdue(step.visit.key.kind).format(visit=name)
            return StepWords(overdue, "overdue", is_strong=True)
        case Step.LATE:
            late = _late(step.visit.key.kind).format(visit=name)
            return StepWords(late, "warning", is_strong=True)
        case Step.DUE_TODAY:
            return StepWords(_("{visit} today").format(visit=name), "text", is_strong=True)
        case Step.WAITING_FOR_LAB:
            return StepWords(visits.status(Status.WAITING_FOR_LAB))
        case _:
            day = _coming_day(step.visit.window.target, today)
            return StepWords(_("{visit} {day}").format(visit=name, day=day))


def _overdue(kind: VisitKind) -> str:
    return {
        VisitKind.INFUSION: pgettext("infusion", "{visit} overdue"),
        VisitKind.DRAW: pgettext("draw", "{visit} overdue"),
        VisitKind.RATING: pgettext("rating", "{visit} overdue"),
    }[kind]


def _late(kind: VisitKind) -> str:
    return {
        VisitKind.INFUSION: pgettext("infusion", "{visit} late"),
        VisitKind.DRAW: pgettext("draw", "{visit} late"),
        VisitKind.RATING: pgettext("rating", "{visit} late"),
    }[kind]


def _without_a_visit(step: NextStep) -> StepWords:
    if step.step is Step.WITHDRAWN:
        return StepWords(dates.day_and_month(step.day) if step.day else "")
    return StepWords(_("Course completed"))


def withdrew_on(day: date, why: str) -> str:
    """Withdrew consent, 9 Mar; for another reason, which has no room: Withdrew, 9 Mar."""
    if why == "consent_withdrawn":
        return _("Withdrew consent, {day}").format(day=dates.day_and_month(day))
    return _("Withdrew, {day}").format(day=dates.day_and_month(day))


def spoken_cell(
    patient: str, day: date, shown: Sequence[tuple[Visit, Status]], day_off: str = ""
) -> str:
    """KET-024, Tue 24 March, copper draw Cu7, due today, window 23 to 25 March."""
    parts = [patient, f"{dates.weekday(day)} {_day_and_full_month(day)}"]
    if day_off:
        parts.append(day_off)
    parts += [_spoken_visit(visit, status) for visit, status in shown]
    if not shown:
        parts.append(_("no visits"))
    return ", ".join(parts)


def headline(visit: Visit) -> str:
    """KET-025 · Copper draw Cu5 (after infusion 5)."""
    follows = visits.what_it_follows(visit)
    if not follows:
        return _("{patient} · {visit}").format(patient=visit.patient, visit=visits.visit(visit))
    return _("{patient} · {visit} ({follows})").format(
        patient=visit.patient, visit=visits.visit(visit), follows=follows
    )


def account(visit: Infusion | Draw | Rating, status: Status, today: date) -> str:
    """What follows the status word: target, window, and what was recorded."""
    match status:
        case Status.PLANNED | Status.DUE_TODAY:
            sentences = [_target(visit, today), _window(visit)]
        case Status.LATE | Status.OVERDUE:
            sentences = [_target(visit, today), _closing(visit.window, today)]
            sentences.append(_("Nothing recorded."))
        case Status.CANCELLED:
            sentences = [_target(visit, today), _reason(visit)]
        case Status.MISSED if visit.state is VisitState.MISSED:
            sentences = [_target(visit, today), _reason(visit)]
        case _:
            sentences = [_recorded(visit, status), *_value(visit), _also(visit), _outside(visit)]
    return " ".join(sentence for sentence in sentences if sentence)


def patients_shown(shown: int, earlier: int, filtered: int) -> str:
    """13 patients shown, 20 earlier patients hidden."""
    words = ngettext("{count} patient shown", "{count} patients shown", shown).format(count=shown)
    if earlier:
        hidden = ngettext(
            "{count} earlier patient hidden", "{count} earlier patients hidden", earlier
        ).format(count=earlier)
        words = _("{shown}, {hidden}").format(shown=words, hidden=hidden)
    if filtered:
        left_out = ngettext(
            "{count} not in this selection", "{count} not in this selection", filtered
        ).format(count=filtered)
        words = _("{shown}, {hidden}").format(shown=words, hidden=left_out)
    return words


def week(number: int) -> str:
    return _("Week {number}").format(number=number)


def _name(visit: Visit) -> str:
    match visit.key.kind:
        case VisitKind.INFUSION:
            return visits.visit(visit)
        case VisitKind.DRAW:
            code = visit.key.code
            if code == "baseline":
                return _("Cu baseline")
            return _("Cu post") if code == "post" else visits.draw_label(code)
        case VisitKind.RATING:
            return pgettext("next step", "Rating")


def _coming_day(day: date, today: date) -> str:
    if day - today > _SOON:
        return dates.day_and_month(day)
    return _("{weekday} {day}").format(weekday=dates.weekday(day), day=day.day)


def _day_and_full_month(day: date) -> str:
    return dates.spoken_day(day).split(" ", 1)[1]


def _spoken_visit(visit: Visit, status: Status) -> str:
    words = f"{visits.visit_in_sentence(visit)}, {visits.status(status).lower()}"
    window = visit.window
    is_spoken = status in _SPEAKS_WINDOW and visit.key.kind is not VisitKind.INFUSION
    if not is_spoken or window.first == window.last:
        return words
    same_month = (window.first.year, window.first.month) == (window.last.year, window.last.month)
    first = str(window.first.day) if same_month else _day_and_full_month(window.first)
    span = _("window {first} to {last}").format(first=first, last=_day_and_full_month(window.last))
    return f"{words}, {span}"


def _target(visit: Infusion | Draw | Rating, today: date) -> str:
    target = visit.window.target
    if target == today:
        return _("Target today.")
    if isinstance(visit, Infusion) and visit.starts_at and target > today:
        return _("Target {day}, {time}.").format(
            day=dates.short_day(target), time=dates.clock(visit.starts_at)
        )
    return _("Target {day}.").format(day=dates.short_day(target))


def _window(visit: Visit) -> str:
    window = visit.window
    if window.first == window.last:
        return ""
    return _("Window {days}.").format(days=dates.days_between(window.first, window.last))


def _closing(window: Window, today: date) -> str:
    span = dates.days_between(window.first, window.last)
    left = (window.last - today).days
    if left < 0:
        return _("Window {days} closed {ago}.").format(
            days=span, ago=dates.days_ago(window.last, today)
        )
    if left == 0:
        return _("Window {days} closes today.").format(days=span)
    return ngettext(
        "Window {days} closes in {count} day.", "Window {days} closes in {count} days.", left
    ).format(days=span, count=left)


def _reason(visit: Visit) -> str:
    if not visit.reason:
        return ""
    return _("Reason: {reason}.").format(reason=reason(visit.reason).lower())


def _recorded(visit: Visit, status: Status) -> str:
    assert visit.done_on is not None
    when = dates.short_day(visit.done_on)
    if visit.done_at is not None:
        when = _("{day} {time}").format(day=when, time=dates.clock(visit.done_at))
    words = {
        VisitKind.INFUSION: _("Given {when}."),
        VisitKind.DRAW: _("Collected {when}."),
        VisitKind.RATING: _("Rated {when}."),
    }[visit.key.kind]
    recorded = words.format(when=when)
    if status is Status.WAITING_FOR_LAB:
        return recorded + " " + _("No result from the laboratory yet.")
    return recorded


def _value(visit: Infusion | Draw | Rating) -> list[str]:
    match visit:
        case Infusion(dose_mg=float(dose)):
            return [_("Dose {dose} mg.").format(dose=numbers.plain(dose))]
        case Draw(result=result) if result is not None and result.ug_dl is not None:
            value = numbers.number(result.ug_dl)
            return [
                _("Result {operator}{value} µg/dL.").format(operator=result.operator, value=value)
            ]
        case Draw(result=result) if result is not None:
            return [_("The laboratory reports no usable result.")]
        case Rating():
            return [
                _("MADRS {madrs}, YMRS {ymrs}.").format(
                    madrs=_score(visit.madrs), ymrs=_score(visit.ymrs)
                )
            ]
        case _:
            return []


def _also(visit: Infusion | Draw | Rating) -> str:
    also = also_recorded(visit)
    return f"{also[0].upper()}{also[1:]}." if also else ""


def _score(score: int | None) -> str:
    return "–" if score is None else numbers.whole(score)


def _outside(visit: Visit) -> str:
    if visit.done_on is None:
        return ""
    days = visit.window.days_outside(visit.done_on)
    span = dates.days_between(visit.window.first, visit.window.last)
    if days == 0:
        return _window(visit)
    words = (
        ngettext(
            "{count} day after the window {days}.", "{count} days after the window {days}.", days
        )
        if days > 0
        else ngettext(
            "{count} day before the window {days}.", "{count} days before the window {days}.", -days
        )
    )
    return words.format(count=abs(days), days=span)
