"""The section on all draws at once."""

from collections.abc import Iterator

from gui.report.document import Block, Paragraph, Role, Section, Shown, Subheading, Table
from gui.report.source import ReportSource
from gui.report.wording import sentence
from gui.words import analysis as words
from gui.words import omnibus
from gui.words.language import _
from stats.analysis_result import AnalysisResult
from stats.presence import Measure


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
        yield Shown()
        heading, rows = omnibus.tests_table(one)
        title = _("{measure}: tests of all draws").format(measure=words.measure(one.measure))
        yield Table(f"{name}-all-draws", title, heading, rows, frozenset({0, 2}))
        for table, key, title in (
            (omnibus.means_table, "means", _("{measure}: means of the model")),
            (omnibus.contrasts_table, "contrasts", _("{measure}: every two draws in the model")),
        ):
            if key == "contrasts" and one.measure is not Measure.COPPER:
                continue
            heading, rows = table(one, unit)
            if rows:
                named = title.format(measure=words.measure(one.measure))
                yield Table(f"{name}-model-{key}", named, heading, rows)
