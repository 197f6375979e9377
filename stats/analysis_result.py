"""What the whole plan answers, section by section."""

from dataclasses import dataclass
from enum import StrEnum

from stats.correlation_outcome import ChangeCorrelation, WithinPatient
from stats.group_outcome import Groups
from stats.omnibus_outcome import OmnibusOutcome
from stats.outcome import Description, NotEstimable, PairedOutcome
from stats.presence import Measure, Missing
from stats.response_outcome import Missingness, Response, Sensitivity
from stats.series import PatientSeries
from stats.settings import AnalysisSettings, Exploration


class Step(StrEnum):
    """What the plan is computing; told as it begins."""

    PAIRS = "pairs"
    ALL_DRAWS = "all_draws"
    SYMPTOMS = "symptoms"
    GROUPS = "groups"
    OTHER_WAYS = "other_ways"


@dataclass(frozen=True, slots=True)
class DrawDescription:
    """One measure at one draw in all patients who have it."""

    measure: Measure
    draw: str
    description: Description | NotEstimable
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Explored:
    """A comparison that somebody added to the plan."""

    asked: Exploration
    outcome: PairedOutcome


@dataclass(frozen=True, slots=True)
class AnalysisResult:
    """The whole plan on one pair of tables."""

    settings: AnalysisSettings
    draws: tuple[str, ...]
    """In the order of the course."""
    patients: tuple[str, ...]
    complete: tuple[str, ...]
    """The patients with copper at every draw."""
    descriptives: tuple[DrawDescription, ...]
    primary: tuple[PairedOutcome, ...]
    """The settings' comparisons, in their order."""
    pairwise: tuple[PairedOutcome, ...]
    """Every two draws, adjusted over all of them."""
    omnibus: tuple[OmnibusOutcome, ...]
    """Section 2: copper, MADRS and YMRS over all draws."""
    correlations: tuple[ChangeCorrelation, ...]
    """Section 3: each scale over each interval."""
    within_patient: tuple[WithinPatient, ...]
    """Each scale over all visits."""
    groups: Groups
    response: Response
    sensitivity: tuple[Sensitivity, ...]
    """One for each of the settings' comparisons, in their order."""
    missingness: Missingness
    unscheduled: tuple[tuple[str, str], ...]
    """Patient and code of the extra draws, which no comparison uses."""
    series: tuple[PatientSeries, ...] = ()
    """Every patient's values over the draws, as the figures show them."""
    exploratory: tuple[Explored, ...] = ()
    rating_series: tuple[PatientSeries, ...] = ()
    """The ratings at visits of their own; empty where they are known at the draws only."""
