"""Sentences on copper and symptoms together, made from results only."""

from collections import Counter
from dataclasses import replace

from gui.words import analysis as words
from gui.words.analysis_tables import NONE, Table
from gui.words.language import _, ngettext
from gui.words.numbers import bare_p, number, p_value, percent
from stats.correlation_outcome import (
    ChangeCorrelation,
    DetectableEffect,
    NullDistribution,
    RepeatedCorrelation,
    Spearman,
    WithinPatient,
)
from stats.outcome import AdjustedP, Estimate, NotEstimable
from stats.settings import Unit


def question(of: ChangeCorrelation | WithinPatient) -> str:
    """Change of copper and change of MADRS: baseline → after infusion 5."""
    scale = words.measure(of.measure)
    if isinstance(of, WithinPatient):
        return _("Copper and {scale} within patients, over all visits").format(scale=scale)
    return _("Change of copper and change of {scale}: {interval}").format(
        scale=scale, interval=words.interval_of_draws(of.comparison)
    )


def headline(of: ChangeCorrelation | WithinPatient, alpha: float) -> str:
    """The direction where it is clear; else with which correlations the data are compatible."""
    if isinstance(of, WithinPatient):
        return _within_headline(of, alpha)
    found = of.spearman
    if isinstance(found, NotEstimable):
        return words.not_estimable(found)
    p = of.adjusted.p if isinstance(of.adjusted, AdjustedP) else found.p
    scale = words.measure(of.measure)
    if p >= alpha:
        return _unclear("rho", found.interval)
    sentence = (
        _("The more copper rose, the more {scale} rose")
        if found.rho > 0
        else _("The more copper rose, the more {scale} fell")
    )
    return f"{sentence.format(scale=scale)} ({words.interval_of_draws(of.comparison)})"


def summary(of: ChangeCorrelation | WithinPatient) -> str:
    """Spearman rho 0.26 (95% CI −0.19 to 0.62), p = 0.245, Holm-adjusted p = 0.735 (…), …"""
    if isinstance(of, WithinPatient):
        return _within_summary(of)
    found = of.spearman
    if isinstance(found, NotEstimable):
        return words.patients(of.n)
    parts = [f"rho {_with_interval(found.rho, found.interval)}", p_value(found.p)]
    parts += words.adjusted_with_family(of.adjusted)
    return ", ".join([*parts, words.patients(found.n)])


def shared_ratings(of: WithinPatient) -> str:
    """Who is left out at which draw, since the rating beside it counts at an earlier one."""
    counts = Counter(draw for _patient, draw in of.shared)
    told = ", ".join(
        f"{words.draw_in_sentence(draw)} ({words.patients(n)})" for draw, n in counts.items()
    )
    return _(
        "A rating that stands beside two draws counts once, at the earlier. Left out for that "
        "reason: {draws}."
    ).format(draws=told)


def detectable(of: DetectableEffect | NotEstimable) -> str:
    """What this n can find at all; said instead of a power of the result."""
    if isinstance(of, NotEstimable):
        return ""
    return ngettext(
        "With {n} patient, a true correlation of {rho} or more, either way, would be found with "
        "{power} power.",
        "With {n} patients, a true correlation of {rho} or more, either way, would be found with "
        "{power} power.",
        of.n,
    ).format(n=of.n, rho=number(of.value, 2), power=percent(of.power))


def further(of: ChangeCorrelation) -> str:
    """Pearson, Kendall, the partial correlation and the Bayes factor, in one line."""
    parts: list[str] = []
    if not isinstance(of.pearson, NotEstimable):
        r = _with_interval(of.pearson.r, of.pearson.interval)
        parts.append(f"Pearson r {r}, {p_value(of.pearson.p)}")
    if not isinstance(of.kendall, NotEstimable):
        parts.append(f"Kendall tau-b {number(of.kendall.tau_b, 2)}, {p_value(of.kendall.p)}")
    if not isinstance(of.partial, NotEstimable):
        told = _("beside the earlier values: rho {rho}, {p}")
        parts.append(told.format(rho=number(of.partial.rho, 2), p=p_value(of.partial.p)))
    if not isinstance(of.bayes_factor, NotEstimable) and of.bayes_factor.bf10 is not None:
        parts.append(f"BF10 = {number(of.bayes_factor.bf10, 2)}")
    return " · ".join(parts)


def table(of: ChangeCorrelation) -> Table:
    """Every coefficient with its interval and p; Spearman's leads and is the one adjusted."""
    span = None if isinstance(of.pearson, NotEstimable) else of.pearson.interval
    coefficient = _("Coefficient ({ci})").format(ci=_ci(span))
    heading = (_("Test"), "n", coefficient, "p", _("Holm p"), "BF10")
    rows: list[tuple[str, ...]] = []
    if not isinstance(of.spearman, NotEstimable):
        adjusted = bare_p(of.adjusted.p) if isinstance(of.adjusted, AdjustedP) else NONE
        told = _bare_with_interval(of.spearman.rho, of.spearman.interval)
        rows.append(("Spearman rho", str(of.n), told, bare_p(of.spearman.p), adjusted, NONE))
    if not isinstance(of.pearson, NotEstimable):
        told = _bare_with_interval(of.pearson.r, of.pearson.interval)
        rows.append(("Pearson r", str(of.n), told, bare_p(of.pearson.p), NONE, _bf10(of)))
    if not isinstance(of.kendall, NotEstimable):
        tau = number(of.kendall.tau_b, 2)
        rows.append(("Kendall tau-b", str(of.n), tau, bare_p(of.kendall.p), NONE, NONE))
    if not isinstance(of.partial, NotEstimable):
        told = _bare_with_interval(of.partial.rho, of.partial.interval)
        name = _("Partial rho, beside the earlier values")
        rows.append((name, str(of.partial.n), told, bare_p(of.partial.p), NONE, NONE))
    return heading, tuple(rows)


def _ci(span: Estimate | NotEstimable | None) -> str:
    return words.ci(1.0 - span.level if isinstance(span, Estimate) else 0.05)


def within_table(of: RepeatedCorrelation, unit: Unit) -> Table:
    """The correlation within patients, with its slope."""
    heading = (
        _("Test"),
        _("Patients"),
        _("Visits"),
        f"r ({_ci(of.interval)})",
        _("Slope, points per {unit}").format(unit=words.unit(unit)),
        "df",
        "p",
    )
    row = (
        _("Repeated-measures correlation"),
        str(of.n_patients),
        str(of.n_values),
        _bare_with_interval(of.r, of.interval),
        number(of.slope, 3),
        str(of.df),
        bare_p(of.p),
    )
    return heading, (row,)


def method(of: ChangeCorrelation | WithinPatient, *, seed: int) -> list[str]:
    """The method in full, with its references."""
    if isinstance(of, WithinPatient):
        told = _(
            "Repeated-measures correlation (Bland and Altman 1995): one slope, a level of its "
            "own for each patient with two or more visits; the interval by Fisher's z. "
            "Differences between patients do not enter it."
        )
        once = _("A rating that stands beside two draws counts once, at the earlier.")
        return [told, once] if of.shared else [told]
    rank = of.spearman
    sentences = [
        _(
            "Spearman's rho of the changes, two-sided; interval of Bonett and Wright (2000). Holm "
            "within each scale."
        )
    ]
    if isinstance(rank, Spearman):
        sentences.append(null(rank.null, seed=seed))
    sentences.append(
        _(
            "Beside it: Pearson's r with Fisher's interval; Kendall's tau-b; Spearman's partial "
            "correlation given copper and score at the earlier draw; BF10 with the stretched beta "
            "prior, kappa 1 (Ly et al. 2016)."
        )
    )
    return sentences


def null(of: NullDistribution, *, seed: int) -> str:
    """Where the p comes from."""
    return {
        NullDistribution.EXACT: _("p is exact: every order of the values is counted."),
        NullDistribution.PERMUTATION: _("p is by permutation given the ties, seed {seed}."),
        NullDistribution.NORMAL_APPROXIMATION: _("p is a normal approximation."),
    }[of].format(seed=seed)


def _bf10(of: ChangeCorrelation) -> str:
    if isinstance(of.bayes_factor, NotEstimable) or of.bayes_factor.bf10 is None:
        return NONE
    return number(of.bayes_factor.bf10, 2)


def _within_headline(of: WithinPatient, alpha: float) -> str:
    found = of.correlation
    if isinstance(found, NotEstimable):
        return words.not_estimable(found)
    if found.p >= alpha:
        return _unclear("r", found.interval)
    sentence = (
        _("Within patients, {scale} was higher at visits with higher copper")
        if found.r > 0
        else _("Within patients, {scale} was lower at visits with higher copper")
    )
    return sentence.format(scale=words.measure(of.measure))


def _within_summary(of: WithinPatient) -> str:
    found = of.correlation
    if not isinstance(found, RepeatedCorrelation):
        return words.patients(len({point.patient for point in of.points}))
    visits = ngettext("{count} visit", "{count} visits", found.n_values)
    return ", ".join(
        [
            f"r {_with_interval(found.r, found.interval)}",
            p_value(found.p),
            words.patients(found.n_patients),
            visits.format(count=found.n_values),
        ]
    )


def _unclear(letter: str, interval: Estimate | NotEstimable) -> str:
    if isinstance(interval, NotEstimable):
        return _("No clear relation was found. This does not show that there is none.")
    return _(
        "No clear relation was found; the data are compatible with {letter} from {low} to {high}. "
        "This does not show that there is none."
    ).format(letter=letter, low=number(interval.low, 2), high=number(interval.high, 2))


def _with_interval(value: float, interval: Estimate | NotEstimable) -> str:
    if isinstance(interval, NotEstimable):
        return number(value, 2)
    return f"{number(value, 2)} ({words.interval(interval, 2)})"


def _bare_with_interval(value: float, interval: Estimate | NotEstimable) -> str:
    """In a column whose heading says what the interval is."""
    if isinstance(interval, NotEstimable):
        return number(value, 2)
    return words.with_interval(replace(interval, value=value), 2)
