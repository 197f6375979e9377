"""What every object of the JSON document is made of."""

import platform
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache, singledispatch
from typing import Any

import numpy as np
import scipy

from stats.outcome import (
    AdjustedP,
    BayesFactor,
    Description,
    Estimate,
    NotEstimable,
    PublishedP,
    SignedRank,
)
from stats.presence import Measure, Missing
from stats.settings import Unit

Json = dict[str, Any]


@lru_cache(maxsize=1)
def software_versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def head(
    identity: str,
    question: str,
    *,
    of: str,
    failure: NotEstimable | None,
    n_patients: int,
    n_values: int,
    missing: Sequence[Missing],
) -> Json:
    """What stands first in every object; `of` names the set of patients."""
    return {
        "id": identity,
        "question": question,
        "set": of,
        **status_of(failure),
        "n_patients": n_patients,
        "n_values": n_values,
        "missing": missing_list(missing),
    }


def status_of(failure: NotEstimable | None) -> Json:
    if failure is None:
        return {"status": "ok"}
    return {"status": "not estimable", "reason": failure.reason.value, "draw": failure.draw}


def answer(
    estimate: Estimate | NotEstimable | None,
    p: float | NotEstimable | None,
    adjusted: AdjustedP | NotEstimable | None,
    method: str,
) -> Json:
    """The numbers to quote, null where there is none, and the method behind them."""
    known = estimate if isinstance(estimate, Estimate) else None
    of_family = adjusted if isinstance(adjusted, AdjustedP) else None
    return {
        "estimate": None if known is None else known.value,
        "ci": None if known is None else [known.low, known.high],
        "p": p if isinstance(p, float) else None,
        "p_adjusted": None if of_family is None else of_family.p,
        "p_benjamini_hochberg": None if of_family is None else of_family.p_bh,
        "family": None if of_family is None else family(of_family),
        "method": method,
    }


def family(adjusted: AdjustedP) -> Json:
    return {"name": adjusted.family.value, "size": adjusted.size, "adjustment": "holm"}


def unit_of(measure: Measure, unit: Unit) -> str:
    return unit.value if measure is Measure.COPPER else "points"


def missing_list(missing: Sequence[Missing]) -> list[Json]:
    return [
        {
            "patient": entry.patient,
            "draw": entry.draw,
            "reason": entry.reason.value,
            "measure": entry.gaps[0].measure.value,
            "gaps": [
                {"measure": gap.measure.value, "draw": gap.draw, "reason": gap.reason.value}
                for gap in entry.gaps
            ],
        }
        for entry in missing
    ]


@singledispatch
def written(part: object) -> Any:
    """A part of a result; a record without keys of its own is written by its field names."""
    if is_dataclass(part) and not isinstance(part, type):
        return {field.name: written(getattr(part, field.name)) for field in fields(part)}
    if part is None or isinstance(part, (bool, int, float)):
        return part
    raise TypeError(f"no JSON for {type(part).__name__}")


@written.register
def _(part: str) -> str:
    return str(part)


@written.register
def _(part: NotEstimable) -> Json:
    return {"status": "not estimable", "reason": part.reason.value, "n": part.n}


@written.register
def _(part: Estimate) -> Json:
    coverage = {} if part.coverage is None else {"coverage": part.coverage}
    return {"estimate": part.value, "ci": [part.low, part.high], "level": part.level, **coverage}


@written.register
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


@written.register
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


@written.register
def _(part: BayesFactor) -> Json:
    return {"bf10": part.bf10, "log_bf10": part.log_bf10, "scale": part.scale}


@written.register
def _(part: PublishedP) -> Json:
    return {"p": part.p, "source": "abstract", "test": "not known"}
