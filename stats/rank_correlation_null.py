"""How a rank correlation is distributed where the two rankings have nothing to do with each other.

Both functions condition on the ties, count in whole numbers, and do not depend on the order in
which the patients are listed.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stats.ranks import Wholes

EXACT_UP_TO = 9
"""Patients for which every order is counted: 9! = 362 880."""

RANDOM_ORDERS = 2_000
"""Each is taken in all its n rotations: 44 000 permutations for 22 patients."""


def exact_p(first: Wholes, second: Wholes) -> float:
    """How often chance alone gives a rank correlation at least as far from 0, exactly.

    P(|S − E| ≥ |s − E|) over all n! orders, S the sum of products of the ranks. The orders are
    counted rank by rank: for every set of partners already used, in how many ways each sum is
    reached.

    Input: `doubled_midranks` of both variables, of at most `EXACT_UP_TO` patients.
    Missing values: left out by the caller. Ties: p is given them.
    Refused: nothing; the caller has looked at n and at constant variables.
    Source: the permutation distribution, as in Kendall (1970).
    """
    x, y = _centred(first), _centred(second)
    observed = abs(int(x @ y))
    largest = int(np.sort(np.abs(x)) @ np.sort(np.abs(y)))
    ways: dict[int, NDArray[np.int64]] = {0: np.zeros(2 * largest + 1, dtype=np.int64)}
    ways[0][largest] = 1
    partners = y.tolist()
    for value in x.tolist():
        longer: dict[int, NDArray[np.int64]] = {}
        for used, counts in ways.items():
            for place, partner in enumerate(partners):
                if not used >> place & 1:
                    into = longer.setdefault(used | 1 << place, np.zeros_like(counts))
                    into += np.roll(counts, value * partner)
        ways = longer
    (counts,) = ways.values()
    sums = np.arange(-largest, largest + 1)
    return int(counts[np.abs(sums) >= observed].sum()) / math.factorial(x.size)


def permutation_p(first: Wholes, second: Wholes, *, seed: int) -> float:
    """The same from random orders, their rotations, and the observed order.

    p is (1 + those as far from E) / (1 + all), so never 0. A rotation of a random order is as
    random as itself; one product of matrices gives the sums of all of them.

    Input: `doubled_midranks` of both variables, and the seed that is printed with the result.
    Missing values: left out by the caller. Ties: p is given them.
    Refused: nothing; the caller has looked at n and at constant variables.
    Source: Phipson and Smyth (2010).
    """
    x, y = _oriented(first), _oriented(second)
    observed = abs(int(_centred(first) @ _centred(second)))
    n = x.size
    rotations = np.arange(n)
    rotated = x[(rotations[:, None] + rotations) % n].astype(np.float64)
    sums = y.astype(np.float64)[_orders(n, seed)] @ rotated
    return (1 + int((np.abs(sums) >= observed).sum())) / (1 + RANDOM_ORDERS * n)


@lru_cache(maxsize=64)
def _orders(n: int, seed: int) -> NDArray[np.int64]:
    """`RANDOM_ORDERS` orders of n patients, one a row."""
    rows = np.tile(np.arange(n), (RANDOM_ORDERS, 1))
    return np.random.default_rng((seed, n)).permuted(rows, axis=1, out=rows)


def _centred(doubled: Wholes) -> Wholes:
    """Ranks as deviations from their mean, in halves, divided by their common factor."""
    deviations = doubled - (doubled.size + 1)
    return deviations // max(1, int(np.gcd.reduce(deviations)))


def _oriented(doubled: Wholes) -> Wholes:
    """The centred ranks in ascending order, turned so that a ranking and its mirror image agree."""
    ascending = np.sort(_centred(doubled))
    mirrored = -ascending[::-1]
    return min(ascending, mirrored, key=lambda ranks: ranks.tolist())
