"""The page of one patient in words: facts, state, results, and what its plots show."""

from collections.abc import Sequence
from datetime import date
from enum import Enum, auto

from domain.next_step import Group, NextStep, Step, group_of
from domain.patient import Patient, PatientState
from domain.protocol import Protocol
from domain.visits import Draw, Rating, Status, Visit
from gui.words import dates, enrolment, numbers, visits
from gui.words.language import _


def state(patient: Patient, step: NextStep, given: int) -> str:
    """In treatment; Not started; Course completed; Withdrew 9 Mar 2026."""
    if patient.state is PatientState.WITHDRAWN:
        day = patient.withdrawn_on
        return _("Withdrew {day}").format(day=dates.plain_day(day)) if day else _("Withdrawn")
    return group(group_of(patient, step, given))


def group(of: Group) -> str:
    """Not started, In treatment, Course completed, Withdrew."""
    return {
        Group.NOT_STARTED: _("Not started"),
        Group.IN_TREATMENT: _("In treatment"),
        Group.COMPLETED: _("Course completed"),
        Group.WITHDREW: _("Withdrew"),
    }[of]


def infusions_given(given: int, total: int) -> str:
    return _("{given} of {total} infusions given").format(given=given, total=total)


def facts(
    patient: Patient, protocol: Protocol, first_infusion: date | None
) -> list[tuple[str, str]]:
    """Name and value of each fact; what is not known is a dash."""
    age = patient.age_at_enrolment
    sex = enrolment.sex(patient.sex)
    return [
        (_("Diagnosis"), enrolment.diagnosis(patient.diagnosis)),
        (
            _("Sex, age at enrolment"),
            sex if age is None else _("{sex}, {age}").format(sex=sex, age=age),
        ),
        (_("Body weight"), _weight(patient, protocol)),
        (_("Somatic comorbidities"), _comorbidities(patient)),
        (_("Enrolled"), dates.plain_day(patient.enrolled_on)),
        (_("First infusion"), dates.day(first_infusion) if first_infusion else "–"),
    ]


def next_headline(visit: Visit, status: Status) -> str:
    """Next: copper draw Cu7, due today."""
    return _("Next: {visit}, {status}").format(
        visit=visits.visit_in_sentence(visit), status=visits.status(status).lower()
    )


def nothing_next(step: NextStep) -> str:
    """What stands where nothing is left to do."""
    if step.step is Step.WITHDRAWN:
        return _("Withdrew. Nothing more is planned; what is recorded is kept.")
    if step.step is Step.WAITING_FOR_LAB:
        return _("Course completed. Some samples still wait for the laboratory.")
    return _("Course completed.")


def context(code: str, place: int, count: int) -> str:
    """KET-024 · patient 24 of 33."""
    return _("{patient} · patient {place} of {count}").format(
        patient=code, place=place, count=count
    )


def amount(operator: str, ug_dl: float) -> str:
    """118.2; <20: a limit has the digits the laboratory gives it."""
    if operator:
        return f"{operator}{numbers.plain(round(ug_dl, 1))}"
    return numbers.number(ug_dl)


def change(operator: str, ug_dl: float) -> str:
    """−20.8; <−101.6 where a limit stands in place of a number."""
    return f"{operator}{numbers.signed(ug_dl)}"


def since_baseline(operator: str, ug_dl: float) -> str:
    return _("{change} since baseline").format(change=change(operator, ug_dl))


def reference(low: float, high: float) -> str:
    return _("Reference\n{low}–{high}").format(
        low=numbers.number(low, 0), high=numbers.number(high, 0)
    )


def due_in_plot(draw: Draw, status: Status) -> str:
    """Cu7 due today."""
    return _("{draw} {status}").format(
        draw=visits.draw_label(draw.key.code), status=visits.status(status).lower()
    )


def copper_described(values: Sequence[tuple[Draw, float]]) -> str:
    """The plot for who does not see it."""
    if not values:
        return _("No copper results yet.")
    told = "; ".join(
        _("{draw} {value} on {day}").format(
            draw=visits.draw_label(draw.key.code),
            value=numbers.number(value),
            day=dates.short_day(draw.shown_on),
        )
        for draw, value in values
    )
    return _("Copper in µg/dL: {values}. The table of results holds the same.").format(values=told)


def ratings_described(rated: Sequence[Rating]) -> str:
    if not rated:
        return _("No scores yet.")
    told = "; ".join(
        _("{visit}: MADRS {madrs}, YMRS {ymrs}").format(
            visit=visits.rating_label(rating.key.code),
            madrs="–" if rating.madrs is None else rating.madrs,
            ymrs="–" if rating.ymrs is None else rating.ymrs,
        )
        for rating in rated
    )
    return _("Points of 60: {values}.").format(values=told)


def collected(draw: Draw, status: Status) -> str:
    """Tue 10 Mar, 08:05; or how the draw stands."""
    if draw.done_on is None:
        return visits.status(status)
    day = dates.short_day(draw.done_on)
    if draw.done_at is None:
        return day
    return _("{day}, {time}").format(day=day, time=dates.clock(draw.done_at))


def result(draw: Draw) -> str:
    """97.4; the laboratory's own words where there is no number."""
    if draw.result is None:
        return ""
    value = draw.result.ug_dl
    return draw.result.verbatim if value is None else amount(draw.result.operator, value)


class ResultAct(Enum):
    """What can be done about the result of a draw."""

    ENTER = auto()
    CORRECT = auto()
    CHOOSE = auto()
    RECORD = auto()
    ASK = auto()
    CALENDAR = auto()


def result_act(act: ResultAct, draw: Draw) -> str:
    """Correct the result of Cu3…"""
    return {
        ResultAct.ENTER: _("Enter the result of {draw} by hand…"),
        ResultAct.CORRECT: _("Correct the result of {draw}…"),
        ResultAct.CHOOSE: _("Which result of {draw} counts…"),
        ResultAct.RECORD: _("Correct the collection of {draw}…"),
        ResultAct.ASK: _("Add a query about {draw}…"),
        ResultAct.CALENDAR: _("Show {draw} in the calendar"),
    }[act].format(draw=visits.draw_label(draw.key.code))


def source(draw: Draw, status: Status, was: float | None) -> str:
    """Cu_2026-03-09.xlsx, row 6; Corrected by lab (was 109.4); Waiting for lab."""
    if draw.result is None:
        return visits.status(status) if status is Status.WAITING_FOR_LAB else ""
    if not draw.result.source.file and was is not None:
        return _("Entered by hand (was {value})").format(value=numbers.number(was))
    if was is not None:
        return _("Corrected by lab (was {value})").format(value=numbers.number(was))
    file, cell = draw.result.source.file, draw.result.source.cell
    row = "".join(filter(str.isdigit, cell.rsplit("!", 1)[-1]))
    if file and row:
        return _("{file}, row {row}").format(file=file, row=row)
    return file or draw.result.lab or _("Entered by hand")


def _comorbidities(patient: Patient) -> str:
    told = "; ".join(patient.comorbidities)
    return told[0].upper() + told[1:] if told else _("None recorded")


def _weight(patient: Patient, protocol: Protocol) -> str:
    if patient.weight_kg is None:
        return "–"
    dose = patient.weight_kg * protocol.infusions.dose_mg_per_kg
    return _("{weight} kg ({dose} mg per infusion)").format(
        weight=numbers.plain(patient.weight_kg), dose=numbers.plain(round(dose, 1))
    )
