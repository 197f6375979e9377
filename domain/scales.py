"""The items of MADRS and YMRS, their ranges, and the totals they give."""

from collections.abc import Sequence
from enum import StrEnum

from domain.errors import CopperdeskError

Items = tuple[int | None, ...]
"""One score for each item of a scale, None where it was not rated; empty: totals only."""


class Scale(StrEnum):
    """The two scales; the value is the code used in tables."""

    MADRS = "madrs"
    YMRS = "ymrs"


MADRS_ITEMS = (
    "apparent_sadness", "reported_sadness", "inner_tension", "reduced_sleep", "reduced_appetite",
    "concentration_difficulties", "lassitude", "inability_to_feel", "pessimistic_thoughts",
    "suicidal_thoughts",
)  # fmt: skip
"""Montgomery and Åsberg 1979, each 0 to 6."""
YMRS_ITEMS = (
    "elevated_mood", "increased_activity", "sexual_interest", "sleep", "irritability", "speech",
    "thought_disorder", "content", "aggressive_behaviour", "appearance", "insight",
)  # fmt: skip
"""Young et al. 1978, 0 to 4, or 0 to 8 for the four items that weigh double."""
_DOUBLE = frozenset({"irritability", "speech", "content", "aggressive_behaviour"})
_ITEMS = {Scale.MADRS: MADRS_ITEMS, Scale.YMRS: YMRS_ITEMS}


class ItemsRefused(CopperdeskError):
    """Item scores that cannot be: one outside its range, or a total they do not give."""

    def __init__(self, scale: Scale, *, item: int = 0, typed: int = 0, top: int = 0) -> None:
        super().__init__(
            f"{scale} item {item} must be 0 to {top}, not {typed}"
            if item
            else f"{scale} items give {top}, not {typed}"
        )
        self.scale = scale
        self.item = item
        """Its number, from 1; 0 where the total is what contradicts."""
        self.typed = typed
        self.top = top
        """The most the item may be, or the total that the items give."""


def item_names(scale: Scale) -> tuple[str, ...]:
    return _ITEMS[scale]


def item_top(scale: Scale, number: int) -> int:
    """The highest score of the item with `number`, counted from 1."""
    if scale is Scale.MADRS:
        return 6
    return 8 if YMRS_ITEMS[number - 1] in _DOUBLE else 4


def total_of(scale: Scale, items: Sequence[int | None]) -> int | None:
    """The sum; None where an item is missing, since an incomplete list has no total."""
    scores = [score for score in items if score is not None]
    return sum(scores) if len(scores) == len(_ITEMS[scale]) else None


def checked_total(scale: Scale, total: int | None, items: Items) -> int | None:
    """The total to store beside `items`: theirs where there are any, else the one typed.

    Raises `ItemsRefused` where an item is outside its range, or where `total` is given and
    the items give another.
    """
    if not any(score is not None for score in items):
        return total
    assert len(items) == len(_ITEMS[scale]), "one score for each item"
    for number, score in enumerate(items, start=1):
        top = item_top(scale, number)
        if score is not None and not 0 <= score <= top:
            raise ItemsRefused(scale, item=number, typed=score, top=top)
    computed = total_of(scale, items)
    if total is not None and computed is not None and total != computed:
        raise ItemsRefused(scale, typed=total, top=computed)
    return computed
