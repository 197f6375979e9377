"""Changes between two draws of the same patients, and Student's test of their mean."""

import math
from collections.abc import Sequence

from scipy import special

from stats.describe import mean_of, sd_of, t_interval
from stats.outcome import Estimate, NotEstimable, PairedT, Reason
from stats.usable import out_of_range

ROUNDED_TO = 9
"""Decimals to which a change is rounded: 5.50 − 5.55 and 5.40 − 5.45 are the same change."""


def paired_changes(earlier: Sequence[float], later: Sequence[float]) -> list[float]:
    """What changed in each patient: later − earlier, rounded to 1e-9 so that ties are found.

    Every test and effect size of changes takes these.

    Input: both lists in one unit, the same patients in the same order.
    Missing values: a patient who lacks one of the two is left out by the caller.
    Ties: 5.50 − 5.55 and 5.40 − 5.45 become the same change.
    Refused: nothing; raises ValueError where the lists differ in length.
    Source: the analysis plan.
    """
    return [round(y - x, ROUNDED_TO) + 0.0 for x, y in zip(earlier, later, strict=True)]


def paired_t(
    changes: Sequence[float], *, alpha: float = 0.05
) -> tuple[PairedT, Estimate] | NotEstimable:
    """Whether the mean change differs from 0, two-sided, and the mean with its t interval.

    Input: `changes`, later − earlier in any one unit, one a patient; the mean is in that unit.
    Missing values: a patient who lacks one of the two is left out by the caller.
    Ties: do not matter.
    Refused: under 2 changes; all of them the same; one infinite, no number or too large.
    Source: Student (1908).
    """
    n = len(changes)
    if n < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, changes)
    if refused is not None:
        return refused
    mean, sd = mean_of(changes), sd_of(changes)
    if sd == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    se = sd / math.sqrt(n)
    t = mean / se
    p = min(1.0, 2.0 * float(special.stdtr(n - 1, -abs(t))))
    return PairedT(t, n - 1, p), t_interval(mean, se, df=n - 1, alpha=alpha)
