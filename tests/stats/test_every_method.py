"""What every method says of itself, and of data that answer nothing."""

import inspect
import math
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from stats.bayes import jzs_paired, stretched_beta
from stats.correlation import (
    detectable_correlation,
    kendall,
    partial_spearman,
    pearson,
    spearman,
)
from stats.describe import describe
from stats.effect_size import cohen_dz, hedges_gav
from stats.equivalence import detectable_change, tost_paired
from stats.mixed import mixed_model, visit_by_group
from stats.normality import shapiro_wilk, skewness
from stats.omnibus_outcome import Model
from stats.outcome import NotEstimable
from stats.paired import paired_t
from stats.proportion import clopper_pearson, proportion
from stats.regression_line import line_with_band
from stats.repeated import friedman, repeated_anova, skillings_mack
from stats.repeated_correlation import repeated_correlation
from stats.roc import auc
from stats.several_samples import kruskal_wallis
from stats.signed_rank import hodges_lehmann, signed_rank, signed_rank_p
from stats.two_samples import ancova, hodges_lehmann_shift, mann_whitney, welch

MODULES = (
    "bayes",
    "correlation",
    "effect_size",
    "equivalence",
    "mixed",
    "multiplicity",
    "normality",
    "paired",
    "proportion",
    "rank_correlation_null",
    "regression_line",
    "repeated",
    "repeated_correlation",
    "roc",
    "several_samples",
    "signed_rank",
    "two_samples",
)
"""Those that hold methods alone."""

PARTS_OF_METHODS = {
    "adjusted_over",  # Holm's and Benjamini and Hochberg's, by name of the member
    "small_sample_factor",
    "noncentrality",
    "noncentrality_limits",
    "noncentral_t_cdf",
}
LABELS = ("Input: ", "Missing values", "[Tt]ies", "Refused: ", "Source: ")


def methods() -> list[Callable[..., Any]]:
    found = [describe]
    for name in MODULES:
        module = import_module(f"stats.{name}")
        found += [
            one
            for one in vars(module).values()
            if inspect.isfunction(one)
            and one.__module__ == module.__name__
            and not one.__name__.startswith("_")
            and one.__name__ not in PARTS_OF_METHODS
        ]
    return found


@pytest.mark.parametrize("method", methods(), ids=lambda one: one.__name__)
def test_a_method_says_its_question_input_missing_values_ties_refusals_and_source(method):
    told = inspect.getdoc(method) or ""
    question = told.splitlines()[0]

    assert question.endswith((".", "?"))
    for label in LABELS:
        assert re.search(label, told), f"{method.__name__} does not say: {label}"


RISING = [float(k) for k in range(40)]
"""Beside the sample in question, for what asks for two."""
FEW = (1.0, 2.0, 4.0)
DRAWS = ("baseline", "inf5", "post")


def beside(sample: list[float]) -> list[float]:
    return [float(k * k) for k in range(len(sample))]


def as_draws(sample: list[float]) -> np.ndarray:
    """Patients × three draws, all three from the sample."""
    return np.array([sample, sample[::-1], sample], dtype=float).T.reshape(len(sample), 3)


def of_model(model: Model) -> Callable[[list[float]], object]:
    return lambda sample: mixed_model(as_draws(sample), DRAWS, model)


def bayes_of(sample: list[float]) -> object:
    found = paired_t(sample)
    return jzs_paired(found if isinstance(found, NotEstimable) else found[0])


ASKED: dict[str, Callable[[list[float]], object]] = {
    "describe": describe,
    "signed_rank": signed_rank,
    "signed_rank_p": signed_rank_p,
    "hodges_lehmann": hodges_lehmann,
    "paired_t": paired_t,
    "cohen_dz": cohen_dz,
    "hedges_gav": lambda x: hedges_gav(x, x[::-1]),
    "jzs_paired": bayes_of,
    "skewness": skewness,
    "shapiro_wilk": shapiro_wilk,
    "tost_paired": lambda x: tost_paired(x, 1.0),
    "detectable_change": detectable_change,
    "spearman": lambda x: spearman(x, beside(x)),
    "pearson": lambda x: pearson(x, beside(x)),
    "kendall": lambda x: kendall(beside(x), x),
    "partial_spearman": lambda x: partial_spearman(beside(x), RISING[: len(x)], [x]),
    "repeated_correlation": lambda x: repeated_correlation(
        {"P1": list(zip(x, beside(x), strict=True)), "P2": list(zip(beside(x), x, strict=True))}
    ),
    "mann_whitney": lambda x: mann_whitney(x, FEW),
    "hodges_lehmann_shift": lambda x: hodges_lehmann_shift(FEW, x),
    "welch": lambda x: welch(x, FEW),
    "ancova": lambda x: ancova(
        list(zip(x, beside(x), strict=True)), [(1.0, 2.0), (2.0, 1.0), (4.0, 3.0)]
    ),
    "kruskal_wallis": lambda x: kruskal_wallis([x, FEW, FEW]),
    "auc": lambda x: auc(x, FEW),
    "line_with_band": lambda x: line_with_band(beside(x), x),
    "friedman": lambda x: friedman(as_draws(x), DRAWS),
    "skillings_mack": lambda x: skillings_mack(as_draws(x)),
    "repeated_anova": lambda x: repeated_anova(as_draws(x)),
    "visit_by_group": lambda x: visit_by_group(as_draws(x), np.arange(len(x)) % 2 == 0),
    **{f"mixed_model {model.value}": of_model(model) for model in Model},
}

SAMPLES: dict[str, list[float]] = {
    "nobody": [],
    "one patient": [3.0],
    "all zero": [0.0] * 8,
    "constant": [2.5] * 8,
    "two patients": [1.0, 2.0],
    "an infinite value": [1.0, 2.0, math.inf, 3.0, 5.0, 8.0],
    "two infinities": [1.0, -math.inf, math.inf, 3.0, 5.0, 8.0],
    "no number": [1.0, 2.0, math.nan, 3.0, 5.0, 8.0],
    "values beyond double precision": [1e308, -1e308, 1e300, 3.0, 5.0, 8.0],
    "values that vanish when squared": [1e-300, 2e-300, 5e-324, 3e-305, 0.0, 1e-310],
    "values that differ in the last digit": [1e15, 1e15 + 1, 1e15, 1e15 + 2, 1e15, 1e15],
}


def floats_in(part: object) -> list[float]:
    if is_dataclass(part) and not isinstance(part, type):
        return [one for field in fields(part) for one in floats_in(getattr(part, field.name))]
    if isinstance(part, tuple):
        return [one for each in part for one in floats_in(each)]
    return [part] if isinstance(part, float) else []


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
@pytest.mark.parametrize("method", ASKED.values(), ids=ASKED)
def test_odd_values_give_finite_numbers_or_a_reason_and_no_warning(method, sample):
    assert all(map(math.isfinite, floats_in(method(list(sample)))))


NO_NUMBERS = ("an infinite value", "two infinities", "values beyond double precision")


@pytest.mark.parametrize("name", NO_NUMBERS)
@pytest.mark.parametrize("method", ASKED.values(), ids=ASKED)
def test_a_value_that_cannot_be_reckoned_with_is_refused_with_a_reason(method, name):
    found = method(list(SAMPLES[name]))

    assert found is None or isinstance(found, NotEstimable)


@pytest.mark.parametrize("name", ["nobody", "one patient"])
@pytest.mark.parametrize("method", ASKED.values(), ids=ASKED)
def test_nobody_or_one_patient_is_refused_with_a_reason_but_for_a_description(method, name):
    found = method(list(SAMPLES[name]))

    described = method is describe and name == "one patient"
    assert described or found is None or isinstance(found, NotEstimable)


def test_every_method_is_asked_with_odd_values():
    without_samples = {
        "paired_changes",  # two lists, no answer of its own
        "stretched_beta",
        "detectable_correlation",
        "proportion",
        "clopper_pearson",
        "exact_p",  # ranks
        "permutation_p",
        "fit_means",  # raises
        "bonferroni",  # p-values
        "holm",
        "hochberg",
        "benjamini_hochberg",
        "benjamini_yekutieli",
    }
    asked = {name.split()[0] for name in ASKED}

    assert {one.__name__ for one in methods()} == asked | without_samples
    assert isinstance(stretched_beta(8, 1.0), NotEstimable)
    assert isinstance(detectable_correlation(3), NotEstimable)
    assert isinstance(proportion(0, 0), NotEstimable)
    assert isinstance(clopper_pearson(0, 0), NotEstimable)
