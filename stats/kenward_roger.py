"""Tests of fixed effects with small-sample degrees of freedom.

Kenward and Roger (1997, Biometrics 53:983), in the linear form that leaves out second
derivatives of the covariance, as SAS has it for an unstructured covariance; and
Satterthwaite's, for covariances that are not linear in their parameters.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from stats.reml import Fit
from stats.restricted_likelihood import NotFitted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FTest:
    """An F test; `df2` may be a fraction."""

    f: float
    df1: int
    df2: float
    p: float


@dataclass(frozen=True)
class Contrast:
    """A linear combination of fixed effects."""

    estimate: float
    se: float
    df: float
    t: float
    p: float
    low: float
    high: float


@dataclass(frozen=True)
class Inference:
    """The fixed effects of a fit, ready to be asked; from `kenward_roger` or `satterthwaite`."""

    beta: "Floats"
    phi: "Floats"
    """Covariance of the fixed effects as estimated."""
    adjusted: "Floats"
    """The same with the correction for small samples; `phi` where there is none."""
    weights: "Floats"
    """Covariance of the variance parameters."""
    p: "Floats"
    """Σ Xᵀ W V_k W X for each parameter."""
    is_kenward_roger: bool

    def contrasts(self, rows: "Floats", *, alpha: float) -> tuple[Contrast, ...]:
        """Estimate of each row · β with its t test and interval; `rows` is m × q."""
        estimate = rows @ self.beta
        variance = np.sum((rows @ self.adjusted) * rows, axis=1)
        turned = rows @ self.phi
        plain = np.sum(turned * rows, axis=1)
        gradient = np.sum((turned @ self.p) * turned, axis=2)  # K × m
        spread = np.sum((self.weights @ gradient) * gradient, axis=0)
        if variance.min() <= 0.0 or spread.min() <= 0.0:
            raise NotFitted("a contrast without variance")
        df, se = 2.0 * plain**2 / spread, np.sqrt(variance)
        t = estimate / se
        reach = np.asarray(special.stdtrit(df, 1.0 - alpha / 2.0), dtype=np.float64) * se
        p = 2.0 * np.asarray(special.stdtr(df, -np.abs(t)), dtype=np.float64)
        low, high = estimate - reach, estimate + reach
        columns = np.stack([estimate, se, df, t, p, low, high])
        if not np.all(np.isfinite(columns)):
            raise NotFitted("a contrast that is not finite")
        return tuple(Contrast(*row) for row in columns.T.tolist())

    def f_test(self, rows: "Floats") -> FTest:
        """Test of `rows` · β = 0; `rows` is l × q of full rank."""
        test = self._kenward_roger(rows) if self.is_kenward_roger else self._satterthwaite(rows)
        if not (np.all(np.isfinite([test.f, test.df2, test.p])) and test.df2 > 0.0):
            raise NotFitted("degrees of freedom not estimable")
        return test

    def _kenward_roger(self, rows: "Floats") -> FTest:
        number = len(rows)
        theta = rows.T @ np.linalg.solve(rows @ self.phi @ rows.T, rows)
        moved = theta @ self.phi @ self.p @ self.phi
        traces = np.trace(moved, axis1=1, axis2=2)
        a1 = float(traces @ self.weights @ traces)
        flat = moved.reshape(len(moved), -1)
        turned = moved.transpose(0, 2, 1).reshape(len(moved), -1)
        a2 = float(np.vdot(self.weights, flat @ turned.T))
        scale, df2 = _scale_and_df(number, a1, a2)
        estimate = rows @ self.beta
        adjusted = rows @ self.adjusted @ rows.T
        f = scale / number * float(estimate @ np.linalg.solve(adjusted, estimate))
        return _f_test(f, number, df2)

    def _satterthwaite(self, rows: "Floats") -> FTest:
        """Fai and Cornelius (1996): independent contrasts, their degrees of freedom joined."""
        number = len(rows)
        values, vectors = np.linalg.eigh(rows @ self.phi @ rows.T)
        turned = vectors.T @ rows
        squares = (turned @ self.beta) ** 2 / values
        f = float(squares.sum()) / number
        inner = self.phi @ self.p @ self.phi
        gradients = np.einsum("ia,kab,ib->ik", turned, inner, turned)
        spread = np.einsum("ik,kl,il->i", gradients, self.weights, gradients)
        df = 2.0 * values**2 / spread
        if number == 1:
            return _f_test(f, 1, float(df[0]))
        total = float(np.sum(df[df > 2.0] / (df[df > 2.0] - 2.0)))
        df2 = 2.0 * total / (total - number) if total > number else float(df.min())
        return _f_test(f, number, df2)


def kenward_roger(fit: Fit, *, observed: bool) -> Inference:
    """Inference with the adjusted covariance; `observed` chooses the information of θ.

    Observed information as SAS has it for an unstructured covariance, expected as pbkrtest has it
    for a random intercept. Raises `NotFitted` where the information is not positive definite.
    """
    found = fit.likelihood
    weights = _weights(found.observed if observed else found.expected)
    phi, p = found.phi, found.p
    weighted = np.tensordot(weights, p, axes=1)  # Σ_l w_kl P_l for each k
    lift = found.q_weighted(weights) - np.sum(p @ phi @ weighted, axis=0)
    adjusted = phi + 2.0 * phi @ lift @ phi
    return Inference(found.beta, phi, (adjusted + adjusted.T) / 2.0, weights, p, True)


def satterthwaite(fit: Fit) -> Inference:
    """Inference without adjustment, from the observed information (Satterthwaite 1946).

    Raises `NotFitted` where the information is not positive definite.
    """
    found = fit.likelihood
    weights = _weights(found.observed)
    return Inference(found.beta, found.phi, found.phi, weights, found.p, False)


def _scale_and_df(number: int, a1: float, a2: float) -> tuple[float, float]:
    """λ and m of Kenward and Roger's equations (7) and (8)."""
    if number == 1:
        return 1.0, 2.0 / a2
    b = (a1 + 6.0 * a2) / (2.0 * number)
    g = ((number + 1) * a1 - (number + 4) * a2) / ((number + 2) * a2)
    bottom = 3.0 * number + 2.0 * (1.0 - g)
    c1, c2, c3 = g / bottom, (number - g) / bottom, (number + 2 - g) / bottom
    mean = 1.0 / (1.0 - a2 / number)
    variance = 2.0 / number * (1.0 + c1 * b) / ((1.0 - c2 * b) ** 2 * (1.0 - c3 * b))
    rho = variance / (2.0 * mean**2)
    df2 = 4.0 + (number + 2.0) / (number * rho - 1.0)
    return df2 / (mean * (df2 - 2.0)), df2


def _weights(information: "Floats") -> "Floats":
    try:
        np.linalg.cholesky(information)
        return np.asarray(np.linalg.inv(information), dtype=np.float64)
    except np.linalg.LinAlgError as error:
        raise NotFitted("information not positive definite") from error


def _f_test(f: float, df1: int, df2: float) -> FTest:
    return FTest(f, df1, df2, float(special.fdtrc(df1, df2, f)))
