"""Section 2: copper over all draws, and the same engine for MADRS and YMRS."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from stats.group_outcome import Grouping, GroupingKind, GroupInteraction
from stats.mixed import mixed_model, visit_by_group
from stats.observations import Observations, missing_of
from stats.omnibus_outcome import Lead, Model, ModelOutcome, OmnibusOutcome
from stats.outcome import NotEstimable, Reason
from stats.presence import Gap, Measure, Missing, MissingReason
from stats.repeated import friedman, repeated_anova, skillings_mack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ByDraw = Mapping[str, Mapping[str, float | MissingReason]]
"""At each draw, or visit of a rating, every patient's value or the reason there is none."""

MMRM_FROM = 12
"""Patients with a value below which the unstructured model does not lead (analysis plan)."""
STRUCTURED = (
    Model.HETEROGENEOUS_TOEPLITZ,
    Model.HETEROGENEOUS_COMPOUND_SYMMETRY,
    Model.COMPOUND_SYMMETRY,
)


def omnibus(observations: Observations) -> tuple[OmnibusOutcome, ...]:
    """All draws at once for copper, all ratings at once for MADRS and YMRS.

    Ratings run on a calendar of their own where the tables say so: two draws between which
    nobody was rated share a rating, and a model of both could not be fitted.
    """
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
    by_draw = observations.over_time(Measure.COPPER)
    values = _matrix(by_draw, observations.patients)
    empty = {one.patient: one for one in _without_any(by_draw, Measure.COPPER)}

    def interaction(grouping: Grouping, told: dict[str, bool | None]) -> GroupInteraction:
        known = np.array([told[patient] is not None for patient in observations.patients], bool)
        in_first = np.array([bool(told[patient]) for patient in observations.patients], bool)
        missing = empty | {
            patient: Missing(patient, (Gap("", MissingReason.GROUP_NOT_KNOWN),))
            for patient, group in told.items()
            if group is None
        }
        return GroupInteraction(
            grouping,
            visit_by_group(values[known], in_first[known]),
            n=len(told) - len(missing),
            n_values=int(np.sum(~np.isnan(values[known]))),
            missing=tuple(missing[patient] for patient in sorted(missing)),
        )

    return tuple(interaction(one, told) for one, told in groupings)


def _over_all_draws(measure: Measure, observations: Observations) -> OmnibusOutcome:
    settings, by_draw = observations.settings, observations.over_time(measure)
    draws = tuple(by_draw)
    alpha = settings.alpha
    values = _matrix(by_draw, observations.patients)
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
    return OmnibusOutcome(
        measure=measure,
        draws=draws,
        lead=lead,
        n_patients=len(observations.patients),
        n_values=int(np.sum(~np.isnan(values))),
        missing=_without_any(by_draw, measure),
        incomplete=missing_of(by_draw, measure),
        mmrm=mmrm,
        random_intercept=model(Model.RANDOM_INTERCEPT),
        structured=structured,
        skillings_mack=skillings_mack(values),
        friedman=by_ranks,
        anova=repeated_anova(complete),
    )


def _matrix(by_draw: ByDraw, patients: Sequence[str]) -> "Floats":
    """Patients × draws in the order of the course, NaN where no value counts."""
    columns = [
        [
            np.nan if isinstance(value := at_draw[patient], MissingReason) else value
            for patient in patients
        ]
        for at_draw in by_draw.values()
    ]
    return np.array(columns, dtype=np.float64).reshape(len(by_draw), len(patients)).T


def _without_any(by_draw: ByDraw, measure: Measure) -> tuple[Missing, ...]:
    """The patients who have no value at any draw."""
    return tuple(one for one in missing_of(by_draw, measure) if len(one.gaps) == len(by_draw))


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
