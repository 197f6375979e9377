"""Copper over all draws: each patient thin, the means of the model with their intervals."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from stats.figures.legend import area, draw_rings, legend_below, ring_signs, sign, stroke
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
from stats.outcome import Estimate
from stats.presence import Mark
from stats.series import PatientSeries

LINES_UP_TO = 200
"""Patients up to which each has a line; beyond, bands of quantiles."""

INFUSION_TO_DRAW = 0.35
"""The draw after an infusion stands so far to the right of its tick, in infusions."""

INFUSIONS_A_WEEK = 2.0
"""Where weekly ratings stand among the infusions."""

BEFORE_INFUSIONS = -0.6
"""Where baseline stands; infusion 1 is at 1."""


@dataclass(frozen=True, slots=True)
class CopperCourseTexts:
    """Every word of the figure, in the reader's language."""

    value_axis: str
    draw: Callable[[str, int], str]
    """Under a tick: the draw, and how many values count."""
    patient: str
    mean: str
    middle_half: str
    """What the inner band means, above `LINES_UP_TO` patients; then the outer."""
    middle_nine_tenths: str
    infusions: str
    marks: Mapping[Mark, str] = field(default_factory=dict[Mark, str])
    number: Callable[[float, int], str] = plain_number


def copper_course(
    series: Sequence[PatientSeries],
    means: Mapping[str, Estimate],
    infusions: int,
    texts: CopperCourseTexts,
    style: FigureStyle = PRINT,
) -> Figure:
    """`means` are those of the model by draw; a draw it has none for is left open.

    No line crosses a draw that a patient lacks. `infusions` is how many the protocol has: each
    is a tick at the foot.
    """
    draws = [point.draw for point in series[0].points] if series else list(means)
    places = draw_places(draws, infusions)
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number)
    axes.set_ylabel(texts.value_axis, **text_options(style))
    counts = [sum(_copper(one, draw) is not None for one in series) for draw in draws]
    first, last = BEFORE_INFUSIONS - 0.7, infusions + 2.1
    at = [places[draw] for draw in draws]
    nearest = min((right - left for left, right in pairwise(sorted(at))), default=last - first)
    room = 0.84 * style.width_mm * nearest / (last - first)
    axes.set_xticks(at, wrapped(map(texts.draw, draws, counts), room, style))
    axes.set_xlim(first, last)
    signs = [
        *(
            _draw_lines(axes, series, places, texts, style)
            if len(series) <= LINES_UP_TO
            else _draw_bands(axes, series, places, texts, style)
        ),
        *_draw_means(axes, means, places, texts, style),
        *_draw_infusions(axes, infusions, texts, style),
    ]
    legend_below(figure, signs, style)
    return figure


def draw_places(draws: Sequence[str], infusions: int) -> dict[str, float]:
    """Where each draw stands, counted in infusions: baseline before 1, post beyond the last."""
    places: dict[str, float] = {}
    for draw in draws:
        if draw == "baseline":
            places[draw] = BEFORE_INFUSIONS
        elif draw.startswith("inf"):
            places[draw] = int(draw.removeprefix("inf")) + INFUSION_TO_DRAW
        elif draw.startswith("week"):
            places[draw] = 1.0 + INFUSIONS_A_WEEK * int(draw.removeprefix("week"))
        else:
            places[draw] = infusions + 1.6
    return places


def runs(
    values: Sequence[float | None], places: Sequence[float]
) -> list[list[tuple[float, float]]]:
    """The pieces of a line that cross no missing value; single points are left out."""
    points = [None if v is None else (x, v) for x, v in zip(places, values, strict=True)]
    return [
        [first, second]
        for first, second in pairwise(points)
        if first is not None and second is not None
    ]


def _copper(one: PatientSeries, draw: str) -> float | None:
    point = one.at(draw)
    return None if point is None else point.copper


def _draw_lines(
    axes: Axes,
    series: Sequence[PatientSeries],
    places: Mapping[str, float],
    texts: CopperCourseTexts,
    style: FigureStyle,
) -> list[Artist]:
    crowd = style.for_crowd(len(series))
    segments = [
        piece
        for one in series
        for piece in runs(
            [point.copper for point in one.points], [places[p.draw] for p in one.points]
        )
    ]
    axes.add_collection(
        LineCollection(segments, colors=style.faint, linewidths=crowd.line_width * 0.8, alpha=0.75)
    )
    spots = [
        (places[point.draw], point.copper, point.marks)
        for one in series
        for point in one.points
        if point.copper is not None
    ]
    place_patients(
        axes,
        [
            (one.patient, places[point.draw], point.copper)
            for one in series
            for point in one.points
            if point.copper is not None
        ],
    )
    axes.scatter(
        [x for x, _, _ in spots],
        [y for _, y, _ in spots],
        s=(crowd.marker_size * 0.45) ** 2,
        color=style.faint,
        linewidths=0.0,
    )
    for x, y, marks in spots:
        draw_rings(axes, x, y, marks, crowd)
    used = {mark for _, _, marks in spots for mark in marks}
    return [
        stroke(style, texts.patient, style.faint, "solid"),
        *ring_signs(used, texts.marks, style),
    ]


def _draw_bands(
    axes: Axes,
    series: Sequence[PatientSeries],
    places: Mapping[str, float],
    texts: CopperCourseTexts,
    style: FigureStyle,
) -> list[Artist]:
    known: list[tuple[float, list[float]]] = []
    for draw, place in places.items():
        values = [value for one in series if (value := _copper(one, draw)) is not None]
        if values:
            known.append((place, values))
    xs = [x for x, _ in known]
    for low, high, colour in ((0.05, 0.95, style.grid), (0.25, 0.75, style.faint)):
        edges = [np.quantile(np.asarray(values), (low, high)) for _, values in known]
        axes.fill_between(
            xs,
            [float(edge[0]) for edge in edges],
            [float(edge[1]) for edge in edges],
            color=colour,
            linewidth=0.0,
            alpha=0.7,
        )
    return [area(texts.middle_half, style.faint), area(texts.middle_nine_tenths, style.grid)]


def _draw_means(
    axes: Axes,
    means: Mapping[str, Estimate],
    places: Mapping[str, float],
    texts: CopperCourseTexts,
    style: FigureStyle,
) -> list[Artist]:
    if not means:
        return []
    drawn = [means.get(draw) for draw in places]
    pieces = runs([None if mean is None else mean.value for mean in drawn], list(places.values()))
    axes.add_collection(
        LineCollection(pieces, colors=style.falling, linewidths=style.line_width * 2.4, zorder=3)
    )
    known = [(places[draw], mean) for draw, mean in means.items() if draw in places]
    axes.errorbar(
        [place for place, _ in known],
        [mean.value for _, mean in known],
        yerr=[
            [mean.value - mean.low for _, mean in known],
            [mean.high - mean.value for _, mean in known],
        ],
        fmt="D",
        color=style.falling,
        markersize=style.marker_size * 1.1,
        elinewidth=style.line_width * 2.0,
        capsize=style.marker_size * 0.7,
        capthick=style.line_width * 2.0,
        zorder=3.5,
    )
    return [stroke(style, texts.mean, style.falling, "solid", 2.4)]


def _draw_infusions(
    axes: Axes, infusions: int, texts: CopperCourseTexts, style: FigureStyle
) -> list[Artist]:
    axes.scatter(
        list(range(1, infusions + 1)),
        [0.0] * infusions,
        transform=axes.get_xaxis_transform(),
        marker="|",
        s=(style.marker_size * 1.9) ** 2,
        color=style.second,
        linewidths=style.line_width * 2.0,
        clip_on=False,
        zorder=4,
    )
    return [sign(style, texts.infusions, "|", style.second, is_filled=True)]
