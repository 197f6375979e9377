"""Patients of a model stacked by which visits they have, so that work grows with the patterns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class VisitPatterns:
    """P patterns of visits and fixed effects, T visits, q effects; zeros where a visit is missing.

    All that a likelihood of normal values needs of the patients of a pattern is their number,
    mean and scatter.
    """

    n: Floats
    """Patients of each pattern, P."""
    there: NDArray[np.bool_]
    """Which visits they have, P × T."""
    x: Floats
    """Their fixed effects, P × T × q."""
    mean: Floats
    """P × T."""
    scatter: Floats
    """Σ (y − mean)(y − mean)ᵀ, P × T × T."""

    @cached_property
    def n_patients(self) -> int:
        return int(self.n.sum())

    @cached_property
    def n_values(self) -> int:
        return int(self.n @ self.there.sum(axis=1))

    @cached_property
    def both_there(self) -> NDArray[np.bool_]:
        """For every two visits, whether they have both; P × T × T."""
        return self.there[:, :, None] & self.there[:, None, :]

    @cached_property
    def n_by_pattern(self) -> Floats:
        """`n`, to weigh matrices with; P × 1 × 1."""
        return self.n[:, None, None]


def visit_patterns(
    values: Floats, designs: Sequence[Floats], group: NDArray[np.intp]
) -> VisitPatterns:
    """Patients with values by their visits and group; the order of the patients changes nothing.

    `values` is n × T with NaN where a visit is missing, `designs` a T × q matrix for each
    group, `group` the number of each patient's. Patients without any value are left out.
    """
    found: dict[tuple[int, bytes], list[int]] = {}
    there = ~np.isnan(values)
    for row in np.flatnonzero(there.any(axis=1)).tolist():
        found.setdefault((int(group[row]), there[row].tobytes()), []).append(row)
    members = [rows for _key, rows in sorted(found.items())]
    first = [rows[0] for rows in members]
    means: list[Floats] = []
    scatters: list[Floats] = []
    for rows in members:
        y = np.where(there[rows], values[rows], 0.0)
        y = y[np.lexsort(y.T[::-1])]  # in an order of its own, down to the last digit
        means.append(y.mean(axis=0))
        scatters.append((y - means[-1]).T @ (y - means[-1]))
    return VisitPatterns(
        n=np.array([len(rows) for rows in members], dtype=np.float64),
        there=there[first],
        x=np.array(designs)[group[first]] * there[first][:, :, None],
        mean=np.array(means),
        scatter=np.array(scatters),
    )
