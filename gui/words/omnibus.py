"""All draws at once in words: the leading test, model means, and what stands beside."""

from gui.words import analysis as words
from gui.words.language import _
from gui.words.numbers import number, p_value
from stats.omnibus_outcome import Friedman, Lead, Model, ModelOutcome, OmnibusOutcome
from stats.outcome import NotEstimable
from stats.settings import Unit


def question(of: OmnibusOutcome) -> str:
    """Copper over all draws; MADRS over all ratings, where these have visits of their own."""
    name = words.measure(of.measure)
    if has_own_visits(of):
        return _("{scale} over all ratings").format(scale=name)
    return _("{measure} over all draws").format(measure=name)


def headline(of: OmnibusOutcome, alpha: float) -> str:
    """Whether the draws differ, and between which the difference is largest."""
    p = of.p
    if isinstance(p, NotEstimable):
        return words.not_estimable(p)
    name = words.measure(of.measure)
    if has_own_visits(of):
        return _ratings_headline(name, is_clear=p < alpha)
    if p >= alpha:
        return _(
            "{measure}: no clear difference between the draws was found. "
            "This does not show that there is none."
        ).format(measure=name)
    return _("{measure} differed between the draws").format(measure=name)


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
        told = (
            _(
                "Largest change in the model of all values: {comparison}, {estimate} {unit} "
                "({interval}), Holm-adjusted {p} over {count} pairs."
            )
            if of.lead is Lead.FRIEDMAN
            else _(
                "Largest change: {comparison}, {estimate} {unit} ({interval}), Holm-adjusted {p} "
                "over {count} pairs."
            )
        )
        parts.append(
            told.format(
                comparison=words.interval_of_draws(largest.comparison),
                estimate=number(largest.difference.value, places),
                unit=words.unit_of(of.measure, unit),
                interval=words.interval(largest.difference, places),
                p=p_value(largest.p_holm),
                count=len(model.contrasts),
            )
        )
    return " ".join(parts)


def who_has_all(of: OmnibusOutcome) -> str:
    """How many have every draw, and which tests use whom."""
    with_any = of.n_patients - len(of.missing)
    complete = of.n_patients - len(of.incomplete)
    told = (
        _(
            "{complete} of {patients} have every rating: tests of complete patients use these "
            "alone, models use every value."
        )
        if has_own_visits(of)
        else _(
            "{complete} of {patients} have every draw: tests of complete patients use these "
            "alone, models use every value."
        )
    )
    return told.format(complete=complete, patients=words.patients(with_any))


def model_name(of: Model) -> str:
    return {
        Model.UNSTRUCTURED: _("MMRM, unstructured covariance"),
        Model.HETEROGENEOUS_TOEPLITZ: _("Heterogeneous Toeplitz covariance (approximate)"),
        Model.HETEROGENEOUS_COMPOUND_SYMMETRY: _("Heterogeneous compound symmetry (approximate)"),
        Model.COMPOUND_SYMMETRY: _("Compound symmetry"),
        Model.RANDOM_INTERCEPT: _("Mixed model, random intercept"),
    }[of]


def leading_model_name(of: OmnibusOutcome) -> str:
    """Of the model whose means and differences are shown."""
    model = of.leading_model
    name = _("none could be computed") if model is None else model_name(model.model)
    return f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name


def somebody_lacks(of: OmnibusOutcome) -> str:
    """Above the codes of those who are not complete."""
    if has_own_visits(of):
        return _("Patients with a rating missing")
    return _("Patients with a draw missing")


def method() -> list[str]:
    """The methods in full, with their references."""
    return [
        _(
            "All available values: a model with one mean for each draw and an unstructured "
            "covariance, fitted by REML, with linear Kenward–Roger inference (Kenward and Roger "
            "1997). It leads from 12 patients on where it can be fitted; else Friedman’s test "
            "leads, and means and differences come from the first structured covariance that "
            "fits: heterogeneous Toeplitz, heterogeneous compound symmetry, compound symmetry."
        ),
        _(
            "Beside it: a mixed model with a random intercept (Kenward–Roger), the "
            "Skillings–Mack test (1981), and in complete patients Friedman’s test with Kendall’s W "
            "and the analysis of variance for repeated measures with Greenhouse–Geisser and "
            "Huynh–Feldt corrections. Pairs of draws are adjusted by Holm."
        ),
        _("Values missing at random, given those observed, do not bias the models."),
    ]


def has_own_visits(of: OmnibusOutcome) -> bool:
    return any(draw.startswith("week") for draw in of.draws)


def _ratings_headline(scale: str, *, is_clear: bool) -> str:
    if is_clear:
        return _("{scale} differed between the ratings").format(scale=scale)
    return _(
        "{scale}: no clear difference between the ratings was found. "
        "This does not show that there is none."
    ).format(scale=scale)


def _leading(of: OmnibusOutcome) -> str:
    model = of.mmrm if of.lead is Lead.MMRM else of.structured
    if of.lead is Lead.FRIEDMAN and isinstance(of.friedman, Friedman):
        return _(
            "Friedman χ²({df}) = {chi2}, {p}, Kendall’s W = {w} ({interval}), {patients} with "
            "every draw."
        ).format(
            df=of.friedman.df,
            chi2=number(of.friedman.chi2, 2),
            p=p_value(of.friedman.p),
            w=number(of.friedman.kendall_w, 2),
            interval=words.interval(of.friedman.w_interval, 2),
            patients=words.patients(of.friedman.n),
        )
    assert isinstance(model, ModelOutcome), "the leading test was estimated"
    return _("{model}: {statistic}, {p}, {patients}, {count} values.").format(
        model=model_name(model.model),
        statistic=f_statistic(model.test.f, model.test.df1, model.test.df2),
        p=p_value(model.test.p),
        patients=words.patients(model.n),
        count=model.n_values,
    )


def f_statistic(f: float, df1: float, df2: float) -> str:
    first = number(df1, 0 if df1 == round(df1) else 1)
    return f"F({first}, {number(df2, 1)}) = {number(f, 2)}"
