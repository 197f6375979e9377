"""All draws at once in words: the leading test, model means, and what stands beside."""

from gui.words import analysis as words
from gui.words.analysis_tables import Table
from gui.words.language import _
from gui.words.numbers import bare_p, number, p_value
from stats.group_outcome import GroupInteraction
from stats.omnibus_outcome import (
    Friedman,
    Interaction,
    Lead,
    Model,
    ModelOutcome,
    OmnibusOutcome,
    RepeatedAnova,
    SkillingsMack,
)
from stats.outcome import NotEstimable
from stats.settings import Unit


def question(of: OmnibusOutcome) -> str:
    """Copper over all draws; MADRS over all ratings, where these have visits of their own."""
    name = words.measure(of.measure)
    if _has_own_visits(of):
        return _("{scale} over all ratings").format(scale=name)
    return _("{measure} over all draws").format(measure=name)


def headline(of: OmnibusOutcome, alpha: float) -> str:
    """Whether the draws differ, and between which the difference is largest."""
    p = of.p
    if isinstance(p, NotEstimable):
        return words.not_estimable(p)
    name = words.measure(of.measure)
    if _has_own_visits(of):
        return _ratings_headline(name, is_clear=p < alpha)
    if p >= alpha:
        return _(
            "{measure}: no clear difference between the draws was found. "
            "This does not show that there is none."
        ).format(measure=name)
    return _("{measure} differed between the draws.").format(measure=name)


def summary(of: OmnibusOutcome, unit: Unit) -> str:
    """The leading test with its p and n, then the largest change between two draws."""
    p = of.p
    if isinstance(p, NotEstimable):
        return ""
    parts = [_leading(of)]
    model = of.leading_model
    if model is not None and model.contrasts:
        largest = max(model.contrasts, key=lambda one: abs(one.difference.value))
        places = words.places(of.measure, unit)
        parts.append(
            _(
                "Largest change: {comparison}, {estimate} {unit} ({interval}), Holm-adjusted {p} "
                "over {count} pairs."
            ).format(
                comparison=words.interval_of_draws(largest.comparison),
                estimate=number(largest.difference.value, places),
                unit=words.unit_of(of.measure, unit),
                interval=words.interval(largest.difference, places),
                p=p_value(largest.p_holm),
                count=len(model.contrasts),
            )
        )
    return " ".join(parts)


def means_table(of: OmnibusOutcome, unit: Unit) -> Table:
    """Estimated mean of the leading model by draw, with its interval."""
    model = of.leading_model
    mean = _("Mean ({ci})").format(ci=words.ci(_alpha(model)))
    visit = _("Visit") if _has_own_visits(of) else _("Draw")
    heading = (visit, "n", mean, _("SE"), "df")
    if model is None:
        return heading, ()
    places = words.places(of.measure, unit)
    rows = tuple(
        (
            words.draw_heading(one.draw),
            str(one.n),
            words.with_interval(one.mean, places),
            number(one.se, places + 1),
            number(one.df, 1),
        )
        for one in model.means
    )
    return heading, rows


def contrasts_table(of: OmnibusOutcome, unit: Unit) -> Table:
    """Every two draws in the leading model, adjusted by Holm."""
    model = of.leading_model
    difference = _("Difference ({ci})").format(ci=words.ci(_alpha(model)))
    heading = (_("Draws"), difference, "t", "df", "p", _("Holm p"))
    if model is None:
        return heading, ()
    places = words.places(of.measure, unit)
    rows = tuple(
        (
            words.comparison(one.comparison),
            words.with_interval(one.difference, places),
            number(one.t, 2),
            number(one.df, 1),
            bare_p(one.p),
            bare_p(one.p_holm),
        )
        for one in model.contrasts
    )
    return heading, rows


def tests_table(of: OmnibusOutcome) -> Table:
    """Every test of all draws, the leading one marked."""
    heading = (_("Test"), _("Patients"), _("Statistic"), "p")
    rows = [
        _model_row(of.mmrm, model_name(Model.UNSTRUCTURED)),
        _model_row(of.random_intercept, model_name(Model.RANDOM_INTERCEPT)),
        _skillings_mack_row(of.skillings_mack),
        _friedman_row(of.friedman),
        *_anova_rows(of.anova),
    ]
    if isinstance(of.structured, ModelOutcome):
        rows.insert(1, _model_row(of.structured, model_name(of.structured.model)))
    return heading, tuple(rows)


def interactions_table(of: tuple[GroupInteraction, ...]) -> Table:
    """Whether the courses of two groups differ."""
    heading = (_("Groups"), _("Patients"), _("Visit × group"), "p", _("Group, p"))
    return heading, tuple(_interaction_row(one) for one in of)


def model_name(of: Model) -> str:
    return {
        Model.UNSTRUCTURED: _("MMRM, unstructured covariance"),
        Model.HETEROGENEOUS_TOEPLITZ: _("Heterogeneous Toeplitz covariance (approximate)"),
        Model.HETEROGENEOUS_COMPOUND_SYMMETRY: _("Heterogeneous compound symmetry (approximate)"),
        Model.COMPOUND_SYMMETRY: _("Compound symmetry"),
        Model.RANDOM_INTERCEPT: _("Mixed model, random intercept"),
    }[of]


def method() -> list[str]:
    """The methods in full, with their references."""
    return [
        _(
            "All available values: a model with one mean for each draw and an unstructured "
            "covariance, fitted by REML, with linear Kenward–Roger inference (Kenward and Roger "
            "1997). It leads from 12 patients on; else Friedman’s test leads."
        ),
        _(
            "Beside it: a mixed model with a random intercept (Kenward–Roger), the "
            "Skillings–Mack test (1981), and in complete patients Friedman’s test with Kendall’s W "
            "and the analysis of variance for repeated measures with Greenhouse–Geisser and "
            "Huynh–Feldt corrections. Pairs of draws are adjusted by Holm."
        ),
        _("Values missing at random, given those observed, do not bias the models."),
    ]


def _alpha(model: ModelOutcome | None) -> float:
    return 0.05 if model is None else 1.0 - model.means[0].mean.level


def _has_own_visits(of: OmnibusOutcome) -> bool:
    return any(draw.startswith("week") for draw in of.draws)


def _ratings_headline(scale: str, *, is_clear: bool) -> str:
    if is_clear:
        return _("{scale} differed between the ratings.").format(scale=scale)
    return _(
        "{scale}: no clear difference between the ratings was found. "
        "This does not show that there is none."
    ).format(scale=scale)


def _leading(of: OmnibusOutcome) -> str:
    model = of.mmrm if of.lead is Lead.MMRM else of.structured
    if of.lead is Lead.FRIEDMAN and isinstance(of.friedman, Friedman):
        return _("Friedman χ²({df}) = {chi2}, {p}, W = {w}, {patients} with every draw.").format(
            df=of.friedman.df,
            chi2=number(of.friedman.chi2, 2),
            p=p_value(of.friedman.p),
            w=words.with_interval(of.friedman.w_interval, 2),
            patients=words.patients(of.friedman.n),
        )
    assert isinstance(model, ModelOutcome), "the leading test was estimated"
    return _("{model}: {statistic}, {p}, {patients}, {count} values.").format(
        model=model_name(model.model),
        statistic=_f(model.test.f, model.test.df1, model.test.df2),
        p=p_value(model.test.p),
        patients=words.patients(model.n),
        count=model.n_values,
    )


def _f(f: float, df1: float, df2: float) -> str:
    first = number(df1, 0 if df1 == round(df1) else 1)
    return f"F({first}, {number(df2, 1)}) = {number(f, 2)}"


def _model_row(of: ModelOutcome | NotEstimable, name: str) -> tuple[str, ...]:
    if isinstance(of, NotEstimable):
        return name, "", words.not_estimable(of), ""
    test = of.test
    return name, str(of.n), _f(test.f, test.df1, test.df2), bare_p(test.p)


def _skillings_mack_row(of: SkillingsMack | NotEstimable) -> tuple[str, ...]:
    if isinstance(of, NotEstimable):
        return "Skillings–Mack", "", words.not_estimable(of), ""
    return "Skillings–Mack", str(of.n), f"χ²({of.df}) = {number(of.statistic, 2)}", bare_p(of.p)


def _friedman_row(of: Friedman | NotEstimable) -> tuple[str, ...]:
    name = _("Friedman, complete patients")
    if isinstance(of, NotEstimable):
        return name, "", words.not_estimable(of), ""
    statistic = f"χ²({of.df}) = {number(of.chi2, 2)}, W = {number(of.kendall_w, 2)}"
    return name, str(of.n), statistic, bare_p(of.p)


def _anova_rows(of: RepeatedAnova | NotEstimable) -> list[tuple[str, ...]]:
    name = _("Repeated-measures ANOVA, complete patients")
    if isinstance(of, NotEstimable):
        return [(name, "", words.not_estimable(of), "")]
    epsilon = of.greenhouse_geisser
    return [
        (name, str(of.n), _f(of.f, of.df1, of.df2), bare_p(of.p)),
        (
            _("… Greenhouse–Geisser, ε = {epsilon}").format(epsilon=number(epsilon, 2)),
            str(of.n),
            _f(of.f, of.df1 * epsilon, of.df2 * epsilon),
            bare_p(of.p_greenhouse_geisser),
        ),
        _huynh_feldt_row(of),
        *_mauchly_rows(of),
    ]


def _huynh_feldt_row(of: RepeatedAnova) -> tuple[str, ...]:
    used = min(1.0, max(of.huynh_feldt, 1.0 / of.df1))  # the estimate may exceed 1
    return (
        _("… Huynh–Feldt, ε = {epsilon}").format(epsilon=number(of.huynh_feldt, 2)),
        str(of.n),
        _f(of.f, of.df1 * used, of.df2 * used),
        bare_p(of.p_huynh_feldt),
    )


def _mauchly_rows(of: RepeatedAnova) -> list[tuple[str, ...]]:
    if of.mauchly_w is None or of.mauchly_p is None:
        return []
    name = _("… sphericity (Mauchly)")
    return [(name, str(of.n), f"W = {number(of.mauchly_w, 2)}", bare_p(of.mauchly_p))]


def _interaction_row(of: GroupInteraction) -> tuple[str, ...]:
    from gui.words import patient_groups

    name, found = patient_groups.grouping(of.grouping), of.outcome
    if not isinstance(found, Interaction):
        return name, "", words.not_estimable(found), "", ""
    test = found.interaction
    return (
        name,
        str(found.n),
        _f(test.f, test.df1, test.df2),
        bare_p(test.p),
        bare_p(found.group.p),
    )
