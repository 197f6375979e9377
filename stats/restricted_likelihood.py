"""The restricted likelihood of correlated values at one θ, with its exact derivatives.

Values of a patient: y ~ N(X β, V(θ)), patients independent, W = V⁻¹ (Jennrich and Schluchter
1986). Traces over patients such as Σ tr(A V_k W V_l) are taken as V_k · (Σ A ⊗ W) · V_l, so that
their size does not depend on the number of patients.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from stats.covariance import Covariance
from stats.visit_patterns import VisitPatterns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_LEAST_SHARE = 1e-7
"""A standard deviation below this share of the largest is a singular covariance."""
_WORST_CONDITION = 1e14


class NotFitted(Exception):
    """The likelihood has no maximum that can be found: too few values, or a singular covariance."""


@dataclass(frozen=True)
class RestrictedLikelihood:
    """P patterns, T visits, q fixed effects, K parameters; from `likelihood_at`."""

    patterns: VisitPatterns
    covariance: Covariance
    theta: Floats
    w: Floats
    """V⁻¹ of the visits that are there, else zeros; P × T × T."""
    log_determinants: float
    """Σ log |V| over patients."""
    wx: Floats
    """W X, P × T × q."""
    phi: Floats
    """(Σ Xᵀ W X)⁻¹, q × q."""
    beta: Floats

    @cached_property
    def deviance(self) -> float:
        """−2 × the restricted log-likelihood. Raises `NotFitted` where it is not finite."""
        distance = float(np.vdot(self.w, self._spread))
        sign, log_phi = np.linalg.slogdet(self.phi)
        if sign <= 0 or not np.isfinite(distance):
            raise NotFitted("fixed effects not estimable")
        constant = (self.patterns.n_values - len(self.phi)) * np.log(2.0 * np.pi)
        return float(constant + self.log_determinants - log_phi + distance)

    @cached_property
    def score(self) -> Floats:
        """Derivative of the restricted log-likelihood by θ, K."""
        return 0.5 * self._flat @ (self._bend - self._weighed + self._hat).sum(axis=0).ravel()

    @cached_property
    def expected(self) -> Floats:
        """Expected information of θ, K × K."""
        found = self._twice(0.5 * self._weighed - self._hat) + 0.5 * self._squared
        return (found + found.T) / 2.0

    @cached_property
    def observed(self) -> Floats:
        """Observed information of θ, K × K."""
        u = self._over_visits(self.wx, (self.w @ self._total[:, :, None]))[:, :, 0]
        found = self._twice(self._bend) - u @ self.phi @ u.T - self.expected
        second = self.covariance.second(self.theta)
        if second is not None:
            k = len(self.theta)
            bent = (self._bend - self._weighed + self._hat).sum(axis=0)
            found -= 0.5 * (second.reshape(k * k, -1) @ bent.ravel()).reshape(k, k)
        return (found + found.T) / 2.0

    @cached_property
    def p(self) -> Floats:
        """Σ Xᵀ W V_k W X, K × q × q."""
        return self._over_visits(self.patterns.n_by_pattern * self.wx, self.wx)

    def q_weighted(self, weights: Floats) -> Floats:
        """Σ w_kl Σ Xᵀ W V_k W V_l W X over parameters and patients, q × q; `weights` is K × K."""
        visits = self.w.shape[1]
        both = (self._flat.T @ weights @ self._flat).reshape((visits,) * 4)
        turned = both.transpose(1, 2, 0, 3).reshape(visits**2, visits**2)
        inner = (self.w.reshape(-1, visits**2) @ turned).reshape(self.w.shape)
        lifted = self.patterns.n_by_pattern * (inner @ self.wx)
        q = self.wx.shape[2]
        return self.wx.reshape(-1, q).T @ lifted.reshape(-1, q)

    @cached_property
    def _first(self) -> Floats:
        return self.covariance.first(self.theta)

    @cached_property
    def _flat(self) -> Floats:
        """V_k, the derivatives of V, one a row."""
        return self._first.reshape(len(self.theta), -1)

    @cached_property
    def _away(self) -> Floats:
        return self.patterns.mean - self.patterns.x @ self.beta

    @property
    def _total(self) -> Floats:
        """Sum of the residuals of a pattern, P × T."""
        return self.patterns.n[:, None] * self._away

    @cached_property
    def _spread(self) -> Floats:
        """Σ r rᵀ over the residuals of a pattern."""
        return self.patterns.scatter + self._total[:, :, None] * self._away[:, None, :]

    @cached_property
    def _weighed(self) -> Floats:
        return self.patterns.n_by_pattern * self.w

    @cached_property
    def _bend(self) -> Floats:
        """W Σ r rᵀ W."""
        return self.w @ self._spread @ self.w

    @cached_property
    def _hat(self) -> Floats:
        """n W X Φ Xᵀ W."""
        return self.patterns.n_by_pattern * (self.wx @ self.phi @ self.wx.transpose(0, 2, 1))

    @cached_property
    def _squared(self) -> Floats:
        """tr(Φ P_k Φ P_l)."""
        k = len(self.theta)
        turned = self.phi @ self.p
        return turned.reshape(k, -1) @ turned.transpose(0, 2, 1).reshape(k, -1).T

    def _twice(self, a: Floats) -> Floats:
        """Σ tr(A V_k W V_l) over patterns, K × K; `a` is P × T × T."""
        patterns, visits = a.shape[:2]
        # rows (d, a), columns (b, c) of A[d, a] W[b, c]; wanted rows (a, b), columns (c, d)
        product = a.reshape(patterns, -1).T @ self.w.reshape(patterns, -1)
        turned = product.reshape((visits,) * 4).transpose(1, 2, 3, 0)
        return self._flat @ turned.reshape(visits**2, visits**2) @ self._flat.T

    def _over_visits(self, left: Floats, right: Floats) -> Floats:
        """Σ leftᵀ V_k right over patterns, K × q × r; P × T × q and P × T × r."""
        patterns, visits, q = left.shape
        r = right.shape[2]
        product = left.reshape(patterns, -1).T @ right.reshape(patterns, -1)
        turned = product.reshape(visits, q, visits, r).transpose(0, 2, 1, 3)
        return (self._flat @ turned.reshape(visits**2, q * r)).reshape(-1, q, r)


def likelihood_at(
    patterns: VisitPatterns, covariance: Covariance, theta: Floats
) -> RestrictedLikelihood:
    """The likelihood at `theta`. Raises `NotFitted` where the covariance is not positive definite,
    or the fixed effects cannot be told apart."""
    there, both = patterns.there, patterns.both_there
    # A visit that is missing stands as a variance of 1 that nothing is correlated with.
    v = np.where(both, covariance.matrix(theta), np.eye(there.shape[1]))
    try:
        lower = np.linalg.cholesky(v)
    except np.linalg.LinAlgError as error:
        raise NotFitted("covariance not positive definite") from error
    diagonal = np.diagonal(lower, axis1=1, axis2=2)
    largest = np.where(there, diagonal, 0.0).max(axis=1)
    if np.any(np.where(there, diagonal, np.inf).min(axis=1) < _LEAST_SHARE * largest):
        raise NotFitted("covariance nearly singular")
    w = np.where(both, np.linalg.inv(v), 0.0)
    w = (w + w.transpose(0, 2, 1)) / 2.0
    wx = w @ patterns.x
    q = wx.shape[2]
    weighed = (patterns.n_by_pattern * wx).reshape(-1, q)
    phi = _inverse(weighed.T @ patterns.x.reshape(-1, q))
    beta = phi @ (weighed.T @ patterns.mean.ravel())
    log_determinants = 2.0 * float(patterns.n @ np.log(diagonal).sum(axis=1))
    return RestrictedLikelihood(patterns, covariance, theta, w, log_determinants, wx, phi, beta)


def _inverse(matrix: Floats) -> Floats:
    try:
        found = np.linalg.inv(matrix)
    except np.linalg.LinAlgError as error:
        raise NotFitted("fixed effects not estimable") from error
    norms = [float(np.abs(one).sum(axis=0).max()) for one in (matrix, found)]
    if not np.isfinite(norms[1]) or norms[0] * norms[1] > _WORST_CONDITION:
        raise NotFitted("fixed effects not estimable")
    return (found + found.T) / 2.0
