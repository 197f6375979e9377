"""The tables of all draws at once: tests, means and differences of the leading model."""

from gui.words import analysis as words
from gui.words.analysis_tables import Table
from gui.words.language import _
from gui.words.numbers import bare_p, number
from gui.words.omnibus import f_statistic, has_own_visits, leading_model_name, model_name
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
from stats.outcome import NotEstimable, Reason
from stats.settings import Unit


def means_title(of: OmnibusOutcome) -> str:
    """Above the means; names the model, which need not be the leading test."""
    return _("Means of the model: {model}").format(model=leading_model_name(of))


def contrasts_title(of: OmnibusOutcome) -> str:
    told = (
        _("Every two ratings in the model: {model}")
        if has_own_visits(of)
        else _("Every two draws in the model: {model}")
    )
    return told.format(model=leading_model_name(of))


def means_table(of: OmnibusOutcome, unit: Unit) -> Table:
    """Estimated mean of the leading model by draw, with its interval."""
    model = of.leading_model
    mean = _("Mean ({ci})").format(ci=words.ci(_alpha(model)))
    visit = _("Visit") if has_own_visits(of) else _("Draw")
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
    between = _("Visits") if has_own_visits(of) else _("Draws")
    heading = (between, difference, "t", "df", "p", _("Holm p"))
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
    """Every test of all draws: the leading one first, those without an answer last."""
    heading = (_("Test"), _("Patients"), _("Statistic"), "p")
    parts: list[tuple[Lead | None, object, list[tuple[str, ...]]]] = [
        (Lead.MMRM, of.mmrm, [_model_row(of.mmrm, model_name(Model.UNSTRUCTURED))]),
        (Lead.STRUCTURED, of.structured, _structured_rows(of.structured)),
        (None, of.random_intercept,
         [_model_row(of.random_intercept, model_name(Model.RANDOM_INTERCEPT))]),
        (None, of.skillings_mack, [_skillings_mack_row(of.skillings_mack)]),
        (Lead.FRIEDMAN, of.friedman, [_friedman_row(of.friedman)]),
        (None, of.anova, _anova_rows(of.anova)),
    ]  # fmt: skip
    parts.sort(key=lambda part: (part[0] is not of.lead, isinstance(part[1], NotEstimable)))
    return heading, tuple(row for _lead, _found, rows in parts for row in rows)


def _structured_rows(of: ModelOutcome | NotEstimable) -> list[tuple[str, ...]]:
    """Nothing where the unstructured model leads, or none could be fitted."""
    return [] if isinstance(of, NotEstimable) else [_model_row(of, model_name(of.model))]


def interactions_table(of: tuple[GroupInteraction, ...]) -> Table:
    """Whether the courses of two groups differ."""
    heading = (_("Groups"), _("Patients"), _("Visit × group"), "p", _("Group, p"))
    return heading, tuple(_interaction_row(one) for one in of)


def _alpha(model: ModelOutcome | None) -> float:
    return 0.05 if model is None else 1.0 - model.means[0].mean.level


def _model_row(of: ModelOutcome | NotEstimable, name: str) -> tuple[str, ...]:
    if isinstance(of, NotEstimable):
        return name, "", _without(of), ""
    test = of.test
    return name, str(of.n), f_statistic(test.f, test.df1, test.df2), bare_p(test.p)


def _without(why: NotEstimable) -> str:
    """In a row of its own, a model without a fit is nothing to be alarmed at."""
    if why.reason is Reason.NOT_FITTED:
        return _("not fitted: the values say too little about its covariances")
    return words.not_estimable(why)


def _skillings_mack_row(of: SkillingsMack | NotEstimable) -> tuple[str, ...]:
    if isinstance(of, NotEstimable):
        return "Skillings–Mack", "", words.not_estimable(of), ""
    return "Skillings–Mack", str(of.n), f"χ²({of.df}) = {number(of.statistic, 2)}", bare_p(of.p)


def _friedman_row(of: Friedman | NotEstimable) -> tuple[str, ...]:
    name = _("Friedman, complete patients")
    if isinstance(of, NotEstimable):
        return name, "", words.not_estimable(of), ""
    statistic = _("χ²({df}) = {chi2}, Kendall’s W = {w}").format(
        df=of.df, chi2=number(of.chi2, 2), w=number(of.kendall_w, 2)
    )
    return name, str(of.n), statistic, bare_p(of.p)


def _anova_rows(of: RepeatedAnova | NotEstimable) -> list[tuple[str, ...]]:
    name = _("Repeated-measures ANOVA, complete patients")
    if isinstance(of, NotEstimable):
        return [(name, "", words.not_estimable(of), "")]
    epsilon = of.greenhouse_geisser
    return [
        (name, str(of.n), f_statistic(of.f, of.df1, of.df2), bare_p(of.p)),
        (
            _("… Greenhouse–Geisser, ε = {epsilon}").format(epsilon=number(epsilon, 2)),
            str(of.n),
            f_statistic(of.f, of.df1 * epsilon, of.df2 * epsilon),
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
        f_statistic(of.f, of.df1 * used, of.df2 * used),
        bare_p(of.p_huynh_feldt),
    )


def _mauchly_rows(of: RepeatedAnova) -> list[tuple[str, ...]]:
    if of.mauchly_w is None or of.mauchly_p is None:
        return []
    name = _("… sphericity (Mauchly)")
    return [
        (
            name,
            str(of.n),
            _("Mauchly’s W = {w}").format(w=number(of.mauchly_w, 2)),
            bare_p(of.mauchly_p),
        )
    ]


def _interaction_row(of: GroupInteraction) -> tuple[str, ...]:
    from gui.words import patient_groups

    name, found = patient_groups.grouping(of.grouping), of.outcome
    if not isinstance(found, Interaction):
        return name, "", words.not_estimable(found), "", ""
    test = found.interaction
    return (
        name,
        str(found.n),
        f_statistic(test.f, test.df1, test.df2),
        bare_p(test.p),
        bare_p(found.group.p),
    )
