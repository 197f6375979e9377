"""What the forms about one visit say."""

from dataclasses import replace
from datetime import date

from domain.calendar_days import DayOff
from domain.results import Result
from domain.storage.tables import StoredResult
from domain.units import Unit
from domain.visits import Draw, Infusion, Rating, Visit, VisitKind, VisitState, Window
from gui.words import dates, labsheet, numbers, visits
from gui.words.language import _, ngettext, pgettext

_WITHOUT_REMARK = ("", "ok")


def title(visit: Visit) -> str:
    """KET-024 · Copper draw Cu7: record, or correct the record."""
    named = {"patient": visit.patient, "visit": visits.visit_in_sentence(visit)}
    if visit.is_recorded:
        return _("{patient}: the record of {visit}").format(**named)
    return _("{patient}: record {visit}").format(**named)


def told(visit: Visit) -> str:
    """Where the visit stands, and who recorded it."""
    said: list[str] = []
    window = visit.window
    if window.first != window.last:
        said.append(_("Window {days}.").format(days=dates.days_between(window.first, window.last)))
    if visit.recorded_by and visit.recorded_at is not None:
        said.append(
            _("Recorded by {who}, {moment}.").format(
                who=visit.recorded_by, moment=dates.moment(visit.recorded_at)
            )
        )
    if visit.is_recorded:
        said.append(_("The audit trail keeps what was there before."))
    return " ".join(said)


def save(visit: Visit) -> str:
    """The words of the button that stores."""
    if visit.state is VisitState.PLANNED:
        return {
            VisitKind.INFUSION: _("Record as given"),
            VisitKind.DRAW: _("Record as collected"),
            VisitKind.RATING: _("Save scores"),
        }[visit.key.kind]
    return _("Save correction")


def conditions() -> tuple[str, ...]:
    """The codes a person may choose from; nothing said comes first."""
    return (*_WITHOUT_REMARK, *labsheet.CONDITIONS)


def condition(code: str) -> str:
    """haemolysed; as it should be; not stated."""
    if code == "":
        return pgettext("specimen", "not stated")
    if code == "ok":
        return pgettext("specimen", "as it should be")
    return labsheet.condition(code)


def also_recorded(visit: Infusion | Draw | Rating) -> str:
    """72 kg, interrupted: 10 min; tube KET024-CU7: beside moment, dose, result and scores."""
    match visit:
        case Infusion():
            parts = _of_infusion(visit)
        case Draw():
            parts = _of_draw(visit)
        case Rating():
            parts = [_("rated by {who}").format(who=visit.rater)] if visit.rater else []
    if visit.note:
        parts.append(_("note: {text}").format(text=visit.note))
    return ", ".join(parts)


def recorded(visit: Infusion | Draw | Rating) -> str:
    """36 mg, 72 kg; tube KET024-CU7, specimen haemolysed: with the dose, without notes."""
    dose = ""
    if isinstance(visit, Infusion) and visit.dose_mg is not None:
        dose = _("{mg} mg").format(mg=numbers.plain(visit.dose_mg))
    return ", ".join(part for part in (dose, also_recorded(replace(visit, note=""))) if part)


def outside(window: Window, on: date) -> str:
    """14 days before the window, 23–25 Mar. It is stored and marked so."""
    days = dates.days_between(window.first, window.last)
    if on < window.first:
        count = (window.first - on).days
        said = ngettext(
            "{count} day before the window, {days}. It is stored and marked so.",
            "{count} days before the window, {days}. It is stored and marked so.",
            count,
        )
    else:
        count = (on - window.last).days
        said = ngettext(
            "{count} day after the window, {days}. It is stored and marked so.",
            "{count} days after the window, {days}. It is stored and marked so.",
            count,
        )
    return said.format(count=count, days=days)


def new_day_title(visit: Visit) -> str:
    """KET-024: another day for copper draw Cu7."""
    return _("{patient}: another day for {visit}").format(
        patient=visit.patient, visit=visits.visit_in_sentence(visit)
    )


def new_day_told(visit: Visit) -> str:
    window = visit.window
    return _("Planned for {day}. Its window, {days}, stays.").format(
        day=dates.day(window.target), days=dates.days_between(window.first, window.last)
    )


def day_is_off(day: date, why: DayOff) -> str:
    """Why nothing is done on a day."""
    return {
        DayOff.WEEKEND: _("{day} is not a working day."),
        DayOff.HOLIDAY: _("{day} is a public holiday."),
        DayOff.CLOSED: _("The ward is closed on {day}."),
    }[why].format(day=dates.day(day))


def unscheduled_title(patient: str, kind: VisitKind) -> str:
    if kind is VisitKind.DRAW:
        return _("{patient}: an unscheduled copper draw").format(patient=patient)
    return _("{patient}: an unscheduled rating").format(patient=patient)


def add_unscheduled(kind: VisitKind) -> str:
    return _("Add draw") if kind is VisitKind.DRAW else _("Add rating")


def result_title(draw: Draw) -> str:
    if draw.result is not None:
        return _("{patient}: correct the result of {visit}").format(
            patient=draw.patient, visit=visits.visit_in_sentence(draw)
        )
    return _("{patient}: a result of {visit}").format(
        patient=draw.patient, visit=visits.visit_in_sentence(draw)
    )


def current_title(draw: Draw) -> str:
    return _("{patient}: which result of {visit} counts?").format(
        patient=draw.patient, visit=visits.visit_in_sentence(draw)
    )


def result_told() -> str:
    return _("For a result told by telephone or on paper. Sheets are imported under Lab results.")


def not_a_result(typed: str) -> str:
    return _("“{typed}” cannot be read safely as a number. Write it as in 98, 98.5 or < 5.").format(
        typed=typed
    )


def converted(result: Result) -> str:
    """112 µg/dL is 17.6 µmol/L, and the other way round."""
    ug_dl, umol_l = result.ug_dl, result.umol_l
    assert ug_dl is not None, "there is a number"
    assert umol_l is not None, "there is a number"
    told = _("{number} {unit}")
    if result.unit is Unit.UG_DL:
        other = told.format(number=numbers.number(umol_l, 2), unit=labsheet.unit(Unit.UMOL_L))
    else:
        other = told.format(number=numbers.number(ug_dl, 1), unit=labsheet.unit(Unit.UG_DL))
    return _("That is {other}.").format(other=f"{result.operator} {other}".strip())


def stored_result(stored: StoredResult) -> str:
    """“98” µg/dL, reported 23 Mar 2026, Cu_2026-03-23.xlsx C7; current."""
    result = stored.result
    unit = labsheet.unit(result.unit) if result.unit is not None else ""
    written = _("“{text}”").format(text=result.verbatim)
    parts = [f"{written} {unit}".strip()]
    if result.reported_on is not None:
        parts.append(_("reported {day}").format(day=dates.day(result.reported_on)))
    if result.source.file:
        parts.append(f"{result.source.file} {result.source.cell}".strip())
    else:
        parts.append(_("entered by hand"))
    if stored.is_current:
        parts.append(_("current"))
    return ", ".join(parts)


def not_a_measure(typed: str) -> str:
    return _("“{typed}” is no number. Write it as in 36 or 36.5.").format(typed=typed)


def not_a_score(typed: str, top: int) -> str:
    return _("A total is a whole number, 0–{top}. You typed “{typed}”.").format(
        typed=typed, top=top
    )


def _of_infusion(infusion: Infusion) -> list[str]:
    parts: list[str] = []
    if infusion.weight_kg is not None:
        parts.append(_("{kg} kg").format(kg=numbers.plain(infusion.weight_kg)))
    if infusion.interruption:
        parts.append(_("interrupted: {why}").format(why=infusion.interruption))
    elif infusion.interrupted:
        parts.append(_("interrupted"))
    return parts


def _of_draw(draw: Draw) -> list[str]:
    parts: list[str] = []
    if draw.specimen_id:
        parts.append(_("tube {number}").format(number=draw.specimen_id))
    if draw.collector:
        parts.append(_("collected by {who}").format(who=draw.collector))
    if draw.condition not in _WITHOUT_REMARK:
        parts.append(_("specimen {condition}").format(condition=condition(draw.condition)))
    return parts


def needs_no_reason() -> str:
    """Under the field of the reason while only what was empty is filled in."""
    return _("Not needed: what was recorded stays, the rest is added.")


def correction_reason() -> str:
    """The label of the field without which nothing recorded is changed."""
    return _("Reason of the correction (required)")
