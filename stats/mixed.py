"""Models of all available values: MMRM, structured covariances, random intercept.

A patient takes part with the values there are: estimates are unbiased where values are
missing at random (given those observed). None is imputed.
"""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from stats.covariance import (
    Covariance,
    compound_symmetry,
    heterogeneous_compound_symmetry,
    heterogeneous_toeplitz,
    random_intercept,
    unstructured,
)
from stats.kenward_roger import Contrast, FTest, Inference, kenward_roger, satterthwaite
from stats.multiplicity import holm
from stats.omnibus_outcome import (
    APPROXIMATE,
    FixedTest,
    Interaction,
    Model,
    ModelContrast,
    ModelMean,
    ModelOutcome,
)
from stats.outcome import Estimate, NotEstimable, Reason
from stats.reml import Fit, fit
from stats.restricted_likelihood import NotFitted
from stats.settings import Comparison
from stats.usable import matrix_out_of_range
from stats.visit_patterns import visit_patterns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_DEGENERATE = (NotFitted, np.linalg.LinAlgError, ArithmeticError)
"""What data without enough variation lead to."""
_FLAT = 1e-12
"""Variation below this share of the values' size is rounding, not variation."""


def mixed_model(
    values: "Floats", draws: Sequence[str], model: Model, *, alpha: float = 0.05
) -> ModelOutcome | NotEstimable:
    """Are the means equal at all draws? A model with one mean for each draw.

    Unstructured: REML, linear Kenward–Roger with the observed information (as SAS). Random
    intercept and compound symmetry: REML, Kenward–Roger with the expected information (as
    pbkrtest). Heterogeneous Toeplitz and compound symmetry: Satterthwaite, approximate.
    Contrasts are later − earlier, adjusted by Holm over all of them.

    Input: `values`, n × T (patients × draws in the order of the course), in any one unit, which
    is that of means and contrasts.
    Missing values: NaN; a patient takes part with the values there are, and one without any is
    left out. None is imputed. Ties: do not matter.
    Refused: under 2 patients with two values; a draw without values; no variation within the draws;
    no maximum that can be found; a value infinite or too large.
    Source: Kenward and Roger (1997), Fai and Cornelius (1996).
    """
    why = _why_not(values)
    if why is not None:
        return why
    try:
        with np.errstate(divide="raise", invalid="raise", over="raise"):
            fitted = _fitted(values, model)
            inference = _inference(fitted, model)
            return _outcome(values, draws, model, fitted, inference, alpha)
    except _DEGENERATE:
        return NotEstimable(Reason.NOT_FITTED, _n_patients(values))


def visit_by_group(values: "Floats", in_group: "NDArray[np.bool_]") -> Interaction | NotEstimable:
    """Do the courses of two groups differ? Random-intercept model, Kenward–Roger.

    The tests are of type III: each effect averaged over the other with equal weights.

    Input: `values`, n × T (patients × draws in the order of the course), in any one unit;
    `in_group`, n, says who is in the first group.
    Missing values: NaN; a patient takes part with the values there are. Ties: do not matter.
    Refused: a group under 3 patients with a value, and as in `mixed_model`.
    Source: Kenward and Roger (1997).
    """
    why = _why_not(values)
    if why is not None:
        return why
    there = ~np.isnan(values).all(axis=1)
    smallest = int(min(np.sum(there & in_group), np.sum(there & ~in_group)))
    if smallest < 3:
        return NotEstimable(Reason.GROUP_TOO_SMALL, smallest)
    visits = values.shape[1]
    eye, none = np.eye(visits), np.zeros((visits, visits))
    designs = [np.hstack([eye, none]), np.hstack([none, eye])]
    differences = np.hstack([-np.ones((visits - 1, 1)), np.eye(visits - 1)])
    mean = np.ones((1, visits)) / visits
    try:
        with np.errstate(divide="raise", invalid="raise", over="raise"):
            patterns = visit_patterns(values, designs, np.where(in_group, 0, 1))
            covariance = random_intercept(visits)
            fitted = fit(patterns, covariance, covariance.start(_sample_covariance(values)))
            found = kenward_roger(fitted, observed=False)
            return Interaction(
                n=fitted.patterns.n_patients,
                n_values=fitted.patterns.n_values,
                visit=_fixed(found.f_test(np.hstack([differences, differences]) / 2.0)),
                group=_fixed(found.f_test(np.hstack([mean, -mean]))),
                interaction=_fixed(found.f_test(np.hstack([differences, -differences]))),
            )
    except _DEGENERATE:
        return NotEstimable(Reason.NOT_FITTED, _n_patients(values))


def fit_means(values: "Floats", covariance: Covariance) -> Fit:
    """Which means and covariance make the values most likely? REML, one mean for each draw.

    Input: `values`, n × T (patients × draws). The first column is the reference: β holds its mean,
    then differences.
    Missing values: NaN; a patient takes part with the values there are. Ties: do not matter.
    Refused: raises `NotFitted` where there is no maximum.
    Source: Patterson and Thompson (1971).
    """
    visits = values.shape[1]
    design = np.eye(visits)
    design[:, 0] = 1.0
    patterns = visit_patterns(values, [design], np.zeros(len(values), dtype=np.intp))
    return fit(patterns, covariance, covariance.start(_sample_covariance(values)))


def _why_not(values: "Floats") -> NotEstimable | None:
    n = _n_patients(values)
    if n == 0 or values.shape[1] < 2:
        return NotEstimable(Reason.NO_VALUES, n)
    if np.isnan(values).all(axis=0).any():
        return NotEstimable(Reason.VISIT_WITHOUT_VALUES, n)
    repeated = int(np.sum(np.sum(~np.isnan(values), axis=1) >= 2))
    if repeated < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, repeated)
    refused = matrix_out_of_range(values)
    if refused is not None:
        return refused
    centred = values - np.nanmean(values, axis=0)
    size = max(1.0, float(np.nanmax(np.abs(values))))
    if float(np.nanmax(np.abs(centred))) <= _FLAT * size:
        return NotEstimable(Reason.NO_VARIATION, n)
    return None


def _n_patients(values: "Floats") -> int:
    return int(np.sum(~np.isnan(values).all(axis=1)))


def _fitted(values: "Floats", model: Model) -> Fit:
    make = {
        Model.UNSTRUCTURED: unstructured,
        Model.HETEROGENEOUS_TOEPLITZ: heterogeneous_toeplitz,
        Model.HETEROGENEOUS_COMPOUND_SYMMETRY: heterogeneous_compound_symmetry,
        Model.COMPOUND_SYMMETRY: compound_symmetry,
        Model.RANDOM_INTERCEPT: random_intercept,
    }[model]
    return fit_means(values, make(values.shape[1]))


def _inference(fitted: Fit, model: Model) -> Inference:
    if model in APPROXIMATE:
        return satterthwaite(fitted)
    return kenward_roger(fitted, observed=model is Model.UNSTRUCTURED)


def _outcome(
    values: "Floats",
    draws: Sequence[str],
    model: Model,
    fitted: Fit,
    inference: Inference,
    alpha: float,
) -> ModelOutcome:
    visits = values.shape[1]
    rows = np.eye(visits)
    rows[:, 0] = 1.0  # the mean at a draw is the reference and its difference
    counts = np.sum(~np.isnan(values), axis=0)
    test = _fixed(inference.f_test(np.eye(visits)[1:]))
    pairs = list(itertools.combinations(range(visits), 2))
    between = np.array([rows[late] - rows[early] for early, late in pairs])
    asked = inference.contrasts(np.vstack([rows, between]), alpha=alpha)
    at_draws, found = asked[:visits], asked[visits:]
    means = tuple(
        _mean(draw, one, int(n), alpha)
        for draw, one, n in zip(draws, at_draws, counts, strict=True)
    )
    adjusted = holm([contrast.p for contrast in found])
    contrasts = tuple(
        _contrast(Comparison(draws[early], draws[late]), one, p or one.p, alpha)
        for (early, late), one, p in zip(pairs, found, adjusted, strict=True)
    )
    share = None
    if model is Model.RANDOM_INTERCEPT:
        share = float(fitted.theta[0] / fitted.theta.sum())
    return ModelOutcome(
        model=model,
        n=fitted.patterns.n_patients,
        n_values=fitted.patterns.n_values,
        test=test,
        means=means,
        contrasts=contrasts,
        deviance=fitted.likelihood.deviance,
        correlation_between=share,
        on_boundary=fitted.on_boundary,
    )


def _mean(draw: str, one: Contrast, n: int, alpha: float) -> ModelMean:
    return ModelMean(draw, _estimate(one, alpha), one.se, one.df, n)


def _contrast(comparison: Comparison, one: Contrast, p_holm: float, alpha: float) -> ModelContrast:
    return ModelContrast(comparison, _estimate(one, alpha), one.se, one.df, one.t, one.p, p_holm)


def _estimate(one: Contrast, alpha: float) -> Estimate:
    return Estimate(one.estimate, one.low, one.high, 1.0 - alpha)


def _fixed(test: FTest) -> FixedTest:
    return FixedTest(test.f, test.df1, test.df2, test.p)


def _sample_covariance(values: "Floats") -> "Floats":
    """A positive definite covariance near that of the available pairs, to start from."""
    visits = values.shape[1]
    centred = values - np.nanmean(values, axis=0)
    there = (~np.isnan(centred)).astype(float)
    filled = np.nan_to_num(centred)
    pairs = there.T @ there
    covariance = (filled.T @ filled) / np.maximum(pairs - 1.0, 1.0)
    variances = np.diag(covariance).copy()
    variances[variances <= 0.0] = max(float(variances.max()), 1e-12)
    deviations = np.sqrt(variances)
    correlations = covariance / np.outer(deviations, deviations)
    off = ~np.eye(visits, dtype=bool)
    common = min(max(float(correlations[off].mean()), 0.0), 0.9)
    target = np.full((visits, visits), common)
    np.fill_diagonal(target, 1.0)
    correlations = np.clip(correlations, -0.95, 0.95)
    np.fill_diagonal(correlations, 1.0)
    for share in (1.0, 0.5, 0.0):
        mixed = share * correlations + (1.0 - share) * target
        if float(np.linalg.eigvalsh(mixed).min()) >= 0.01:
            break
    return mixed * np.outer(deviations, deviations)
