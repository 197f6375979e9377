"""Waterfall of the change of MADRS: a bar a patient, from the smallest fall to the largest."""

# pyright: reportUnknownMemberType=false
# matplotlib's own hints leave its keyword arguments untyped.
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from stats.figures.legend import area, legend_below, stroke
from stats.figures.spots import place_patients
from stats.figures.style import PRINT, FigureStyle, dress, new_figure, plain_number, text_options
from stats.response_outcome import SymptomCourse

HATCH = "////"


@dataclass(frozen=True, slots=True)
class WaterfallTexts:
    """Every word of the figure, in the reader's language; the first three name how many."""

    remission: str
    response: str
    """Without remission."""
    other: str
    change_axis: str
    patients: str
    """Under the bars; names n."""
    threshold: str
    number: Callable[[float, int], str] = plain_number


def waterfall(
    courses: Sequence[SymptomCourse],
    texts: WaterfallTexts,
    style: FigureStyle = PRINT,
    *,
    threshold: float = -50.0,
) -> Figure:
    """Filled: remission. Hatched: response only. Hollow: neither. Dashed line: `threshold`.

    A patient whose score at baseline is 0 has no change in percent, and no bar.
    """
    figure = new_figure(style)
    axes = figure.subplots()
    dress(axes, style, texts.number)
    axes.set_ylabel(texts.change_axis, **text_options(style))
    axes.set_xlabel(texts.patients, **text_options(style))
    ordered = sorted(
        ((one, one.change_percent) for one in courses if one.change_percent is not None),
        key=lambda bar: (-bar[1], bar[0].patient),
    )
    names_fit = len(ordered) <= 40
    axes.set_xticks(
        range(len(ordered)) if names_fit else [],
        [one.patient for one, _ in ordered] if names_fit else [],
        rotation=90,
    )
    axes.set_xlim(-0.7, max(len(ordered), 1) - 0.3)
    ends = [(one.patient, x, y) for x, (one, y) in enumerate(ordered)]
    place_patients(
        axes, [(patient, x, y * share) for patient, x, y in ends for share in (0, 0.5, 1)]
    )
    signs: list[Artist] = []
    looks = (
        (_Outcome.REMISSION, style.second, "", texts.remission),
        (_Outcome.RESPONSE, style.background, HATCH, texts.response),
        (_Outcome.OTHER, style.background, "", texts.other),
    )
    for outcome, fill, hatch, label in looks:
        chosen = [(x, y) for x, (one, y) in enumerate(ordered) if _outcome_of(one) is outcome]
        axes.bar(
            [x for x, _ in chosen],
            [y for _, y in chosen],
            width=0.8,
            facecolor=fill,
            edgecolor=style.second,
            hatch=hatch,
            linewidth=style.line_width,
            zorder=2,
        )
        signs.append(
            area(label, fill, edgecolor=style.second, hatch=hatch, linewidth=style.line_width)
        )
    axes.axhline(0.0, color=style.secondary_text, linewidth=1.0, zorder=3)
    axes.axhline(
        threshold,
        color=style.estimate,
        linewidth=style.line_width * 1.3,
        linestyle=(0, (4, 2)),
        zorder=3,
    )
    signs.append(stroke(style, texts.threshold, style.estimate, (0, (4, 2)), 1.3))
    legend_below(figure, signs, style)
    return figure


class _Outcome(Enum):
    REMISSION = 1
    RESPONSE = 2
    OTHER = 3


def _outcome_of(one: SymptomCourse) -> _Outcome:
    if one.remitted:
        return _Outcome.REMISSION
    return _Outcome.RESPONSE if one.responded else _Outcome.OTHER
