"""Restricted maximum likelihood of linear models with correlated values within patients.

Values of a patient: y ~ N(X β, V(θ)), patients independent. Fitted by Fisher scoring with
exact derivatives (Jennrich and Schluchter 1986). Patients with the same visits and the same X
share their matrices, so that the work grows with the patterns of missing visits, not with n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from stats.covariance import Covariance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MAX_STEPS = 80
TOLERANCE = 1e-10
"""Of the relative change of the log-likelihood, and of the score in its own units."""
_HALVINGS = 14


class NotFitted(Exception):
    """The likelihood has no maximum that can be found: too few values, or a singular covariance."""


@dataclass(frozen=True)
class Pattern:
    """Patients with the same visits and the same fixed effects."""

    visits: NDArray[np.intp]
    """Places of the m visits they have."""
    x: Floats
    """m × q."""
    y: Floats
    """Patients × m."""

    @property
    def n(self) -> int:
        return len(self.y)


def patterns_of(
    values: Floats, designs: Sequence[Floats], group: NDArray[np.intp]
) -> tuple[Pattern, ...]:
    """Patients with values by their visits and group.

    `values` is n × T with NaN where a visit is missing, `designs` a T × q matrix for each
    group, `group` the number of each patient's. Patients without any value are left out.
    """
    found: dict[tuple[int, bytes], list[int]] = {}
    there = ~np.isnan(values)
    for row in range(len(values)):
        if there[row].any():
            found.setdefault((int(group[row]), there[row].tobytes()), []).append(row)
    patterns: list[Pattern] = []
    for (number, _key), rows in sorted(found.items()):
        visits = np.flatnonzero(there[rows[0]])
        # Sorted, so that the order of the patients changes no sum.
        y = values[rows][:, visits]
        y = y[np.lexsort(y.T[::-1])]
        patterns.append(Pattern(visits, designs[number][visits], y))
    return tuple(patterns)


@dataclass(frozen=True)
class Moments:
    """Sums over patients at one θ; K parameters, q fixed effects."""

    phi: Floats
    """(Xᵀ V⁻¹ X)⁻¹, q × q."""
    beta: Floats
    deviance: float
    """−2 × the restricted log-likelihood."""
    p: Floats
    """Σ Xᵀ W V_k W X, K × q × q."""
    q: Floats
    """Σ Xᵀ W V_k W V_l W X, K × K × q × q."""
    score: Floats
    """Derivative of the restricted log-likelihood."""
    expected: Floats
    """Expected information of θ, K × K."""
    observed: Floats
    """Observed information of θ."""


@dataclass(frozen=True)
class Fit:
    """A model at its maximum."""

    theta: Floats
    moments: Moments
    covariance: Covariance
    patterns: tuple[Pattern, ...]
    on_boundary: bool
    """A variance was held at zero."""

    @property
    def n_patients(self) -> int:
        return sum(pattern.n for pattern in self.patterns)

    @property
    def n_values(self) -> int:
        return sum(pattern.y.size for pattern in self.patterns)

    @cached_property
    def matrix(self) -> Floats:
        return self.covariance.matrix(self.theta)


def fit(patterns: tuple[Pattern, ...], covariance: Covariance, start: Floats) -> Fit:
    """The maximum of the restricted likelihood, from `start` on.

    Raises `NotFitted`.
    """
    theta = np.array(start, dtype=float)
    here = _step_at(patterns, covariance, theta)
    held = np.zeros(len(theta), dtype=bool)
    for _step in range(MAX_STEPS):
        free = ~held
        direction = np.zeros_like(theta)
        direction[free] = _solve(here.expected[np.ix_(free, free)], here.score[free])
        gain = float(here.score @ direction)
        if gain <= TOLERANCE * max(1.0, abs(here.deviance)) * 1e-2:
            moments = moments_at(patterns, covariance, theta)
            return Fit(theta, moments, covariance, patterns, bool(held.any()))
        theta, here, held = _improved(patterns, covariance, theta, here, direction, held)
    raise NotFitted("no convergence")


def _improved(
    patterns: tuple[Pattern, ...],
    covariance: Covariance,
    theta: Floats,
    here: _Step,
    direction: Floats,
    held: NDArray[np.bool_],
) -> tuple[Floats, _Step, NDArray[np.bool_]]:
    """A step along `direction`, halved until the likelihood grows inside the bounds."""
    share = 1.0
    for _halving in range(_HALVINGS):
        wanted = theta + share * direction
        bounded = _bounded(covariance, wanted)
        if bounded is not None:
            try:
                there = _step_at(patterns, covariance, bounded)
            except NotFitted:
                there = None
            if there is not None and there.deviance < here.deviance + 1e-12 * abs(here.deviance):
                at_bound = held | (bounded != wanted)
                return bounded, there, at_bound
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


@dataclass(frozen=True)
class _Step:
    """What the search for the maximum needs of one θ."""

    deviance: float
    score: Floats
    expected: Floats


def _step_at(patterns: tuple[Pattern, ...], covariance: Covariance, theta: Floats) -> _Step:
    return _sums_at(patterns, covariance, theta, with_bend=False).step()


def moments_at(patterns: tuple[Pattern, ...], covariance: Covariance, theta: Floats) -> Moments:
    """All sums at `theta`. Raises `NotFitted` where the covariance is not positive definite."""
    return _sums_at(patterns, covariance, theta, with_bend=True).moments()


def _sums_at(
    patterns: tuple[Pattern, ...], covariance: Covariance, theta: Floats, *, with_bend: bool
) -> _Sums:
    first = covariance.first(theta)
    second = covariance.second(theta) if with_bend else None
    matrix = covariance.matrix(theta)
    parts = [_Part.of(pattern, matrix, first, second) for pattern in patterns]
    xwx = sum(part.pattern.n * part.xw @ part.pattern.x for part in parts)
    xwy = sum(part.xw @ part.pattern.y.sum(axis=0) for part in parts)
    phi = _inverse(np.asarray(xwx))
    beta = phi @ xwy
    return _Sums(parts, phi, beta, len(theta))


@dataclass(frozen=True)
class _Part:
    """One pattern at one θ."""

    pattern: Pattern
    w: Floats
    log_determinant: float
    xw: Floats
    wv: Floats
    """W V_k, K × m × m."""
    second: Floats | None

    @classmethod
    def of(cls, pattern: Pattern, matrix: Floats, first: Floats, second: Floats | None) -> _Part:
        rows = np.ix_(pattern.visits, pattern.visits)
        v = matrix[rows]
        try:
            lower = np.linalg.cholesky(v)
        except np.linalg.LinAlgError as error:
            raise NotFitted("covariance not positive definite") from error
        diagonal = np.diag(lower)
        if diagonal.min() < 1e-7 * diagonal.max():
            raise NotFitted("covariance nearly singular")
        w = np.asarray(np.linalg.inv(v), dtype=np.float64)
        own = first[:, pattern.visits][:, :, pattern.visits]
        own_second = (
            None if second is None else second[:, :, pattern.visits][:, :, :, pattern.visits]
        )
        log_determinant = 2.0 * float(np.log(diagonal).sum())
        return cls(pattern, w, log_determinant, pattern.x.T @ w, w @ own, own_second)


@dataclass(frozen=True)
class _Sums:
    """The sums over patterns."""

    parts: list[_Part]
    phi: Floats
    beta: Floats
    k: int

    def step(self) -> _Step:
        """Deviance, score and expected information, without what only inference needs."""
        k = self.k
        score, expected = np.zeros(k), np.zeros((k, k))
        p = np.zeros((k, len(self.phi), len(self.phi)))
        distance = log_determinants = 0.0
        values = 0
        for part in self.parts:
            n, x, wv = part.pattern.n, part.pattern.x, part.wv
            residuals = part.pattern.y - x @ self.beta
            spread = residuals.T @ residuals
            values += residuals.size
            log_determinants += n * part.log_determinant
            distance += float(np.sum(part.w * spread))
            flat = wv.reshape(k, -1)
            turned = wv.transpose(0, 2, 1).reshape(k, -1)
            # tr(W V_k) and tr(W V_k W R), as rows of one product
            score += flat @ (spread @ part.w).ravel() - n * np.trace(wv, axis1=1, axis2=2)
            hat = part.xw.T @ self.phi @ x.T
            lifted = (hat @ wv).reshape(k, -1)
            expected += n * (0.5 * flat @ turned.T - lifted @ turned.T)
            p += n * part.xw @ (wv.transpose(0, 2, 1) @ x)
        phi_p = self.phi @ p
        score = 0.5 * (score + np.trace(phi_p, axis1=1, axis2=2))
        flat = phi_p.reshape(k, -1)
        expected += 0.5 * flat @ phi_p.transpose(0, 2, 1).reshape(k, -1).T
        deviance = self._deviance(distance, log_determinants, values)
        return _Step(deviance, score, (expected + expected.T) / 2.0)

    def _deviance(self, distance: float, log_determinants: float, values: int) -> float:
        sign, log_phi = np.linalg.slogdet(self.phi)
        if sign <= 0 or not np.isfinite(distance):
            raise NotFitted("fixed effects not estimable")
        constant = (values - len(self.phi)) * np.log(2.0 * np.pi)
        return float(constant + log_determinants - log_phi + distance)

    def moments(self) -> Moments:
        k, q = self.k, len(self.phi)
        p, qq, u = np.zeros((k, q, q)), np.zeros((k, k, q, q)), np.zeros((k, q))
        traces, quadratic = np.zeros(k), np.zeros(k)
        information, curvature = np.zeros((k, k)), np.zeros((k, k))
        bend, bend_x = np.zeros((k, k)), np.zeros((k, k, q, q))
        distance = log_determinants = 0.0
        values = 0
        for part in self.parts:
            n, x, wv, w = part.pattern.n, part.pattern.x, part.wv, part.w
            residuals = part.pattern.y - x @ self.beta
            spread = residuals.T @ residuals
            total = residuals.sum(axis=0)
            values += residuals.size
            log_determinants += n * part.log_determinant
            distance += float(np.sum(w * spread))
            wvw = wv @ w
            xwvw = x.T @ wvw
            p += n * xwvw @ x
            u += xwvw @ total
            traces += n * np.trace(wv, axis1=1, axis2=2)
            quadratic += np.einsum("kab,ab->k", wvw, spread)
            information += n * np.einsum("kab,lba->kl", wv, wv)
            # X' W V_k W V_l W X
            middle = np.einsum("kab,lbc->klac", wv, wvw)
            curvature += np.einsum("klac,ac->kl", middle, spread)
            qq += n * (x.T @ middle @ x)
            if part.second is not None:
                w_second = w @ part.second @ w
                bend += 0.5 * np.einsum("klab,ab->kl", w_second, spread)
                bend -= 0.5 * n * np.einsum("ab,klba->kl", w, part.second)
                bend_x += n * (x.T @ w_second @ x)
        return self._joined(
            p, qq, u, traces, quadratic, information, curvature, bend, bend_x,
            distance, log_determinants, values,
        )  # fmt: skip

    def _joined(
        self,
        p: Floats,
        qq: Floats,
        u: Floats,
        traces: Floats,
        quadratic: Floats,
        information: Floats,
        curvature: Floats,
        bend: Floats,
        bend_x: Floats,
        distance: float,
        log_determinants: float,
        values: int,
    ) -> Moments:
        phi = self.phi
        phi_p = phi @ p
        score = -0.5 * (traces - np.trace(phi_p, axis1=1, axis2=2) - quadratic)
        crossed = np.einsum("ab,klba->kl", phi, qq)
        squared = np.einsum("kab,lba->kl", phi_p, phi_p)
        expected = 0.5 * (information - 2.0 * crossed + squared)
        observed = (curvature - u @ phi @ u.T) - expected
        if np.any(bend) or np.any(bend_x):
            observed -= bend + 0.5 * np.einsum("ab,klba->kl", phi, bend_x)
        deviance = self._deviance(distance, log_determinants, values)
        return Moments(phi, self.beta, deviance, p, qq, score, expected, observed)


def _inverse(matrix: Floats) -> Floats:
    try:
        found = np.linalg.inv(matrix)
    except np.linalg.LinAlgError as error:
        raise NotFitted("fixed effects not estimable") from error
    if not np.all(np.isfinite(found)) or np.linalg.cond(matrix) > 1e14:
        raise NotFitted("fixed effects not estimable")
    return (found + found.T) / 2.0


def _solve(information: Floats, score: Floats) -> Floats:
    try:
        return np.asarray(np.linalg.solve(information, score), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise NotFitted("information singular") from error
