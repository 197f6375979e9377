"""Sections on all draws at once, symptoms, groups of patients, response, and other ways."""

from collections.abc import Iterator

from gui.report.document import Block, Paragraph, Role, Section, Subheading, Table
from gui.report.pair_sections import sentence
from gui.report.source import ReportSource
from gui.words import analysis as words
from gui.words import associations, omnibus, patient_groups, sensitivity
from gui.words import response as response_words
from gui.words.language import _
from gui.words.numbers import bare_p
from stats.analysis_result import AnalysisResult
from stats.correlation_outcome import WithinPatient
from stats.group_outcome import GroupComparison
from stats.outcome import AdjustedP, NotEstimable
from stats.presence import Measure


def all_draws(source: ReportSource) -> Section:
    """Section 2: copper over all draws, then the scales."""
    return Section(_("Copper over all draws"), tuple(_all_draws(source.result)))


def symptoms(source: ReportSource) -> Section:
    """Section 3: change of copper and change of symptoms."""
    result = source.result
    blocks: list[Block] = []
    for one in (*result.correlations, *result.within_patient):
        blocks.append(Subheading(associations.question(one)))
        headline = associations.headline(one, result.settings.alpha)
        blocks.append(Paragraph(sentence(headline), Role.LEAD))
        if isinstance(one, WithinPatient):
            if not isinstance(one.correlation, NotEstimable):
                blocks.append(Paragraph(sentence(associations.summary(one))))
        elif one.failure is None:
            told = (
                associations.summary(one),
                associations.further(one),
                associations.detectable(one.detectable),
            )
            blocks += [Paragraph(sentence(line)) for line in told if line]
    return Section(_("Change of copper and change of symptoms"), tuple(blocks))


def groups(source: ReportSource) -> Section:
    """Section 4: comorbidity and diagnosis."""
    result = source.result
    rows = [_group_row(one, result) for one in result.groups.two]
    blocks: list[Block] = []
    if rows:
        heading = (
            _("Groups and quantity"),
            _("Patients"),
            _("Difference (95% CI)"),
            "p",
            _("Holm p"),
        )
        title = _("Groups of patients, {unit}").format(unit=words.unit(result.settings.unit))
        blocks.append(Table("groups", title, heading, tuple(rows), frozenset({0, 1, 2})))
    heading, interaction_rows = omnibus.interactions_table(result.groups.interactions)
    if interaction_rows:
        title = _("Course of copper by group, all draws")
        blocks.append(Table("interactions", title, heading, interaction_rows, frozenset({0, 2})))
    first = next(iter(result.groups.two), None)
    if first is not None:
        blocks.append(Paragraph(" ".join(patient_groups.method(first)), Role.NOTE))
    return Section(_("Comorbidity and diagnosis"), tuple(blocks))


def response(source: ReportSource) -> Section:
    """Section 5: response and remission."""
    result, found = source.result, source.result.response
    compared = found.copper_change
    blocks: list[Block] = [
        Paragraph(sentence(response_words.responded(found)), Role.LEAD),
        Paragraph(sentence(response_words.remitted(found))),
        Paragraph(sentence(patient_groups.headline(compared, result.settings.alpha))),
    ]
    if compared.failure is None:
        blocks += [
            Paragraph(sentence(patient_groups.summary(compared, result.settings.unit))),
            Paragraph(sentence(response_words.auc(found.auc))),
        ]
    blocks.append(Paragraph(" ".join(response_words.method()), Role.NOTE))
    return Section(_("Response"), tuple(blocks))


def other_ways(source: ReportSource) -> Section:
    """Section 6: the planned comparisons computed in other ways."""
    return Section(_("Computed in other ways"), tuple(_other_ways(source.result)))


def _all_draws(result: AnalysisResult) -> Iterator[Block]:
    unit, alpha = result.settings.unit, result.settings.alpha
    for one in result.omnibus:
        name = one.measure.value
        yield Subheading(omnibus.question(one))
        yield Paragraph(sentence(omnibus.headline(one, alpha)), Role.LEAD)
        told = omnibus.summary(one, unit)
        if told:
            yield Paragraph(told)
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
    yield Paragraph(" ".join(omnibus.method()), Role.NOTE)


def _group_row(one: GroupComparison, result: AnalysisResult) -> tuple[str, ...]:
    question, sizes = patient_groups.question(one), patient_groups.sizes_of(one)
    if isinstance(one.mann_whitney, NotEstimable):
        return question, sizes, words.not_estimable(one.mann_whitney), "", ""
    places = words.places(one.quantity.measure, result.settings.unit)
    adjusted = bare_p(one.adjusted.p) if isinstance(one.adjusted, AdjustedP) else ""
    difference = words.with_interval(one.hodges_lehmann, places)
    return question, sizes, difference, bare_p(one.mann_whitney.p), adjusted


def _other_ways(result: AnalysisResult) -> Iterator[Block]:
    unit = result.settings.unit
    for one in result.sensitivity:
        if not one.rows:
            continue
        title = words.comparison(one.comparison)
        yield Subheading(title)
        yield Paragraph(sentence(sensitivity.headline(one, result.settings.alpha)), Role.LEAD)
        heading, rows = sensitivity.table(one, unit)
        name = f"other-ways-{one.comparison.earlier}-{one.comparison.later}"
        yield Table(name, title, heading, rows)
        told = (
            sensitivity.without_one(one),
            sensitivity.equivalence(one.equivalence, unit),
            sensitivity.detectable(one, unit),
        )
        for line in told:
            if line:
                yield Paragraph(sentence(line))
    yield Paragraph(" ".join(sensitivity.method()), Role.NOTE)
