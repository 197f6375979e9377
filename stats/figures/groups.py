"""Groups of patients side by side: a box and the dots of each, at one draw or at several."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from stats.figures.beeswarm import beeswarm
from stats.figures.legend import area, legend_below
from stats.figures.spots import place_patients
from stats.figures.style import (
    PRINT,
    FigureStyle,
    dress,
    new_figure,
    plain_number,
    text_options,
    wrapped,
)
from stats.group_outcome import Group, GroupComparison
from stats.outcome import Description

BOX_FROM = 3
"""Fewer members are shown as dots alone."""


@dataclass(frozen=True, slots=True)
class GroupsTexts:
    """Every word of the figure, in the reader's language."""

    value_axis: str
    column: Callable[[GroupComparison], str]
    """Under a pair of boxes: what is compared, with the n of both."""
    first: str
    second: str
    number: Callable[[float, int], str] = plain_number


def groups(
    comparisons: Sequence[GroupComparison],
    texts: GroupsTexts,
    style: FigureStyle = PRINT,
    *,
    marks_zero: bool = False,
) -> Figure:
    """A pair of boxes for each comparison: the first group filled, the second hollow.

    The box holds the middle half, the bar is the median, whiskers reach the extremes; a dot is a
    patient. `marks_zero` draws the line of no change.
    """
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number)
    axes.set_ylabel(texts.value_axis, **text_options(style))
    room = 0.84 * style.width_mm / (len(comparisons) + 0.2)
    names = wrapped(map(texts.column, comparisons), room, style)
    axes.set_xticks(range(len(comparisons)), names)
    axes.set_xlim(-0.6, len(comparisons) - 0.4)
    if marks_zero:
        axes.axhline(0.0, color=style.secondary_text, linewidth=1.0, zorder=1.5)
    values = [m.value for c in comparisons for g in (c.first, c.second) for m in g.members]
    spread = (max(values) - min(values)) if values else 1.0
    for place, comparison in enumerate(comparisons):
        pair = ((comparison.first, -0.21, True), (comparison.second, 0.21, False))
        for group, shift, is_first in pair:
            _draw_box(axes, group, place + shift, style, is_first=is_first)
            _draw_dots(axes, group, place + shift, spread or 1.0, len(comparisons), style,
                       is_first=is_first)  # fmt: skip
    edge = {"edgecolor": style.falling, "linewidth": style.line_width}
    legend_below(
        figure,
        [area(texts.first, style.band, **edge), area(texts.second, style.background, **edge)],
        style,
    )
    return figure


def _draw_box(axes: Axes, group: Group, x: float, style: FigureStyle, *, is_first: bool) -> None:
    found = group.description
    if not isinstance(found, Description) or found.n < BOX_FROM:
        return
    axes.bar(
        [x],
        [found.q3 - found.q1],
        bottom=[found.q1],
        width=0.34,
        facecolor=style.band if is_first else style.background,
        edgecolor=style.falling,
        linewidth=style.line_width,
        zorder=2,
    )
    axes.plot(
        [x - 0.17, x + 0.17],
        [found.median] * 2,
        color=style.falling,
        linewidth=style.line_width * 2.4,
        solid_capstyle="butt",
        zorder=2.5,
    )
    for inner, outer in ((found.q1, found.minimum), (found.q3, found.maximum)):
        axes.plot([x, x], [inner, outer], color=style.falling, linewidth=style.line_width, zorder=2)


def _draw_dots(
    axes: Axes,
    group: Group,
    x: float,
    spread: float,
    columns: int,
    style: FigureStyle,
    *,
    is_first: bool,
) -> None:
    crowd = style.for_crowd(max(20, 2 * group.n))
    size = crowd.marker_size * 0.55
    width, height = (side * 72.0 for side in style.size_in_inches)
    offsets = beeswarm(
        [member.value for member in group.members],
        room_x=size * 1.25 * (columns + 0.2) / (0.84 * width),
        room_y=size * 1.25 * spread * 1.1 / (0.66 * height),
        widest=0.15,
    )
    spots = list(zip(group.members, offsets, strict=True))
    place_patients(axes, [(member.patient, x + off, member.value) for member, off in spots])
    axes.scatter(
        [x + offset for offset in offsets],
        [member.value for member in group.members],
        s=size**2,
        facecolors=style.estimate if is_first else style.background,
        edgecolors=style.estimate,
        linewidths=style.line_width * 0.9,
        zorder=3,
    )
