"""A sample in numbers."""

import math
from collections.abc import Iterable, Sequence

from scipy import special

from stats.outcome import Description, Estimate, NotEstimable, Reason
from stats.usable import out_of_range


def describe(values: Iterable[float], *, alpha: float = 0.05) -> Description | NotEstimable:
    """What a sample is like: n, mean, SD, SE, t interval, median, type-7 quartiles, range.

    Input: `values` in any one unit, one a patient, in any order; the answer is in that unit and
    the same to the last digit for every order.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: no value at all; one infinite, no number or too large. A single value has no SD.
    Source: quartiles as in R and SPSS, Hyndman and Fan (1996), type 7.
    """
    sample = sorted(values)
    n = len(sample)
    if n == 0:
        return NotEstimable(Reason.NO_VALUES)
    refused = out_of_range(n, sample)
    if refused is not None:
        return refused
    q1, median, q3 = (_quantile(sample, share) for share in (0.25, 0.5, 0.75))
    mean = mean_of(sample)
    sd = sd_of(sample) if n > 1 else None
    se = None if sd is None else sd / math.sqrt(n)
    return Description(
        n=n,
        mean=mean,
        median=median,
        q1=q1,
        q3=q3,
        minimum=sample[0],
        maximum=sample[-1],
        sd=sd,
        se=se,
        mean_ci=None if se is None else t_interval(mean, se, df=n - 1, alpha=alpha),
    )


def _quantile(ascending: Sequence[float], share: float) -> float:
    """Of type 7: on the straight line between the two nearest values."""
    place = share * (len(ascending) - 1)
    below = math.floor(place)
    low, high = ascending[below], ascending[min(below + 1, len(ascending) - 1)]
    return low + (place - below) * (high - low)


def t_interval(estimate: float, se: float, *, df: int, alpha: float) -> Estimate:
    """`estimate` with the 1 − alpha interval of Student's t; `se` in the same unit."""
    half = float(special.stdtrit(df, 1.0 - alpha / 2.0)) * se
    return Estimate(estimate, estimate - half, estimate + half, 1.0 - alpha)


def mean_of(values: Sequence[float]) -> float:
    """The mean by exact summation, so that shuffled values have the very same one.

    A constant sample has that constant as its mean, without a rounding error.
    """
    if min(values) == max(values):
        return values[0]
    return math.fsum(values) / len(values)


def sd_of(values: Sequence[float]) -> float:
    """The standard deviation with n − 1; exactly 0 for a constant sample."""
    mean = mean_of(values)
    return math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (len(values) - 1))
