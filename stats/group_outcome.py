"""What a comparison of groups of patients answers: frozen records, as in `stats.outcome`."""

from dataclasses import dataclass
from enum import StrEnum

from stats.omnibus_outcome import Interaction
from stats.outcome import AdjustedP, Description, Estimate, NotEstimable
from stats.presence import Measure, Missing
from stats.settings import Comparison


class GroupingKind(StrEnum):
    """By what patients are divided."""

    COMORBIDITY = "comorbidity"
    ANY_COMORBIDITY = "any_comorbidity"
    NUMBER_OF_COMORBIDITIES = "number_of_comorbidities"
    DIAGNOSIS = "diagnosis"
    RESPONSE = "response"
    COMPLETENESS = "completeness"
    """Copper at every draw, against the others."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """A division of the patients; `name` is the comorbidity, if it is by one."""

    kind: GroupingKind
    name: str = ""


class GroupName(StrEnum):
    """Which group a patient is in."""

    WITH = "with"
    WITHOUT = "without"
    BD = "bd"
    MDD = "mdd"
    NONE = "none"
    """By number of comorbidities, as the next two."""
    ONE = "one"
    TWO_OR_MORE = "two_or_more"
    RESPONDERS = "responders"
    OTHERS = "others"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measure at a draw, or its change between two draws."""

    measure: Measure
    at: str | Comparison

    @property
    def is_change(self) -> bool:
        return isinstance(self.at, Comparison)


@dataclass(frozen=True, slots=True)
class Member:
    """A patient of a group with the value compared."""

    patient: str
    value: float


@dataclass(frozen=True, slots=True)
class Group:
    """Those of one group who have the value."""

    name: GroupName
    members: tuple[Member, ...]
    """By patient code."""
    description: Description | NotEstimable

    @property
    def n(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class MannWhitney:
    """The Mann–Whitney test of two groups."""

    n_first: int
    n_second: int
    u_first: float
    """How many of the n_first × n_second pairs the first group wins, ties as a half."""
    p: float
    """Two-sided."""
    is_exact: bool
    """False: normal approximation, used beyond `two_samples.EXACT_UP_TO` values."""
    has_ties: bool
    rank_biserial: float
    """2 U / (n₁ n₂) − 1: positive where the first group is higher."""


@dataclass(frozen=True, slots=True)
class Welch:
    """Welch's t test; the difference is first − second."""

    t: float
    df: float
    p: float
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Ancova:
    """The difference of two groups later, in patients who began alike."""

    difference: Estimate
    """First − second, adjusted for the earlier value."""
    slope: float
    """Of the later on the earlier value."""
    t: float
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """Two groups of patients compared in one quantity; differences are first − second."""

    grouping: Grouping
    quantity: Quantity
    first: Group
    second: Group
    missing: tuple[Missing, ...]
    mann_whitney: MannWhitney | NotEstimable
    hodges_lehmann: Estimate | NotEstimable
    welch: Welch | NotEstimable
    ancova: Ancova | NotEstimable | None
    """Of a change only: adjusted for the value at the earlier draw."""
    adjusted: AdjustedP | NotEstimable | None
    """Over the comorbidities within the draw; None for groupings outside that family."""

    @property
    def n(self) -> int:
        return self.first.n + self.second.n

    @property
    def failure(self) -> NotEstimable | None:
        """Why there is no test, if so; the members are there to be shown all the same."""
        return self.mann_whitney if isinstance(self.mann_whitney, NotEstimable) else None


@dataclass(frozen=True, slots=True)
class KruskalWallis:
    """The Kruskal–Wallis test of three or more groups."""

    h: float
    df: int
    p: float
    """By the chi-square approximation."""
    epsilon_squared: float


@dataclass(frozen=True, slots=True)
class SeveralGroups:
    """Patients with no, one, or more comorbidities, compared in one quantity."""

    grouping: Grouping
    quantity: Quantity
    groups: tuple[Group, ...]
    missing: tuple[Missing, ...]
    kruskal_wallis: KruskalWallis | NotEstimable

    @property
    def n(self) -> int:
        return sum(group.n for group in self.groups)


@dataclass(frozen=True, slots=True)
class GroupInteraction:
    """Visit, group and their interaction, in all available copper values."""

    grouping: Grouping
    outcome: Interaction | NotEstimable
    n: int
    """Patients of either group with at least one value."""
    n_values: int
    missing: tuple[Missing, ...]
    """Patients without any value, or of whom the table does not say the group."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Section 4: every grouping at every draw and for the change to infusion 5."""

    two: tuple[GroupComparison, ...]
    several: tuple[SeveralGroups, ...]
    interactions: tuple[GroupInteraction, ...] = ()
    """Whether the courses over all draws differ between two groups."""
