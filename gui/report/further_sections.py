"""The section on all draws at once."""

from collections.abc import Iterator

from gui.report.document import Block, Paragraph, Role, Section, Shown, Subheading, Table
from gui.report.source import ReportSource
from gui.report.wording import sentence
from gui.words import analysis as words
from gui.words import omnibus, omnibus_tables
from gui.words.language import _
from gui.words.planned_answers import beside_all_draws
from stats.analysis_result import AnalysisResult
from stats.omnibus_outcome import OmnibusOutcome
from stats.presence import Measure
from stats.settings import Unit


def all_draws(source: ReportSource) -> Section:
    """Section 2: copper over all draws, then the scales."""
    return Section(_("All draws at once"), tuple(_all_draws(source.result)))


def _all_draws(result: AnalysisResult) -> Iterator[Block]:
    unit, alpha = result.settings.unit, result.settings.alpha
    for one in result.omnibus:
        name = one.measure.value
        yield Subheading(omnibus.question(one))
        yield Paragraph(sentence(omnibus.headline(one, alpha)), Role.LEAD)
        told = omnibus.summary(one, unit)
        if told:
            yield Paragraph(told)
        for beside in beside_all_draws(one, result.primary, unit):
            yield Paragraph(beside, Role.NOTE)
        yield Shown()
        heading, rows = omnibus_tables.tests_table(one)
        title = _("{measure}: tests of all draws").format(measure=words.measure(one.measure))
        yield Table(f"{name}-all-draws", title, heading, rows, frozenset({0, 2}))
        yield from _model_tables(one, unit)


def _model_tables(one: OmnibusOutcome, unit: Unit) -> Iterator[Block]:
    """Means of the leading model, and of copper the differences of every two draws."""
    name, measure = one.measure.value, words.measure(one.measure)
    heading, rows = omnibus_tables.means_table(one, unit)
    if not rows:
        return
    note = omnibus_tables.means_title(one) + "."
    title = _("{measure}: means of the model").format(measure=measure)
    yield Table(f"{name}-model-means", title, heading, rows, note=note)
    if one.measure is Measure.COPPER:
        heading, rows = omnibus_tables.contrasts_table(one, unit)
        note = omnibus_tables.contrasts_title(one) + "."
        title = _("{measure}: every two draws in the model").format(measure=measure)
        yield Table(f"{name}-model-contrasts", title, heading, rows, note=note)
