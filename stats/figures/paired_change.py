"""Two draws of the same patients: a line each, and the change with its estimate."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from stats.figures.beeswarm import beeswarm
from stats.figures.legend import draw_rings, legend_below, ring_signs
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
from stats.outcome import Description, Estimate, NotEstimable, Pair, PairedOutcome
from stats.presence import Mark
from stats.settings import Test

_EARLIER, _LATER = 0.0, 1.0
_PATIENTS, _ESTIMATE = 0.0, 1.0
_ROOM_LEFT, _ROOM_RIGHT = 0.2, 0.17
"""Of a name under a tick, as a share of the figure's width."""


@dataclass(frozen=True, slots=True)
class PairedChangeTexts:
    """Every word of the figure, in the reader's language."""

    value_axis: str
    """What was measured, with its unit."""
    change_axis: str
    earlier: str
    """Under the ticks; n belongs on a second line."""
    later: str
    patients: str
    estimate: str
    marks: Mapping[Mark, str] = field(default_factory=dict[Mark, str])
    """What the shapes around marked values mean."""
    number: Callable[[float, int], str] = plain_number
    """Writes a number with so many decimals."""
    decimals: int = 1
    """Of the medians and of the estimate."""


def paired_change(
    outcome: PairedOutcome, texts: PairedChangeTexts, style: FigureStyle = PRINT
) -> Figure:
    """Left, a line a patient, solid if copper fell and dashed if it rose, with the medians.

    Right, the change of each patient, open where it rose, and the estimate of the test shown
    first with its interval. Marked values carry a shape around them.
    """
    figure = new_figure(style)
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1.0))
    _draw_values(left, outcome, texts, style)
    _draw_changes(right, outcome, texts, style)
    _explain_rings(figure, outcome, texts, style)
    return figure


def _draw_values(
    axes: Axes, outcome: PairedOutcome, texts: PairedChangeTexts, style: FigureStyle
) -> None:
    crowd = style.for_crowd(outcome.n)
    dress(axes, style, texts.number)
    axes.set_ylabel(texts.value_axis, **text_options(style))
    axes.set_xlim(-0.55, 1.55)
    names = wrapped((texts.earlier, texts.later), _ROOM_LEFT * style.width_mm, style)
    axes.set_xticks([_EARLIER, _LATER], names)
    _draw_lines(axes, outcome.pairs, crowd)
    place_patients(axes, [(pair.patient, _EARLIER, pair.earlier) for pair in outcome.pairs])
    place_patients(axes, [(pair.patient, _LATER, pair.later) for pair in outcome.pairs])
    first, second = [p.earlier for p in outcome.pairs], [p.later for p in outcome.pairs]
    _draw_diamonds(axes, _EARLIER, first, style.falling, crowd, is_filled=False)
    _draw_diamonds(axes, _LATER, second, style.falling, crowd, is_filled=True)
    for pair in outcome.pairs:
        draw_rings(axes, _EARLIER, pair.earlier, pair.earlier_marks, crowd)
        draw_rings(axes, _LATER, pair.later, pair.later_marks, crowd)
    _draw_median(axes, _EARLIER - 0.12, _EARLIER - 0.34, outcome.earlier, texts, style)
    _draw_median(axes, _LATER + 0.12, _LATER + 0.34, outcome.later, texts, style)
    if not outcome.pairs:
        axes.set_yticks([])
    axes.margins(y=0.06)


def _draw_lines(axes: Axes, pairs: Sequence[Pair], style: FigureStyle) -> None:
    looks = (
        ([p for p in pairs if p.change < 0.0], style.falling, "solid"),
        ([p for p in pairs if p.change > 0.0], style.rising, (0.0, (4.0, 2.5))),
        ([p for p in pairs if p.change == 0.0], style.rising, (0.0, (1.0, 2.0))),
    )
    for chosen, colour, dash in looks:
        lines = [[(_EARLIER, pair.earlier), (_LATER, pair.later)] for pair in chosen]
        axes.add_collection(
            LineCollection(
                lines,
                colors=colour,
                linestyles=[dash],
                linewidths=style.line_width,
                alpha=0.85,
            )
        )


def _draw_diamonds(
    axes: Axes,
    x: float | Sequence[float],
    values: Sequence[float],
    colour: str,
    style: FigureStyle,
    *,
    is_filled: bool,
) -> None:
    axes.scatter(
        [x] * len(values) if isinstance(x, float) else x,
        list(values),
        s=style.marker_size**2,
        marker="D",
        facecolors=colour if is_filled else style.background,
        edgecolors=colour,
        linewidths=style.line_width,
        zorder=3,
    )


def _draw_median(
    axes: Axes,
    inner: float,
    outer: float,
    description: Description | NotEstimable,
    texts: PairedChangeTexts,
    style: FigureStyle,
) -> None:
    """A bar beside the diamonds, with its number above it and away from them."""
    if isinstance(description, NotEstimable):
        return
    axes.plot(
        [inner, outer],
        [description.median] * 2,
        color=style.estimate,
        linewidth=style.line_width * 2.8,
        solid_capstyle="butt",
    )
    axes.annotate(
        texts.number(description.median, texts.decimals),
        (inner, description.median),
        xytext=(0.0, style.font_size * 0.5),
        textcoords="offset points",
        ha="right" if outer < inner else "left",
        va="bottom",
        **text_options(style, small=True, weight="bold"),
    )


def _draw_changes(
    axes: Axes, outcome: PairedOutcome, texts: PairedChangeTexts, style: FigureStyle
) -> None:
    crowd = style.for_crowd(outcome.n)
    dress(axes, style, texts.number)
    axes.set_ylabel(texts.change_axis, **text_options(style))
    axes.set_xlim(-0.6, 1.6)
    names = wrapped((texts.patients, texts.estimate), _ROOM_RIGHT * style.width_mm, style)
    axes.set_xticks([_PATIENTS, _ESTIMATE], names)
    axes.axhline(0.0, color=style.secondary_text, linewidth=1.0, zorder=1.5)
    places = _side_by_side([pair.change for pair in outcome.pairs], crowd)
    spots = list(zip(places, outcome.pairs, strict=True))
    place_patients(axes, [(pair.patient, x, pair.change) for x, pair in spots])
    falling = [(x, pair.change) for x, pair in spots if pair.change < 0.0]
    others = [(x, pair.change) for x, pair in spots if pair.change >= 0.0]
    for chosen, colour, is_filled in (
        (falling, style.falling, True),
        (others, style.rising, False),
    ):
        xs, ys = [x for x, _ in chosen], [y for _, y in chosen]
        _draw_diamonds(axes, xs, ys, colour, crowd, is_filled=is_filled)
    for x, pair in spots:
        draw_rings(axes, x, pair.change, pair.earlier_marks | pair.later_marks, crowd)
    _draw_estimate(axes, outcome, texts, style)
    if not outcome.pairs:
        axes.set_yticks([])
    axes.margins(y=0.06)


def _draw_estimate(
    axes: Axes, outcome: PairedOutcome, texts: PairedChangeTexts, style: FigureStyle
) -> None:
    is_rank_test = outcome.test is Test.SIGNED_RANK
    estimate = outcome.hodges_lehmann if is_rank_test else outcome.mean_change
    if not isinstance(estimate, Estimate):
        return
    axes.errorbar(
        [_ESTIMATE],
        [estimate.value],
        yerr=[[estimate.value - estimate.low], [estimate.high - estimate.value]],
        fmt="o",
        color=style.estimate,
        markersize=style.marker_size * 1.15,
        elinewidth=style.line_width * 1.8,
        capsize=style.marker_size * 0.8,
        capthick=style.line_width * 1.8,
        zorder=3,
    )
    axes.annotate(
        texts.number(estimate.value, texts.decimals),
        (_ESTIMATE, estimate.value),
        xytext=(style.font_size * 0.9, 0.0),
        textcoords="offset points",
        ha="left",
        va="center",
        **text_options(style, small=True, weight="bold"),
    )


def _side_by_side(changes: Sequence[float], style: FigureStyle) -> list[float]:
    """x of each diamond, reckoned for panels that fill a figure of the style's size."""
    width, height = (side * 72.0 for side in style.size_in_inches)
    spread = max(*changes, 0.0, 0.0) - min(*changes, 0.0, 0.0) or 1.0
    room = style.marker_size * 1.35
    return beeswarm(
        changes,
        room_x=room * 2.2 / (0.34 * width),
        room_y=room * spread * 1.12 / (0.7 * height),
        widest=0.42,
    )


def _explain_rings(
    figure: Figure, outcome: PairedOutcome, texts: PairedChangeTexts, style: FigureStyle
) -> None:
    used = {flag.mark for flag in outcome.flags}
    legend_below(figure, ring_signs(used, texts.marks, style), style)
