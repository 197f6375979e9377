"""Whether a change is small enough to be called none, and which change a study can find."""

import math
from collections.abc import Sequence

from scipy import special

from stats.correlation_outcome import DetectableEffect
from stats.describe import mean_of, sd_of, t_interval
from stats.effect_size import noncentrality
from stats.outcome import NotEstimable, Reason
from stats.response_outcome import Equivalence
from stats.usable import out_of_range


def tost_paired(
    changes: Sequence[float], margin: float | None, *, alpha: float = 0.05
) -> Equivalence | NotEstimable:
    """Whether the mean change lies within ± `margin`: two one-sided t tests.

    p is the larger of the two; it is below alpha exactly if the 1 − 2 alpha interval lies within
    the margin. Without a margin set beforehand there is no test, only the interval.

    Input: `changes`, later − earlier, one a patient, and the margin in their unit.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: under 2 changes; all of them the same; one infinite, no number or too large.
    Source: Schuirmann (1987).
    """
    n = len(changes)
    if n < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, changes)
    if refused is not None:
        return refused
    mean, sd = mean_of(changes), sd_of(sorted(changes))
    if sd == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    error = sd / math.sqrt(n)
    interval = t_interval(mean, error, df=n - 1, alpha=2.0 * alpha)
    smallest = max(abs(interval.low), abs(interval.high))
    if margin is None:
        unset = NotEstimable(Reason.NO_MARGIN, n)
        return Equivalence(interval, unset, unset, smallest)
    p = float(special.stdtr(n - 1, (abs(mean) - margin) / error))
    return Equivalence(interval, margin, p, smallest)


def detectable_change(
    changes: Sequence[float], *, alpha: float = 0.05, power: float = 0.8
) -> DetectableEffect | NotEstimable:
    """Which true mean change a two-sided paired t test of this n finds with `power`.

    The smallest one, for changes that scatter as these do; a plan for the next study, not a power
    of this one.

    Input: `changes`, later − earlier, one a patient; the answer is in their unit.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: under 2 changes; all of them the same; one infinite, no number or too large.
    Source: the noncentral t distribution, Cohen (1988).
    """
    n = len(changes)
    if n < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, changes)
    if refused is not None:
        return refused
    sd = sd_of(sorted(changes))
    if sd == 0.0:
        return NotEstimable(Reason.NO_VARIATION, n)
    return DetectableEffect(sd * _smallest_dz(n, alpha, power), power, alpha, n)


def _smallest_dz(n: int, alpha: float, power: float) -> float:
    critical = float(special.stdtrit(n - 1, 1.0 - alpha / 2.0))
    return noncentrality(critical, df=n - 1, below=1.0 - power) / math.sqrt(n)
