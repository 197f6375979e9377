"""Comparisons that somebody added to the plan; a family of their own."""

from dataclasses import replace

from stats.analysis_result import Explored
from stats.checks import checks_of
from stats.comparison import Values, compare, in_unit, no_such_draw
from stats.multiplicity import adjusted_over
from stats.observations import Copper, Observations
from stats.outcome import NotEstimable, PairedOutcome, SectionFamily
from stats.presence import Gap, Measure, Missing, MissingReason
from stats.settings import Exploration, Subgroup
from stats.study_tables import PatientRow


def explored(observations: Observations) -> tuple[Explored, ...]:
    """Every exploration of the settings, in their order, adjusted by Holm over all of them."""
    asked = tuple(dict.fromkeys(observations.settings.explorations))
    outcomes = {one: _compared(one, observations) for one in asked}
    adjusted = adjusted_over(
        SectionFamily.EXPLORATORY, {one: outcome.p for one, outcome in outcomes.items()}
    )
    return tuple(
        Explored(
            one,
            replace(
                outcome,
                adjusted=outcome.p if isinstance(outcome.p, NotEstimable) else adjusted[one],
            ),
        )
        for one, outcome in outcomes.items()
    )


def _compared(asked: Exploration, observations: Observations) -> PairedOutcome:
    settings, comparison = observations.settings, asked.comparison
    for draw in (comparison.earlier, comparison.later):
        if draw not in observations.draws:
            return no_such_draw(
                comparison, draw, observations.patients, settings, measure=asked.measure
            )
    members, others = _divided(asked, observations)
    earlier, later = (
        {patient: values[patient] for patient in members}
        for values in (_values(asked.measure, draw, observations) for draw in
                       (comparison.earlier, comparison.later))
    )  # fmt: skip
    outcome = compare(comparison, earlier, later, settings, measure=asked.measure)
    missing = sorted((*outcome.missing, *others), key=lambda one: one.patient)
    outcome = replace(outcome, missing=tuple(missing), checks=checks_of(outcome, settings.alpha))
    return in_unit(outcome, settings.unit) if asked.measure is Measure.COPPER else outcome


def _values(measure: Measure, draw: str, observations: Observations) -> Values:
    if measure is Measure.COPPER:
        return observations.copper[draw]
    return {
        patient: value if isinstance(value, MissingReason) else Copper(value)
        for patient, value in observations.scores[measure][draw].items()
    }


def _divided(asked: Exploration, observations: Observations) -> tuple[list[str], list[Missing]]:
    """The members of the subgroup, and the others with why they are none."""
    members: list[str] = []
    others: list[Missing] = []
    for row in observations.tables.patients:
        belongs = _belongs(row, asked)
        if belongs:
            members.append(row.patient)
        else:
            unknown = belongs is None
            why = MissingReason.GROUP_NOT_KNOWN if unknown else MissingReason.NOT_IN_GROUP
            others.append(Missing(row.patient, (Gap("", why, asked.measure),)))
    return members, others


def _belongs(row: PatientRow, asked: Exploration) -> bool | None:
    """None where the table does not say."""
    has = asked.comorbidity in row.comorbidities if asked.comorbidity else bool(row.comorbidities)
    match asked.subgroup:
        case Subgroup.EVERYBODY:
            return True
        case Subgroup.WOMEN | Subgroup.MEN:
            wanted = "F" if asked.subgroup is Subgroup.WOMEN else "M"
            return row.sex == wanted if row.sex else None
        case Subgroup.MDD | Subgroup.BD:
            return row.diagnosis.upper() == asked.subgroup.value.upper() if row.diagnosis else None
        case Subgroup.WITH_COMORBIDITY:
            return has
        case Subgroup.WITHOUT_COMORBIDITY:
            return not has
