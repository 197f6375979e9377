"""Sections on pairs of draws: the planned comparisons, and every two draws."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gui.report.document import (
    Block,
    Bullets,
    Paragraph,
    Picture,
    Role,
    Section,
    Shown,
    Subheading,
    Table,
)
from gui.report.source import ReportSource
from gui.report.wording import sentence
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import captions, figures, questions
from gui.words import report as report_words
from gui.words.language import _
from gui.words.planned_answers import beside_every_pair
from stats.analysis_result import AnalysisResult
from stats.outcome import PairedOutcome

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle


def planned(source: ReportSource) -> Section:
    blocks = [
        block for outcome in source.result.primary for block in _comparison(outcome, source.result)
    ]
    return Section(_("Planned comparisons"), tuple(blocks))


def added(source: ReportSource) -> Section:
    """Comparisons that somebody added beside the plan."""
    result = source.result
    blocks: list[Block] = []
    for one in result.exploratory:
        blocks.append(Subheading(questions.exploration(one.asked)))
        blocks += list(_comparison(one.outcome, result, questions.file_name(one.asked)))[1:]
    if not blocks:
        return Section(_("Added comparisons (exploratory)"), ())
    told = _("Exploratory: added beside the plan, adjusted only among the added comparisons.")
    return Section(_("Added comparisons (exploratory)"), (Paragraph(told, Role.NOTE), *blocks))


def every_pair(source: ReportSource) -> Section:
    result = source.result
    if not result.pairwise:
        return Section(_("Every two draws"), ())
    return Section(
        _("Every two draws"),
        (
            Paragraph(beside_every_pair(len(result.pairwise), result.primary)),
            _pair_table(result),
            Picture(
                "forest-of-pairs",
                _("Change between every two draws"),
                captions.forest(result),
                lambda style: _forest(result, style),
            ),
        ),
    )


def _comparison(outcome: PairedOutcome, result: AnalysisResult, name: str = "") -> Iterator[Block]:
    unit, name = result.settings.unit, name or _file_name(outcome)
    yield Subheading(words.comparison(outcome.comparison))
    yield Paragraph(sentence(words.headline(outcome, result.settings.alpha)), Role.LEAD)
    if outcome.failure is None:
        yield Paragraph(sentence(words.summary(outcome, unit)))
        yield Paragraph(words.counts(outcome))
        yield Shown()
    if outcome.published is not None:
        yield Paragraph(words.published(outcome.published.p), Role.NOTE)
    yield from _missing(outcome)
    if not outcome.pairs:
        return
    title, pair = words.comparison(outcome.comparison), words.interval_of_draws(outcome.comparison)
    heading, rows = tables.descriptives(outcome, unit)
    measure = words.measure(outcome.measure)
    named = _("{measure}, {pair}").format(measure=measure, pair=pair)
    yield Table(f"{name}-values", named, heading, rows)
    if outcome.failure is None:
        heading, rows = tables.tests(outcome, unit)
        yield Table(
            f"{name}-tests",
            _("Tests and estimates, {pair}").format(pair=pair),
            heading,
            rows,
            note=f"{tables.estimates()} {tables.further(outcome)}",
        )
        yield from _checks(outcome)
    yield Picture(
        f"{name}-change",
        title,
        captions.paired_change(outcome),
        lambda style: _paired_change(outcome, result, style),
    )
    if outcome.checks is not None and outcome.n > 2:
        yield Picture(
            f"{name}-normal-quantiles",
            _("Normal quantiles of the changes, {pair}").format(pair=pair),
            captions.normal_quantiles(outcome, result.settings.alpha),
            lambda style: _normal_quantiles(outcome, result, style),
        )


def _missing(outcome: PairedOutcome) -> Iterator[Block]:
    grouped = words.grouped_missing(outcome.missing)
    if not grouped:
        yield Paragraph(report_words.nobody_is_missing(outcome.n))
        return
    yield Paragraph(report_words.who_is_missing(outcome.n, outcome.n_patients), Role.INTRO)
    yield Bullets(tuple(f"{reason}: {', '.join(codes)}" for reason, codes in grouped))


def _checks(outcome: PairedOutcome) -> Iterator[Block]:
    signs = {True: "✓ ", False: "! ", None: ""}
    lines = [
        f"{signs[holds]}{told}. {detail}." for holds, told, detail in tables.checks(outcome)
    ] + [words.note(note) for note in outcome.notes]
    if lines:
        told = _("What was looked at beside the result; nothing here changed the test:")
        yield Paragraph(told, Role.INTRO)
        yield Bullets(tuple(lines))


def _pair_table(result: AnalysisResult) -> Table:
    heading, rows = tables.every_pair(result)
    tested = _("p: {test}.").format(test=words.test(result.settings.test))
    note = f"{tables.estimates()} {tested}"
    return Table("every-pair", _("Change of copper between every two draws"), heading, rows,
                 note=note)  # fmt: skip


def _file_name(outcome: PairedOutcome) -> str:
    return f"{outcome.comparison.earlier}-{outcome.comparison.later}"


def _paired_change(
    outcome: PairedOutcome, result: AnalysisResult, style: "FigureStyle"
) -> "Figure":
    from stats.figures.paired_change import paired_change

    return paired_change(outcome, figures.paired_change(outcome, result.settings.unit), style)


def _normal_quantiles(
    outcome: PairedOutcome, result: AnalysisResult, style: "FigureStyle"
) -> "Figure":
    from stats.figures.normal_quantiles import normal_quantiles

    texts = figures.normal_quantiles(outcome, result.settings.unit)
    return normal_quantiles(outcome, texts, style, level=1.0 - result.settings.alpha)


def _forest(result: AnalysisResult, style: "FigureStyle") -> "Figure":
    from stats.figures.forest import forest_of_pairs

    return forest_of_pairs(
        result.pairwise, figures.forest(result), style, planned=result.settings.comparisons
    )
