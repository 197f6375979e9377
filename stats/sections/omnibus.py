"""Section 2: copper over all draws, and the same engine for MADRS and YMRS."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from stats.group_outcome import Grouping, GroupingKind, GroupInteraction
from stats.mixed import mixed_model, visit_by_group
from stats.observations import Observations, missing_of
from stats.omnibus_outcome import Lead, Model, ModelOutcome, OmnibusOutcome
from stats.outcome import NotEstimable, Reason
from stats.presence import Measure, Missing, MissingReason
from stats.repeated import friedman, repeated_anova, skillings_mack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MMRM_FROM = 12
"""Patients with a value below which the unstructured model does not lead (analysis plan)."""
STRUCTURED = (
    Model.HETEROGENEOUS_TOEPLITZ,
    Model.HETEROGENEOUS_COMPOUND_SYMMETRY,
    Model.COMPOUND_SYMMETRY,
)


def omnibus(observations: Observations) -> tuple[OmnibusOutcome, ...]:
    """All draws at once, for copper, MADRS and YMRS."""
    return tuple(_over_all_draws(measure, observations) for measure in Measure)


def interactions(observations: Observations) -> tuple[GroupInteraction, ...]:
    """Whether the course of copper differs between patients with and without comorbidity,
    and between the diagnoses: visit × group in a random-intercept model."""
    rows = {row.patient: row for row in observations.tables.patients}
    groupings: list[tuple[Grouping, dict[str, bool | None]]] = [
        (
            Grouping(GroupingKind.COMORBIDITY, name),
            {patient: name in row.comorbidities for patient, row in rows.items()},
        )
        for name in observations.tables.comorbidities
    ]
    groupings.append(
        (
            Grouping(GroupingKind.ANY_COMORBIDITY),
            {patient: bool(row.comorbidities) for patient, row in rows.items()},
        )
    )
    known = {"BD": True, "MDD": False}
    groupings.append(
        (
            Grouping(GroupingKind.DIAGNOSIS),
            {patient: known.get(row.diagnosis.upper()) for patient, row in rows.items()},
        )
    )
    values = _matrix(Measure.COPPER, observations)
    missing = _without_any(Measure.COPPER, observations)

    def interaction(grouping: Grouping, told: dict[str, bool | None]) -> GroupInteraction:
        known = np.array([told[patient] is not None for patient in observations.patients], bool)
        in_first = np.array([bool(told[patient]) for patient in observations.patients], bool)
        outcome = visit_by_group(values[known], in_first[known])
        return GroupInteraction(grouping, outcome, missing)

    return tuple(interaction(one, told) for one, told in groupings)


def _over_all_draws(measure: Measure, observations: Observations) -> OmnibusOutcome:
    settings, draws = observations.settings, observations.draws
    alpha = settings.alpha
    values = _matrix(measure, observations)
    factor = observations.per_unit(measure)
    complete = values[~np.isnan(values).any(axis=1)]
    with_any = int(np.sum(~np.isnan(values).all(axis=1))) if values.size else 0

    def model(of: Model) -> ModelOutcome | NotEstimable:
        return _scaled(mixed_model(values, draws, of, alpha=alpha), factor)

    mmrm = model(Model.UNSTRUCTURED)
    by_ranks = friedman(complete, draws, alpha=alpha, seed=settings.seed)
    leads = isinstance(mmrm, ModelOutcome) and with_any >= MMRM_FROM
    structured: ModelOutcome | NotEstimable = NotEstimable(Reason.NOT_NEEDED, with_any)
    if not leads:
        tried = (model(of) for of in STRUCTURED)
        unfitted = NotEstimable(Reason.NOT_FITTED, with_any)
        structured = next((one for one in tried if isinstance(one, ModelOutcome)), unfitted)
    if leads:
        lead: Lead | NotEstimable = Lead.MMRM
    elif not isinstance(by_ranks, NotEstimable):
        lead = Lead.FRIEDMAN
    elif isinstance(structured, ModelOutcome):
        lead = Lead.STRUCTURED
    else:
        lead = mmrm if isinstance(mmrm, NotEstimable) else by_ranks
    by_draw = {draw: observations.at(measure, draw) for draw in draws}
    return OmnibusOutcome(
        measure=measure,
        draws=tuple(draws),
        lead=lead,
        n_patients=len(observations.patients),
        n_values=int(np.sum(~np.isnan(values))),
        missing=_without_any(measure, observations),
        incomplete=missing_of(by_draw, measure),
        mmrm=mmrm,
        random_intercept=model(Model.RANDOM_INTERCEPT),
        structured=structured,
        skillings_mack=skillings_mack(values),
        friedman=by_ranks,
        anova=repeated_anova(complete),
    )


def _matrix(measure: Measure, observations: Observations) -> "Floats":
    """Patients × draws in the order of the course, NaN where no value counts."""
    columns = [
        [
            np.nan if isinstance(value := at_draw[patient], MissingReason) else value
            for patient in observations.patients
        ]
        for at_draw in (observations.at(measure, draw) for draw in observations.draws)
    ]
    shape = (len(observations.draws), len(observations.patients))
    return np.array(columns, dtype=np.float64).reshape(shape).T


def _without_any(measure: Measure, observations: Observations) -> tuple[Missing, ...]:
    """The patients who have no value at any draw."""
    draws = observations.draws
    by_draw = {draw: observations.at(measure, draw) for draw in draws}
    return tuple(one for one in missing_of(by_draw, measure) if len(one.gaps) == len(draws))


def _scaled(outcome: ModelOutcome | NotEstimable, factor: float) -> ModelOutcome | NotEstimable:
    """Estimates in the unit of the result; no test depends on it."""
    if isinstance(outcome, NotEstimable) or factor == 1.0:
        return outcome
    return replace(
        outcome,
        means=tuple(
            replace(one, mean=one.mean.scaled(factor), se=one.se * factor) for one in outcome.means
        ),
        contrasts=tuple(
            replace(one, difference=one.difference.scaled(factor), se=one.se * factor)
            for one in outcome.contrasts
        ),
    )
