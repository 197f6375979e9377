"""An analysis as plain dictionaries, for JSON; the key names are stable.

Top level: `settings`, `draws`, `patients`, `complete`, `unscheduled`, `software`, then groups of
objects: `descriptives`, `primary`, `pairwise`.

Every object has `id`, `question`, `set` (available: all with a value; pairs: both draws),
`n_patients` and `n_values` (what it is made of), `missing` (patient, draw and reason; `gaps` where
both draws lack) and `status`: "ok", or "not estimable" with a `reason`.

A description: `n`, `mean`, `sd`, `se`, `ci` (of the mean), `median`, `q1`, `q3`, `min`, `max`;
`sd`, `se` and `ci` are null for a single value.

A comparison (`primary`, `pairwise`), signed as later − earlier, amounts in `unit`:

- `estimate`, `ci`, `p`: of the test of the protocol, which `method` names; `p_adjusted`, `family`
  (`name`, `size`, `adjustment`) and `other_families`, with their own `p_adjusted`;
  `p_benjamini_hochberg` over the same family stands beside
- `hodges_lehmann` (`estimate`, `ci`, `coverage`), `mean_change` (`estimate`, `ci`)
- `signed_rank` (`n`, `n_nonzero`, `n_zero`, `has_ties`, `v_plus`, `v_minus`, `w`, `p`, `p_pratt`,
  `is_exact`, `rank_biserial`), `paired_t` (`t`, `df`, `p`), `cohen_dz` and `hedges_gav`
  (`estimate`, `ci`), `bayes_factor` (`bf10`, null beyond double precision, `log_bf10`, `scale`)
- `descriptives` (`earlier`, `later`, `change`), `n_falling`, `n_rising`, `n_unchanged`
- `values`: patient, earlier, later, change; `flags`: patient, draw, mark
- `notes`: codes of `stats.outcome.Note`
- `primary` only: `checks` (`skewness`, `is_symmetric_enough`, `shapiro_wilk`, `other_test`,
  `leave_one_out`) and `published` (`p`, `source`, `test`), null where there is none

A part that cannot be computed is {"status": "not estimable", "reason": code, "n": n}; `p`,
`estimate`, `ci` and `p_adjusted` are then null. Numbers keep full precision, none is NaN or
infinite.
"""

import platform
from collections.abc import Sequence
from functools import singledispatch
from typing import Any

import numpy as np
import scipy

from stats.analysis_result import AnalysisResult, DrawDescription
from stats.outcome import (
    AdjustedP,
    BayesFactor,
    Checks,
    Description,
    Estimate,
    LeaveOneOut,
    NotEstimable,
    OtherTest,
    PairedOutcome,
    PairedT,
    PublishedP,
    ShapiroWilk,
    SignedRank,
)
from stats.presence import Missing
from stats.settings import AnalysisSettings, Test

Json = dict[str, Any]

METHODS = {
    Test.SIGNED_RANK: "Wilcoxon signed-rank test, two-sided, exact and conditional on ties"
    " (Streitberg and Roehmel 1986), zeros dropped; Hodges-Lehmann estimate with exact interval",
    Test.PAIRED_T: "Paired t test, two-sided; mean change with t interval",
}
METHOD_BEYOND_EXACT = (
    "Wilcoxon signed-rank test, two-sided, normal approximation without continuity correction,"
    " zeros dropped; Hodges-Lehmann estimate with its interval"
)


def as_json(result: AnalysisResult) -> Json:
    """`result` as one JSON document."""
    software = software_versions()
    unit = result.settings.unit.value
    return {
        "settings": _settings(result.settings),
        "draws": list(result.draws),
        "patients": list(result.patients),
        "complete": list(result.complete),
        "unscheduled": [{"patient": patient, "draw": draw} for patient, draw in result.unscheduled],
        "software": software,
        "descriptives": [_described(entry, unit, software) for entry in result.descriptives],
        "primary": [_compared("primary", outcome, unit, software) for outcome in result.primary],
        "pairwise": [_compared("pairwise", outcome, unit, software) for outcome in result.pairwise],
    }


def software_versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def _settings(settings: AnalysisSettings) -> Json:
    return {
        "comparisons": [
            {"earlier": comparison.earlier, "later": comparison.later}
            for comparison in settings.comparisons
        ],
        "test": settings.test.value,
        "family": settings.family.value,
        "unit": settings.unit.value,
        "out_of_window": settings.out_of_window.value,
        "below_loq": settings.below_loq.value,
        "haemolysed": settings.haemolysed.value,
        "alpha": settings.alpha,
    }


def _described(entry: DrawDescription, copper_unit: str, software: dict[str, str]) -> Json:
    measure = entry.measure.value
    is_known = isinstance(entry.description, Description)
    n = entry.description.n
    return {
        "id": f"descriptives.{measure}.{entry.draw}",
        "question": f"What was {measure} at {entry.draw}?",
        "set": "available",
        "measure": measure,
        "draw": entry.draw,
        "unit": copper_unit if measure == "copper" else "points",
        "n_patients": n,
        "n_values": n,
        "missing": _missing(entry.missing),
        **({"status": "ok"} if is_known else {}),
        **_part(entry.description),
        "software": software,
    }


def _compared(group: str, outcome: PairedOutcome, unit: str, software: dict[str, str]) -> Json:
    earlier, later = outcome.comparison.earlier, outcome.comparison.later
    failure = outcome.failure
    return {
        "id": f"{group}.{earlier}__{later}",
        "question": f"Did copper change from {earlier} to {later}?",
        "set": "pairs",
        "status": "ok" if failure is None else "not estimable",
        **({} if failure is None else {"reason": failure.reason.value, "draw": failure.draw}),
        "earlier": earlier,
        "later": later,
        "unit": unit,
        "n_patients": outcome.n,
        "n_values": 2 * outcome.n,
        "missing": _missing(outcome.missing),
        **_headline(outcome),
        "hodges_lehmann": _part(outcome.hodges_lehmann),
        "mean_change": _part(outcome.mean_change),
        "signed_rank": _part(outcome.signed_rank),
        "paired_t": _part(outcome.paired_t),
        "cohen_dz": _part(outcome.cohen_dz),
        "hedges_gav": _part(outcome.hedges_gav),
        "bayes_factor": _part(outcome.bayes_factor),
        "descriptives": {
            "earlier": _part(outcome.earlier),
            "later": _part(outcome.later),
            "change": _part(outcome.change),
        },
        "n_falling": outcome.n_falling,
        "n_rising": outcome.n_rising,
        "n_unchanged": outcome.n_unchanged,
        **_values(outcome),
        "notes": [note.value for note in outcome.notes],
        "software": software,
        **_beside(outcome),
    }


def _headline(outcome: PairedOutcome) -> Json:
    is_rank_test = outcome.test is Test.SIGNED_RANK
    shown = outcome.hodges_lehmann if is_rank_test else outcome.mean_change
    ranks = outcome.signed_rank
    beyond_exact = is_rank_test and isinstance(ranks, SignedRank) and not ranks.is_exact
    adjusted = outcome.adjusted if isinstance(outcome.adjusted, AdjustedP) else None
    return {
        "estimate": shown.value if isinstance(shown, Estimate) else None,
        "ci": [shown.low, shown.high] if isinstance(shown, Estimate) else None,
        "p": None if isinstance(outcome.p, NotEstimable) else outcome.p,
        "p_adjusted": None if adjusted is None else adjusted.p,
        "p_benjamini_hochberg": None if adjusted is None else adjusted.p_bh,
        "family": None if adjusted is None else _family(adjusted),
        "other_families": [
            {**_family(other), "p_adjusted": other.p, "p_benjamini_hochberg": other.p_bh}
            for other in outcome.other_families
        ],
        "method": METHOD_BEYOND_EXACT if beyond_exact else METHODS[outcome.test],
    }


def _family(adjusted: AdjustedP) -> Json:
    return {"name": adjusted.family.value, "size": adjusted.size, "adjustment": "holm"}


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
        "checks": _part(outcome.checks),
        "published": None if published is None else _part(published),
    }


def _missing(missing: Sequence[Missing]) -> list[Json]:
    return [
        {
            "patient": entry.patient,
            "draw": entry.draw,
            "reason": entry.reason.value,
            "gaps": [{"draw": gap.draw, "reason": gap.reason.value} for gap in entry.gaps],
        }
        for entry in missing
    ]


@singledispatch
def _part(part: object) -> Json:
    raise TypeError(f"no JSON for {type(part).__name__}")


@_part.register
def _(part: NotEstimable) -> Json:
    return {"status": "not estimable", "reason": part.reason.value, "n": part.n}


@_part.register
def _(part: Estimate) -> Json:
    coverage = {} if part.coverage is None else {"coverage": part.coverage}
    return {"estimate": part.value, "ci": [part.low, part.high], "level": part.level, **coverage}


@_part.register
def _(part: Description) -> Json:
    return {
        "n": part.n,
        "mean": part.mean,
        "sd": part.sd,
        "se": part.se,
        "ci": None if part.mean_ci is None else [part.mean_ci.low, part.mean_ci.high],
        "median": part.median,
        "q1": part.q1,
        "q3": part.q3,
        "min": part.minimum,
        "max": part.maximum,
    }


@_part.register
def _(part: SignedRank) -> Json:
    return {
        "n": part.n,
        "n_nonzero": part.n_nonzero,
        "n_zero": part.n_zero,
        "has_ties": part.has_ties,
        "v_plus": part.v_plus,
        "v_minus": part.v_minus,
        "w": part.w,
        "p": part.p,
        "p_pratt": part.p_pratt,
        "is_exact": part.is_exact,
        "rank_biserial": part.rank_biserial,
    }


@_part.register
def _(part: PairedT) -> Json:
    return {"t": part.t, "df": part.df, "p": part.p}


@_part.register
def _(part: BayesFactor) -> Json:
    return {"bf10": part.bf10, "log_bf10": part.log_bf10, "scale": part.scale}


@_part.register
def _(part: ShapiroWilk) -> Json:
    return {"w": part.w, "p": part.p}


@_part.register
def _(part: OtherTest) -> Json:
    return {"test": part.test.value, "p": part.p, "agrees": part.agrees}


@_part.register
def _(part: LeaveOneOut) -> Json:
    return {
        "lowest_p": part.lowest_p,
        "lowest_without": part.lowest_without,
        "highest_p": part.highest_p,
        "highest_without": part.highest_without,
        "verdict_holds": part.verdict_holds,
    }


@_part.register
def _(part: PublishedP) -> Json:
    return {"p": part.p, "source": "abstract", "test": "not known"}


@_part.register
def _(part: Checks) -> Json:
    return {
        "skewness": part.skewness if isinstance(part.skewness, float) else _part(part.skewness),
        "is_symmetric_enough": part.is_symmetric_enough,
        "shapiro_wilk": _part(part.shapiro_wilk),
        "other_test": _part(part.other_test),
        "leave_one_out": _part(part.leave_one_out),
    }
