"""`correlations` and `within_patient`.

A correlation: `measure` (the scale), `earlier`, `later`, `unit` (of copper); `estimate`, `ci` and
`p` are Spearman's. `spearman` (`n`, `rho`, `interval`, `p`, `null`: exact, permutation,
normal_approximation; `p_t_approximation`), `pearson` (`r`, `interval`, `t`, `df`, `p`), `kendall`
(`tau_b`, `p`, `null`), `bayes_factor` (`bf10`, `log_bf10`, `scale` = kappa), `partial` (`rho`,
`interval`, `df`, `p`; given copper and score at the earlier draw), `detectable` (`value`, `power`,
`alpha`, `n`); `descriptives` (`copper_change`, `score_change`); `values`: patient, copper, score
(both changes).

Within patients: `measure`, `unit`; `estimate`, `ci` and `p` are of the repeated-measures
correlation, `correlation` (`n_patients`, `n_values`, `r`, `slope`, `interval`, `df`, `p`);
`values`: patient, draw, copper, score; `shared_ratings`: patient and draw left out because the
rating beside the draw counts at an earlier one.
"""

from stats.correlation_outcome import (
    ChangeCorrelation,
    NullDistribution,
    RepeatedCorrelation,
    Spearman,
    WithinPatient,
)
from stats.json_sections.parts import Json, answer, head, software_versions, written
from stats.outcome import NotEstimable
from stats.settings import Unit

METHODS = {
    NullDistribution.EXACT: "Spearman's rho, two-sided, exact over all orders given the ties;"
    " interval of Bonett and Wright (2000)",
    NullDistribution.PERMUTATION: "Spearman's rho, two-sided, seeded permutation given the ties;"
    " interval of Bonett and Wright (2000)",
}
METHOD_WITHIN = (
    "Repeated-measures correlation (Bland and Altman 1995), two-sided; Fisher's interval with"
    " SE 1/sqrt(df - 1)"
)


def correlation(one: ChangeCorrelation, unit: Unit) -> Json:
    earlier, later = one.comparison.earlier, one.comparison.later
    measure = one.measure.value
    rank = one.spearman
    known = isinstance(rank, Spearman)
    null = rank.null if isinstance(rank, Spearman) else NullDistribution.EXACT
    return {
        **head(
            f"correlations.{measure}.{earlier}__{later}",
            f"Do copper and {measure} change together from {earlier} to {later}?",
            of="pairs",
            failure=one.failure,
            n_patients=one.n,
            n_values=4 * one.n,
            missing=one.missing,
        ),
        "measure": measure,
        "earlier": earlier,
        "later": later,
        "unit": unit.value,
        **answer(
            rank.interval if known else None, rank.p if known else None, one.adjusted, METHODS[null]
        ),
        **({"estimate": rank.rho} if known else {}),
        "spearman": written(rank),
        "pearson": written(one.pearson),
        "kendall": written(one.kendall),
        "bayes_factor": written(one.bayes_factor),
        "partial": written(one.partial),
        "detectable": written(one.detectable),
        "descriptives": {
            "copper_change": written(one.copper_change),
            "score_change": written(one.score_change),
        },
        "values": [written(point) for point in one.points],
        "notes": [null.value] if known else [],
        "software": software_versions(),
    }


def within(one: WithinPatient, unit: Unit) -> Json:
    found = one.correlation
    measure = one.measure.value
    known = isinstance(found, RepeatedCorrelation)
    return {
        **head(
            f"within_patient.{measure}",
            f"Do copper and {measure} move together within patients?",
            of="two_or_more_visits",
            failure=found if isinstance(found, NotEstimable) else None,
            n_patients=len({point.patient for point in one.points}),
            n_values=2 * len(one.points),
            missing=one.missing,
        ),
        "measure": measure,
        "unit": unit.value,
        **answer(
            found.interval if known else None, found.p if known else None, None, METHOD_WITHIN
        ),
        **({"estimate": found.r} if known else {}),
        "correlation": written(found),
        "values": [written(point) for point in one.points],
        "shared_ratings": [{"patient": patient, "draw": draw} for patient, draw in one.shared],
        "notes": [],
        "software": software_versions(),
    }
