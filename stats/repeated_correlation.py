"""Correlation within patients, over their visits."""

import math
from collections.abc import Mapping, Sequence

from scipy import special

from stats.correlation_outcome import RepeatedCorrelation
from stats.describe import mean_of
from stats.outcome import Estimate, NotEstimable, Reason
from stats.usable import out_of_range


def repeated_correlation(
    by_patient: Mapping[str, Sequence[tuple[float, float]]], *, alpha: float = 0.05
) -> RepeatedCorrelation | NotEstimable:
    """Whether two variables move together from visit to visit of the same patient, two-sided.

    The slope is common, the level each patient's own. df is pairs − patients − 1. Unlike an
    ordinary correlation of all visits, which would mix patients, it leaves the differences
    between patients out.

    Input: `by_patient`, the pairs of values of each patient, each variable in one unit; the slope
    is in units of the second for one of the first.
    Missing values: only complete pairs are given; patients with fewer than two are left out.
    Ties: do not matter.
    Refused: under 2 degrees of freedom; no variation of a variable within any patient; a value
    infinite, no number or too large. An r of 1 or −1 has no interval.
    Source: Bland and Altman (1995), Bakdash and Marusich (2017); the interval is by Fisher's z
    with SE 1 / √(df − 1), as in rmcorr 0.7.
    """
    kept = {patient: pairs for patient, pairs in by_patient.items() if len(pairs) >= 2}
    n_values = sum(map(len, kept.values()))
    df = n_values - len(kept) - 1
    if df < 2:
        return NotEstimable(Reason.TOO_FEW_VISITS, len(kept))
    refused = out_of_range(len(kept), *(pair for pairs in kept.values() for pair in pairs))
    if refused is not None:
        return refused
    deviations = [pair for pairs in kept.values() for pair in _from_own_mean(pairs)]
    xx = math.fsum(dx * dx for dx, _ in deviations)
    yy = math.fsum(dy * dy for _, dy in deviations)
    if xx == 0.0 or yy == 0.0:
        return NotEstimable(Reason.NO_VARIATION, len(kept))
    xy = math.fsum(dx * dy for dx, dy in deviations)
    r = max(-1.0, min(1.0, xy / (math.sqrt(xx) * math.sqrt(yy))))
    return RepeatedCorrelation(
        n_patients=len(kept),
        n_values=n_values,
        r=r,
        slope=xy / xx,
        interval=_interval(r, df, alpha),
        df=df,
        p=_p(r, df),
    )


def _from_own_mean(pairs: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    mean_x, mean_y = mean_of([x for x, _ in pairs]), mean_of([y for _, y in pairs])
    return [(x - mean_x, y - mean_y) for x, y in pairs]


def _interval(r: float, df: int, alpha: float) -> Estimate | NotEstimable:
    if abs(r) > 1.0 - 1e-14:
        return NotEstimable(Reason.PERFECT_RELATION, df)
    half = float(special.ndtri(1.0 - alpha / 2.0)) / math.sqrt(df - 1)
    return Estimate(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), 1 - alpha)


def _p(r: float, df: int) -> float:
    if abs(r) > 1.0 - 1e-14:
        return 0.0
    t = abs(r) * math.sqrt(df / (1.0 - r * r))
    return min(1.0, 2.0 * float(special.stdtr(df, -t)))
