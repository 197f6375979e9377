"""Patients × draws: which values count, which are marked, and why the others are missing."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from stats.figures.legend import RING_MARKERS, area, legend_below, ring_signs
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
from stats.presence import Mark, MissingReason
from stats.series import PatientSeries


@dataclass(frozen=True, slots=True)
class MissingMapTexts:
    """Every word of the figure, in the reader's language."""

    draw: Callable[[str, int], str]
    """Under a column: the draw, and how many values count."""
    value: str
    """What a filled cell means."""
    signs: Mapping[MissingReason, str]
    """One or two letters for each reason, written into the cell."""
    reasons: Mapping[MissingReason, str]
    patients: str
    """Along the rows; names n."""
    marks: Mapping[Mark, str] = field(default_factory=dict[Mark, str])


def missing_map(
    series: Sequence[PatientSeries],
    draws: Sequence[str],
    texts: MissingMapTexts,
    style: FigureStyle = PRINT,
) -> Figure:
    """A row a patient, filled where a value counts, with the sign of the reason elsewhere."""
    style = style.for_rows(len(series))
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, plain_number, numeric="x")
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_ylabel(texts.patients, **text_options(style))
    counts = [sum(_value(one, draw) for one in series) for draw in draws]
    room = 0.8 * style.width_mm / max(1, len(draws))
    axes.set_xticks(range(len(draws)), wrapped(map(texts.draw, draws, counts), room, style))
    step = style.rows_between_names(len(series))
    named = range(0, len(series), step)
    axes.set_yticks(list(named), [series[place].patient for place in named])
    axes.set_xlim(-0.55, len(draws) - 0.45)
    axes.set_ylim(len(series) - 0.4, -0.6)
    axes.tick_params(length=0.0)
    _draw_cells(axes, series, draws, style)
    cells = [(one.patient, x, y) for y, one in enumerate(series) for x in range(len(draws))]
    place_patients(axes, cells)
    used = _write_reasons(axes, series, draws, texts, style)
    signs = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker="",
            label=f"{texts.signs[reason]} = {texts.reasons[reason]}",
        )
        for reason in used
    ]
    value = area(texts.value, style.band, edgecolor=style.falling, linewidth=0.5)
    rings = ring_signs(_draw_marks(axes, series, draws, style), texts.marks, style)
    legend_below(figure, [value, *rings, *signs], style)
    return figure


def _value(one: PatientSeries, draw: str) -> bool:
    point = one.at(draw)
    return point is not None and point.copper is not None


def _draw_cells(
    axes: Axes, series: Sequence[PatientSeries], draws: Sequence[str], style: FigureStyle
) -> None:
    filled: list[list[tuple[float, float]]] = []
    empty: list[list[tuple[float, float]]] = []
    for row, one in enumerate(series):
        for column, draw in enumerate(draws):
            x, y, half, tall = float(column), float(row), 0.46, 0.42
            cell = [
                (x - half, y - tall),
                (x + half, y - tall),
                (x + half, y + tall),
                (x - half, y + tall),
            ]
            (filled if _value(one, draw) else empty).append(cell)
    axes.add_collection(
        PolyCollection(filled, facecolors=style.band, edgecolors=style.falling, linewidths=0.5)
    )
    axes.add_collection(
        PolyCollection(empty, facecolors=style.void, edgecolors=style.axis, linewidths=0.5)
    )


def _draw_marks(
    axes: Axes, series: Sequence[PatientSeries], draws: Sequence[str], style: FigureStyle
) -> set[Mark]:
    """A small ring in the cell of a marked value; the marks that occur."""
    spots = [
        (column, row, mark)
        for row, one in enumerate(series)
        for column, draw in enumerate(draws)
        if (point := one.at(draw)) is not None
        for mark in point.marks
    ]
    for mark in {mark for _, _, mark in spots}:
        axes.scatter(
            [x for x, _, one in spots if one is mark],
            [y for _, y, one in spots if one is mark],
            s=(style.marker_size * 0.9 / style.rows_between_names(len(series)) ** 0.5) ** 2,
            marker=RING_MARKERS[mark],
            facecolors="none",
            edgecolors=style.ring,
            linewidths=style.line_width * 1.2,
            zorder=3,
        )
    return {mark for _, _, mark in spots}


def _write_reasons(
    axes: Axes,
    series: Sequence[PatientSeries],
    draws: Sequence[str],
    texts: MissingMapTexts,
    style: FigureStyle,
) -> list[MissingReason]:
    """The signs in the empty cells, as far as there is room; the reasons that occur."""
    used: set[MissingReason] = set()
    has_room = style.rows_between_names(len(series)) == 1
    for row, one in enumerate(series):
        for column, draw in enumerate(draws):
            point = one.at(draw)
            if point is None or point.gap is None:
                continue
            used.add(point.gap)
            if has_room:
                axes.text(
                    column,
                    row,
                    texts.signs[point.gap],
                    ha="center",
                    va="center_baseline",
                    **text_options(style, small=True),
                )
    return [reason for reason in MissingReason if reason in used]
