"""Wilcoxon's signed-rank test, exact with ties and zeros, and the Hodges–Lehmann change.

The null distribution is exact and conditional on the observed ties, by the shift algorithm of
Streitberg and Röhmel (1986) on doubled mid-ranks, which are whole numbers.
"""

import math
import sys
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from stats.outcome import Estimate, NotEstimable, Reason, SignedRank
from stats.ranks import UNITS, Wholes, doubled_midranks, has_ties, in_billionths

EXACT_UP_TO = 500
"""Changes for which the exact distribution is built (0.1 s); beyond, the normal approximation."""

_ALL_AVERAGES_UP_TO = 1500
"""Changes for which every Walsh average is kept (1.1 million); beyond, they are counted."""

Floats = NDArray[np.float64]


def signed_rank(changes: Sequence[float]) -> SignedRank | NotEstimable:
    """Whether changes are symmetric about 0, two-sided: Wilcoxon's test.

    Input: `changes`, later − earlier in any one unit, one a patient, in any order.
    Missing values: a patient who lacks one of the two is left out by the caller.
    Ties: changes are rounded to 1e-9, and those of one size share their mid-rank. Zeros are
    dropped; Pratt's p, which ranks them first, stands beside. p is exact, given the ties, up to
    `EXACT_UP_TO` changes other than 0, then by the normal approximation, which is said.
    Refused: under 2 changes; all of them 0; one infinite, no number or beyond 1e9.
    Source: Wilcoxon (1945), Pratt (1959), Streitberg and Röhmel (1986); the rank-biserial
    correlation, the share of the rank sum that rises less the share that falls, Kerby (2014).
    """
    whole = _checked(changes)
    if isinstance(whole, NotEstimable):
        return whole
    nonzero = whole[whole != 0]
    ranks = doubled_midranks(np.abs(nonzero))
    v_plus, v_minus = int(ranks[nonzero > 0].sum()), int(ranks[nonzero < 0].sum())
    p = _two_sided(ranks, v_plus)
    return SignedRank(
        n=whole.size,
        n_nonzero=nonzero.size,
        has_ties=has_ties(ranks),
        v_plus=v_plus / 2.0,
        v_minus=v_minus / 2.0,
        p=p,
        p_pratt=p if nonzero.size == whole.size else _pratt(whole),
        is_exact=nonzero.size <= EXACT_UP_TO,
        rank_biserial=(v_plus - v_minus) / (v_plus + v_minus),
    )


def signed_rank_p(changes: Sequence[float]) -> float | NotEstimable:
    """The p of `signed_rank` alone, for when each patient in turn is left out.

    Input: `changes` as there. Missing values and ties: as there.
    Refused: as there. Source: as there.
    """
    whole = _checked(changes)
    if isinstance(whole, NotEstimable):
        return whole
    nonzero = whole[whole != 0]
    ranks = doubled_midranks(np.abs(nonzero))
    return _two_sided(ranks, int(ranks[nonzero > 0].sum()))


def hodges_lehmann(changes: Sequence[float], *, alpha: float = 0.05) -> Estimate | NotEstimable:
    """By how much a patient typically changed: the Hodges–Lehmann estimate, with its interval.

    The median of all n(n + 1)/2 Walsh averages. The limits are the k-th smallest and k-th largest
    of them, k the alpha/2 quantile of the signed-rank distribution without ties, at least 1.

    Input: `changes` as in `signed_rank`; the answer is in their unit.
    Missing values: left out by the caller.
    Ties: kept, as zeros are. Under 6 changes the interval covers less than 95 %, and with ties
    another share: `coverage` says how much it covers without ties.
    Refused: as in `signed_rank`.
    Source: Hodges and Lehmann (1963), Hollander and Wolfe (1973).
    """
    whole = _checked(changes)
    if isinstance(whole, NotEstimable):
        return whole
    k, coverage = _order_of_limits(whole.size, alpha)
    count = whole.size * (whole.size + 1) // 2
    orders = (k, (count + 1) // 2, count // 2 + 1, count + 1 - k)
    low, below, above, high = _walsh_sums(np.sort(whole), orders)
    return Estimate(
        value=(below + above) / (4 * UNITS),
        low=low / (2 * UNITS),
        high=high / (2 * UNITS),
        level=1.0 - alpha,
        coverage=coverage,
    )


def _checked(changes: Sequence[float]) -> Wholes | NotEstimable:
    if len(changes) < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, len(changes))
    whole = in_billionths(changes)
    if whole is None:
        return NotEstimable(Reason.OUT_OF_RANGE, len(changes))
    return whole if whole.any() else NotEstimable(Reason.ALL_CHANGES_ZERO, len(changes))


def _pratt(whole: Wholes) -> float:
    ranks = doubled_midranks(np.abs(whole))
    return _two_sided(ranks[whole != 0], int(ranks[whole > 0].sum()))


def _two_sided(ranks: Wholes, v_plus: int) -> float:
    """P(|T − E| ≥ |v_plus − E|) where each of `ranks` counts with probability ½."""
    total = int(ranks.sum())
    if 2 * v_plus == total:
        return 1.0
    tail = min(v_plus, total - v_plus)
    if ranks.size > EXACT_UP_TO:
        spread = math.sqrt(float((ranks.astype(np.float64) ** 2).sum()))
        p = math.erfc((total - 2 * tail) / spread / math.sqrt(2.0))
        return max(p, sys.float_info.min)
    return min(1.0, 2.0 * _probability_up_to(ranks, tail))


def _probability_up_to(ranks: Wholes, tail: int) -> float:
    """P(T ≤ tail): the ways to reach each sum, one rank after another, kept up to the tail."""
    step = int(np.gcd.reduce(ranks))
    ways = _ways(np.sort(ranks) // step, tail // step)
    return math.ldexp(float(ways.sum()), -ranks.size)


def _ways(ranks: Wholes, up_to: int) -> Floats:
    """In how many of the 2ⁿ choices of `ranks` (ascending) the sum is 0, 1, … `up_to`."""
    ways = np.zeros(up_to + 1)
    ways[0] = 1.0
    reached = 0
    for rank in ranks.tolist():
        if rank > up_to:
            break
        reached = min(reached + rank, up_to)
        ways[rank : reached + 1] += ways[: reached + 1 - rank]  # numpy copies where they overlap
    return ways


@lru_cache(maxsize=256)
def _order_of_limits(n: int, alpha: float) -> tuple[int, float | None]:
    """The order k of the limits, and the level the interval attains (None if approximate)."""
    count = n * (n + 1) // 2
    if n > EXACT_UP_TO:
        spread = math.sqrt(count * (2 * n + 1) / 12.0)
        return max(1, math.floor(count / 2.0 + float(special.ndtri(alpha / 2.0)) * spread)), None
    up_to = np.ldexp(np.cumsum(_ways(np.arange(1, n + 1), count // 2)), -n)
    # The margin is that of R's qsignrank, for an alpha that is met to the last digit.
    quantile = int(np.searchsorted(up_to, alpha / 2.0 - 10 * sys.float_info.epsilon))
    k = max(1, quantile)
    return k, 1.0 - 2.0 * float(up_to[k - 1])


def _walsh_sums(ascending: Wholes, orders: tuple[int, ...]) -> list[int]:
    """The sums dᵢ + dⱼ, i ≤ j, that stand at `orders` (from 1) when sorted."""
    if ascending.size > _ALL_AVERAGES_UP_TO:
        return [_counted_walsh_sum(ascending, order) for order in orders]
    first, second = _every_two(ascending.size)
    places = [order - 1 for order in orders]
    return np.partition(ascending[first] + ascending[second], places)[places].tolist()


@lru_cache(maxsize=8)
def _every_two(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places i ≤ j."""
    return np.triu_indices(n)


def _counted_walsh_sum(ascending: Wholes, order: int) -> int:
    """The sum at `order` by halving the range and counting; memory stays linear in n."""
    low, high = 2 * int(ascending[0]), 2 * int(ascending[-1])
    while low < high:
        middle = (low + high) // 2
        if _sums_up_to(ascending, middle) < order:
            low = middle + 1
        else:
            high = middle
    return low


def _sums_up_to(ascending: Wholes, limit: int) -> int:
    partners = np.searchsorted(ascending, limit - ascending, side="right")
    return int(np.maximum(partners - np.arange(ascending.size), 0).sum())
