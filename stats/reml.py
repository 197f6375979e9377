"""Restricted maximum likelihood of linear models with correlated values within patients.

Fitted by Fisher scoring with exact derivatives (Jennrich and Schluchter 1986); the last steps
are Newton's, with the observed information, which is needed at the maximum anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from stats.covariance import Covariance
from stats.restricted_likelihood import NotFitted, RestrictedLikelihood, likelihood_at
from stats.visit_patterns import VisitPatterns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MAX_STEPS = 80
TOLERANCE = 1e-12
"""Of the deviance that one more step would gain, as a share of it."""
_HALVINGS = 14
_NEAR = 1.0
"""A step that gained less than this was near the maximum."""


@dataclass(frozen=True)
class Fit:
    """A model at its maximum."""

    likelihood: RestrictedLikelihood
    on_boundary: bool
    """A variance was held at zero."""

    @property
    def theta(self) -> Floats:
        return self.likelihood.theta

    @property
    def patterns(self) -> VisitPatterns:
        return self.likelihood.patterns

    @cached_property
    def matrix(self) -> Floats:
        """The covariance of all visits, T × T."""
        return self.likelihood.covariance.matrix(self.theta)


def fit(patterns: VisitPatterns, covariance: Covariance, start: Floats) -> Fit:
    """The maximum of the restricted likelihood, from `start` on.

    Raises `NotFitted`.
    """
    here = likelihood_at(patterns, covariance, np.array(start, dtype=float))
    held = np.zeros(len(here.theta), dtype=bool)
    gain = np.inf
    for _step in range(MAX_STEPS):
        direction = _direction(here, ~held, is_near=gain < _NEAR)
        gain = float(here.score @ direction)
        if gain <= TOLERANCE * max(1.0, abs(here.deviance)):
            return Fit(here, bool(held.any()))
        here, held = _improved(here, direction, held)
    raise NotFitted("no convergence")


def _improved(
    here: RestrictedLikelihood, direction: Floats, held: NDArray[np.bool_]
) -> tuple[RestrictedLikelihood, NDArray[np.bool_]]:
    """A step along `direction`, halved until the likelihood grows inside the bounds."""
    share = 1.0
    for _halving in range(_HALVINGS):
        wanted = here.theta + share * direction
        bounded = _bounded(here.covariance, wanted)
        if bounded is not None:
            try:
                there = likelihood_at(here.patterns, here.covariance, bounded)
                grows = there.deviance < here.deviance + 1e-12 * abs(here.deviance)
            except NotFitted:
                grows, there = False, here
            if grows:
                return there, held | (bounded != wanted)
        share /= 2.0
    raise NotFitted("no step improves the likelihood")


def _bounded(covariance: Covariance, theta: Floats) -> Floats | None:
    """`theta` with variances at zero or more; None where other bounds are left."""
    if covariance.is_allowed(theta):
        return theta
    bounds = getattr(covariance, "not_negative", ())
    bounded = theta.copy()
    for k in bounds:
        bounded[k] = max(0.0, bounded[k])
    return bounded if covariance.is_allowed(bounded) else None


def _direction(here: RestrictedLikelihood, free: NDArray[np.bool_], *, is_near: bool) -> Floats:
    """Fisher's step, or Newton's, which near the maximum doubles the digits; `held` stay."""
    direction = np.zeros_like(here.theta)
    rows = np.ix_(free, free)
    if is_near:
        try:
            np.linalg.cholesky(here.observed[rows])
        except np.linalg.LinAlgError:
            is_near = False
    information = here.observed if is_near else here.expected
    direction[free] = _solve(information[rows], here.score[free])
    return direction


def _solve(information: Floats, score: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(information, score), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise NotFitted("information singular") from error
