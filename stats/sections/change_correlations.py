"""Section 3: change of copper and change of symptoms."""

from collections.abc import Mapping
from dataclasses import replace

from stats.bayes import stretched_beta
from stats.comparison import scaled
from stats.correlation import detectable_correlation, kendall, partial_spearman, pearson, spearman
from stats.correlation_outcome import ChangeCorrelation, ChangePoint, WithinPatient, WithinPoint
from stats.describe import describe
from stats.multiplicity import adjusted_over
from stats.observations import Observations, missing_any
from stats.outcome import NotEstimable, Reason, SectionFamily
from stats.paired import paired_changes
from stats.presence import Gap, Measure, Missing, MissingReason
from stats.repeated_correlation import repeated_correlation
from stats.sections.intervals import intervals
from stats.settings import Comparison

Values = Mapping[str, float | MissingReason]
SCALES = {
    Measure.MADRS: SectionFamily.CORRELATIONS_WITH_MADRS,
    Measure.YMRS: SectionFamily.CORRELATIONS_WITH_YMRS,
}


def change_correlations(observations: Observations) -> tuple[ChangeCorrelation, ...]:
    """Each scale over each interval, adjusted within the scale."""
    found: list[ChangeCorrelation] = []
    for measure, family in SCALES.items():
        of_scale = [
            _correlated(measure, comparison, observations)
            for comparison in intervals(observations.settings)
        ]
        adjusted = adjusted_over(family, {one.comparison: _p(one) for one in of_scale})
        found += [replace(one, adjusted=adjusted.get(one.comparison, _p(one))) for one in of_scale]
    return tuple(found)


def _p(one: ChangeCorrelation) -> float | NotEstimable:
    return one.spearman if isinstance(one.spearman, NotEstimable) else one.spearman.p


def within_patient(observations: Observations) -> tuple[WithinPatient, ...]:
    """Each scale over all visits, patient by patient."""
    return tuple(_within(measure, observations) for measure in SCALES)


def _correlated(
    measure: Measure, comparison: Comparison, observations: Observations
) -> ChangeCorrelation:
    settings = observations.settings
    needed = [
        (of, draw, observations.at(of, draw))
        for of in (Measure.COPPER, measure)
        for draw in (comparison.earlier, comparison.later)
    ]
    known = _complete_rows([values for _, _, values in needed])
    earlier_copper, later_copper, earlier_score, later_score = (
        [row[place] for row in known.values()] for place in range(4)
    )
    copper = paired_changes(earlier_copper, later_copper)
    score = paired_changes(earlier_score, later_score)
    r = pearson(copper, score, alpha=settings.alpha)
    factor = settings.unit.per_ug_dl
    correlation = ChangeCorrelation(
        comparison=comparison,
        measure=measure,
        points=tuple(
            ChangePoint(patient, x * factor, y)
            for patient, x, y in zip(known, copper, score, strict=True)
        ),
        missing=missing_any(needed),
        copper_change=scaled(describe(copper, alpha=settings.alpha), factor),
        score_change=describe(score, alpha=settings.alpha),
        spearman=spearman(copper, score, alpha=settings.alpha, seed=settings.seed),
        pearson=r,
        kendall=kendall(copper, score),
        bayes_factor=r if isinstance(r, NotEstimable) else stretched_beta(r.n, r.r),
        partial=partial_spearman(
            copper, score, [earlier_copper, earlier_score], alpha=settings.alpha
        ),
        adjusted=NotEstimable(Reason.NOT_IN_FAMILY),
        detectable=detectable_correlation(len(known), alpha=settings.alpha),
    )
    return _without_draw(correlation, observations)


def _without_draw(correlation: ChangeCorrelation, observations: Observations) -> ChangeCorrelation:
    """`correlation`, or the reason if the protocol lacks one of its draws."""
    comparison = correlation.comparison
    for draw in (comparison.earlier, comparison.later):
        if draw not in observations.draws:
            failure = NotEstimable(Reason.NO_SUCH_DRAW, draw=draw)
            return replace(
                correlation,
                spearman=failure,
                pearson=failure,
                kendall=failure,
                bayes_factor=failure,
                partial=failure,
                detectable=failure,
            )
    return correlation


def _complete_rows(columns: list[Mapping[str, float | MissingReason]]) -> dict[str, list[float]]:
    """For each patient who has all of the values, the values, by patient code."""
    rows: dict[str, list[float]] = {}
    for patient in sorted(columns[0]):
        row = [column[patient] for column in columns]
        known: list[float] = [value for value in row if not isinstance(value, MissingReason)]
        if len(known) == len(row):
            rows[patient] = known
    return rows


def _within(measure: Measure, observations: Observations) -> WithinPatient:
    settings = observations.settings
    factor = settings.unit.per_ug_dl
    found: dict[str, list[WithinPoint]] = {}
    missing: list[Missing] = []
    shared: list[tuple[str, str]] = []
    columns = {
        draw: (observations.at(Measure.COPPER, draw), observations.at(measure, draw))
        for draw in observations.draws
    }
    for patient in observations.patients:
        own, gaps = _visits_of(patient, measure, columns, observations)
        if len(own) < 2:
            missing.append(Missing(patient, (*gaps, Gap("", MissingReason.FEW_VISITS))))
            continue
        found[patient] = own
        shared += [(patient, g.draw) for g in gaps if g.reason is MissingReason.SHARED_RATING]
    correlation = repeated_correlation(
        {patient: [(one.copper, one.score) for one in own] for patient, own in found.items()},
        alpha=settings.alpha,
    )
    if not isinstance(correlation, NotEstimable):
        correlation = replace(correlation, slope=correlation.slope / factor)
    points = [replace(one, copper=one.copper * factor) for own in found.values() for one in own]
    return WithinPatient(measure, tuple(points), tuple(missing), tuple(shared), correlation)


def _visits_of(
    patient: str,
    measure: Measure,
    columns: Mapping[str, tuple[Values, Values]],
    observations: Observations,
) -> tuple[list[WithinPoint], list[Gap]]:
    """Copper (µg/dL) and score where the patient has both, and what is lacking elsewhere.

    A rating that two draws share counts at the first that has copper: twice, it would be one
    observation of the patient taken for two.
    """
    own: list[WithinPoint] = []
    gaps: list[Gap] = []
    counted: set[str] = set()
    for draw, (coppers, scores) in columns.items():
        copper, score = coppers[patient], scores[patient]
        if isinstance(copper, MissingReason) or isinstance(score, MissingReason):
            lacking = ((Measure.COPPER, copper), (measure, score))
            gaps += [Gap(draw, why, of) for of, why in lacking if isinstance(why, MissingReason)]
            continue
        rating = observations.rating_at(patient, draw)
        if rating in counted:
            gaps.append(Gap(draw, MissingReason.SHARED_RATING, measure))
            continue
        if rating:
            counted.add(rating)
        own.append(WithinPoint(patient, draw, copper, score))
    return own, gaps
