"""What an analysis answers about all visits at once: frozen records of numbers and codes."""

from dataclasses import dataclass
from enum import StrEnum

from stats.outcome import Estimate, NotEstimable
from stats.presence import Measure, Missing
from stats.settings import Comparison


class Model(StrEnum):
    """A covariance of repeated values, the most general first."""

    UNSTRUCTURED = "unstructured"
    """MMRM: every variance and covariance free; linear Kenward–Roger."""
    HETEROGENEOUS_TOEPLITZ = "heterogeneous_toeplitz"
    HETEROGENEOUS_COMPOUND_SYMMETRY = "heterogeneous_compound_symmetry"
    COMPOUND_SYMMETRY = "compound_symmetry"
    RANDOM_INTERCEPT = "random_intercept"
    """Linear mixed model; Kenward–Roger."""


APPROXIMATE = (Model.HETEROGENEOUS_TOEPLITZ, Model.HETEROGENEOUS_COMPOUND_SYMMETRY)
"""Satterthwaite's degrees of freedom stand in for Kenward and Roger's."""


class Lead(StrEnum):
    """The test of all visits that is shown first."""

    MMRM = "mmrm"
    FRIEDMAN = "friedman"
    STRUCTURED = "structured"


@dataclass(frozen=True, slots=True)
class FixedTest:
    """An F test of fixed effects."""

    f: float
    df1: int
    df2: float
    p: float


@dataclass(frozen=True, slots=True)
class ModelMean:
    """The mean at one draw as the model estimates it, from all available values."""

    draw: str
    mean: Estimate
    se: float
    df: float
    n: int
    """Patients with a value at this draw."""


@dataclass(frozen=True, slots=True)
class ModelContrast:
    """The difference of two model means, later − earlier."""

    comparison: Comparison
    difference: Estimate
    se: float
    df: float
    t: float
    p: float
    p_holm: float
    """Over all contrasts of the model."""


@dataclass(frozen=True, slots=True)
class ModelOutcome:
    """A model of all available values with one mean for each draw."""

    model: Model
    n: int
    """Patients with at least one value."""
    n_values: int
    test: FixedTest
    """Of equal means at all draws."""
    means: tuple[ModelMean, ...]
    contrasts: tuple[ModelContrast, ...]
    deviance: float
    """−2 × the restricted log-likelihood."""
    correlation_between: float | None
    """Random intercept: the share of the variance that lies between patients."""
    on_boundary: bool
    """The variance between patients was estimated as zero."""

    @property
    def is_approximate(self) -> bool:
        return self.model in APPROXIMATE


@dataclass(frozen=True, slots=True)
class RankContrast:
    """Two draws compared within Friedman's ranks (Conover 1999)."""

    comparison: Comparison
    rank_sum_difference: float
    t: float
    p: float
    p_holm: float
    p_nemenyi: float


@dataclass(frozen=True, slots=True)
class Friedman:
    """Friedman's test in complete patients, corrected for ties."""

    n: int
    chi2: float
    df: int
    p: float
    kendall_w: float
    w_interval: Estimate
    """Percentile bootstrap over patients."""
    seed: int
    mean_ranks: tuple[float, ...]
    contrasts: tuple[RankContrast, ...]


@dataclass(frozen=True, slots=True)
class SkillingsMack:
    """The Skillings–Mack test: Friedman's idea with missing values; not corrected for ties."""

    n: int
    """Patients with two values or more."""
    statistic: float
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class RepeatedAnova:
    """One-way analysis of variance for repeated measures in complete patients."""

    n: int
    f: float
    df1: int
    df2: int
    p: float
    greenhouse_geisser: float
    p_greenhouse_geisser: float
    huynh_feldt: float
    """May exceed 1; the test then uses 1."""
    p_huynh_feldt: float
    mauchly_w: float | None
    """None where there are too few patients for Mauchly's test."""
    mauchly_p: float | None
    eta_squared_partial: float
    eta_squared_generalised: float


@dataclass(frozen=True, slots=True)
class OmnibusOutcome:
    """One measure over all draws."""

    measure: Measure
    draws: tuple[str, ...]
    lead: Lead | NotEstimable
    n_patients: int
    """Everybody, included or missing."""
    n_values: int
    missing: tuple[Missing, ...]
    """Patients without any value; in no test."""
    incomplete: tuple[Missing, ...]
    """Patients who lack one draw or more; in the tests of available values only."""
    mmrm: ModelOutcome | NotEstimable
    random_intercept: ModelOutcome | NotEstimable
    structured: ModelOutcome | NotEstimable
    """The first structured covariance that fits, where the unstructured one does not lead."""
    skillings_mack: SkillingsMack | NotEstimable
    friedman: Friedman | NotEstimable
    anova: RepeatedAnova | NotEstimable

    @property
    def leading_model(self) -> ModelOutcome | None:
        """The model whose means and contrasts are shown."""
        for model in (self.mmrm, self.structured, self.random_intercept):
            if isinstance(model, ModelOutcome):
                return model
        return None

    @property
    def p(self) -> float | NotEstimable:
        """Of the leading test."""
        match self.lead:
            case Lead.MMRM if isinstance(self.mmrm, ModelOutcome):
                return self.mmrm.test.p
            case Lead.FRIEDMAN if isinstance(self.friedman, Friedman):
                return self.friedman.p
            case Lead.STRUCTURED if isinstance(self.structured, ModelOutcome):
                return self.structured.test.p
            case NotEstimable():
                return self.lead
            case _:
                raise AssertionError("the leading test was estimated")


@dataclass(frozen=True, slots=True)
class Interaction:
    """Visit, group and their interaction in a random-intercept model."""

    n: int
    n_values: int
    visit: FixedTest
    group: FixedTest
    interaction: FixedTest
