"""Adjustment of p-values over a family of comparisons.

Every method takes the p-values of a family in any order and answers in the same order. A
missing p (None) stays missing and does not count in the size of the family.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from stats.outcome import AdjustedP, NotEstimable, SectionFamily
from stats.settings import Family

Member = TypeVar("Member", bound=Hashable)


def adjusted_over(
    family: Family | SectionFamily, found: Mapping[Member, float | NotEstimable]
) -> dict[Member, AdjustedP]:
    """Holm's and Benjamini and Hochberg's p of the members that have one; the others have none.

    A member that is not estimable does not count in the size of the family.
    """
    p_values = [None if isinstance(p, NotEstimable) else p for p in found.values()]
    size = sum(p is not None for p in p_values)
    return {
        member: AdjustedP(family, size, p, p_bh)
        for member, p, p_bh in zip(found, holm(p_values), benjamini_hochberg(p_values), strict=True)
        if p is not None and p_bh is not None
    }


def bonferroni(p_values: Sequence[float | None]) -> list[float | None]:
    """How small a p has to be counted among others: each times their number.

    Input: the p-values of a family, in any order; the answer is in the same.
    Missing values: None stays None and does not count in the size of the family.
    Ties: equal p stay equal.
    Refused: raises ValueError where a p lies outside 0 to 1.
    Source: Dunn (1961).
    """
    return _adjusted(p_values, lambda ordered: [len(ordered) * p for p in ordered])


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """The same, step by step from the smallest: keeps the family-wise error.

    Input: the p-values of a family, in any order; the answer is in the same.
    Missing values: None stays None and does not count in the size of the family.
    Ties: equal p stay equal.
    Refused: raises ValueError where a p lies outside 0 to 1.
    Source: Holm (1979).
    """
    return _adjusted(
        p_values,
        lambda ordered: _running_maximum(
            [(len(ordered) - rank) * p for rank, p in enumerate(ordered)]
        ),
    )


def hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """The same from the largest: for independent or positively dependent tests.

    Input: the p-values of a family, in any order; the answer is in the same.
    Missing values: None stays None and does not count in the size of the family.
    Ties: equal p stay equal.
    Refused: raises ValueError where a p lies outside 0 to 1.
    Source: Hochberg (1988).
    """
    return _adjusted(
        p_values,
        lambda ordered: _running_minimum_from_end(
            [(len(ordered) - rank) * p for rank, p in enumerate(ordered)]
        ),
    )


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """How small a p is for a share of false discoveries, of independent tests.

    Input: the p-values of a family, in any order; the answer is in the same.
    Missing values: None stays None and does not count in the size of the family.
    Ties: equal p stay equal.
    Refused: raises ValueError where a p lies outside 0 to 1.
    Source: Benjamini and Hochberg (1995).
    """
    return _adjusted(p_values, _false_discovery)


def benjamini_yekutieli(p_values: Sequence[float | None]) -> list[float | None]:
    """The same under any dependence.

    Input: the p-values of a family, in any order; the answer is in the same.
    Missing values: None stays None and does not count in the size of the family.
    Ties: equal p stay equal.
    Refused: raises ValueError where a p lies outside 0 to 1.
    Source: Benjamini and Yekutieli (2001).
    """
    return _adjusted(
        p_values,
        lambda ordered: [
            p * sum(1.0 / k for k in range(1, len(ordered) + 1)) for p in _false_discovery(ordered)
        ],
    )


def _adjusted(
    p_values: Sequence[float | None], method: Callable[[list[float]], list[float]]
) -> list[float | None]:
    """`method` on the known p-values in ascending order, put back in place and capped at 1."""
    known = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    if any(not 0.0 <= p <= 1.0 for p, _ in known):
        raise ValueError("a p-value lies outside 0 to 1")
    answer: list[float | None] = [None] * len(p_values)
    for (_, place), p in zip(known, method([p for p, _ in known]), strict=True):
        answer[place] = min(1.0, p)
    return answer


def _false_discovery(ordered: list[float]) -> list[float]:
    size = len(ordered)
    return _running_minimum_from_end([p * size / (rank + 1) for rank, p in enumerate(ordered)])


def _running_maximum(values: list[float]) -> list[float]:
    largest = 0.0
    return [largest := max(largest, value) for value in values]


def _running_minimum_from_end(values: list[float]) -> list[float]:
    smallest = float("inf")
    return [smallest := min(smallest, value) for value in reversed(values)][::-1]
