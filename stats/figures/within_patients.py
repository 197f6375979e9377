"""Repeated-measures correlation: every patient's visits, with parallel lines."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from stats.correlation_outcome import RepeatedCorrelation, WithinPatient, WithinPoint
from stats.figures.spots import place_patients
from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options

MARKERS = ("o", "s", "D", "^", "v")
"""Neighbouring patients differ in shape and shade, which have no meaning of their own."""


@dataclass(frozen=True, slots=True)
class WithinPatientsTexts:
    """Every word of the figure, in the reader's language."""

    copper_axis: str
    """Names n on a second line."""
    score_axis: str
    correlation: str
    """Written above the panel: r with its interval."""
    number: Callable[[float, int], str] = plain_number


def within_patients(
    within: WithinPatient, texts: WithinPatientsTexts, style: FigureStyle = PRINT
) -> Figure:
    """A dot a visit, one shape and shade a patient, and their lines of one common slope."""
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number, numeric="both")
    axes.set_xlabel(texts.copper_axis, **text_options(style))
    axes.set_ylabel(texts.score_axis, **text_options(style))
    axes.set_title(texts.correlation, loc="left", **text_options(style, small=True))
    place_patients(axes, [(p.patient, p.copper, p.score) for p in within.points])
    by_patient: dict[str, list[WithinPoint]] = {}
    for point in within.points:
        by_patient.setdefault(point.patient, []).append(point)
    crowd = style.for_crowd(len(by_patient) * 2)
    shades = (style.faint, style.falling, style.second, style.rising)
    correlation = within.correlation
    if isinstance(correlation, RepeatedCorrelation):
        axes.add_collection(
            LineCollection(
                [_line(points, correlation.slope) for points in by_patient.values()],
                colors=[shades[k % len(shades)] for k in range(len(by_patient))],
                linewidths=crowd.line_width * 1.6,
                zorder=2,
            )
        )
    for place, points in enumerate(by_patient.values()):
        axes.scatter(
            [point.copper for point in points],
            [point.score for point in points],
            s=(crowd.marker_size * 0.65) ** 2,
            marker=MARKERS[place % len(MARKERS)],
            color=shades[place % len(shades)],
            linewidths=0.0,
            alpha=0.85,
            zorder=3,
        )
    return figure


def _line(points: list[WithinPoint], slope: float) -> list[tuple[float, float]]:
    """Through the patient's mean, over the range of their copper."""
    xs = [point.copper for point in points]
    x = sum(xs) / len(points)
    y = sum(point.score for point in points) / len(points)
    return [(end, y + slope * (end - x)) for end in (min(xs), max(xs))]
