"""Section 6: the planned comparisons computed in other ways and on other patients."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stats.comparison import scaled
from stats.correlation_outcome import DetectableEffect
from stats.equivalence import detectable_change, tost_paired
from stats.observations import Copper, Observations, copper_at, missing_of, without
from stats.outcome import Estimate, NotEstimable, PairedOutcome, Reason
from stats.paired import paired_changes, paired_t
from stats.presence import Mark, MissingReason
from stats.response_outcome import Equivalence, Sensitivity, SensitivityRow, Variant
from stats.settings import (
    AnalysisSettings,
    BelowLoq,
    Comparison,
    Haemolysed,
    OutOfWindow,
    PatientSet,
    Test,
)
from stats.signed_rank import hodges_lehmann, signed_rank

Values = Mapping[str, Copper | MissingReason]
Answer = tuple[Estimate | NotEstimable, float | NotEstimable]
"""The estimate and the p that belongs to it."""

_SEX = {Variant.WOMEN: "F", Variant.MEN: "M"}


def sensitivity(
    observations: Observations, primary: Sequence[PairedOutcome]
) -> tuple[Sensitivity, ...]:
    """The table for each of the planned outcomes in `primary`."""
    return tuple(_of(outcome, observations) for outcome in primary)


def _of(outcome: PairedOutcome, observations: Observations) -> Sensitivity:
    comparison, settings = outcome.comparison, observations.settings
    failure = outcome.failure
    if failure is not None and failure.reason is Reason.NO_SUCH_DRAW:
        return Sensitivity(comparison, (), (), failure, failure)
    pairs = _pairs(*_both_draws(Variant.PLANNED, comparison, observations))
    changes = _changes(pairs)
    return Sensitivity(
        comparison=comparison,
        rows=tuple(_row(variant, outcome, observations) for variant in Variant),
        without_one=() if outcome.checks is None else outcome.checks.without_one,
        equivalence=_equivalence(changes, settings),
        detectable=_detectable(changes, settings),
    )


def _row(variant: Variant, outcome: PairedOutcome, observations: Observations) -> SensitivityRow:
    settings = observations.settings
    earlier, later = _both_draws(variant, outcome.comparison, observations)
    pairs = _pairs(earlier, later)
    estimate, p = _answer(variant, pairs, settings)
    return SensitivityRow(
        variant=variant,
        n=len(pairs),
        missing=missing_of({outcome.comparison.earlier: earlier, outcome.comparison.later: later}),
        estimate=estimate,
        p=p,
        agrees=None
        if isinstance(p, NotEstimable) or isinstance(outcome.p, NotEstimable) or variant in _SEX
        else (p < settings.alpha) == (outcome.p < settings.alpha),
    )


def _both_draws(
    variant: Variant, comparison: Comparison, observations: Observations
) -> tuple[Values, Values]:
    """Copper at the two draws, of the patients and values that `variant` looks at."""
    draws = (comparison.earlier, comparison.later)
    if variant in (Variant.WITHOUT_FLAGGED, Variant.WITHOUT_OUT_OF_WINDOW):
        first, second = (_stricter(variant, draw, observations) for draw in draws)
        return first, second
    earlier, later = (observations.copper[draw] for draw in draws)
    if variant is Variant.COMPLETE_PATIENTS:
        complete = set(observations.complete)
        others = dict.fromkeys(
            (patient for patient in observations.patients if patient not in complete),
            MissingReason.NOT_IN_GROUP,
        )
        return _without(earlier, others), _without(later, others)
    if variant in _SEX:
        others = {
            row.patient: MissingReason.NOT_IN_GROUP if row.sex else MissingReason.GROUP_NOT_KNOWN
            for row in observations.tables.patients
            if row.sex != _SEX[variant]
        }
        return _without(earlier, others), _without(later, others)
    return earlier, later


def _without(values: Values, others: Mapping[str, MissingReason]) -> Values:
    """`values`, but for those of `others` that would count."""
    return {
        patient: others.get(patient, value) if isinstance(value, Copper) else value
        for patient, value in values.items()
    }


def _stricter(variant: Variant, draw: str, observations: Observations) -> Values:
    settings = replace(observations.settings, out_of_window=OutOfWindow.LEAVE_OUT)
    if variant is Variant.WITHOUT_FLAGGED:
        settings = replace(settings, below_loq=BelowLoq.LEAVE_OUT, haemolysed=Haemolysed.LEAVE_OUT)
    values = copper_at(observations.tables, draw, settings)
    if settings.patients is PatientSet.COMPLETE:
        others = frozenset(observations.patients) - frozenset(observations.complete)
        values = without(values, others)
    if variant is Variant.WITHOUT_OUT_OF_WINDOW:
        return values
    return {
        patient: MissingReason.ABOVE_ULOQ
        if isinstance(value, Copper) and Mark.ABOVE_ULOQ in value.marks
        else value
        for patient, value in values.items()
    }


def _pairs(earlier: Values, later: Values) -> dict[str, tuple[float, float]]:
    """Both values of those who have them, by patient code."""
    found: dict[str, tuple[float, float]] = {}
    for patient in sorted(earlier):
        first, second = earlier[patient], later[patient]
        if isinstance(first, Copper) and isinstance(second, Copper):
            found[patient] = first.ug_dl, second.ug_dl
    return found


def _changes(pairs: Mapping[str, tuple[float, float]]) -> list[float]:
    return paired_changes([x for x, _ in pairs.values()], [y for _, y in pairs.values()])


def _answer(
    variant: Variant, pairs: Mapping[str, tuple[float, float]], settings: AnalysisSettings
) -> Answer:
    if variant is Variant.LOG_COPPER:
        return _ratio(pairs.values(), settings)
    by_t = variant is Variant.PAIRED_T or (
        settings.test is Test.PAIRED_T and variant not in (Variant.SIGNED_RANK, Variant.PRATT)
    )
    changes = _changes(pairs)
    if by_t:
        return _by_t(changes, settings)
    return _by_ranks(changes, settings, pratt=variant is Variant.PRATT)


def _by_ranks(
    changes: Sequence[float], settings: AnalysisSettings, *, pratt: bool = False
) -> Answer:
    test = signed_rank(changes)
    shift = scaled(hodges_lehmann(changes, alpha=settings.alpha), settings.unit.per_ug_dl)
    if isinstance(test, NotEstimable):
        return shift, test
    return shift, test.p_pratt if pratt else test.p


def _by_t(changes: Sequence[float], settings: AnalysisSettings) -> Answer:
    found = paired_t(changes, alpha=settings.alpha)
    if isinstance(found, NotEstimable):
        return found, found
    test, mean = found
    return mean.scaled(settings.unit.per_ug_dl), test.p


def _ratio(pairs: Iterable[tuple[float, float]], settings: AnalysisSettings) -> Answer:
    """The ratio of geometric means, later / earlier, by the paired t test of the logarithms."""
    found = paired_t([math.log(y / x) for x, y in pairs], alpha=settings.alpha)
    if isinstance(found, NotEstimable):
        return found, found
    test, mean = found
    if mean.high > 700.0:
        return NotEstimable(Reason.OUT_OF_RANGE, test.df + 1), test.p
    return Estimate(math.exp(mean.value), math.exp(mean.low), math.exp(mean.high), mean.level), (
        test.p
    )


def _equivalence(
    changes: Sequence[float], settings: AnalysisSettings
) -> Equivalence | NotEstimable:
    found = tost_paired(changes, settings.equivalence_margin, alpha=settings.alpha)
    if isinstance(found, NotEstimable):
        return found
    factor = settings.unit.per_ug_dl
    return replace(
        found,
        interval=found.interval.scaled(factor),
        margin=found.margin if isinstance(found.margin, NotEstimable) else found.margin * factor,
        smallest_margin=found.smallest_margin * factor,
    )


def _detectable(
    changes: Sequence[float], settings: AnalysisSettings
) -> DetectableEffect | NotEstimable:
    found = detectable_change(changes, alpha=settings.alpha)
    if isinstance(found, NotEstimable):
        return found
    return replace(found, value=found.value * settings.unit.per_ug_dl)
