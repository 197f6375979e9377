"""Three or more groups of patients compared."""

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from stats.group_outcome import KruskalWallis
from stats.outcome import NotEstimable, Reason
from stats.ranks import doubled_midranks, in_billionths
from stats.two_samples import FEWEST


def kruskal_wallis(groups: Sequence[Sequence[float]]) -> KruskalWallis | NotEstimable:
    """Whether values of some groups tend to be higher than those of others.

    p by the chi-square approximation; epsilon squared is H / (n − 1).

    Input: three or more groups in one unit, one value a patient.
    Missing values: left out by the caller.
    Ties: values are rounded to 1e-9 and share mid-ranks; H is corrected for them.
    Refused: a group under 3; all values the same; one infinite, no number or beyond 1e9.
    Source: Kruskal and Wallis (1952), Tomczak and Tomczak (2014).
    """
    sizes = [len(group) for group in groups]
    if min(sizes, default=0) < FEWEST:
        return NotEstimable(Reason.GROUP_TOO_SMALL, min(sizes, default=0))
    whole = in_billionths([value for group in groups for value in group])
    n = sum(sizes)
    if whole is None:
        return NotEstimable(Reason.OUT_OF_RANGE, n)
    deviations = doubled_midranks(whole) - (n + 1)
    total = int(deviations @ deviations)
    if total == 0:
        return NotEstimable(Reason.NO_VARIATION, n)
    ends = np.cumsum(sizes)
    sums = [int(deviations[end - size : end].sum()) for end, size in zip(ends, sizes, strict=True)]
    between = math.fsum(s * s / size for s, size in zip(sums, sizes, strict=True))
    h = (n - 1) * between / total
    df = len(groups) - 1
    return KruskalWallis(h, df, float(special.chdtrc(df, h)), h / (n - 1))
