"""The tables of a result card, as text; the same for the screen, the clipboard and the terminal."""

from collections.abc import Sequence

from gui.words import analysis as words
from gui.words import patient_groups
from gui.words.language import _, ngettext
from gui.words.numbers import bare_p, number, p_value
from stats.analysis_result import AnalysisResult
from stats.checks_outcome import LeaveOneOut, OtherTest
from stats.correlation_outcome import ChangeCorrelation
from stats.group_outcome import Group, Grouping, Quantity
from stats.outcome import Description, NotEstimable, PairedOutcome
from stats.presence import Measure
from stats.settings import Test, Unit

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Heading and rows."""

NONE = "–"
_MANY_TIMES = 100
"""Bayes factor from which decimals say nothing."""


def descriptives(outcome: PairedOutcome, unit: Unit) -> Table:
    """Both draws and the change, of the patients who have both."""
    heading = (words.unit_of(outcome.measure, unit), *_DESCRIBED())
    places = words.places(outcome.measure, unit)
    rows = (
        (words.draw_heading(outcome.comparison.earlier), *_described(outcome.earlier, places)),
        (words.draw_heading(outcome.comparison.later), *_described(outcome.later, places)),
        (_("Change per patient"), *_described(outcome.change, places)),
    )
    return heading, rows


def tests(outcome: PairedOutcome, unit: Unit) -> Table:
    """Both tests with their estimates, the one shown first leading."""
    heading = (
        _("Test"),
        _("Statistic"),
        "p",
        _("Holm p"),
        _("Estimate"),
        _("Change ({unit}, {ci})").format(
            unit=words.unit_of(outcome.measure, unit), ci=words.ci_of(outcome)
        ),
        _("Effect size"),
    )
    rows = [_rank_row(outcome, unit), _t_row(outcome, unit)]
    return heading, tuple(rows if outcome.test is Test.SIGNED_RANK else reversed(rows))


def by_draw(result: AnalysisResult, measure: Measure) -> Table:
    """One measure at every draw, in all patients who have it."""
    unit = result.settings.unit
    of_copper = measure is Measure.COPPER
    places = words.decimals(unit) if of_copper else 1
    heading = (words.unit(unit) if of_copper else _("points"), *_DESCRIBED())
    rows = tuple(
        (words.draw_heading(one.draw), *_described(one.description, places))
        for one in result.descriptives
        if one.measure is measure
    )
    return heading, rows


def checks(outcome: PairedOutcome) -> list[tuple[bool | None, str, str]]:
    """Each check: whether it holds (None if it cannot be said), its words, its number."""
    found = outcome.checks
    if found is None or outcome.failure is not None:
        return []
    told: list[tuple[bool | None, str, str]] = []
    if not isinstance(found.skewness, NotEstimable):
        holds = bool(found.is_symmetric_enough)
        sentence = _("Changes are symmetric enough") if holds else _("Changes are not symmetric")
        told.append(
            (holds, sentence, _("Skewness {value}").format(value=number(found.skewness, 2)))
        )
    if isinstance(found.other_test, OtherTest):
        told.append(_other_test(found.other_test, outcome))
    if not isinstance(outcome.signed_rank, NotEstimable) and outcome.signed_rank.n_zero:
        pratt = _("Pratt: {p}").format(p=p_value(outcome.signed_rank.p_pratt))
        told.append((None, _("Zeros kept in the ranks"), pratt))
    if isinstance(found.leave_one_out, LeaveOneOut):
        told.append(_leave_one_out(found.leave_one_out))
    return told


def method(outcome: PairedOutcome, result: AnalysisResult) -> list[str]:
    """The method in full, with its references."""
    settings = result.settings
    adjusted = outcome.adjusted
    family = settings.family if isinstance(adjusted, NotEstimable) else adjusted.family
    rank = outcome.signed_rank
    sentences = [
        _(
            "Change is later minus earlier, in the patients who have both draws. Two-sided, "
            "alpha {alpha}; Holm over {family}."
        ).format(
            alpha=number(settings.alpha, 2),
            family=words.family(family),
        ),
        _(
            "Wilcoxon signed-rank: zeros dropped, exact distribution given the ties (shift "
            "algorithm, Streitberg and Röhmel 1986); Pratt (1959) keeps zeros in the ranks. "
            "Hodges–Lehmann: median of all Walsh averages, with the exact interval."
        ),
        _(
            "Paired t with its interval; Cohen's d_z by the noncentral t, Hedges' g_av with the "
            "exact correction; BF10 with a JZS prior, scale 0.7071 (Rouder et al. 2009)."
        ),
    ]
    if not isinstance(rank, NotEstimable) and not rank.is_exact:
        sentences.append(_("So many changes that the signed-rank p is the normal approximation."))
    return sentences + [words.note(note) for note in outcome.notes]


def included(outcome: PairedOutcome) -> str:
    """Who is included: 21 of 33."""
    return _("Who is included: {n} of {all}").format(n=outcome.n, all=outcome.n_patients)


def show_missing(n: int) -> str:
    return ngettext("Show the {count} missing", "Show the {count} missing", n).format(count=n)


def changes(of: ChangeCorrelation, unit: Unit) -> Table:
    """Both changes, of the patients who have all four values."""
    heading = (_("Change"), *_DESCRIBED())
    copper = _("Copper, {unit}").format(unit=words.unit(unit))
    score = _("{scale}, points").format(scale=words.measure(of.measure))
    return heading, (
        (copper, *_described(of.copper_change, words.decimals(unit))),
        (score, *_described(of.score_change, 1)),
    )


def of_groups(groups: Sequence[Group], by: Grouping, quantity: Quantity, unit: Unit) -> Table:
    """One quantity in each group."""
    heading = (words.unit_of(quantity.measure, unit), *_DESCRIBED())
    places = words.places(quantity.measure, unit)
    return heading, tuple(
        (patient_groups.group(one.name, by), *_described(one.description, places)) for one in groups
    )


def every_pair(result: AnalysisResult) -> Table:
    """Every two draws, a row each."""
    unit = result.settings.unit
    places, ci = words.decimals(unit), words.ci(result.settings.alpha)
    heading = (
        _("Pair"),
        "n",
        _("Hodges–Lehmann change ({unit}, {ci})").format(unit=words.unit(unit), ci=ci),
        _("Mean change ({unit}, {ci})").format(unit=words.unit(unit), ci=ci),
        "p",
        _("Holm p"),
    )
    return heading, tuple(
        (
            words.comparison(outcome.comparison),
            str(outcome.n),
            words.with_interval(outcome.hodges_lehmann, places),
            words.with_interval(outcome.mean_change, places),
            NONE if isinstance(outcome.p, NotEstimable) else bare_p(outcome.p),
            NONE if isinstance(outcome.adjusted, NotEstimable) else bare_p(outcome.adjusted.p),
        )
        for outcome in result.pairwise
    )


def _DESCRIBED() -> tuple[str, ...]:
    return ("n", _("Median"), _("Middle half (IQR)"), _("Mean (SD)"), _("Range"))


def _described(of: Description | NotEstimable, places: int) -> tuple[str, ...]:
    if isinstance(of, NotEstimable):
        return ("0", NONE, NONE, NONE, NONE)
    spread = NONE if of.sd is None else number(of.sd, places)
    return (
        str(of.n),
        number(of.median, places),
        _range(of.q1, of.q3, places),
        f"{number(of.mean, places)} ({spread})",
        _range(of.minimum, of.maximum, places),
    )


def _range(low: float, high: float, places: int) -> str:
    return _("{low} to {high}").format(low=number(low, places), high=number(high, places))


def _rank_row(outcome: PairedOutcome, unit: Unit) -> tuple[str, ...]:
    found = outcome.signed_rank
    name = words.test(Test.SIGNED_RANK)
    if isinstance(found, NotEstimable):
        return (name, *[NONE] * 6)
    return (
        name,
        _("Wilcoxon’s W = {w}").format(w=number(found.w, 0 if found.w == int(found.w) else 1)),
        bare_p(found.p),
        _adjusted(outcome, Test.SIGNED_RANK),
        _("Hodges–Lehmann"),
        words.with_interval(outcome.hodges_lehmann, words.places(outcome.measure, unit)),
        f"r = {number(found.rank_biserial, 2)}",
    )


def _t_row(outcome: PairedOutcome, unit: Unit) -> tuple[str, ...]:
    found = outcome.paired_t
    name = words.test(Test.PAIRED_T)
    if isinstance(found, NotEstimable):
        return (name, *[NONE] * 6)
    return (
        name,
        f"t({found.df}) = {number(found.t, 2)}",
        bare_p(found.p),
        _adjusted(outcome, Test.PAIRED_T),
        _("Mean"),
        words.with_interval(outcome.mean_change, words.places(outcome.measure, unit)),
        NONE
        if isinstance(outcome.cohen_dz, NotEstimable)
        else f"d_z = {number(outcome.cohen_dz.value, 2)}",
    )


def estimates() -> str:
    """What the estimates of the tests are, where three kinds of change stand together."""
    return _(
        "Hodges–Lehmann, the typical change: the median of all pairwise averages of the changes."
    )


def further(outcome: PairedOutcome) -> str:
    """Effect sizes with their intervals and the Bayes factor, in one line."""
    parts = [_("r: matched rank-biserial correlation")]
    if not isinstance(outcome.cohen_dz, NotEstimable):
        parts.append(f"Cohen d_z {words.with_interval(outcome.cohen_dz, 2)}")
    if not isinstance(outcome.hedges_gav, NotEstimable):
        parts.append(f"Hedges g_av {words.with_interval(outcome.hedges_gav, 2)}")
    if not isinstance(outcome.bayes_factor, NotEstimable):
        bf = outcome.bayes_factor.bf10
        parts.append(f"BF10 = {NONE if bf is None else bayes_factor(bf)}")
    if not isinstance(outcome.adjusted, NotEstimable):
        family = words.family(outcome.adjusted.family, outcome.adjusted.size)
        parts.append(_("Holm family: {family}").format(family=family))
    return " · ".join(parts)


def bayes_factor(bf10: float) -> str:
    """No more digits than such a number deserves."""
    return number(bf10, 2 if bf10 < _MANY_TIMES else 0)


def _adjusted(outcome: PairedOutcome, test: Test) -> str:
    if outcome.test is not test or isinstance(outcome.adjusted, NotEstimable):
        return NONE
    return bare_p(outcome.adjusted.p)


def _other_test(other: OtherTest, outcome: PairedOutcome) -> tuple[bool, str, str]:
    name = words.test(other.test)
    told = _("{test} agrees") if other.agrees else _("{test} does not agree")
    detail = p_value(other.p)
    if other.test is Test.PAIRED_T and not isinstance(outcome.paired_t, NotEstimable):
        detail = f"t({outcome.paired_t.df}) = {number(outcome.paired_t.t, 2)}, {detail}"
    return other.agrees, told.format(test=name), detail


def _leave_one_out(found: LeaveOneOut) -> tuple[bool, str, str]:
    told = _("No single patient decides it") if found.verdict_holds else _("One patient decides it")
    detail = _("Leaving out any one: p from {low} to {high} (without {patient})").format(
        low=bare_p(found.lowest_p), high=bare_p(found.highest_p), patient=found.highest_without
    )
    return found.verdict_holds, told, detail
