"""What stands under a figure, and what a reader hears who cannot see it: n, marks, interval."""

from gui.words import analysis as words
from gui.words.language import _
from stats.analysis_result import AnalysisResult
from stats.outcome import PairedOutcome
from stats.presence import Measure
from stats.settings import Test


def table_title(number: int, title: str) -> str:
    return _("Table {number}. {title}").format(number=number, title=title)


def figure_title(number: int, title: str) -> str:
    return _("Figure {number}. {title}").format(number=number, title=title)


def paired_change(outcome: PairedOutcome) -> str:
    estimate = (
        _("the Hodges–Lehmann estimate with its exact {ci}")
        if outcome.test is Test.SIGNED_RANK
        else _("the mean change with its {ci}")
    ).format(ci=words.ci_of(outcome))
    return _(
        "Left: one line per patient ({patients}), {earlier} to {later}; dashed lines rose; "
        "bars are medians. Right: change per patient, open marks rose, and {estimate}."
    ).format(
        patients=words.patients(outcome.n),
        earlier=_lower(words.draw_heading(outcome.comparison.earlier)),
        later=_lower(words.draw_heading(outcome.comparison.later)),
        estimate=estimate,
    )


def normal_quantiles(outcome: PairedOutcome, alpha: float) -> str:
    return _(
        "Changes of {patients} against the quantiles of a normal distribution, {comparison}. "
        "Line: through the quartiles. Band: where each ordered change of a normal sample lies "
        "with a chance of {level}%."
    ).format(
        patients=words.patients(outcome.n),
        comparison=_lower(words.comparison(outcome.comparison)),
        level=words.level(alpha),
    )


def forest(result: AnalysisResult) -> str:
    estimate = (
        _("the Hodges–Lehmann estimate with its exact {ci}")
        if result.settings.test is Test.SIGNED_RANK
        else _("the mean change with its {ci}")
    ).format(ci=words.ci(result.settings.alpha))
    return _(
        "Squares: {estimate}; n is the number of pairs. Filled squares: the planned comparisons. "
        "p is adjusted by Holm over all pairs."
    ).format(estimate=estimate)


def course(result: AnalysisResult, means: str, measure: Measure) -> str:
    """Of any measure over all draws; `means` says what the thick line shows."""
    if measure is Measure.COPPER:
        return copper_course(result, means)
    return _(
        "{scale} over all draws. Thin lines: one patient each ({patients}), broken where a score "
        "is missing. Thick line: {means}. Ticks at the foot: infusions."
    ).format(
        scale=words.measure(measure),
        patients=words.patients(_with_any_value(result, measure)),
        means=means,
    )


def copper_course(result: AnalysisResult, means: str) -> str:
    """`means` says what the thick line shows."""
    return _(
        "Thin lines: one patient each ({patients}), broken where a draw is "
        "missing. Thick line: {means}. Ticks at the foot: infusions. n under each draw is the "
        "number of values that count."
    ).format(patients=words.patients(_with_any_value(result, Measure.COPPER)), means=means)


def missing_map(result: AnalysisResult) -> str:
    return _(
        "Copper values that count, by patient and draw ({patients}). Empty cells are missing; the "
        "sign says why. Rings are marked values. n under each draw is the number of values."
    ).format(patients=words.patients(len(result.patients)))


def swimmer(n: int) -> str:
    return _(
        "Infusions, copper draws and ratings of {patients}, by day from infusion 1. Filled marks "
        "were done in their window, hollow marks out of it, crosses were missed."
    ).format(patients=words.patients(n))


def patient_profile(patient: str) -> str:
    return _(
        "Course of {patient}: copper above, MADRS and YMRS below. Lines stop where a value is "
        "missing. Ticks: infusions given."
    ).format(patient=patient)


def patient_profiles(first: str, last: str) -> str:
    return _(
        "Course of each patient, {first} to {last}, all on the same scales: copper above, MADRS "
        "and YMRS below. n is the number of copper values. Lines stop where a value is missing."
    ).format(first=first, last=last)


def _with_any_value(result: AnalysisResult, measure: Measure) -> int:
    """Of how many there is something to draw."""
    found = next(one for one in result.omnibus if one.measure is measure)
    return found.n_patients - len(found.missing)


def _lower(heading: str) -> str:
    return heading[:1].lower() + heading[1:]
