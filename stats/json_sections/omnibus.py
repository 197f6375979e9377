"""`omnibus`: one measure over all draws.

`measure`, `unit`, `lead` (mmrm, friedman, structured), `p` of the leading test; `estimate` and
`ci` are null. `incomplete`: who lacks one draw or more.

`mmrm`, `random_intercept`, `structured`: a model of all available values: `model`, `n`,
`n_values`, `test` (`f`, `df1`, `df2`, `p`), `means` (`draw`, `n`, `mean`, `ci`, `se`, `df`),
`contrasts` (`earlier`, `later`, `difference`, `ci`, `se`, `df`, `t`, `p`, `p_holm`),
`reml_deviance`, `correlation_between`, `on_boundary`, `is_approximate`, `method`.

`skillings_mack` (`n`, `statistic`, `df`, `p`); `friedman` (`n`, `chi2`, `df`, `p`, `kendall_w`,
`kendall_w_ci`, `seed`, `mean_ranks` by draw, `contrasts`: `earlier`, `later`,
`rank_sum_difference`, `t`, `p` (Conover), `p_holm`, `p_nemenyi`); `anova` (`n`, `f`, `df1`,
`df2`, `p`, `greenhouse_geisser`, `p_greenhouse_geisser`, `huynh_feldt`, `p_huynh_feldt`,
`mauchly_w`, `mauchly_p`, `eta_squared_partial`, `eta_squared_generalised`).

Objects of `groups` whose id begins `groups.interaction`: `visit`, `group` and `interaction`,
each an F test as above; `p` is that of the interaction.
"""

from stats.group_outcome import GroupInteraction
from stats.json_sections.parts import (
    Json,
    answer,
    head,
    missing_list,
    software_versions,
    unit_of,
    written,
)
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

METHODS = {
    Model.UNSTRUCTURED: "MMRM: REML, unstructured covariance, linear Kenward-Roger with observed"
    " information (Kenward and Roger 1997)",
    Model.HETEROGENEOUS_TOEPLITZ: "REML, heterogeneous Toeplitz covariance, Satterthwaite,"
    " approximate (Fai and Cornelius 1996)",
    Model.HETEROGENEOUS_COMPOUND_SYMMETRY: "REML, heterogeneous compound symmetry,"
    " Satterthwaite, approximate (Fai and Cornelius 1996)",
    Model.COMPOUND_SYMMETRY: "REML, compound symmetry, Kenward-Roger (1997)",
    Model.RANDOM_INTERCEPT: "Linear mixed model: REML, random intercept of the patient,"
    " Kenward-Roger (1997)",
}
FRIEDMAN = (
    "Friedman test corrected for ties, chi-square approximation; Kendall's W with percentile"
    " bootstrap interval; pairs by Conover (1999) and Nemenyi"
)
SKILLINGS_MACK = "Skillings-Mack test, chi-square approximation (Skillings and Mack 1981)"
ANOVA = "Analysis of variance for repeated measures, Greenhouse-Geisser and Huynh-Feldt, Mauchly"
INTERACTION = (
    "Linear mixed model: REML, random intercept, visit, group and visit x group, type III,"
    " Kenward-Roger (1997)"
)


def omnibus(one: OmnibusOutcome, unit: Unit) -> Json:
    measure = one.measure.value
    failure = one.lead if isinstance(one.lead, NotEstimable) else None
    p = one.p
    return {
        **head(
            f"omnibus.{measure}",
            f"Does {measure} differ between the draws?",
            of="available",
            failure=failure,
            n_patients=one.n_patients - len(one.missing),
            n_values=one.n_values,
            missing=one.missing,
        ),
        "measure": measure,
        "unit": unit_of(one.measure, unit),
        "lead": one.lead.value if isinstance(one.lead, Lead) else None,
        **answer(None, p if isinstance(p, float) else None, None, _leading_method(one)),
        "incomplete": missing_list(one.incomplete),
        "mmrm": _model(one.mmrm),
        "random_intercept": _model(one.random_intercept),
        "structured": _model(one.structured),
        "skillings_mack": _skillings_mack(one.skillings_mack),
        "friedman": _friedman(one.friedman, one.draws),
        "anova": _anova(one.anova),
        "software": software_versions(),
    }


def interaction(one: GroupInteraction) -> Json:
    grouping, outcome = one.grouping, one.outcome
    name = "_".join(part for part in (grouping.kind.value, grouping.name) if part)
    known = isinstance(outcome, Interaction)
    return {
        **head(
            f"groups.interaction.{name}",
            f"Does the course of copper differ by {name}?",
            of="available",
            failure=None if known else outcome,
            n_patients=one.n,
            n_values=one.n_values,
            missing=one.missing,
        ),
        "grouping": {"kind": grouping.kind.value, "name": grouping.name},
        **answer(None, outcome.interaction.p if known else None, None, INTERACTION),
        "visit": written(outcome.visit if known else outcome),
        "group": written(outcome.group if known else outcome),
        "interaction": written(outcome.interaction if known else outcome),
        "software": software_versions(),
    }


def _leading_method(one: OmnibusOutcome) -> str:
    match one.lead:
        case Lead.FRIEDMAN:
            return FRIEDMAN
        case Lead.STRUCTURED if isinstance(one.structured, ModelOutcome):
            return METHODS[one.structured.model]
        case _:
            return METHODS[Model.UNSTRUCTURED]


def _model(one: ModelOutcome | NotEstimable) -> Json:
    if isinstance(one, NotEstimable):
        return written(one)
    return {
        "status": "ok",
        "model": one.model.value,
        "n": one.n,
        "n_values": one.n_values,
        "test": written(one.test),
        "means": [
            {
                "draw": mean.draw,
                "n": mean.n,
                "mean": mean.mean.value,
                "ci": [mean.mean.low, mean.mean.high],
                "se": mean.se,
                "df": mean.df,
            }
            for mean in one.means
        ],
        "contrasts": [
            {
                "earlier": contrast.comparison.earlier,
                "later": contrast.comparison.later,
                "difference": contrast.difference.value,
                "ci": [contrast.difference.low, contrast.difference.high],
                "se": contrast.se,
                "df": contrast.df,
                "t": contrast.t,
                "p": contrast.p,
                "p_holm": contrast.p_holm,
            }
            for contrast in one.contrasts
        ],
        "reml_deviance": one.deviance,
        "correlation_between": one.correlation_between,
        "on_boundary": one.on_boundary,
        "is_approximate": one.is_approximate,
        "method": METHODS[one.model],
    }


def _skillings_mack(one: SkillingsMack | NotEstimable) -> Json:
    if isinstance(one, NotEstimable):
        return written(one)
    return {"status": "ok", **written(one), "method": SKILLINGS_MACK}


def _friedman(one: Friedman | NotEstimable, draws: tuple[str, ...]) -> Json:
    if isinstance(one, NotEstimable):
        return written(one)
    return {
        "status": "ok",
        "n": one.n,
        "chi2": one.chi2,
        "df": one.df,
        "p": one.p,
        "kendall_w": one.kendall_w,
        "kendall_w_ci": [one.w_interval.low, one.w_interval.high],
        "seed": one.seed,
        "mean_ranks": dict(zip(draws, one.mean_ranks, strict=True)),
        "contrasts": [
            {
                "earlier": contrast.comparison.earlier,
                "later": contrast.comparison.later,
                "rank_sum_difference": contrast.rank_sum_difference,
                "t": contrast.t,
                "p": contrast.p,
                "p_holm": contrast.p_holm,
                "p_nemenyi": contrast.p_nemenyi,
            }
            for contrast in one.contrasts
        ],
        "method": FRIEDMAN,
    }


def _anova(one: RepeatedAnova | NotEstimable) -> Json:
    if isinstance(one, NotEstimable):
        return written(one)
    return {"status": "ok", **written(one), "method": ANOVA}
