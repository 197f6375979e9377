"""Sections 2 to 7 of the analysis as a person reads them in a terminal."""

from collections.abc import Iterator

from gui.commands.text_table import aligned
from gui.words import analysis as words
from gui.words import associations, omnibus, omnibus_tables, patient_groups, sensitivity
from gui.words import response as response_words
from gui.words.language import _
from gui.words.numbers import bare_p
from gui.words.planned_answers import beside_all_draws
from stats.analysis_result import AnalysisResult
from stats.group_outcome import GroupComparison, SeveralGroups
from stats.outcome import AdjustedP, NotEstimable
from stats.presence import Measure


def further_sections(result: AnalysisResult) -> Iterator[str]:
    """One block of text a section."""
    yield _block(_("Copper over all draws"), _all_draws(result))
    yield _block(_("Change of copper and change of symptoms"), _correlations(result))
    yield _block(_("Copper and symptoms within patients"), _within(result))
    yield _groups(result)
    yield _block(_("Response"), _response(result))
    yield from _sensitivity(result)
    yield _block(_("Missing values"), _missing(result))


def _sentence(words: str) -> str:
    return words if words.endswith(".") else words + "."


def _block(heading: str, lines: Iterator[str]) -> str:
    return "\n".join([heading, *(f"  {line}" for line in lines if line)])


def _all_draws(result: AnalysisResult) -> Iterator[str]:
    for one in result.omnibus:
        yield _sentence(omnibus.headline(one, result.settings.alpha))
        yield "  " + omnibus.summary(one, result.settings.unit)
        for told in beside_all_draws(one, result.primary, result.settings.unit):
            yield "  " + told
        if one.measure is Measure.COPPER:
            heading, rows = omnibus_tables.tests_table(one)
            yield from aligned([heading, *rows], right=frozenset({1, 3})).splitlines()


def _correlations(result: AnalysisResult) -> Iterator[str]:
    for one in result.correlations:
        yield associations.question(one)
        yield "  " + _sentence(associations.headline(one, result.settings.alpha))
        if one.failure is None:
            yield "  " + associations.summary(one)
            yield "  " + associations.detectable(one.detectable)


def _within(result: AnalysisResult) -> Iterator[str]:
    for one in result.within_patient:
        yield associations.question(one)
        yield "  " + _sentence(associations.headline(one, result.settings.alpha))
        if not isinstance(one.correlation, NotEstimable):
            yield "  " + associations.summary(one)
        if one.shared:
            yield "  " + associations.shared_ratings(one)


def _groups(result: AnalysisResult) -> str:
    heading = _("Groups of patients: typical difference in {unit} with its interval, p, Holm p")
    rows = [
        *(_group_row(one, result) for one in result.groups.two),
        *(_several_row(one) for one in result.groups.several),
    ]
    return heading.format(unit=words.unit(result.settings.unit)) + "\n" + aligned(rows)


def _group_row(one: GroupComparison, result: AnalysisResult) -> tuple[str, ...]:
    question, sizes = patient_groups.question(one), patient_groups.sizes_of(one)
    if isinstance(one.mann_whitney, NotEstimable):
        return question, sizes, words.not_estimable(one.mann_whitney), "", ""
    places = words.places(one.quantity.measure, result.settings.unit)
    adjusted = bare_p(one.adjusted.p) if isinstance(one.adjusted, AdjustedP) else ""
    difference = words.with_interval(one.hodges_lehmann, places)
    return question, sizes, difference, bare_p(one.mann_whitney.p), adjusted


def _several_row(one: SeveralGroups) -> tuple[str, ...]:
    test = one.kruskal_wallis
    sizes = words.patients(one.n)
    if isinstance(test, NotEstimable):
        return patient_groups.question(one), sizes, words.not_estimable(test), "", ""
    return patient_groups.question(one), sizes, "", bare_p(test.p), ""


def _response(result: AnalysisResult) -> Iterator[str]:
    found = result.response
    yield _sentence(response_words.responded(found))
    yield _sentence(response_words.remitted(found))
    compared = found.copper_change
    yield patient_groups.question(compared)
    yield "  " + _sentence(patient_groups.headline(compared, result.settings.alpha))
    if compared.failure is None:
        yield "  " + patient_groups.summary(compared, result.settings.unit)
        yield "  " + response_words.auc(found.auc)


def _sensitivity(result: AnalysisResult) -> Iterator[str]:
    unit = result.settings.unit
    for one in result.sensitivity:
        if not one.rows:
            continue
        heading, rows = sensitivity.table(one, unit)
        told = (
            _sentence(sensitivity.headline(one, result.settings.alpha)),
            sensitivity.without_one(one),
            sensitivity.equivalence(one.equivalence, unit),
            sensitivity.detectable(one, unit),
        )
        title = _("Computed in other ways: {comparison}").format(
            comparison=words.interval_of_draws(one.comparison)
        )
        table = aligned([heading, *rows], right=frozenset({1}))
        yield "\n".join([title, table, *(f"  {line}" for line in told if line)])


def _missing(result: AnalysisResult) -> Iterator[str]:
    unit = result.settings.unit
    yield _sentence(response_words.completeness(result))
    yield response_words.values_by_draw(result)
    for one in result.missingness.completers:
        yield patient_groups.question(one)
        yield "  " + _sentence(patient_groups.headline(one, result.settings.alpha))
        if one.failure is None:
            yield "  " + patient_groups.summary(one, unit)
