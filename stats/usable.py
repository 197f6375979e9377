"""Whether values can be reckoned with at all."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from stats.outcome import NotEstimable, Reason

LARGEST = 1e100
"""Squares and products of larger values leave double precision."""


def out_of_range(n: int, *samples: Iterable[float]) -> NotEstimable | None:
    """The reason, of `n` patients, where a value is infinite, no number, or too large."""
    if all(-LARGEST <= value <= LARGEST for sample in samples for value in sample):
        return None
    return NotEstimable(Reason.OUT_OF_RANGE, n)


def matrix_out_of_range(values: NDArray[np.float64]) -> NotEstimable | None:
    """The same for patients × draws, where NaN stands for a missing value."""
    known = values[~np.isnan(values)]
    ends = (float(known.min()), float(known.max())) if known.size else ()
    return out_of_range(len(values), ends)
