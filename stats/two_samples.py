"""Two groups of patients compared: ranks, shift and means. Differences are first − second."""

import math
import sys
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from stats.describe import mean_of, sd_of
from stats.group_outcome import Ancova, MannWhitney, Welch
from stats.outcome import Estimate, NotEstimable, Reason
from stats.ranks import UNITS, Wholes, doubled_midranks, has_ties, in_billionths
from stats.usable import out_of_range

FEWEST = 3
"""In each group, for any inference."""

EXACT_UP_TO = 100
"""Values in both groups for which the exact distribution is built (50 ms); beyond, normal."""


def mann_whitney(first: Sequence[float], second: Sequence[float]) -> MannWhitney | NotEstimable:
    """Whether values of one group tend to be higher than those of another, two-sided.

    Input: both groups in one unit, one value a patient, in any order.
    Missing values: left out by the caller.
    Ties: values are rounded to 1e-9 and share mid-ranks; p = P(|U − E| ≥ |u − E|) is exact, given
    the ties, up to `EXACT_UP_TO` values, then by the normal approximation, which is said.
    Refused: a group under 3; all values the same; one infinite, no number or beyond 1e9.
    Source: Mann and Whitney (1947), Streitberg and Röhmel (1986).
    """
    whole = _checked(first, second)
    if isinstance(whole, NotEstimable):
        return whole
    both = np.concatenate(whole)
    n_first, n_second = len(first), len(second)
    ranks = doubled_midranks(both)
    rank_sum = int(ranks[:n_first].sum())
    u = (rank_sum - n_first * (n_first + 1)) / 2.0
    is_exact = both.size <= EXACT_UP_TO
    p = _exact_p if is_exact else _normal_p
    return MannWhitney(
        n_first=n_first,
        n_second=n_second,
        u_first=u,
        p=p(ranks, n_first, rank_sum),
        is_exact=is_exact,
        has_ties=has_ties(ranks),
        rank_biserial=(2.0 * u - n_first * n_second) / (n_first * n_second),
    )


def hodges_lehmann_shift(
    first: Sequence[float], second: Sequence[float], *, alpha: float = 0.05
) -> Estimate | NotEstimable:
    """By how much the first group is typically higher, with an interval.

    The median of all differences between a patient of the first group and one of the second. The
    limits are the k-th smallest and k-th largest difference, k the alpha/2 quantile of the
    Mann–Whitney distribution without ties, at least 1.

    Input: both groups in one unit, one value a patient; the answer is in that unit.
    Missing values: left out by the caller.
    Ties: kept. In small groups the interval covers less than 95 %: `coverage` says how much.
    Refused: as in `mann_whitney`.
    Source: Hodges and Lehmann (1963), Hollander and Wolfe (1973).
    """
    whole = _checked(first, second)
    if isinstance(whole, NotEstimable):
        return whole
    differences = np.sort(np.subtract.outer(*whole), axis=None)
    k, coverage = _order_of_limits(len(first), len(second), alpha)
    m = differences.size
    middle = int(differences[(m - 1) // 2]) + int(differences[m // 2])
    return Estimate(
        value=middle / (2 * UNITS),
        low=int(differences[k - 1]) / UNITS,
        high=int(differences[m - k]) / UNITS,
        level=1.0 - alpha,
        coverage=coverage,
    )


def welch(
    first: Sequence[float], second: Sequence[float], *, alpha: float = 0.05
) -> Welch | NotEstimable:
    """Whether two means differ, whatever the two variances, two-sided.

    Input: both groups in one unit, one value a patient; the difference is in that unit.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: a group under 3; no variation in either; a value infinite, no number or too large.
    Source: Welch (1947); degrees of freedom, Satterthwaite (1946).
    """
    refused = _refused(first, second) or out_of_range(len(first) + len(second), first, second)
    if refused is not None:
        return refused
    errors = [sd_of(sorted(group)) ** 2 / len(group) for group in (first, second)]
    error = sum(errors)
    if error == 0.0:
        return NotEstimable(Reason.NO_VARIATION, len(first) + len(second))
    shares = [part / error for part in errors]
    df = 1.0 / sum(
        share**2 / (len(group) - 1) for share, group in zip(shares, (first, second), strict=True)
    )
    difference = mean_of(first) - mean_of(second)
    t, p, interval = _t_test(difference, math.sqrt(error), df, alpha)
    return Welch(t, df, p, interval)


def ancova(
    first: Sequence[tuple[float, float]],
    second: Sequence[tuple[float, float]],
    *,
    alpha: float = 0.05,
) -> Ancova | NotEstimable:
    """Whether two groups differ later, in patients whose earlier values are alike, two-sided.

    The later value is regressed on group and earlier value with a common slope; the difference is
    the same whether the later value or the change is taken.

    Input: each patient as (earlier, later), in one unit; the difference is in that unit.
    Missing values: a patient who lacks one of the two is left out by the caller.
    Ties: do not matter.
    Refused: a group under 3; earlier values that do not vary within the groups, or later ones that
    they explain wholly; a value infinite, no number or too large.
    Source: Fisher (1932), Vickers and Altman (2001).
    """
    refused = _refused(first, second) or out_of_range(
        len(first) + len(second), *zip(*first, *second, strict=True)
    )
    if refused is not None:
        return refused
    df = len(first) + len(second) - 3
    xx = yy = xy = 0.0
    means: list[tuple[float, float]] = []
    for group in (first, second):
        mean = mean_of([x for x, _ in group]), mean_of([y for _, y in group])
        means.append(mean)
        xx += math.fsum((x - mean[0]) ** 2 for x, _ in group)
        yy += math.fsum((y - mean[1]) ** 2 for _, y in group)
        xy += math.fsum((x - mean[0]) * (y - mean[1]) for x, y in group)
    if xx == 0.0:
        return NotEstimable(Reason.NO_VARIATION, df + 3)
    slope = xy / xx
    apart = means[0][0] - means[1][0]
    residual = yy - slope * xy
    if residual <= 1e-12 * yy:
        return NotEstimable(Reason.NO_VARIATION, df + 3)
    error = math.sqrt(residual / df * (1.0 / len(first) + 1.0 / len(second) + apart**2 / xx))
    t, p, interval = _t_test(means[0][1] - means[1][1] - slope * apart, error, df, alpha)
    return Ancova(interval, slope, t, df, p)


def _t_test(
    difference: float, error: float, df: float, alpha: float
) -> tuple[float, float, Estimate]:
    t = difference / error
    half = float(special.stdtrit(df, 1.0 - alpha / 2.0)) * error
    interval = Estimate(difference, difference - half, difference + half, 1.0 - alpha)
    return t, min(1.0, 2.0 * float(special.stdtr(df, -abs(t)))), interval


def _refused(first: Sequence[object], second: Sequence[object]) -> NotEstimable | None:
    smallest = min(len(first), len(second))
    return NotEstimable(Reason.GROUP_TOO_SMALL, smallest) if smallest < FEWEST else None


def _checked(
    first: Sequence[float], second: Sequence[float]
) -> tuple[Wholes, Wholes] | NotEstimable:
    refused = _refused(first, second)
    if refused is not None:
        return refused
    x, y = in_billionths(first), in_billionths(second)
    n = len(first) + len(second)
    if x is None or y is None:
        return NotEstimable(Reason.OUT_OF_RANGE, n)
    if min(x.min(), y.min()) == max(x.max(), y.max()):
        return NotEstimable(Reason.NO_VARIATION, n)
    return x, y


def _exact_p(ranks: Wholes, n_first: int, rank_sum: int) -> float:
    size = ranks.size
    smaller = min(n_first, size - n_first)
    lowest = int(ranks.min())
    step = max(1, int(np.gcd.reduce(ranks - lowest)))
    ways = _ways(tuple(np.sort((ranks - lowest) // step).tolist()))[smaller]
    # Sums as deviations from their mean; the two groups deviate alike in size.
    sums: Wholes = 2 * (
        np.arange(ways.size, dtype=np.int64) * step + smaller * lowest - smaller * (size + 1)
    )
    observed = abs(2 * (rank_sum - n_first * (size + 1)))
    return min(1.0, float(ways[np.abs(sums) >= observed].sum()) / math.comb(size, smaller))


@lru_cache(maxsize=64)
def _ways(steps: tuple[int, ...]) -> NDArray[np.float64]:
    """Row k: in how many choices of k of the `steps` their sum is 0, 1, …

    Rows go up to half of the steps: the other half is the first, seen from the other group.
    """
    half = len(steps) // 2
    ways = np.zeros((half + 1, sum(steps[-half:]) + 1))
    ways[0, 0] = 1.0
    reached = 0
    for taken, step in enumerate(steps, start=1):
        rows = min(taken, half)
        reached = min(reached + step, ways.shape[1] - 1)
        # numpy copies where both sides overlap
        ways[1 : rows + 1, step : reached + 1] += ways[:rows, : reached + 1 - step]
    return ways


def _normal_p(ranks: Wholes, n_first: int, rank_sum: int) -> float:
    size = ranks.size
    deviations = (ranks - (size + 1)).astype(np.float64) / 2.0
    variance = n_first * (size - n_first) / (size * (size - 1.0)) * float(deviations @ deviations)
    away = abs(rank_sum - n_first * (size + 1)) / 2.0
    return max(math.erfc(away / math.sqrt(2.0 * variance)), sys.float_info.min)


@lru_cache(maxsize=256)
def _order_of_limits(n_first: int, n_second: int, alpha: float) -> tuple[int, float | None]:
    """The order k of the limits, and the level the interval attains (None if approximate)."""
    size = n_first + n_second
    if size > EXACT_UP_TO:
        spread = math.sqrt(n_first * n_second * (size + 1) / 12.0)
        centre = n_first * n_second / 2.0
        return max(1, math.floor(centre + float(special.ndtri(alpha / 2.0)) * spread)), None
    smaller = min(n_first, n_second)
    ways = _ways(tuple(range(size)))[smaller][smaller * (smaller - 1) // 2 :]
    up_to = np.cumsum(ways) / math.comb(size, smaller)
    # The margin is that of R's qwilcox, for an alpha that is met to the last digit.
    k = max(1, int(np.searchsorted(up_to, alpha / 2.0 - 10 * sys.float_info.epsilon)))
    return k, 1.0 - 2.0 * float(up_to[k - 1])
