"""What a correlation answers: frozen records, as in `stats.outcome`."""

from dataclasses import dataclass
from enum import StrEnum

from stats.outcome import AdjustedP, BayesFactor, Description, Estimate, NotEstimable
from stats.presence import Measure, Missing
from stats.settings import Comparison


class NullDistribution(StrEnum):
    """Where the p of a rank correlation comes from."""

    EXACT = "exact"
    """Every order of the values."""
    PERMUTATION = "permutation"
    """Seeded random orders."""
    NORMAL_APPROXIMATION = "normal_approximation"


@dataclass(frozen=True, slots=True)
class Spearman:
    """Spearman's rank correlation."""

    n: int
    rho: float
    interval: Estimate | NotEstimable
    """Bonett and Wright (2000)."""
    p: float
    null: NullDistribution
    p_t_approximation: float
    """By Student's t with n − 2 degrees of freedom, as most programs print it."""


@dataclass(frozen=True, slots=True)
class Pearson:
    """Pearson's product-moment correlation."""

    n: int
    r: float
    interval: Estimate | NotEstimable
    """Fisher's z."""
    t: float | None
    """None where r is 1 or −1."""
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class Kendall:
    """Kendall's rank correlation tau-b."""

    n: int
    tau_b: float
    p: float
    null: NullDistribution


@dataclass(frozen=True, slots=True)
class PartialCorrelation:
    """Spearman's correlation of what is left beside other variables."""

    n: int
    rho: float
    interval: Estimate | NotEstimable
    df: int
    p: float
    """By Student's t."""


@dataclass(frozen=True, slots=True)
class DetectableEffect:
    """The smallest true effect a test of this n finds with the stated power."""

    value: float
    power: float
    alpha: float
    n: int


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Both changes of one patient, later − earlier."""

    patient: str
    copper: float
    score: float


@dataclass(frozen=True, slots=True)
class ChangeCorrelation:
    """Change of copper with change of a scale, in the patients who have all four values."""

    comparison: Comparison
    measure: Measure
    """MADRS or YMRS."""
    points: tuple[ChangePoint, ...]
    """By patient code."""
    missing: tuple[Missing, ...]
    copper_change: Description | NotEstimable
    score_change: Description | NotEstimable
    spearman: Spearman | NotEstimable
    pearson: Pearson | NotEstimable
    kendall: Kendall | NotEstimable
    bayes_factor: BayesFactor | NotEstimable
    """Of Pearson's r; stretched beta prior, whose `scale` is kappa = 1."""
    partial: PartialCorrelation | NotEstimable
    """Given copper and score at the earlier draw."""
    adjusted: AdjustedP | NotEstimable
    """Of Spearman's p, within the scale."""
    detectable: DetectableEffect | NotEstimable
    """A correlation."""

    @property
    def n(self) -> int:
        return len(self.points)

    @property
    def failure(self) -> NotEstimable | None:
        """Why there is no result at all, if so."""
        return self.spearman if isinstance(self.spearman, NotEstimable) else None


@dataclass(frozen=True, slots=True)
class WithinPoint:
    """Copper and score of one patient at one draw."""

    patient: str
    draw: str
    copper: float
    score: float


@dataclass(frozen=True, slots=True)
class RepeatedCorrelation:
    """Bland and Altman's (1995) correlation within patients."""

    n_patients: int
    """With two or more complete pairs of values."""
    n_values: int
    """Pairs of values of these patients."""
    r: float
    slope: float
    """Points of the scale for one unit of copper, the same in every patient."""
    interval: Estimate | NotEstimable
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class WithinPatient:
    """Copper with a scale over all visits, patient by patient."""

    measure: Measure
    points: tuple[WithinPoint, ...]
    """Of the patients who have two or more, by patient code, in the order of the course."""
    missing: tuple[Missing, ...]
    """Patients with fewer than two pairs of values, with their gaps."""
    shared: tuple[tuple[str, str], ...]
    """Patient and draw that are left out because their rating counts at an earlier draw."""
    correlation: RepeatedCorrelation | NotEstimable
