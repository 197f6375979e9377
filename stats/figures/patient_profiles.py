"""The courses of several patients side by side, on the same scales."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpecFromSubplotSpec
from matplotlib.ticker import NullLocator

from stats.figures.legend import (
    area,
    draw_rings,
    height_of_legend_mm,
    legend_below,
    ring_signs,
    sign,
)
from stats.figures.patient_profile import PatientProfileTexts, draw_infusions, draw_line
from stats.figures.style import (
    GRID_WIDTH,
    PRINT,
    FigureStyle,
    dress,
    frame,
    round_steps,
    text_options,
)
from stats.figures.visit_marks import Profile, ProfilePoint

PER_FIGURE = 12
"""Patients that fit a page."""
_CELL_MM = (54.0, 48.0)
_LEFT_MM, _TOP_MM, _DAYS_MM = 16.0, 6.0, 13.0
_STEPS = 4
_DASH = (0.0, (4.0, 2.0))


def patient_profiles(
    profiles: Sequence[Profile],
    texts: PatientProfileTexts,
    name: Callable[[Profile], str],
    style: FigureStyle = PRINT,
) -> Figure:
    """Copper above, MADRS and YMRS below, for up to `PER_FIGURE` patients.

    `name` stands above a patient's panels: the code, with how many copper values there are.

    Lines stop where a draw or a rating is missing. All panels share their scales. The figure
    is as wide as a page's text, or as `style` where that is narrower than a panel and a half.
    """
    columns = 3 if style.width_mm > 1.5 * _CELL_MM[0] + _LEFT_MM else 1
    rows = -(-len(profiles) // columns)
    small = replace(
        style,
        width_mm=_LEFT_MM + columns * _CELL_MM[0],
        marker_size=style.marker_size * 0.65,
        font_size=min(style.font_size, 7.5),
    )
    signs = _signs(profiles, texts, small)
    below = _DAYS_MM + height_of_legend_mm(signs, small)
    small = replace(small, height_mm=_TOP_MM + rows * _CELL_MM[1] + below)
    figure = Figure(figsize=small.size_in_inches, facecolor=style.background)
    grid = figure.add_gridspec(
        rows,
        columns,
        left=_LEFT_MM / small.width_mm,
        right=1.0 - 2.0 / small.width_mm,
        top=1.0 - _TOP_MM / small.height_mm,
        bottom=below / small.height_mm,
        hspace=0.32,
        wspace=0.12,
    )
    scales = _Scales.of(profiles)
    for place, profile in enumerate(profiles):
        cell = GridSpecFromSubplotSpec(
            2, 1, grid[place // columns, place % columns], height_ratios=(1.25, 1.0), hspace=0.12
        )
        upper, lower = figure.add_subplot(cell[0]), figure.add_subplot(cell[1])
        is_left, is_last = place % columns == 0, place + columns >= len(profiles)
        panels = (
            (upper, texts.value_axis, scales.copper, False),
            (lower, texts.score_axis, scales.scores, is_last),
        )
        for axes, label, span, has_days in panels:
            axes.set_xlim(*scales.days)
            axes.set_ylim(*span)
            _dress(axes, texts, small, has_values=is_left, has_days=has_days)
            if is_left:
                axes.set_ylabel(label, **text_options(small, small=True))
                axes.yaxis.set_label_coords(-0.6 * _LEFT_MM / _CELL_MM[0], 0.5)
        if is_last:
            lower.set_xlabel(texts.day_axis, **text_options(small, small=True))
        upper.set_title(name(profile), loc="left", pad=2.0, **text_options(small))
        _draw_patient(upper, lower, profile, small)
    legend_below(figure, signs, small, is_laid_out=False)
    return figure


@dataclass(frozen=True, slots=True)
class _Scales:
    """What every panel shows: axes that matplotlib shares cost as much as all others together."""

    days: tuple[float, float]
    copper: tuple[float, float]
    scores: tuple[float, float]

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> "_Scales":
        points = [p for one in profiles for p in (*one.copper, *one.madrs, *one.ymrs)]
        days = [point.day for point in points if point.value is not None]
        days += [day for one in profiles for day in one.infusions]
        copper = [p.value for one in profiles for p in one.copper if p.value is not None]
        copper += [limit for one in profiles for limit in one.reference or ()]
        scores = [p.value or 0.0 for one in profiles for p in (*one.madrs, *one.ymrs)]
        return cls(_span(days, 0.5), _span(copper, 1.0), (-2.5, max(10.0, *scores) * 1.08))


def _span(values: Sequence[float], least: float) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = max(least, 0.05 * (high - low))
    return low - room, high + room


def _dress(
    axes: Axes,
    texts: PatientProfileTexts,
    style: FigureStyle,
    *,
    has_values: bool,
    has_days: bool,
) -> None:
    """A panel with ticks where it carries a scale; the lines of the others are drawn at once.

    A tick costs as much as a patient's line, and the panels inside would need most of them.
    """
    if has_values or has_days:
        dress(axes, style, texts.number, numeric="y" if texts.ticks else "both", steps=_STEPS)
    else:
        frame(axes, style)
    if has_days and texts.ticks:
        axes.set_xticks([x for x, _ in texts.ticks], [name for _, name in texts.ticks])
    sides = (
        (axes.xaxis, has_days, not texts.ticks, axes.get_xlim(), axes.get_xaxis_transform()),
        (axes.yaxis, has_values, True, axes.get_ylim(), axes.get_yaxis_transform()),
    )
    for axis, has_ticks, has_grid, (low, high), transform in sides:
        if has_ticks:
            continue
        axis.set_major_locator(NullLocator())
        if has_grid:
            places = [p for p in round_steps(_STEPS).tick_values(low, high) if low <= p <= high]
            across = axis is axes.yaxis
            axes.add_collection(
                LineCollection(
                    [[(0, p), (1, p)] if across else [(p, 0), (p, 1)] for p in places],
                    transform=transform,
                    colors=style.grid,
                    linewidths=GRID_WIDTH,
                    zorder=0.5,
                ),
                autolim=False,
            )


def _draw_patient(upper: Axes, lower: Axes, profile: Profile, style: FigureStyle) -> None:
    draw_line(upper, profile.copper, "D", style.falling, "solid", style)
    for point in profile.copper:
        if point.value is not None:
            draw_rings(upper, point.day, point.value, point.marks, style)
    draw_line(lower, profile.madrs, "o", style.second, "solid", style)
    draw_line(lower, profile.ymrs, "s", style.third, _DASH, style)
    if profile.infusions:
        for axes in (upper, lower):
            draw_infusions(axes, profile.infusions, style)
    if profile.reference is not None:
        upper.axhspan(*profile.reference, color=style.grid, alpha=0.45, linewidth=0.0, zorder=0.5)


def _signs(
    profiles: Sequence[Profile], texts: PatientProfileTexts, style: FigureStyle
) -> list[Artist]:
    def known(points: Sequence[ProfilePoint]) -> bool:
        return any(point.value is not None for point in points)

    signs: list[Artist] = [sign(style, texts.copper, "D", style.falling, is_filled=True)]
    if any(known(profile.madrs) for profile in profiles):
        signs.append(sign(style, texts.madrs, "o", style.second, is_filled=True))
    if any(known(profile.ymrs) for profile in profiles):
        signs.append(sign(style, texts.ymrs, "s", style.third, is_filled=False))
    if any(profile.infusions for profile in profiles):
        signs.append(sign(style, texts.infusions, "|", style.estimate, is_filled=True))
    if any(profile.reference for profile in profiles):
        signs.append(area(texts.reference, style.grid, alpha=0.6))
    used = {mark for one in profiles for point in one.copper for mark in point.marks}
    return [*signs, *ring_signs(used, texts.marks, style)]
