"""Change of copper against change of a scale: a dot a patient, the line with its band."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from stats.correlation_outcome import ChangeCorrelation
from stats.figures.spots import place_patients
from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options
from stats.regression_line import line_with_band


@dataclass(frozen=True, slots=True)
class ChangeAgainstChangeTexts:
    """Every word of the figure, in the reader's language."""

    copper_axis: str
    """Names n on a second line."""
    score_axis: str
    correlation: str
    """Written above the panel: rho with its interval."""
    number: Callable[[float, int], str] = plain_number


def change_against_change(
    correlation: ChangeCorrelation,
    texts: ChangeAgainstChangeTexts,
    style: FigureStyle = PRINT,
    *,
    level: float = 0.95,
) -> Figure:
    """Least-squares line with the interval of its mean; thin lines mark no change."""
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number, numeric="both")
    axes.set_xlabel(texts.copper_axis, **text_options(style))
    axes.set_ylabel(texts.score_axis, **text_options(style))
    axes.set_title(texts.correlation, loc="left", **text_options(style, small=True))
    axes.axhline(0.0, color=style.axis, linewidth=0.8, zorder=1.5)
    axes.axvline(0.0, color=style.axis, linewidth=0.8, zorder=1.5)
    xs = [point.copper for point in correlation.points]
    ys = [point.score for point in correlation.points]
    band = line_with_band(xs, ys, level=level)
    if band is not None:
        axes.fill_between(band.x, band.low, band.high, color=style.band, linewidth=0.0, zorder=1.0)
        axes.plot(band.x, band.mean, color=style.falling, linewidth=style.line_width * 1.8)
    crowd = style.for_crowd(len(xs))
    axes.scatter(
        xs,
        ys,
        s=crowd.marker_size**2,
        facecolors=style.background,
        edgecolors=style.estimate,
        linewidths=style.line_width * 1.3,
        zorder=3,
    )
    place_patients(axes, [(p.patient, p.copper, p.score) for p in correlation.points])
    axes.margins(0.06)
    return figure
