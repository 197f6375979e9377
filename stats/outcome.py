"""What an analysis answers: frozen records of numbers and codes, never sentences.

A record never holds NaN or infinity. What cannot be computed is a `NotEstimable`.
Amounts of copper are in the unit of the result; changes are later − earlier.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from stats.presence import Flag, Mark, Measure, Missing
from stats.settings import Comparison, Family, Test

if TYPE_CHECKING:
    from stats.checks_outcome import Checks


class Reason(StrEnum):
    """Why a number does not exist."""

    NO_SUCH_DRAW = "no_such_draw"
    """The protocol, or the table, has no such draw."""
    NO_VALUES = "no_values"
    TOO_FEW_PAIRS = "too_few_pairs"
    """Inference needs 2 pairs; skewness, Shapiro–Wilk and leaving one out need 3."""
    ALL_CHANGES_ZERO = "all_changes_zero"
    NO_VARIATION = "no_variation"
    """All values, or all changes, are the same: nothing to divide by."""
    OUT_OF_RANGE = "out_of_range"
    """The number is too large for the method, or for double precision."""
    NOT_IN_FAMILY = "not_in_family"
    """The comparison does not belong to the family chosen for adjustment."""
    TOO_FEW_FOR_CORRELATION = "too_few_for_correlation"
    """A correlation needs 4 patients with both values."""
    TOO_FEW_VISITS = "too_few_visits"
    """Within patients: no two patients, or no degree of freedom, with repeated pairs."""
    PERFECT_RELATION = "perfect_relation"
    """A correlation of 1 or −1, or groups without overlap: no finite interval."""
    GROUP_TOO_SMALL = "group_too_small"
    """Inference needs 3 in each group; `n` is the smallest."""
    NOBODY_IN_GROUP = "nobody_in_group"
    EVERYBODY_IN_GROUP = "everybody_in_group"
    NO_MARGIN = "no_margin"
    """No margin of equivalence was set."""
    VISIT_WITHOUT_VALUES = "visit_without_values"
    """A test of all draws needs a value at each of them."""
    NOT_NEEDED = "not_needed"
    """Another method leads, so that this one was not asked."""
    NOT_FITTED = "not_fitted"
    """The model has no maximum that can be found, mostly since there are too few patients."""


@dataclass(frozen=True, slots=True)
class NotEstimable:
    """Stands where a number would, with the reason and the n it failed on."""

    reason: Reason
    n: int = 0
    draw: str = ""
    """The draw in question, for `NO_SUCH_DRAW`."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A point estimate with its confidence interval."""

    value: float
    low: float
    high: float
    level: float = 0.95
    """The nominal level, 1 − alpha."""
    coverage: float | None = None
    """The level attained, for exact intervals; it falls short of `level` under 6 pairs."""

    def scaled(self, factor: float) -> "Estimate":
        return Estimate(
            self.value * factor, self.low * factor, self.high * factor, self.level, self.coverage
        )


@dataclass(frozen=True, slots=True)
class Description:
    """A sample in numbers; quartiles are of type 7 (Hyndman and Fan 1996)."""

    n: int
    mean: float
    median: float
    q1: float
    q3: float
    minimum: float
    maximum: float
    sd: float | None
    """None for a single value, as are `se` and `mean_ci`."""
    se: float | None
    mean_ci: Estimate | None
    """The mean with its t interval."""

    def scaled(self, factor: float) -> "Description":
        return Description(
            n=self.n,
            mean=self.mean * factor,
            median=self.median * factor,
            q1=self.q1 * factor,
            q3=self.q3 * factor,
            minimum=self.minimum * factor,
            maximum=self.maximum * factor,
            sd=None if self.sd is None else self.sd * factor,
            se=None if self.se is None else self.se * factor,
            mean_ci=None if self.mean_ci is None else self.mean_ci.scaled(factor),
        )


@dataclass(frozen=True, slots=True)
class SignedRank:
    """Wilcoxon's signed-rank test with the Hodges–Lehmann change."""

    n: int
    n_nonzero: int
    has_ties: bool
    """Among the sizes of the non-zero changes."""
    v_plus: float
    v_minus: float
    p: float
    """Two-sided, zeros dropped."""
    p_pratt: float
    """Two-sided, zeros ranked and then dropped."""
    is_exact: bool
    """False: normal approximation, used beyond `signed_rank.EXACT_UP_TO` changes."""
    rank_biserial: float

    @property
    def w(self) -> float:
        """The smaller rank sum, as printed in tables."""
        return min(self.v_plus, self.v_minus)

    @property
    def n_zero(self) -> int:
        return self.n - self.n_nonzero


@dataclass(frozen=True, slots=True)
class PairedT:
    """Student's paired t test; the mean change stands apart."""

    t: float
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class BayesFactor:
    """Evidence for a difference over none; JZS prior on the standardised change."""

    log_bf10: float
    scale: float

    @property
    def bf10(self) -> float | None:
        """None where double precision does not reach; `log_bf10` always holds."""
        return math.exp(self.log_bf10) if abs(self.log_bf10) < 700.0 else None


class SectionFamily(StrEnum):
    """The results over which a p-value is adjusted, where no setting chooses them."""

    CORRELATIONS_WITH_MADRS = "correlations_with_madrs"
    """Change of copper with change of MADRS over the three intervals."""
    CORRELATIONS_WITH_YMRS = "correlations_with_ymrs"
    COMORBIDITIES_AT_DRAW = "comorbidities_at_draw"
    """The comorbidities of the study, at one draw or for one change."""
    EXPLORATORY = "exploratory"
    """The comparisons that somebody added to the plan."""


@dataclass(frozen=True, slots=True)
class AdjustedP:
    """A p-value adjusted over a named family."""

    family: Family | SectionFamily
    size: int
    """How many members of the family have a p-value."""
    p: float
    """By Holm's method."""
    p_bh: float
    """By Benjamini and Hochberg's, which keeps the false discovery rate."""


@dataclass(frozen=True, slots=True)
class PublishedP:
    """A p-value of the paper, for reference: from its abstract, test not known."""

    p: float


@dataclass(frozen=True, slots=True)
class ShapiroWilk:
    """Departure of the changes from normality; information only."""

    w: float
    p: float


class Note(StrEnum):
    """What must be said beside a result."""

    EXACT_P_FLOOR = "exact_p_floor"
    """Under 6 non-zero changes an exact p cannot fall below 0.05."""
    INTERVAL_FALLS_SHORT = "interval_falls_short"
    """The exact interval cannot reach its nominal level: see its coverage."""
    ZEROS_DROPPED = "zeros_dropped"
    TIES = "ties"
    NORMAL_APPROXIMATION = "normal_approximation"
    OUT_OF_WINDOW_INCLUDED = "out_of_window_included"
    OUT_OF_WINDOW_LEFT_OUT = "out_of_window_left_out"
    BELOW_LOQ_AS_LOQ_SQRT2 = "below_loq_as_loq_sqrt2"
    BELOW_LOQ_AS_LOQ = "below_loq_as_loq"
    BELOW_LOQ_LEFT_OUT = "below_loq_left_out"
    ABOVE_ULOQ_AS_LIMIT = "above_uloq_as_limit"
    HAEMOLYSED_INCLUDED = "haemolysed_included"
    HAEMOLYSED_LEFT_OUT = "haemolysed_left_out"


@dataclass(frozen=True, slots=True)
class Pair:
    """Both values of one patient."""

    patient: str
    earlier: float
    later: float
    change: float
    earlier_marks: frozenset[Mark] = frozenset()
    later_marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class PairedOutcome:
    """One comparison of two draws in the patients who have both."""

    comparison: Comparison
    test: Test
    """The test to show first."""
    pairs: tuple[Pair, ...]
    """By patient code."""
    missing: tuple[Missing, ...]
    """Every other patient; pairs and missing add up to all patients."""
    earlier: Description | NotEstimable
    later: Description | NotEstimable
    change: Description | NotEstimable
    n_falling: int
    n_rising: int
    n_unchanged: int
    hodges_lehmann: Estimate | NotEstimable
    mean_change: Estimate | NotEstimable
    signed_rank: SignedRank | NotEstimable
    paired_t: PairedT | NotEstimable
    cohen_dz: Estimate | NotEstimable
    hedges_gav: Estimate | NotEstimable
    bayes_factor: BayesFactor | NotEstimable
    p: float | NotEstimable
    """Of the test shown first."""
    adjusted: AdjustedP | NotEstimable
    """Over the family of the settings."""
    other_families: tuple[AdjustedP, ...]
    checks: "Checks | None"
    """Made for the primary comparisons only."""
    published: PublishedP | None
    notes: tuple[Note, ...]
    measure: Measure = Measure.COPPER

    @property
    def n(self) -> int:
        return len(self.pairs)

    @property
    def n_patients(self) -> int:
        """Included and missing."""
        return len(self.pairs) + len(self.missing)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """The marked values among the pairs, by patient, earlier draw first."""
        return tuple(
            Flag(pair.patient, draw, mark)
            for pair in self.pairs
            for draw, marks in (
                (self.comparison.earlier, pair.earlier_marks),
                (self.comparison.later, pair.later_marks),
            )
            for mark in sorted(marks)
        )

    @property
    def failure(self) -> NotEstimable | None:
        """Why there is no result at all, if so."""
        return self.p if isinstance(self.p, NotEstimable) else None
