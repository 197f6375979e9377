"""Standardised sizes of a change, with intervals."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from stats.describe import mean_of, sd_of
from stats.outcome import Estimate, NotEstimable, Reason
from stats.usable import out_of_range

_NODES = 100
"""Of the Gauss–Legendre rule, where half as many give the same 12 digits."""
_STEPS = 200
"""At most; five to ten are enough."""
_FINE = 1e-13


def cohen_dz(changes: Sequence[float], *, alpha: float = 0.05) -> Estimate | NotEstimable:
    """How large the mean change is, in standard deviations of the change.

    The limits are the noncentralities under which t is an alpha/2 and a 1 − alpha/2 quantile,
    over √n.

    Input: `changes`, later − earlier in any unit, one a patient; the answer has no unit.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: under 2 changes; all of them the same; one infinite, no number or too large.
    Source: Cohen (1988); the interval, Steiger and Fouladi (1997).
    """
    n = len(changes)
    if n < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, changes)
    if refused is not None:
        return refused
    sd = sd_of(changes)
    if sd == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    d = mean_of(changes) / sd
    low, high = noncentrality_limits(d * math.sqrt(n), df=n - 1, alpha=alpha)
    return Estimate(d, low / math.sqrt(n), high / math.sqrt(n), 1.0 - alpha)


def hedges_gav(
    earlier: Sequence[float], later: Sequence[float], *, alpha: float = 0.05
) -> Estimate | NotEstimable:
    """How large the mean change is, in standard deviations of a value: Hedges g_av.

    The mean change over √((s₁² + s₂²)/2), times the exact small-sample factor J(n − 1).

    Input: `earlier` and `later` in one unit, the same patients in the same order; the answer has
    no unit.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: under 3 pairs (J is 0 at two); no variation at either draw; a value infinite, no
    number or too large. Raises ValueError where the lists differ in length.
    Source: Hedges (1981), Cumming (2012); the interval, Bonett (2008), for dependent samples with
    the mean of the two variances, times J.
    """
    n = len(earlier)
    if n < 3:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, earlier, later)
    if refused is not None:
        return refused
    changes = [y - x for x, y in zip(earlier, later, strict=True)]
    var_1, var_2, var_change = (sd_of(values) ** 2 for values in (earlier, later, changes))
    average = (var_1 + var_2) / 2.0
    if average == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    d = mean_of(changes) / math.sqrt(average)
    covariance = (var_1 + var_2 - var_change) / 2.0
    variance = (
        d**2 * (var_1**2 + var_2**2 + 2.0 * covariance**2) / (8.0 * average**2)
        + var_change / average
    ) / (n - 1)
    half = float(special.ndtri(1.0 - alpha / 2.0)) * math.sqrt(variance)
    correction = small_sample_factor(n - 1)
    return Estimate(correction * d, correction * (d - half), correction * (d + half), 1.0 - alpha)


def small_sample_factor(df: int) -> float:
    """Hedges' J, exact by the gamma function, for two or more degrees of freedom."""
    return math.exp(math.lgamma(df / 2.0) - math.lgamma((df - 1) / 2.0)) / math.sqrt(df / 2.0)


def noncentrality_limits(t: float, *, df: int, alpha: float) -> tuple[float, float]:
    """The noncentralities between which `t` is no surprise at level alpha."""
    if t < 0.0:
        low, high = noncentrality_limits(-t, df=df, alpha=alpha)
        return -high, -low
    return (
        noncentrality(t, df=df, below=1.0 - alpha / 2.0),
        noncentrality(t, df=df, below=alpha / 2.0),
    )


def noncentrality(t: float, *, df: int, below: float) -> float:
    """The noncentrality under which a share `below` of noncentral t lies below `t` ≥ 0.

    The normal score of that share is nearly a straight line in the noncentrality, so that a few
    steps along the secant reach the last digits; they never leave the bracket.
    """
    wanted = float(special.ndtri(below))

    def miss(delta: float) -> float:
        """Falls as `delta` rises."""
        share = min(max(noncentral_t_cdf(t, df, delta), 1e-300), 1.0 - 1e-16)
        return float(special.ndtri(share)) - wanted

    low, high = -12.0, t * (1.0 + 12.0 / math.sqrt(df)) + 12.0
    delta = min(max(t - wanted * math.sqrt(1.0 + t * t / (2.0 * df)), low), high)
    missed, slope = miss(delta), -1.0
    for _step in range(_STEPS):
        low, high = (delta, high) if missed > 0.0 else (low, delta)
        following = delta - missed / slope if slope < 0.0 else math.inf
        if not low <= following <= high:
            following = (low + high) / 2.0
        if abs(following - delta) <= _FINE * max(1.0, abs(delta)):
            return following
        found = miss(following)
        slope = (found - missed) / (following - delta)
        delta, missed = following, found
    return delta


def noncentral_t_cdf(t: float, df: int, delta: float) -> float:
    """P(T ≤ t) for t ≥ 0, by quadrature; finite where `scipy.stats.nct.cdf` gives NaN.

    T = (Z + delta)/S with S² a chi-square over its df. The smoother of the two, S or Z, is
    integrated last: Φ(ts − delta) over the density of S, or P(S ≥ (z + delta)/t) over that of Z.
    """
    if t < math.sqrt(2.0 * df):
        scales, weights = _scales(df)
        return float(weights @ special.ndtr(t * scales - delta))
    low, high = max(-delta, -10.0), max(-delta, 10.0)
    z, weights = _nodes_between(low, high)
    above = special.gammaincc(df / 2.0, df / 2.0 * ((z + delta) / t) ** 2)
    density = np.exp(-(z**2) / 2.0) / math.sqrt(2.0 * math.pi)
    return float(special.ndtr(-delta)) + float(weights @ (density * above))


@lru_cache(maxsize=64)
def _scales(df: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Values of S, and the weight of each in an integral over its density."""
    low, high = max(0.0, 1.0 - 9.0 / math.sqrt(df)), 1.0 + 9.0 / math.sqrt(df)
    s, weights = _nodes_between(low, high)
    log_constant = math.log(2.0) + df / 2.0 * math.log(df / 2.0) - math.lgamma(df / 2.0)
    density = np.exp(log_constant + special.xlogy(df - 1, s) - df * s**2 / 2.0)
    return s, weights * density


def _nodes_between(low: float, high: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where to evaluate an integral from `low` to `high`, and the weights of the values."""
    nodes, weights = _rule()
    half = (high - low) / 2.0
    return low + half * (nodes + 1.0), half * weights


@lru_cache(maxsize=1)
def _rule() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of −1 to 1; takes too long for the start of the program."""
    return np.polynomial.legendre.leggauss(_NODES)
