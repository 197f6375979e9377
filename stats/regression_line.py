"""A least-squares line with the interval of its mean, for figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy import special

from stats.usable import out_of_range

STEPS = 60


@dataclass(frozen=True, slots=True)
class LineWithBand:
    """Places along x, the line there, and the limits of its mean."""

    x: tuple[float, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def line_with_band(
    xs: Sequence[float], ys: Sequence[float], *, level: float = 0.95
) -> LineWithBand | None:
    """Where y lies on average for each x: least squares, with the interval of the mean.

    Over the range of x; the interval is pointwise, not simultaneous.

    Input: pairs of the same patients in the same order; the answer is in their two units.
    Missing values: left out by the caller. Ties: do not matter.
    Refused: None under 3 pairs, where all x are the same, or a value is infinite, no number or too
    large.
    Source: Working and Hotelling (1929).
    """
    n = len(xs)
    if n < 3 or out_of_range(n, xs, ys) is not None or min(xs) == max(xs):
        return None
    x_mean, y_mean = math.fsum(xs) / n, math.fsum(ys) / n
    ss = math.fsum((x - x_mean) ** 2 for x in xs)
    slope = math.fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / ss
    residuals = [y - y_mean - slope * (x - x_mean) for x, y in zip(xs, ys, strict=True)]
    sigma = math.sqrt(math.fsum(r * r for r in residuals) / (n - 2))
    t = float(special.stdtrit(n - 2, (1.0 + level) / 2.0))
    low, high = min(xs), max(xs)
    grid = [low + (high - low) * k / (STEPS - 1) for k in range(STEPS)]
    mean = [y_mean + slope * (x - x_mean) for x in grid]
    half = [t * sigma * math.sqrt(1.0 / n + (x - x_mean) ** 2 / ss) for x in grid]
    return LineWithBand(
        tuple(grid),
        tuple(mean),
        tuple(m - h for m, h in zip(mean, half, strict=True)),
        tuple(m + h for m, h in zip(mean, half, strict=True)),
    )
