"""`descriptives`, `primary` and `pairwise`.

A description: `measure`, `draw`, `unit`, `n`, `mean`, `sd`, `se`, `ci` (of the mean), `median`,
`q1`, `q3`, `min`, `max`; `sd`, `se` and `ci` are null for a single value.

A comparison (`primary`, `pairwise`), amounts in `unit`:

- `earlier`, `later`; `other_families`, with their own `p_adjusted`
- `hodges_lehmann` (`estimate`, `ci`, `coverage`), `mean_change` (`estimate`, `ci`)
- `signed_rank` (`n`, `n_nonzero`, `n_zero`, `has_ties`, `v_plus`, `v_minus`, `w`, `p`, `p_pratt`,
  `is_exact`, `rank_biserial`), `paired_t` (`t`, `df`, `p`), `cohen_dz` and `hedges_gav`
  (`estimate`, `ci`), `bayes_factor` (`bf10`, null beyond double precision, `log_bf10`, `scale`)
- `descriptives` (`earlier`, `later`, `change`), `n_falling`, `n_rising`, `n_unchanged`
- `values`: patient, earlier, later, change; `flags`: patient, draw, mark
- `notes`: codes of `stats.outcome.Note`
- `primary` only: `checks` (`skewness`, `is_symmetric_enough`, `shapiro_wilk`, `other_test`,
  `leave_one_out`), which `exploratory` has too, and `published` (`p`, `source`, `test`), null
  where there is none
- `exploratory` only: `subgroup`, `comorbidity`
"""

from stats.analysis_result import DrawDescription, Explored
from stats.json_sections.parts import (
    Json,
    answer,
    family,
    head,
    software_versions,
    unit_of,
    written,
)
from stats.outcome import Description, NotEstimable, PairedOutcome, SignedRank
from stats.settings import Test, Unit

METHODS = {
    Test.SIGNED_RANK: "Wilcoxon signed-rank test, two-sided, exact and conditional on ties"
    " (Streitberg and Roehmel 1986), zeros dropped; Hodges-Lehmann estimate with exact interval",
    Test.PAIRED_T: "Paired t test, two-sided; mean change with t interval",
}
METHOD_BEYOND_EXACT = (
    "Wilcoxon signed-rank test, two-sided, normal approximation without continuity correction,"
    " zeros dropped; Hodges-Lehmann estimate with its interval"
)

CHECKS = ("skewness", "is_symmetric_enough", "shapiro_wilk", "other_test", "leave_one_out")
"""All but the result without each patient, which `sensitivity` has."""


def description(entry: DrawDescription, unit: Unit) -> Json:
    measure = entry.measure.value
    n = entry.description.n
    known = isinstance(entry.description, Description)
    return {
        **head(
            f"descriptives.{measure}.{entry.draw}",
            f"What was {measure} at {entry.draw}?",
            of="available",
            failure=entry.description if isinstance(entry.description, NotEstimable) else None,
            n_patients=n,
            n_values=n,
            missing=entry.missing,
        ),
        "measure": measure,
        "draw": entry.draw,
        "unit": unit_of(entry.measure, unit),
        **({} if not known else written(entry.description)),
        "software": software_versions(),
    }


def exploration(one: Explored, unit: Unit) -> Json:
    asked = one.asked
    subgroup = "_".join(filter(None, (asked.subgroup.value, asked.comorbidity)))
    found = comparison("exploratory", one.outcome, unit)
    return {
        **found,
        "id": f"{found['id']}.{asked.measure.value}.{subgroup}",
        "subgroup": asked.subgroup.value,
        "comorbidity": asked.comorbidity,
    }


def comparison(group: str, outcome: PairedOutcome, unit: Unit) -> Json:
    earlier, later = outcome.comparison.earlier, outcome.comparison.later
    return {
        **head(
            f"{group}.{earlier}__{later}",
            f"Did {outcome.measure.value} change from {earlier} to {later}?",
            of="pairs",
            failure=outcome.failure,
            n_patients=outcome.n,
            n_values=2 * outcome.n,
            missing=outcome.missing,
        ),
        "earlier": earlier,
        "later": later,
        "unit": unit_of(outcome.measure, unit),
        **_headline(outcome),
        "hodges_lehmann": written(outcome.hodges_lehmann),
        "mean_change": written(outcome.mean_change),
        "signed_rank": written(outcome.signed_rank),
        "paired_t": written(outcome.paired_t),
        "cohen_dz": written(outcome.cohen_dz),
        "hedges_gav": written(outcome.hedges_gav),
        "bayes_factor": written(outcome.bayes_factor),
        "descriptives": {
            "earlier": written(outcome.earlier),
            "later": written(outcome.later),
            "change": written(outcome.change),
        },
        "n_falling": outcome.n_falling,
        "n_rising": outcome.n_rising,
        "n_unchanged": outcome.n_unchanged,
        **_values(outcome),
        "notes": [note.value for note in outcome.notes],
        "software": software_versions(),
        **_beside(outcome),
    }


def _headline(outcome: PairedOutcome) -> Json:
    is_rank_test = outcome.test is Test.SIGNED_RANK
    shown = outcome.hodges_lehmann if is_rank_test else outcome.mean_change
    ranks = outcome.signed_rank
    beyond_exact = is_rank_test and isinstance(ranks, SignedRank) and not ranks.is_exact
    method = METHOD_BEYOND_EXACT if beyond_exact else METHODS[outcome.test]
    return {
        **answer(shown, outcome.p, outcome.adjusted, method),
        "other_families": [
            {**family(other), "p_adjusted": other.p, "p_benjamini_hochberg": other.p_bh}
            for other in outcome.other_families
        ],
    }


def _values(outcome: PairedOutcome) -> Json:
    return {
        "values": [
            {
                "patient": pair.patient,
                "earlier": pair.earlier,
                "later": pair.later,
                "change": pair.change,
            }
            for pair in outcome.pairs
        ],
        "flags": [
            {"patient": flag.patient, "draw": flag.draw, "mark": flag.mark.value}
            for flag in outcome.flags
        ],
    }


def _beside(outcome: PairedOutcome) -> Json:
    if outcome.checks is None:
        return {}
    published = outcome.published
    return {
        "checks": {name: written(getattr(outcome.checks, name)) for name in CHECKS},
        "published": None if published is None else written(published),
    }
