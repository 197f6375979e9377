"""How far a sample is from symmetric, and from normal; information beside a result."""

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from stats.describe import mean_of, sd_of
from stats.outcome import NotEstimable, Reason, ShapiroWilk
from stats.usable import out_of_range

SKEWNESS_LIMIT = 1.0
"""Up to this skewness, either way, changes are called symmetric enough (Bulmer 1979)."""


def skewness(values: Sequence[float]) -> float | NotEstimable:
    """How far a sample leans to one side: adjusted Fisher–Pearson coefficient G1.

    Input: `values` in any unit, one a patient; the answer has no unit.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: under 3 values; all of them the same; one infinite, no number or too large.
    Source: Joanes and Gill (1998); as printed by SAS, SPSS and Excel.
    """
    n = len(values)
    if n < 3:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, values)
    if refused is not None:
        return refused
    mean, sd = mean_of(values), sd_of(values)
    if sd == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    return n / ((n - 1) * (n - 2)) * math.fsum(((x - mean) / sd) ** 3 for x in values)


def shapiro_wilk(values: Sequence[float]) -> ShapiroWilk | NotEstimable:
    """How far a sample is from normal: W, and its p.

    Written out here because `scipy.stats` takes most of a second to import.

    Input: `values` in any unit, one a patient, in any order.
    Missing values: left out by the caller. Ties: not corrected for; many of them lower p.
    Refused: under 3 or over 5000 values; all of them the same; one infinite, no number or too
    large.
    Source: Shapiro and Wilk (1965) by Royston's algorithm AS R94 (1995).
    """
    sample = np.sort(np.asarray(values, dtype=np.float64))
    n = sample.size
    if n < 3:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    if n > 5000 or out_of_range(n, values) is not None:
        return NotEstimable(Reason.OUT_OF_RANGE, n)
    if sample[0] == sample[-1]:
        return NotEstimable(Reason.NO_VARIATION, n)
    weights = np.asarray(_weights(n))
    half = n // 2
    spread = float(weights @ (sample[::-1][:half] - sample[:half]))
    centred = (sample - sample.mean()) / spread
    w = min(1.0, 1.0 / float(centred @ centred))
    return ShapiroWilk(w, _p_of_w(w, n))


def _weights(n: int) -> list[float]:
    """The coefficients of the ordered values, outermost first; the other half mirrors them."""
    if n == 3:
        return [math.sqrt(0.5)]
    scores = [float(special.ndtri((i - 0.375) / (n + 0.25))) for i in range(1, n // 2 + 1)]
    total = 2.0 * math.fsum(m * m for m in scores)
    root = 1.0 / math.sqrt(n)
    outer = [
        _polynomial((0.0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056), root)
        - scores[0] / math.sqrt(total)
    ]
    if n > 5:
        outer.append(
            _polynomial((0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633), root)
            - scores[1] / math.sqrt(total)
        )
    taken = len(outer)
    factor = math.sqrt(
        (total - 2.0 * math.fsum(m * m for m in scores[:taken]))
        / (1.0 - 2.0 * math.fsum(a * a for a in outer))
    )
    return outer + [-m / factor for m in scores[taken:]]


def _p_of_w(w: float, n: int) -> float:
    if n == 3:
        return max(0.0, 6.0 / math.pi * (math.asin(math.sqrt(w)) - math.asin(math.sqrt(0.75))))
    if w == 1.0:
        return 1.0
    y = math.log1p(-w)
    if n <= 11:
        gamma = -2.273 + 0.459 * n
        if y >= gamma:
            return 1e-99
        y = -math.log(gamma - y)
        mean = _polynomial((0.544, -0.39978, 0.025054, -6.714e-4), n)
        sd = math.exp(_polynomial((1.3822, -0.77857, 0.062767, -0.0020322), n))
    else:
        log_n = math.log(n)
        mean = _polynomial((-1.5861, -0.31082, -0.083751, 0.0038915), log_n)
        sd = math.exp(_polynomial((-0.4803, -0.082676, 0.0030302), log_n))
    return float(special.ndtr(-(y - mean) / sd))


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    """Rising powers."""
    return math.fsum(c * x**power for power, c in enumerate(coefficients))
