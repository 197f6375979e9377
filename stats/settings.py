"""What an analysis is asked to compute: comparisons, test, family, and which values count."""

from dataclasses import dataclass
from enum import StrEnum

from stats.presence import Measure


class Test(StrEnum):
    """The test shown first; set by the protocol, never by a normality test."""

    __test__ = False  # pytest would take the name for a test class

    SIGNED_RANK = "signed_rank"
    PAIRED_T = "paired_t"


class Family(StrEnum):
    """The comparisons over which a p-value is adjusted."""

    PLANNED = "planned"
    WITH_INF5 = "with_inf5"
    """Every other draw against the one after infusion 5."""
    ALL_PAIRS = "all_pairs"
    """Every two draws."""


class Unit(StrEnum):
    """The unit copper is shown in; no p-value depends on it."""

    UG_DL = "ug_dl"
    UMOL_L = "umol_l"

    @property
    def per_ug_dl(self) -> float:
        """1 µg/dL in this unit (copper: 63.546 g/mol)."""
        return 1.0 if self is Unit.UG_DL else 10.0 / 63.546


class PatientSet(StrEnum):
    """Whose values count."""

    ALL = "all"
    """Everybody with the values a result needs."""
    COMPLETE = "complete"
    """Those with copper at every draw."""


class OutOfWindow(StrEnum):
    """What becomes of draws taken outside their window."""

    INCLUDE = "include"
    """Counted, and marked in every list and figure."""
    LEAVE_OUT = "leave_out"


class BelowLoq(StrEnum):
    """What stands for a value below the limit of quantification."""

    LOQ_SQRT2 = "loq_sqrt2"
    """LOQ / √2 (Hornung and Reed 1990)."""
    LOQ = "loq"
    LEAVE_OUT = "leave_out"


class Haemolysed(StrEnum):
    """What becomes of haemolysed samples."""

    LEAVE_OUT = "leave_out"
    INCLUDE = "include"


@dataclass(frozen=True, slots=True, order=True)
class Comparison:
    """Two draws of the same patients; the change is later − earlier."""

    earlier: str
    later: str


class Subgroup(StrEnum):
    """The patients an exploratory comparison looks at."""

    EVERYBODY = "everybody"
    WOMEN = "women"
    MEN = "men"
    MDD = "mdd"
    BD = "bd"
    WITH_COMORBIDITY = "with_comorbidity"
    """The named one, or any."""
    WITHOUT_COMORBIDITY = "without_comorbidity"
    """The named one, or any."""


@dataclass(frozen=True, slots=True, order=True)
class Exploration:
    """A comparison that somebody asked for beside the plan."""

    measure: Measure
    comparison: Comparison
    subgroup: Subgroup = Subgroup.EVERYBODY
    comorbidity: str = ""
    """Of the two subgroups by comorbidity; empty stands for any."""


SEED = 20201216
"""Of every seeded resampling; printed with the results."""

STUDY_COMPARISONS = (Comparison("baseline", "inf5"), Comparison("inf5", "post"))


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """The protocol's choices; the defaults are the study's, to be confirmed."""

    comparisons: tuple[Comparison, ...] = STUDY_COMPARISONS
    test: Test = Test.SIGNED_RANK
    family: Family = Family.PLANNED
    unit: Unit = Unit.UG_DL
    patients: PatientSet = PatientSet.ALL
    out_of_window: OutOfWindow = OutOfWindow.INCLUDE
    below_loq: BelowLoq = BelowLoq.LOQ_SQRT2
    haemolysed: Haemolysed = Haemolysed.LEAVE_OUT
    alpha: float = 0.05
    equivalence_margin: float | None = None
    """The mean change, in µg/dL, within which two draws would count as equivalent."""
    seed: int = SEED
    draws: tuple[str, ...] | None = None
    """The protocol's draws in order; None stands for those found in the table."""
    explorations: tuple[Exploration, ...] = ()
    """Adjusted among themselves; they change nothing in the plan's own results."""

    def __post_init__(self) -> None:
        if not 0.0 < self.alpha < 1.0:
            raise ValueError(f"alpha must lie between 0 and 1, not {self.alpha}")
        if self.equivalence_margin is not None and self.equivalence_margin <= 0.0:
            raise ValueError(f"the margin must be positive, not {self.equivalence_margin}")
