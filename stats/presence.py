"""Whether a value counts: what was measured, the marks it carries, and why it is missing."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is measured at a draw."""

    COPPER = "copper"
    MADRS = "madrs"
    YMRS = "ymrs"


class MissingReason(StrEnum):
    """Why a patient has no value at a draw, or why the value does not count."""

    NOT_DUE = "not_due"
    DUE = "due"
    LATE = "late"
    OVERDUE = "overdue"
    MISSED = "missed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    WAITING_FOR_LAB = "waiting_for_lab"
    UNUSABLE = "unusable"
    NOT_RECORDED = "not_recorded"
    NO_SUCH_DRAW = "no_such_draw"
    OUT_OF_WINDOW = "out_of_window"
    """Left out by choice, as the next three."""
    BELOW_LOQ = "below_loq"
    HAEMOLYSED = "haemolysed"
    ABOVE_ULOQ = "above_uloq"
    INCOMPLETE = "incomplete"
    """Left out by choice: copper is missing at another draw."""
    GROUP_NOT_KNOWN = "group_not_known"
    """The table does not say to which of the groups the patient belongs."""
    SHARED_RATING = "shared_rating"
    """The rating counts once, at an earlier draw."""
    FEW_VISITS = "few_visits"
    """Fewer visits with both values than it takes to follow a patient."""
    NOT_IN_GROUP = "not_in_group"
    """The result is of other patients: of one sex, of the complete ones, of two diagnoses."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A draw without a value that counts."""

    draw: str
    """Empty where the reason is of the patient, not of a draw."""
    reason: MissingReason
    measure: Measure = Measure.COPPER


@dataclass(frozen=True, slots=True)
class Missing:
    """A patient who does not take part in a result; the first gap is the one to name."""

    patient: str
    gaps: tuple[Gap, ...]

    @property
    def draw(self) -> str:
        return self.gaps[0].draw

    @property
    def reason(self) -> MissingReason:
        return self.gaps[0].reason


class Mark(StrEnum):
    """What is remarkable about a value that counts."""

    OUT_OF_WINDOW = "out_of_window"
    BELOW_LOQ = "below_loq"
    ABOVE_ULOQ = "above_uloq"
    HAEMOLYSED = "haemolysed"


@dataclass(frozen=True, slots=True)
class Flag:
    """A marked value among those a result is made of."""

    patient: str
    draw: str
    mark: Mark
