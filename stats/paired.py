"""Changes between two draws of the same patients, and Student's test of their mean."""

import math
from collections.abc import Sequence

from scipy import special

from stats.describe import mean_of, sd_of, t_interval
from stats.outcome import Estimate, NotEstimable, PairedT, Reason

ROUNDED_TO = 9
"""Decimals to which a change is rounded: 5.50 − 5.55 and 5.40 − 5.45 are the same change."""


def paired_changes(earlier: Sequence[float], later: Sequence[float]) -> list[float]:
    """later − earlier, patient by patient, rounded to 1e-9 so that ties are found.

    Every test and effect size of changes takes these.
    """
    return [round(y - x, ROUNDED_TO) + 0.0 for x, y in zip(earlier, later, strict=True)]


def paired_t(
    changes: Sequence[float], *, alpha: float = 0.05
) -> tuple[PairedT, Estimate] | NotEstimable:
    """Whether the mean change differs from 0 (Student 1908), and the mean with its t interval.

    Patients who lack one of the two values are left out before; two changes are needed, and
    they must not all be the same.
    """
    n = len(changes)
    if n < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    mean, sd = mean_of(changes), sd_of(changes)
    if sd == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    se = sd / math.sqrt(n)
    t = mean / se
    p = min(1.0, 2.0 * float(special.stdtr(n - 1, -abs(t))))
    return PairedT(t, n - 1, p), t_interval(mean, se, df=n - 1, alpha=alpha)
