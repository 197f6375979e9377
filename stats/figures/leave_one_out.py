"""A planned comparison when each patient in turn is left out: the estimate, and p."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from stats.checks_outcome import LeftOut
from stats.figures.forest import leading
from stats.figures.spots import place_patients
from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options
from stats.outcome import Estimate, PairedOutcome


@dataclass(frozen=True, slots=True)
class LeaveOneOutTexts:
    """Every word of the figure, in the reader's language."""

    change_axis: str
    """Of the left panel; names the interval."""
    p_axis: str
    left_out: str
    """Along the rows; names n."""
    number: Callable[[float, int], str] = plain_number


def leave_one_out(
    outcome: PairedOutcome,
    without: Sequence[LeftOut],
    texts: LeaveOneOutTexts,
    style: FigureStyle = PRINT,
    *,
    alpha: float = 0.05,
) -> Figure:
    """A row a patient, by the p found without them: left the estimate, right p.

    Solid lines: the result of all. Dashed line: alpha. A row is filled where p without the
    patient lies on the other side of alpha. Rows without a result stay empty.
    """
    rows = sorted(without, key=_by_p)
    style = style.for_rows(len(rows))
    figure = new_figure(style)
    left, right = figure.subplots(1, 2, width_ratios=(1.35, 1.0))
    for axes in (left, right):
        dress(axes, style, texts.number, numeric="x", steps=4)
    left.set_xlabel(texts.change_axis, **text_options(style))
    right.set_xlabel(texts.p_axis, **text_options(style))
    left.set_ylabel(texts.left_out, **text_options(style))
    step = style.rows_between_names(len(rows))
    named = range(0, len(rows), step)
    left.set_yticks(list(named), [rows[place].patient for place in named])
    right.set_yticks([])
    for axes in (left, right):
        axes.set_ylim(len(rows) - 0.4, -0.6)
    for place, row in enumerate(rows):
        if isinstance(row.estimate, Estimate):
            place_patients(left, [(row.patient, row.estimate.value, place)])
        if isinstance(row.p, float):
            place_patients(right, [(row.patient, row.p, place)])
    whole = outcome.p if isinstance(outcome.p, float) else None
    crosses = [_crosses(row, whole, alpha) for row in rows]
    _draw_estimates(left, outcome, rows, crosses, style)
    _draw_p(right, whole, rows, crosses, style, alpha)
    return figure


def _by_p(row: LeftOut) -> tuple[float, str]:
    return (row.p if isinstance(row.p, float) else 2.0, row.patient)


def _crosses(row: LeftOut, whole: float | None, alpha: float) -> bool:
    return whole is not None and isinstance(row.p, float) and (row.p < alpha) != (whole < alpha)


def _draw_estimates(
    axes: Axes,
    outcome: PairedOutcome,
    rows: Sequence[LeftOut],
    crosses: Sequence[bool],
    style: FigureStyle,
) -> None:
    known = [
        (place, row.estimate)
        for place, row in enumerate(rows)
        if isinstance(row.estimate, Estimate)
    ]
    ends = [end for _, one in known for end in (one.low, one.high, 0.0)] or [-1.0, 1.0]
    room = 0.06 * (max(ends) - min(ends))
    axes.set_xlim(min(ends) - room, max(ends) + room)
    axes.add_collection(
        LineCollection(
            [[(one.low, place), (one.high, place)] for place, one in known],
            colors=style.estimate,
            linewidths=style.line_width,
        )
    )
    _draw_dots(axes, [(one.value, place) for place, one in known], crosses, style)
    axes.axvline(0.0, color=style.secondary_text, linewidth=1.0, zorder=1.5)
    estimate = leading(outcome)
    if estimate is not None:
        axes.axvline(estimate.value, color=style.falling, linewidth=style.line_width * 1.4)


def _draw_p(
    axes: Axes,
    whole: float | None,
    rows: Sequence[LeftOut],
    crosses: Sequence[bool],
    style: FigureStyle,
    alpha: float,
) -> None:
    spots = [(row.p, place) for place, row in enumerate(rows) if isinstance(row.p, float)]
    _draw_dots(axes, spots, crosses, style)
    axes.axvline(
        alpha, color=style.estimate, linewidth=style.line_width * 1.3, linestyle=(0, (4, 2))
    )
    if whole is not None:
        axes.axvline(whole, color=style.falling, linewidth=style.line_width * 1.4)
    axes.set_xlim(0.0, max([p for p, _ in spots] + [alpha, whole or 0.0]) * 1.1)


def _draw_dots(
    axes: Axes,
    spots: Sequence[tuple[float, int]],
    crosses: Sequence[bool],
    style: FigureStyle,
) -> None:
    axes.scatter(
        [x for x, _ in spots],
        [place for _, place in spots],
        s=(style.marker_size * 0.8) ** 2,
        facecolors=[style.falling if crosses[row] else style.background for _, row in spots],
        edgecolors=style.falling,
        linewidths=style.line_width * 1.2,
        zorder=3,
    )
