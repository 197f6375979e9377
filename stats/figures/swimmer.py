"""Swimmer plot: each patient's infusions, draws and ratings by day from infusion 1."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from stats.figures.legend import legend_below, sign
from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options
from stats.figures.visit_marks import Kind, Lane, Standing

MARKERS = {Kind.INFUSION: "|", Kind.DRAW: "D", Kind.RATING: "o"}
_ABOVE = {Kind.INFUSION: 0.0, Kind.DRAW: -0.2, Kind.RATING: 0.24}


@dataclass(frozen=True, slots=True)
class SwimmerTexts:
    """Every word of the figure, in the reader's language."""

    day_axis: str
    patients: str
    """Along the rows; names n."""
    kinds: Mapping[Kind, str]
    out_of_window: str
    missed: str
    withdrawn: str
    number: Callable[[float, int], str] = plain_number


def swimmer(lanes: Sequence[Lane], texts: SwimmerTexts, style: FigureStyle = PRINT) -> Figure:
    """A lane a patient; done is filled, out of window hollow, missed a cross."""
    style = style.for_rows(round(len(lanes) * 1.15))
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number, numeric="x")
    axes.xaxis.set_major_locator(MultipleLocator(7.0))
    axes.set_xlabel(texts.day_axis, **text_options(style))
    axes.set_ylabel(texts.patients, **text_options(style))
    step = style.rows_between_names(len(lanes))
    named = range(0, len(lanes), step)
    axes.set_yticks(list(named), [lanes[place].patient for place in named])
    axes.set_ylim(len(lanes) - 0.3, -0.7)
    starts = [min([0, *(visit.day for visit in lane.visits)]) for lane in lanes]
    axes.add_collection(
        LineCollection(
            [
                [(start, row), (lane.last_day, row)]
                for row, (start, lane) in enumerate(zip(starts, lanes, strict=True))
            ],
            colors=style.grid,
            linewidths=style.line_width * 4.0 / step,
            capstyle="butt",
        )
    )
    size = style.marker_size * 0.72 / step**0.5
    for kind in Kind:
        for standing in Standing:
            _draw_visits(axes, lanes, kind, standing, size, style)
    gone = [(lane.withdrawn_on, row) for row, lane in enumerate(lanes) if lane.withdrawn_on]
    axes.scatter(
        [day + 1.2 for day, _ in gone],
        [row for _, row in gone],
        marker=">",
        s=(size * 1.3) ** 2,
        color=style.estimate,
        zorder=4,
    )
    legend_below(figure, _signs(lanes, texts, style), style)
    return figure


def _colour(kind: Kind, style: FigureStyle) -> str:
    return {Kind.INFUSION: style.second, Kind.DRAW: style.falling, Kind.RATING: style.third}[kind]


def _draw_visits(
    axes: Axes,
    lanes: Sequence[Lane],
    kind: Kind,
    standing: Standing,
    size: float,
    style: FigureStyle,
) -> None:
    spots = [
        (visit.day, row + _ABOVE[kind])
        for row, lane in enumerate(lanes)
        for visit in lane.visits
        if visit.kind is kind and visit.standing is standing
    ]
    if not spots:
        return
    colour = _colour(kind, style)
    is_line = kind is Kind.INFUSION or standing is Standing.MISSED
    fill = colour if standing is Standing.DONE else style.background
    looks: dict[str, Any] = (
        {"color": colour} if is_line else {"facecolors": fill, "edgecolors": colour}
    )
    axes.scatter(
        [x for x, _ in spots],
        [y for _, y in spots],
        s=(size * (1.7 if kind is Kind.INFUSION and standing is not Standing.MISSED else 1.0)) ** 2,
        marker="x" if standing is Standing.MISSED else MARKERS[kind],
        linewidths=style.line_width * (1.6 if is_line else 1.0),
        zorder=3,
        **looks,
    )


def _signs(lanes: Sequence[Lane], texts: SwimmerTexts, style: FigureStyle) -> list[Artist]:
    found = {(visit.kind, visit.standing) for lane in lanes for visit in lane.visits}
    signs: list[Artist] = [
        sign(style, texts.kinds[kind], MARKERS[kind], _colour(kind, style), is_filled=True)
        for kind in Kind
        if any(one is kind for one, _ in found)
    ]
    if any(standing is Standing.OUT_OF_WINDOW for _, standing in found):
        signs.append(sign(style, texts.out_of_window, "D", style.estimate, is_filled=False))
    if any(standing is Standing.MISSED for _, standing in found):
        signs.append(sign(style, texts.missed, "x", style.estimate, is_filled=True))
    if any(lane.withdrawn_on for lane in lanes):
        signs.append(sign(style, texts.withdrawn, ">", style.estimate, is_filled=True))
    return signs
