"""Ranks in whole numbers, so that ties and rank sums are exact."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stats.paired import ROUNDED_TO

Wholes = NDArray[np.int64]

UNITS = 10**ROUNDED_TO
"""Values are counted in whole billionths, so that those that differ by less are tied."""

LARGEST = 1e9
"""The largest value whose sums of two still fit."""


def in_billionths(values: Sequence[float]) -> Wholes | None:
    """`values` as whole numbers; None if one is too large, infinite or no number."""
    array = np.asarray(values, dtype=np.float64)
    if array.size and not float(np.abs(array).max()) <= LARGEST:
        return None
    return np.rint(array * UNITS).astype(np.int64)


def doubled_midranks(values: Wholes) -> Wholes:
    """Twice the rank of each value; equal values share the mean of their ranks."""
    ordered = np.sort(values)
    return ordered.searchsorted(values) + ordered.searchsorted(values, side="right") + 1


def has_ties(values: Wholes) -> bool:
    """Whether two of the values are equal."""
    ordered = np.sort(values)
    return bool((ordered[1:] == ordered[:-1]).any())
