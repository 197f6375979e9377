"""Every two draws, a row each: the change with its interval, and the adjusted p."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from stats.figures.style import (
    PRINT,
    FigureStyle,
    dress,
    new_figure,
    plain_number,
    text_options,
)
from stats.outcome import Estimate, PairedOutcome
from stats.settings import Comparison, Test


@dataclass(frozen=True, slots=True)
class ForestTexts:
    """Every word of the figure, in the reader's language."""

    change_axis: str
    row: Callable[[PairedOutcome], str]
    """Names the pair, with its n."""
    p: Callable[[PairedOutcome], str]
    """The p beside the row; empty where there is none."""
    p_heading: str
    not_estimable: str
    number: Callable[[float, int], str] = plain_number


def forest_of_pairs(
    outcomes: Sequence[PairedOutcome],
    texts: ForestTexts,
    style: FigureStyle = PRINT,
    *,
    planned: Sequence[Comparison] = (),
) -> Figure:
    """The first outcome is the uppermost row; `planned` comparisons are filled squares.

    The estimate is that of the test shown first, with its interval.
    """
    style = style.for_rows(len(outcomes))
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number, numeric="x")
    axes.set_xlabel(texts.change_axis, **text_options(style))
    axes.axvline(0.0, color=style.secondary_text, linewidth=1.0, zorder=1.5)
    axes.set_yticks(range(len(outcomes)), [texts.row(outcome) for outcome in outcomes])
    axes.set_ylim(len(outcomes) - 0.4, -0.6)
    for place, outcome in enumerate(outcomes):
        estimate = leading(outcome)
        is_planned = outcome.comparison in planned
        if estimate is not None:
            colour = style.falling if is_planned else style.estimate
            axes.errorbar(
                [estimate.value],
                [place],
                xerr=[[estimate.value - estimate.low], [estimate.high - estimate.value]],
                fmt="s",
                color=colour,
                markerfacecolor=colour if is_planned else style.background,
                markersize=style.marker_size,
                elinewidth=style.line_width * (1.8 if is_planned else 1.2),
                zorder=3,
            )
        axes.annotate(
            texts.p(outcome) if estimate is not None else texts.not_estimable,
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(style.font_size * 0.6, 0.0),
            textcoords="offset points",
            va="center",
            **text_options(style, small=True, weight="bold" if is_planned else "normal"),
        )
    axes.annotate(
        texts.p_heading,
        (1.0, 1.0),
        xycoords="axes fraction",
        xytext=(style.font_size * 0.6, style.font_size * 0.3),
        textcoords="offset points",
        va="bottom",
        **text_options(style, small=True),
    )
    return figure


def leading(outcome: PairedOutcome) -> Estimate | None:
    """The estimate of the test shown first."""
    is_rank_test = outcome.test is Test.SIGNED_RANK
    found = outcome.hodges_lehmann if is_rank_test else outcome.mean_change
    return found if isinstance(found, Estimate) else None
