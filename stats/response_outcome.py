"""What response, sensitivity and missing values answer: frozen records, as in `stats.outcome`."""

from dataclasses import dataclass
from enum import StrEnum

from stats.checks_outcome import LeftOut
from stats.correlation_outcome import DetectableEffect
from stats.group_outcome import GroupComparison
from stats.outcome import Estimate, NotEstimable
from stats.presence import Missing
from stats.settings import Comparison


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many, with Wilson's (1927) interval."""

    count: int
    n: int
    share: Estimate


@dataclass(frozen=True, slots=True)
class SymptomCourse:
    """MADRS of one patient at baseline and at post."""

    patient: str
    baseline: float
    post: float
    change_percent: float | None
    """Of the baseline; None where that is 0."""
    responded: bool
    """A fall by half or more."""
    remitted: bool
    """MADRS 10 or less at post."""


@dataclass(frozen=True, slots=True)
class Response:
    """Section 5."""

    courses: tuple[SymptomCourse, ...]
    """By patient code."""
    missing: tuple[Missing, ...]
    """Patients without MADRS at baseline or at post."""
    response: Proportion | NotEstimable
    remission: Proportion | NotEstimable
    copper_change: GroupComparison
    """Responders against the others, baseline → infusion 5."""
    auc: Estimate | NotEstimable
    """Chance that copper changed more upward in a responder than in another; DeLong interval."""


class Variant(StrEnum):
    """A row of the sensitivity table."""

    PLANNED = "planned"
    """As in the primary result."""
    COMPLETE_PATIENTS = "complete_patients"
    SIGNED_RANK = "signed_rank"
    PRATT = "pratt"
    PAIRED_T = "paired_t"
    LOG_COPPER = "log_copper"
    """Paired t of the logarithms; the estimate is a ratio of geometric means, later / earlier."""
    WITHOUT_FLAGGED = "without_flagged"
    WITHOUT_OUT_OF_WINDOW = "without_out_of_window"
    WOMEN = "women"
    MEN = "men"


@dataclass(frozen=True, slots=True)
class SensitivityRow:
    """One planned comparison, computed in another way or on other patients."""

    variant: Variant
    n: int
    missing: tuple[Missing, ...]
    estimate: Estimate | NotEstimable
    """Hodges–Lehmann change for rank tests, mean change for t; a ratio for LOG_COPPER."""
    p: float | NotEstimable
    agrees: bool | None
    """On the same side of alpha as the planned result; None where one has no p, and by sex:
    fewer patients alone move p."""


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided t tests of a mean change (Schuirmann 1987)."""

    interval: Estimate
    """The mean change with its 1 − 2 alpha interval, which decides."""
    margin: float | NotEstimable
    p: float | NotEstimable
    """The larger of the two."""
    smallest_margin: float
    """From which margin on the two draws would be called equivalent."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Section 6, for one planned comparison."""

    comparison: Comparison
    rows: tuple[SensitivityRow, ...]
    without_one: tuple[LeftOut, ...]
    """By patient code; empty beyond `checks.LEAVE_ONE_OUT_UP_TO` pairs."""
    equivalence: Equivalence | NotEstimable
    detectable: DetectableEffect | NotEstimable
    """A mean change, in the unit of the result, by the paired t test."""


@dataclass(frozen=True, slots=True)
class Missingness:
    """Section 7; the map itself is the `series` of the result."""

    n_by_draw: tuple[tuple[str, int], ...]
    n_complete: int
    completers: tuple[GroupComparison, ...]
    """Baseline copper, MADRS and YMRS of complete patients against the others."""
