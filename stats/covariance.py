"""Covariances of repeated values as functions of parameters, with exact derivatives.

A covariance is T × T for T visits; a patient who misses visits has the rows and columns of
those that remain. Derivatives are arrays: `first` (K, T, T), `second` (K, K, T, T) or None
where all second derivatives are zero.
"""

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Covariance(Protocol):
    """How the values of one patient vary together."""

    @property
    def n_parameters(self) -> int: ...

    def start(self, sample: "Floats") -> "Floats":
        """Parameters near `sample`, a T × T positive definite covariance."""
        ...

    def matrix(self, theta: "Floats") -> "Floats": ...

    def first(self, theta: "Floats") -> "Floats": ...

    def second(self, theta: "Floats") -> "Floats | None": ...

    def is_allowed(self, theta: "Floats") -> bool:
        """Whether the parameters are inside their bounds; definiteness is checked apart."""
        ...


@dataclass(frozen=True)
class LinearCovariance:
    """A sum of known matrices, each with its parameter: Σ θ_k B_k; `bases` is (K, T, T)."""

    bases: "Floats"
    not_negative: tuple[int, ...] = ()
    """Parameters that are variances of their own, as that of a random intercept."""

    @property
    def n_parameters(self) -> int:
        return len(self.bases)

    def start(self, sample: "Floats") -> "Floats":
        flat = self.bases.reshape(len(self.bases), -1)
        found = np.linalg.lstsq(flat.T, sample.ravel(), rcond=None)[0]
        theta = np.asarray(found, dtype=np.float64)
        for k in self.not_negative:
            theta[k] = max(theta[k], 0.05 * float(np.trace(sample)) / len(sample))
        return theta

    def matrix(self, theta: "Floats") -> "Floats":
        return (theta @ self.bases.reshape(len(theta), -1)).reshape(self.bases.shape[1:])

    def first(self, theta: "Floats") -> "Floats":
        return self.bases

    def second(self, theta: "Floats") -> "Floats | None":
        return None

    def is_allowed(self, theta: "Floats") -> bool:
        return all(theta[k] >= 0.0 for k in self.not_negative)


def unstructured(visits: int) -> LinearCovariance:
    """Every variance and covariance free: T (T + 1) / 2 parameters."""
    bases = np.zeros((visits * (visits + 1) // 2, visits, visits))
    pairs = itertools.combinations_with_replacement(range(visits), 2)
    for k, (row, column) in enumerate(pairs):
        bases[k, row, column] = bases[k, column, row] = 1.0
    return LinearCovariance(bases)


def compound_symmetry(visits: int) -> LinearCovariance:
    """One variance, one covariance, which may be negative."""
    return LinearCovariance(np.stack([np.ones((visits, visits)), np.eye(visits)]))


def random_intercept(visits: int) -> LinearCovariance:
    """Compound symmetry whose covariance is a variance between patients, never negative."""
    return LinearCovariance(np.stack([np.ones((visits, visits)), np.eye(visits)]), (0,))


def random_effects(z: "Floats") -> LinearCovariance:
    """Z G Zᵀ + σ² I with G free; `z` is T × r, the parameters are G row by row, then σ²."""
    visits, effects = z.shape
    bases: list[Floats] = []
    for row, column in itertools.combinations_with_replacement(range(effects), 2):
        outer = np.outer(z[:, row], z[:, column])
        bases.append(outer if row == column else outer + outer.T)
    return LinearCovariance(np.stack([*bases, np.eye(visits)]))


@dataclass(frozen=True)
class HeterogeneousCovariance:
    """A standard deviation for each visit, and a correlation for each class of two visits.

    Parameters: the T standard deviations, then the correlations. `classes` is T × T and
    holds −1 on the diagonal, else the number of the correlation.
    """

    classes: "NDArray[np.int64]"

    @property
    def visits(self) -> int:
        return len(self.classes)

    @property
    def n_parameters(self) -> int:
        return self.visits + int(self.classes.max(initial=-1)) + 1

    def start(self, sample: "Floats") -> "Floats":
        deviations = np.sqrt(np.diag(sample))
        correlations = sample / np.outer(deviations, deviations)
        count = self.n_parameters - self.visits
        means = np.array([correlations[self.classes == m].mean() for m in range(count)])
        return np.concatenate([deviations, np.clip(means, -0.2, 0.95)])

    def matrix(self, theta: "Floats") -> "Floats":
        deviations = theta[: self.visits]
        return np.outer(deviations, deviations) * self._correlations(theta)

    def first(self, theta: "Floats") -> "Floats":
        deviations, shares = theta[: self.visits], self._shares(theta)
        by_deviation = shares * self._correlations(theta)
        outer = np.outer(deviations, deviations)
        count = self.n_parameters - self.visits
        by_correlation = [outer * (self.classes == m) for m in range(count)]
        return np.concatenate([by_deviation, np.array(by_correlation).reshape(-1, *outer.shape)])

    def second(self, theta: "Floats") -> "Floats | None":
        visits, total = self.visits, self.n_parameters
        found = np.zeros((total, total, visits, visits))
        correlations, shares = self._correlations(theta), self._shares(theta)
        eye = np.eye(visits)
        both = np.einsum("ja,kb->jkab", eye, eye)
        found[:visits, :visits] = (both + both.transpose(0, 1, 3, 2)) * correlations
        for m in range(total - visits):
            mixed = shares * (self.classes == m)
            found[:visits, visits + m] = found[visits + m, :visits] = mixed
        return found

    def is_allowed(self, theta: "Floats") -> bool:
        deviations, correlations = theta[: self.visits], theta[self.visits :]
        return bool(np.all(deviations > 0.0) and np.all(np.abs(correlations) < 1.0))

    def _correlations(self, theta: "Floats") -> "Floats":
        found = np.ones((self.visits, self.visits))
        for m, correlation in enumerate(theta[self.visits :]):
            found[self.classes == m] = correlation
        return found

    def _shares(self, theta: "Floats") -> "Floats":
        """The derivative of s sᵀ by each standard deviation: (T, T, T)."""
        deviations, eye = theta[: self.visits], np.eye(self.visits)
        one = np.einsum("ja,b->jab", eye, deviations)
        return one + one.transpose(0, 2, 1)


def heterogeneous_toeplitz(visits: int) -> HeterogeneousCovariance:
    """Correlations that depend on how many visits lie between."""
    places = np.arange(visits)
    return HeterogeneousCovariance(np.abs(places[:, None] - places[None, :]) - 1)


def heterogeneous_compound_symmetry(visits: int) -> HeterogeneousCovariance:
    """One correlation for every two visits."""
    return HeterogeneousCovariance(-np.eye(visits, dtype=np.int64))
