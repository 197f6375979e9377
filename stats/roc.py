"""How well a value tells two groups apart."""

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from stats.outcome import Estimate, NotEstimable, Reason
from stats.ranks import in_billionths
from stats.two_samples import FEWEST


def auc(
    first: Sequence[float], second: Sequence[float], *, alpha: float = 0.05
) -> Estimate | NotEstimable:
    """How well a value tells the first group from the second: the area under the ROC curve.

    The chance that a value of the first exceeds one of the second. It is U / (n₁ n₂) of the
    Mann–Whitney test, whose p is also that of an area of one half. The interval is cut at 0 and 1.

    Input: both groups in one unit, one value a patient.
    Missing values: left out by the caller. Ties: count as a half.
    Refused: a group under 3; groups that do not overlap, whose variance would be 0; a value
    infinite, no number or beyond 1e9.
    Source: Hanley and McNeil (1982); the interval, DeLong, DeLong and Clarke-Pearson (1988).
    """
    smallest = min(len(first), len(second))
    if smallest < FEWEST:
        return NotEstimable(Reason.GROUP_TOO_SMALL, smallest)
    x, y = in_billionths(first), in_billionths(second)
    if x is None or y is None:
        return NotEstimable(Reason.OUT_OF_RANGE, len(first) + len(second))
    wins = (np.sign(np.subtract.outer(x, y)) + 1) / 2.0
    area = float(wins.sum()) / wins.size
    of_first, of_second = np.sort(wins.mean(axis=1)), np.sort(wins.mean(axis=0))
    variance = float(of_first.var(ddof=1)) / x.size + float(of_second.var(ddof=1)) / y.size
    if variance == 0.0:
        return NotEstimable(Reason.PERFECT_RELATION, len(first) + len(second))
    half = float(special.ndtri(1.0 - alpha / 2.0)) * math.sqrt(variance)
    return Estimate(area, max(0.0, area - half), min(1.0, area + half), 1.0 - alpha)
