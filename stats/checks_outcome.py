"""What the checks beside a comparison answer: frozen records, as in `stats.outcome`."""

from dataclasses import dataclass, replace

from stats.outcome import Estimate, NotEstimable, ShapiroWilk
from stats.settings import Test


@dataclass(frozen=True, slots=True)
class OtherTest:
    """The test not shown first, and whether it falls on the same side of alpha."""

    test: Test
    p: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The planned result without one patient."""

    patient: str
    estimate: Estimate | NotEstimable
    """Of the test shown first, as `p`."""
    p: float | NotEstimable


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """The range of the leading p-value when each patient in turn is left out."""

    lowest_p: float
    lowest_without: str
    highest_p: float
    highest_without: str
    verdict_holds: bool
    """No single patient takes p from one side of alpha to the other."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What was looked at beside the result; nothing here switches the test."""

    skewness: float | NotEstimable
    """Of the changes, adjusted Fisher–Pearson (G1)."""
    is_symmetric_enough: bool | None
    """|skewness| ≤ `normality.SKEWNESS_LIMIT`; None without a skewness."""
    shapiro_wilk: ShapiroWilk | NotEstimable
    other_test: OtherTest | NotEstimable
    leave_one_out: LeaveOneOut | NotEstimable
    without_one: tuple[LeftOut, ...]
    """By patient code; empty beyond `checks.LEAVE_ONE_OUT_UP_TO` pairs."""

    def scaled(self, factor: float) -> "Checks":
        """With its estimates in a unit that is 1 / `factor` of theirs."""
        return replace(
            self,
            without_one=tuple(
                replace(one, estimate=one.estimate.scaled(factor))
                if isinstance(one.estimate, Estimate)
                else one
                for one in self.without_one
            ),
        )
