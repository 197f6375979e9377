"""Sections on copper and symptoms, response, and the planned comparisons computed otherwise."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gui.report.document import Block, Paragraph, Picture, Role, Section, Shown, Subheading, Table
from gui.report.source import ReportSource
from gui.report.wording import sentence
from gui.words import analysis as words
from gui.words import associations, patient_groups, sensitivity
from gui.words import relation_figures as told
from gui.words import response as response_words
from gui.words.language import _
from stats.analysis_result import AnalysisResult
from stats.checks_outcome import LeftOut
from stats.correlation_outcome import ChangeCorrelation, WithinPatient
from stats.outcome import NotEstimable, PairedOutcome
from stats.response_outcome import Response

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle

FEWEST = 3
"""Patients from which a figure of them says anything."""


def symptoms(source: ReportSource) -> Section:
    """Section 3: change of copper and change of symptoms."""
    result = source.result
    blocks = [
        block
        for one in (*result.correlations, *result.within_patient)
        for block in _relation(one, result)
    ]
    return Section(_("Change of copper and change of symptoms"), tuple(blocks))


def response(source: ReportSource) -> Section:
    """Section 5: response and remission."""
    result, found = source.result, source.result.response
    compared = found.copper_change
    headline = patient_groups.headline(compared, result.settings.alpha)
    blocks: list[Block] = [
        Paragraph(sentence(response_words.responded(found)), Role.LEAD),
        Paragraph(sentence(response_words.remitted(found))),
        Paragraph(sentence(f"{patient_groups.question(compared)}. {headline}")),
    ]
    if compared.failure is None:
        blocks += [
            Paragraph(sentence(patient_groups.summary(compared, result.settings.unit))),
            Paragraph(sentence(response_words.auc(found.auc))),
        ]
    blocks.append(Shown())
    if len(found.courses) >= FEWEST:
        blocks.append(_waterfall(found))
    return Section(_("Response"), tuple(blocks))


def other_ways(source: ReportSource) -> Section:
    """Section 6: the planned comparisons computed in other ways."""
    return Section(_("Computed in other ways"), tuple(_other_ways(source.result)))


def _relation(one: ChangeCorrelation | WithinPatient, result: AnalysisResult) -> Iterator[Block]:
    yield Subheading(associations.question(one))
    yield Paragraph(sentence(associations.headline(one, result.settings.alpha)), Role.LEAD)
    if isinstance(one, WithinPatient):
        if not isinstance(one.correlation, NotEstimable):
            yield Paragraph(sentence(associations.summary(one)))
        if one.shared:
            yield Paragraph(associations.shared_ratings(one), Role.NOTE)
        yield Shown()
        if len(one.points) >= FEWEST:
            yield _within(one, result)
        return
    if one.failure is None:
        lines = (
            associations.summary(one),
            associations.further(one),
            associations.detectable(one.detectable),
        )
        for line in lines:
            if line:
                yield Paragraph(sentence(line))
    yield Shown()
    if one.n >= FEWEST:
        yield _change(one, result)


def _change(one: ChangeCorrelation, result: AnalysisResult) -> Picture:
    alpha, unit = result.settings.alpha, result.settings.unit

    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.change_against_change import change_against_change

        texts = told.change_against_change(one, unit)
        return change_against_change(one, texts, style, level=1.0 - alpha)

    pair = f"{one.comparison.earlier}-{one.comparison.later}"
    title = _("Change of copper and of {scale}, {pair}").format(
        scale=words.measure(one.measure), pair=words.interval_of_draws(one.comparison)
    )
    caption = told.change_caption(one)
    return Picture(f"copper-{one.measure.value}-{pair}", title, caption, draw)


def _within(one: WithinPatient, result: AnalysisResult) -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.within_patients import within_patients

        return within_patients(one, told.within_patients(one, result.settings.unit), style)

    title = _("Copper and {scale} within patients").format(scale=words.measure(one.measure))
    caption = told.within_caption(one)
    return Picture(f"within-patients-{one.measure.value}", title, caption, draw)


def _waterfall(found: Response) -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.waterfall import waterfall

        return waterfall(found.courses, told.waterfall(found), style)

    return Picture("madrs-waterfall", _("Change of MADRS"), told.waterfall_caption(found), draw)


def _other_ways(result: AnalysisResult) -> Iterator[Block]:
    unit = result.settings.unit
    for outcome, one in zip(result.primary, result.sensitivity, strict=True):
        if not one.rows:
            continue
        yield Subheading(words.comparison(one.comparison))
        yield Paragraph(sentence(sensitivity.headline(one, result.settings.alpha)), Role.LEAD)
        lines = (
            sensitivity.subgroups(one),
            sensitivity.without_one(one),
            sensitivity.equivalence(one.equivalence, unit),
            sensitivity.detectable(one, unit),
        )
        for line in lines:
            if line:
                yield Paragraph(sentence(line))
        yield Shown()
        heading, rows = sensitivity.table(one, unit)
        name = f"other-ways-{one.comparison.earlier}-{one.comparison.later}"
        pair = words.interval_of_draws(one.comparison)
        title = _("Computed in other ways, {pair}").format(pair=pair)
        yield Table(name, title, heading, rows)
        if len(one.without_one) >= FEWEST:
            yield _left_out(outcome, one.without_one, result)


def _left_out(
    outcome: PairedOutcome, without: tuple[LeftOut, ...], result: AnalysisResult
) -> Picture:
    def draw(style: "FigureStyle") -> "Figure":
        from stats.figures.leave_one_out import leave_one_out

        texts = told.leave_one_out(outcome, result.settings.unit)
        return leave_one_out(outcome, without, texts, style, alpha=result.settings.alpha)

    pair = outcome.comparison
    title = _("Without each patient in turn, {pair}").format(pair=words.interval_of_draws(pair))
    name = f"leave-one-out-{pair.earlier}-{pair.later}"
    return Picture(name, title, told.leave_one_out_caption(outcome), draw)
