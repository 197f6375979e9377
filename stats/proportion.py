"""Shares of patients."""

import math

from scipy import special

from stats.outcome import Estimate, NotEstimable, Reason
from stats.response_outcome import Proportion


def proportion(count: int, n: int, *, alpha: float = 0.05) -> Proportion | NotEstimable:
    """Which share of patients it is, with Wilson's interval, without continuity correction.

    It never leaves 0 to 1, and keeps its level where the count is 0 or n.

    Input: `count` of `n` patients.
    Missing values: those whose answer is not known belong to neither number. Ties: there are none.
    Refused: no patients.
    Source: Wilson (1927), Newcombe (1998).
    """
    if n == 0:
        return NotEstimable(Reason.NO_VALUES)
    z = float(special.ndtri(1.0 - alpha / 2.0))
    share = count / n
    centre = (share + z * z / (2.0 * n)) / (1.0 + z * z / n)
    half = z / (1.0 + z * z / n) * math.sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n))
    low = 0.0 if count == 0 else centre - half
    high = 1.0 if count == n else centre + half
    return Proportion(count, n, Estimate(share, low, high, 1.0 - alpha))


def clopper_pearson(count: int, n: int, *, alpha: float = 0.05) -> Estimate | NotEstimable:
    """Which share of patients it is, with the exact interval, which covers too much.

    Input: `count` of `n` patients.
    Missing values: those whose answer is not known belong to neither number. Ties: there are none.
    Refused: no patients.
    Source: Clopper and Pearson (1934).
    """
    if n == 0:
        return NotEstimable(Reason.NO_VALUES)
    low = 0.0 if count == 0 else float(special.betaincinv(count, n - count + 1, alpha / 2.0))
    high = 1.0 if count == n else float(special.betaincinv(count + 1, n - count, 1 - alpha / 2.0))
    return Estimate(count / n, low, high, 1.0 - alpha)
