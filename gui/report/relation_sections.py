"""Sections shown by their figures: symptoms beside copper, response, and leaving one out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gui.report.document import Block, Picture, Section
from gui.report.source import ReportSource
from gui.words import analysis as words
from gui.words import relation_figures as told
from gui.words.language import _
from stats.correlation_outcome import ChangeCorrelation, WithinPatient
from stats.outcome import PairedOutcome
from stats.response_outcome import LeftOut, Response

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle
    from stats.settings import Unit

FEWEST = 3
"""Patients from which a figure of them says anything."""


def relations(source: ReportSource) -> Section:
    """Copper and symptoms, response."""
    return Section(_("Copper and symptoms"), tuple(_relations(source)))


def robustness(source: ReportSource) -> Section:
    result = source.result
    blocks = [
        _left_out(outcome, one.without_one, result.settings.unit, result.settings.alpha)
        for outcome, one in zip(result.primary, result.sensitivity, strict=False)
        if len(one.without_one) >= FEWEST
    ]
    return Section(_("Leaving one patient out"), tuple(blocks))


def _relations(source: ReportSource) -> Iterator[Block]:
    result, unit = source.result, source.result.settings.unit
    for one in result.correlations:
        if one.n >= FEWEST and one.comparison in result.settings.comparisons:
            yield _change(one, unit)
    for one in result.within_patient:
        if len(one.points) >= FEWEST:
            yield _within(one, unit)
    if len(result.response.courses) >= FEWEST:
        yield _response(result.response)


def _change(one: ChangeCorrelation, unit: "Unit") -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.change_against_change import change_against_change

        return change_against_change(one, told.change_against_change(one, unit), style)

    pair = f"{one.comparison.earlier}-{one.comparison.later}"
    title = _("Change of copper and of {scale}, {pair}").format(
        scale=words.measure(one.measure), pair=words.comparison(one.comparison)
    )
    return Picture(f"copper-{one.measure.value}-{pair}", title, told.change_caption(one), draw)


def _within(one: WithinPatient, unit: "Unit") -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.within_patients import within_patients

        return within_patients(one, told.within_patients(one, unit), style)

    title = _("Copper and {scale} within patients").format(scale=words.measure(one.measure))
    return Picture(f"within-patients-{one.measure.value}", title, told.within_caption(one), draw)


def _response(response: Response) -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.waterfall import waterfall

        return waterfall(response.courses, told.waterfall(response), style)

    return Picture("madrs-waterfall", _("Change of MADRS"), told.waterfall_caption(response), draw)


def _left_out(
    outcome: PairedOutcome, without: tuple[LeftOut, ...], unit: "Unit", alpha: float
) -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.leave_one_out import leave_one_out

        return leave_one_out(
            outcome, without, told.leave_one_out(outcome, unit), style, alpha=alpha
        )

    pair = outcome.comparison
    title = _("Without each patient in turn, {pair}").format(pair=words.comparison(pair))
    name = f"leave-one-out-{pair.earlier}-{pair.later}"
    return Picture(name, title, told.leave_one_out_caption(outcome), draw)
