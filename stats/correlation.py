"""Correlation of two variables, each patient counted once.

Every function takes two lists of values of the same patients in the same order, without missing
ones, and leaves the order of the patients out of its answer, to the last digit. Values are
rounded to 1e-9 before ranking. Four patients are needed, and neither variable may be constant.
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from stats.correlation_outcome import (
    DetectableEffect,
    Kendall,
    NullDistribution,
    PartialCorrelation,
    Pearson,
    Spearman,
)
from stats.describe import mean_of
from stats.outcome import Estimate, NotEstimable, Reason
from stats.rank_correlation_null import EXACT_UP_TO, exact_p, permutation_p
from stats.ranks import Wholes, doubled_midranks, in_billionths
from stats.settings import SEED
from stats.usable import out_of_range

FEWEST = 4
"""Fisher's standard error is 1 / √(n − 3)."""


def spearman(
    x: Sequence[float], y: Sequence[float], *, alpha: float = 0.05, seed: int = SEED
) -> Spearman | NotEstimable:
    """Whether two variables rise and fall together, two-sided: Spearman's rho.

    Input: two lists of the same patients in the same order, each in any one unit.
    Missing values: a patient who lacks one is left out by the caller.
    Ties: values are rounded to 1e-9; rho is Pearson's r of the mid-ranks. p is exact up to 9
    patients and by seeded permutation beyond, both given the ties; the t approximation stands
    beside.
    Refused: under 4 patients; a variable that is constant; a value infinite, no number or beyond
    1e9. A rho of 1 or −1 has no interval. Raises ValueError where the lists differ in length.
    Source: Spearman (1904); the permutation p, Phipson and Smyth (2010); the interval, Bonett and
    Wright (2000), with SE √((1 + rho²/2) / (n − 3)) of Fisher's z.
    """
    ranks = _ranks(x, y)
    if isinstance(ranks, NotEstimable):
        return ranks
    first, second = ranks
    n = first.size
    rho = _product_moment(first.tolist(), second.tolist())
    is_exact = n <= EXACT_UP_TO
    return Spearman(
        n=n,
        rho=rho,
        interval=_fisher_interval(rho, math.sqrt((1.0 + rho**2 / 2.0) / (n - 3)), n, alpha),
        p=exact_p(first, second) if is_exact else permutation_p(first, second, seed=seed),
        null=NullDistribution.EXACT if is_exact else NullDistribution.PERMUTATION,
        p_t_approximation=_student(rho, n - 2)[1],
    )


def pearson(
    x: Sequence[float], y: Sequence[float], *, alpha: float = 0.05
) -> Pearson | NotEstimable:
    """Whether two variables are linearly related, two-sided: Pearson's r, by Student's t.

    Input: two lists of the same patients in the same order, each in any one unit.
    Missing values: a patient who lacks one is left out by the caller. Ties: do not matter.
    Refused: under 4 patients; a variable that is constant; a value infinite, no number or too
    large. An r of 1 or −1 has no interval. Raises ValueError where the lists differ in length.
    Source: Pearson (1896); the interval by Fisher's z (1921).
    """
    refused = _refused(x, y)
    if refused is not None:
        return refused
    n = len(x)
    r = _product_moment(x, y)
    t, p = _student(r, n - 2)
    return Pearson(n, r, _fisher_interval(r, 1.0 / math.sqrt(n - 3), n, alpha), t, n - 2, p)


def kendall(x: Sequence[float], y: Sequence[float]) -> Kendall | NotEstimable:
    """Whether pairs of patients are ordered alike by two variables, two-sided: tau-b.

    Input: two lists of the same patients in the same order, each in any one unit.
    Missing values: a patient who lacks one is left out by the caller.
    Ties: values are rounded to 1e-9; tau-b counts the ties of either variable out of the
    denominator. Without ties p is exact; with ties it is the normal approximation with the
    variance given the ties.
    Refused: under 4 patients; a variable that is constant; a value infinite, no number or beyond
    1e9. Raises ValueError where the lists differ in length.
    Source: Kendall (1938); the variance, Kendall (1970).
    """
    ranks = _ranks(x, y)
    if isinstance(ranks, NotEstimable):
        return ranks
    first, second = ranks
    n = first.size
    above = np.triu_indices(n, 1)
    agreement = np.sign(first[above[0]] - first[above[1]]) * np.sign(
        second[above[0]] - second[above[1]]
    )
    score = int(agreement.sum())
    tied = _tie_counts(first), _tie_counts(second)
    pairs = n * (n - 1) // 2
    untied = [pairs - sum(t * (t - 1) // 2 for t in counts) for counts in tied]
    is_exact = untied == [pairs, pairs]
    return Kendall(
        n=n,
        tau_b=score / math.sqrt(untied[0] * untied[1]),
        p=_exact_kendall_p(n, abs(score)) if is_exact else _normal_kendall_p(n, score, tied),
        null=NullDistribution.EXACT if is_exact else NullDistribution.NORMAL_APPROXIMATION,
    )


def partial_spearman(
    x: Sequence[float],
    y: Sequence[float],
    given: Sequence[Sequence[float]],
    *,
    alpha: float = 0.05,
) -> PartialCorrelation | NotEstimable:
    """Whether two variables go together beyond what others explain, two-sided.

    The ranks of both are taken as deviations from their regression on the ranks of `given`.

    Input: `x`, `y` and each of `given`, the same patients in the same order, each in any one unit.
    Missing values: a patient who lacks one is left out by the caller.
    Ties: values are rounded to 1e-9 and share mid-ranks; p is by Student's t with n − 2 − k degrees
    of freedom (k variables `given`). One of them that is constant counts for nothing.
    Refused: under 4 patients, or fewer than 2 degrees of freedom; a variable that is constant, or
    explained wholly by `given`; a value infinite, no number or beyond 1e9.
    Source: Kendall (1942); the interval, Bonett and Wright (2000), with n − 3 − k.
    """
    ranks = _ranks(x, y)
    if isinstance(ranks, NotEstimable):
        return ranks
    n = len(x)
    others: list[Wholes] = []
    for values in given:
        found = in_billionths(values)
        if found is None:
            return NotEstimable(Reason.OUT_OF_RANGE, n)
        if np.ptp(found):
            others.append(found)
    df = n - 2 - len(others)
    if df < 2:
        return NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, n)
    known = np.column_stack([np.ones(n), *(doubled_midranks(values) for values in others)])
    # Rows in one order whoever the patients are, so that sums agree to the last digit.
    order = np.lexsort((*known.T, *ranks))
    known, (left_x, left_y) = known[order], [_beside(r[order], known[order]) for r in ranks]
    if left_x is None or left_y is None:
        return NotEstimable(Reason.NO_VARIATION, n)
    rho = _product_moment(left_x, left_y)
    standard_error = math.sqrt((1.0 + rho**2 / 2.0) / (df - 1))
    return PartialCorrelation(
        n, rho, _fisher_interval(rho, standard_error, n, alpha), df, _student(rho, df)[1]
    )


def detectable_correlation(
    n: int, *, alpha: float = 0.05, power: float = 0.8
) -> DetectableEffect | NotEstimable:
    """Which true correlation a two-sided test of n patients finds with `power`.

    The smallest one; a plan for the next study, not a power of this one.

    Input: `n`, the patients with both values. Missing values: not among them. Ties: do not matter.
    Refused: under 4 patients.
    Source: Fisher's z (1921) with SE 1 / √(n − 3).
    """
    if n < FEWEST:
        return NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, n)
    z = float(special.ndtri(1.0 - alpha / 2.0)) + float(special.ndtri(power))
    return DetectableEffect(math.tanh(z / math.sqrt(n - 3)), power, alpha, n)


def _refused(x: Sequence[float], y: Sequence[float]) -> NotEstimable | None:
    if len(x) != len(y):
        raise ValueError("both variables must list the same patients")
    if len(x) < FEWEST:
        return NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, len(x))
    refused = out_of_range(len(x), x, y)
    if refused is not None:
        return refused
    if min(x) == max(x) or min(y) == max(y):
        return NotEstimable(Reason.NO_VARIATION, len(x))
    return None


def _ranks(x: Sequence[float], y: Sequence[float]) -> tuple[Wholes, Wholes] | NotEstimable:
    refused = _refused(x, y)
    if refused is not None:
        return refused
    first, second = in_billionths(x), in_billionths(y)
    if first is None or second is None:
        return NotEstimable(Reason.OUT_OF_RANGE, len(x))
    if not np.ptp(first) or not np.ptp(second):
        return NotEstimable(Reason.NO_VARIATION, len(x))
    return doubled_midranks(first), doubled_midranks(second)


def _product_moment(x: Sequence[float], y: Sequence[float]) -> float:
    mean_x, mean_y = mean_of(x), mean_of(y)
    scale_x = max(abs(value - mean_x) for value in x)
    scale_y = max(abs(value - mean_y) for value in y)
    dx = [(value - mean_x) / scale_x for value in x]
    dy = [(value - mean_y) / scale_y for value in y]
    together = math.fsum(a * b for a, b in zip(dx, dy, strict=True))
    spread = math.sqrt(math.fsum(a * a for a in dx)) * math.sqrt(math.fsum(b * b for b in dy))
    r = together / spread
    return max(-1.0, min(1.0, r)) if abs(r) < 1.0 - 1e-14 else math.copysign(1.0, r)


def _student(r: float, df: int) -> tuple[float | None, float]:
    """t and the two-sided p; no t, and p 0, of a perfect correlation."""
    if abs(r) == 1.0:
        return None, 0.0
    t = r * math.sqrt(df / (1.0 - r * r))
    return t, min(1.0, 2.0 * float(special.stdtr(df, -abs(t))))


def _fisher_interval(
    r: float, standard_error: float, n: int, alpha: float
) -> Estimate | NotEstimable:
    if abs(r) == 1.0:
        return NotEstimable(Reason.PERFECT_RELATION, n)
    half = float(special.ndtri(1.0 - alpha / 2.0)) * standard_error
    z = math.atanh(r)
    return Estimate(r, math.tanh(z - half), math.tanh(z + half), 1.0 - alpha)


def _beside(ranks: Wholes, known: np.ndarray) -> list[float] | None:
    """What the regression on `known` leaves of `ranks`; None if it leaves nothing."""
    fitted = known @ np.linalg.lstsq(known, ranks.astype(np.float64), rcond=None)[0]
    left = ranks - fitted
    return left.tolist() if float(np.abs(left).max()) > 1e-9 * ranks.size else None


def _tie_counts(ranks: Wholes) -> list[int]:
    return np.unique(ranks, return_counts=True)[1].tolist()


def _exact_kendall_p(n: int, score: int) -> float:
    """P(|S| ≥ score): permutations counted by their number of discordant pairs."""
    ways = np.ones(1)
    for size in range(2, n + 1):
        ways = np.convolve(ways, np.full(size, 1.0 / size))
    pairs = ways.size - 1
    scores = np.abs(pairs - 2 * np.arange(pairs + 1))
    return min(1.0, float(ways[scores >= score].sum()))


def _normal_kendall_p(n: int, score: int, tied: tuple[list[int], list[int]]) -> float:
    x, y = tied
    variance = (
        n * (n - 1) * (2 * n + 5)
        - sum(t * (t - 1) * (2 * t + 5) for t in x)
        - sum(t * (t - 1) * (2 * t + 5) for t in y)
    ) / 18.0
    variance += sum(t * (t - 1) for t in x) * sum(t * (t - 1) for t in y) / (2.0 * n * (n - 1))
    variance += (
        sum(t * (t - 1) * (t - 2) for t in x)
        * sum(t * (t - 1) * (t - 2) for t in y)
        / (9.0 * n * (n - 1) * (n - 2))
    )
    return math.erfc(abs(score) / math.sqrt(2.0 * variance))
