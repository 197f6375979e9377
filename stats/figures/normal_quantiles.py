"""Changes against the quantiles of a normal distribution: how far they are from normal."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from scipy import special

from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options
from stats.outcome import PairedOutcome


@dataclass(frozen=True, slots=True)
class NormalQuantilesTexts:
    """Every word of the figure, in the reader's language."""

    change_axis: str
    quantile_axis: str
    """Names n on a second line."""
    number: Callable[[float, int], str] = plain_number


def normal_quantiles(
    outcome: PairedOutcome,
    texts: NormalQuantilesTexts,
    style: FigureStyle = PRINT,
    *,
    level: float = 0.95,
) -> Figure:
    """A dot a change, the line through the quartiles, and a band for each ordered value.

    Places are those of Blom (1958); the band holds an ordered value of a normal sample with
    probability `level`, each taken alone (the beta distribution of its rank). Under 3 changes,
    or where all are the same, only the dots are drawn.
    """
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number, numeric="both")
    axes.set_xlabel(texts.quantile_axis, **text_options(style))
    axes.set_ylabel(texts.change_axis, **text_options(style))
    changes = sorted(pair.change for pair in outcome.pairs)
    n = len(changes)
    places = [float(special.ndtri((i - 0.375) / (n + 0.25))) for i in range(1, n + 1)]
    scale = _line_through_quartiles(changes)
    if scale is not None:
        low, high = _band(n, level)
        centre, slope = scale
        axes.fill_between(
            places,
            [centre + slope * z for z in low],
            [centre + slope * z for z in high],
            color=style.grid,
            linewidth=0.0,
            zorder=1.0,
        )
        ends = [places[0], places[-1]]
        axes.plot(
            ends,
            [centre + slope * z for z in ends],
            color=style.secondary_text,
            linewidth=style.line_width * 1.2,
        )
    crowd = style.for_crowd(n)
    axes.scatter(
        places,
        changes,
        s=crowd.marker_size**2,
        marker="o",
        facecolors=style.background,
        edgecolors=style.falling,
        linewidths=style.line_width * 1.3,
        zorder=3,
    )
    return figure


def _line_through_quartiles(changes: Sequence[float]) -> tuple[float, float] | None:
    """Centre and slope of the normal with the sample's quartiles."""
    if len(changes) < 3:
        return None
    q1, q3 = (float(q) for q in np.quantile(np.asarray(changes), (0.25, 0.75)))
    slope = (q3 - q1) / (2.0 * float(special.ndtri(0.75)))
    return None if slope == 0.0 else ((q1 + q3) / 2.0, slope)


def _band(n: int, level: float) -> tuple[list[float], list[float]]:
    tail = (1.0 - level) / 2.0
    ranks = range(1, n + 1)
    low = [float(special.ndtri(special.betaincinv(i, n + 1 - i, tail))) for i in ranks]
    high = [float(special.ndtri(special.betaincinv(i, n + 1 - i, 1.0 - tail))) for i in ranks]
    return low, high
