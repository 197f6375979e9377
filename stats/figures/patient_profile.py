"""One patient over the course: copper above, MADRS and YMRS below, infusions as ticks."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from stats.figures.copper_course import runs
from stats.figures.legend import area, draw_rings, legend_below, ring_signs, sign
from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options
from stats.figures.visit_marks import Profile, ProfilePoint
from stats.presence import Mark


@dataclass(frozen=True, slots=True)
class PatientProfileTexts:
    """Every word of the figure, in the reader's language."""

    value_axis: str
    score_axis: str
    day_axis: str
    madrs: str
    """Names how many ratings there are, as the next two."""
    ymrs: str
    copper: str
    infusions: str
    reference: str
    ticks: tuple[tuple[float, str], ...] = ()
    """Names of the days where the axis is not a calendar."""
    marks: Mapping[Mark, str] = field(default_factory=dict[Mark, str])
    number: Callable[[float, int], str] = plain_number


def patient_profile(
    profile: Profile, texts: PatientProfileTexts, style: FigureStyle = PRINT
) -> Figure:
    """Lines stop where a draw or a rating is missing; the band is the laboratory's range."""
    figure = new_figure(style)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(1.25, 1.0))
    dress(upper, style, texts.number, numeric="y" if texts.ticks else "both")
    dress(lower, style, texts.number, numeric="y" if texts.ticks else "both")
    upper.tick_params(labelbottom=False)
    upper.set_ylabel(texts.value_axis, **text_options(style))
    lower.set_ylabel(texts.score_axis, **text_options(style))
    lower.set_xlabel(texts.day_axis, **text_options(style))
    if texts.ticks:
        lower.set_xticks([x for x, _ in texts.ticks], [name for _, name in texts.ticks])
    signs = [sign(style, texts.copper, "D", style.falling, is_filled=True)]
    draw_line(upper, profile.copper, "D", style.falling, "solid", style)
    for point in profile.copper:
        if point.value is not None:
            draw_rings(upper, point.day, point.value, point.marks, style)
    looks = (
        (profile.madrs, "o", style.second, "solid", texts.madrs),
        (profile.ymrs, "s", style.third, (0.0, (4.0, 2.0)), texts.ymrs),
    )
    for points, marker, colour, dash, label in looks:
        if any(point.value is not None for point in points):
            draw_line(lower, points, marker, colour, dash, style)
            signs.append(sign(style, label, marker, colour, is_filled=marker == "o"))
    lower.set_ylim(bottom=-2.5)
    if profile.infusions:
        for axes in (upper, lower):
            draw_infusions(axes, profile.infusions, style)
        signs.append(sign(style, texts.infusions, "|", style.estimate, is_filled=True))
    used = {mark for point in profile.copper for mark in point.marks}
    ranges = []
    if profile.reference is not None:
        upper.axhspan(*profile.reference, color=style.grid, alpha=0.45, linewidth=0.0, zorder=0.5)
        ranges = [area(texts.reference, style.grid, alpha=0.6)]
    legend_below(figure, [*signs, *ranges, *ring_signs(used, texts.marks, style)], style)
    return figure


def draw_line(
    axes: Axes,
    points: Sequence[ProfilePoint],
    marker: str,
    colour: str,
    dash: str | tuple[float, tuple[float, ...]],
    style: FigureStyle,
) -> None:
    """The known points, joined where no missing one lies between; squares are hollow."""
    pieces = runs([point.value for point in points], [point.day for point in points])
    axes.add_collection(
        LineCollection(pieces, colors=colour, linestyles=[dash], linewidths=style.line_width * 1.6)
    )
    known = [(point.day, point.value) for point in points if point.value is not None]
    axes.scatter(
        [x for x, _ in known],
        [y for _, y in known],
        s=style.marker_size**2,
        marker=marker,
        facecolors=style.background if marker == "s" else colour,
        edgecolors=colour,
        linewidths=style.line_width,
        zorder=3,
    )


def draw_infusions(axes: Axes, days: Sequence[float], style: FigureStyle) -> None:
    """A tick at the foot for each."""
    axes.scatter(
        list(days),
        [0.0] * len(days),
        transform=axes.get_xaxis_transform(),
        marker="|",
        s=(style.marker_size * 1.6) ** 2,
        color=style.estimate,
        linewidths=style.line_width * 1.8,
        clip_on=False,
        zorder=4,
    )
