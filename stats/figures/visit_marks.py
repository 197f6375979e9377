"""The records of figures that show when things happened: swimmer plot and patient profile."""

from dataclasses import dataclass
from enum import StrEnum

from stats.presence import Mark


class Kind(StrEnum):
    """What happened."""

    INFUSION = "infusion"
    DRAW = "draw"
    RATING = "rating"


class Standing(StrEnum):
    """How it stands."""

    DONE = "done"
    OUT_OF_WINDOW = "out_of_window"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class VisitMark:
    """One visit; days are counted from infusion 1, which is day 0."""

    kind: Kind
    day: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Lane:
    """One patient in the swimmer plot."""

    patient: str
    last_day: int
    """Where the lane ends: the last visit that took place."""
    visits: tuple[VisitMark, ...]
    withdrawn_on: int | None = None


@dataclass(frozen=True, slots=True)
class ProfilePoint:
    """A draw or a rating of one patient; None where it was missed or has no value."""

    day: float
    value: float | None
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """One patient over the course."""

    patient: str
    copper: tuple[ProfilePoint, ...]
    """In the unit of the result, in order of time, as the next two."""
    madrs: tuple[ProfilePoint, ...]
    ymrs: tuple[ProfilePoint, ...]
    infusions: tuple[float, ...]
    """The days of those given."""
    reference: tuple[float, float] | None = None
    """The laboratory's range of copper."""
